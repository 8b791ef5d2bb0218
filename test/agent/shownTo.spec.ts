/** Whoever has taken a case is shown what becomes of it; everybody is while nobody has. */
import assert from 'node:assert/strict';
import { aWorld, type World } from '../support/world';

const ALL = 'my grinder leaks. I am Dana, dana@example.com';
const CHANGED = 'the invoice is wrong';

describe('what becomes of a case is shown', () => {
  let world: World;
  let caseId: string;
  let number: string;
  beforeEach(async () => {
    world = await aWorld();
    for (const name of ['rita', 'sam']) await world.representative(name);
    await world.say('c1', ALL);
    ({ _id: caseId, number } = await world.case('c1'));
    hearAll();
  });
  afterEach(() => world.stop());

  const hearAll = () => {
    for (const name of ['c1', 'rita', 'sam']) world.hear(name);
  };
  const write = (name: string, text: string) => world.say(name, { text, from: { id: `rep:${name}`, name } });
  const reviews = () => ['rita', 'sam'].map((name) => world.cards(name, 'review').length);

  it('to everybody while nobody has taken it', async () => {
    await world.say('c1', CHANGED);
    assert.deepEqual(reviews(), [1, 1]);
  });

  it('to the one who took it, and to no one else', async () => {
    await world.click('sam', { verb: 'take', caseId });
    await world.say('c1', CHANGED);
    assert.deepEqual(reviews(), [0, 1]);
  });

  it('to everybody again where whoever took it has left', async () => {
    await world.click('sam', { verb: 'take', caseId });
    world.channel.gone.add('emulator:sam');
    await world.say('c1', CHANGED); // Sam's chat turns out to be gone
    await world.say('c1', 'no, it leaks after all');
    assert.equal(world.cards('rita', 'review').length, 1);
  });

  it('to the colleague it was given to, who is told by whom and how it stands', async () => {
    await write('rita', `assign ${number} sam`);
    assert.deepEqual(
      world.cards('sam', 'told').map(({ text }) => text),
      ['rita has given you this case:'],
    );
    assert.equal(world.cards('sam', 'summary').at(-1)?.case.owner, 'sam');
    await world.say('c1', CHANGED);
    assert.deepEqual(reviews(), [0, 1]);
  });

  it('also that its customer wants a person: to all only where the owner does not answer', async () => {
    await world.click('sam', { verb: 'take', caseId });
    await world.say('c1', 'can I talk to a human?');
    const waits = () => ['rita', 'sam'].map((name) => world.cards(name, 'queue').length);
    assert.deepEqual(waits(), [0, 1]);
    await world.skip(6 * 60_000);
    assert.deepEqual(waits(), [1, 2]);
  });

  it('and not told anew to whoever gives it to themselves', async () => {
    const before = world.cards('sam', 'summary').length;
    await write('sam', `assign ${number} me`);
    assert.equal(world.cards('sam', 'summary').length, before);
  });
});
