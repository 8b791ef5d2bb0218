/** What goes on over several clicks stays in one message: the card that was clicked becomes the next one. */
import assert from 'node:assert/strict';
import type { CardAction } from '../../cases/cardActions';
import { aWorld, type World } from '../support/world';

const ALL = 'my grinder leaks. I am Dana, dana@example.com';

describe('in one message', () => {
  let world: World;
  let clicks = 0;
  afterEach(() => world.stop());

  async function press(action: CardAction) {
    const click = { id: `click${++clicks}`, by: { id: 'rep:rita', name: 'rita' } };
    const { card } = await world.agent.act('emulator:rita', action, click);
    await world.quiet();
    return card;
  }

  it('a review becomes the form, the form with what is wrong, and the review with what was typed', async () => {
    world = await aWorld();
    await world.representative('rita');
    await world.say('c1', ALL);
    await world.say('c1', 'the serial is AB-123');
    const { _id: caseId, reviews } = await world.case('c1');
    const ids = { caseId, reviewId: reviews.at(-1)?.id ?? assert.fail() };
    assert.equal((await press({ verb: 'edit', ...ids })).kind, 'edit-form');
    const refused = await press({ verb: 'save', ...ids, typed: { serial: 'nonsense' } });
    assert.ok(refused.kind === 'edit-form' && refused.fields[0]?.problem !== undefined);
    assert.equal(refused.fields[0].value, 'nonsense');
    const saved = await press({ verb: 'save', ...ids, typed: { serial: 'CD-456' } });
    assert.ok(saved.kind === 'review');
    assert.deepEqual(
      saved.rows.map(({ state, by, to }) => [state, by, to]),
      [['edited', 'rita', 'CD-456']],
    );
  });

  it('a summary becomes the form, and the case that was resolved', async () => {
    world = await aWorld();
    await world.representative('rita');
    await world.say('c1', ALL);
    const { _id: caseId } = await world.case('c1');
    assert.equal((await press({ verb: 'resolve-form', caseId })).kind, 'resolve-form');
    const typed = { statusReason: 'Problem solved', resolution: 'A new seal' };
    const done = await press({ verb: 'resolve', caseId, typed });
    assert.ok(done.kind === 'summary' && done.case.status === 'resolved');
  });

  it('a queue card becomes that of whoever accepted, and of a conversation that is over', async () => {
    world = await aWorld();
    for (const name of ['rita', 'sam']) await world.representative(name);
    await world.say('c1', ALL);
    await world.say('c1', 'agent please');
    const offered = world.channel.sent.findLast(
      ({ conversationId, content }) =>
        conversationId === 'emulator:sam' && content.kind === 'card' && content.card.kind === 'queue',
    );
    const of = { conversationId: 'emulator:c1', problem: 1 };
    const states = () =>
      world.channel.sent.flatMap(({ conversationId, content, replaces }) =>
        conversationId === 'emulator:sam' && replaces !== undefined && content.kind === 'card'
          ? [content.card.kind === 'queue' ? content.card.live.state : content.card.kind]
          : [],
      );
    const accepted = await press({ verb: 'accept-conversation', ...of });
    assert.ok(accepted.kind === 'queue' && accepted.live.state === 'taken');
    assert.ok(offered !== undefined);
    assert.deepEqual(states(), ['taken'], 'the others’ card in its place');
    await press({ verb: 'end-conversation', ...of });
    assert.deepEqual(states(), ['taken', 'over']);
    const seen = await press({ verb: 'refresh', card: { kind: 'queue', ...of } });
    assert.ok(seen.kind === 'queue' && seen.live.state === 'over');
  });
});
