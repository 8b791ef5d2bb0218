/** Typing is relayed while a conversation is live, is no turn, and is bounded. */
import assert from 'node:assert/strict';
import type { CardAction } from '../../../cases/cardActions';
import { aWorld, type World } from '../../support/world';

const SHOWN_MS = 3_000;
const BY = { id: 'user:c1', name: 'Dana c1' };
const RITA = { id: 'rep:rita', name: 'rita' };
const ACCEPT: CardAction = { verb: 'accept-conversation', conversationId: 'emulator:c1', problem: 1 };

describe('somebody who types', () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
    await world.representative('rita');
    await world.say('c1', { text: 'agent please', from: BY });
  });
  afterEach(() => world.stop());

  async function accepted(): Promise<void> {
    await world.agent.act('emulator:rita', ACCEPT, { id: 'click', by: RITA });
    await world.quiet();
  }
  const customerTypes = () => world.agent.typed({ conversationId: 'emulator:c1', by: BY });
  const ritaTypes = () => world.agent.typed({ conversationId: 'emulator:rita', by: RITA });
  const shown = () => world.channel.typings.map(({ conversationId, by }) => [conversationId, by.name]);

  it('is shown to the other side, both ways, under their name', async () => {
    await accepted();
    await customerTypes();
    await ritaTypes();
    assert.deepEqual(shown(), [
      ['emulator:rita', 'Dana c1'],
      ['emulator:c1', 'rita'],
    ]);
  });

  it('is shown to nobody before somebody has accepted, or after the end', async () => {
    await customerTypes();
    await ritaTypes();
    await accepted();
    await world.pass(SHOWN_MS);
    await world.say('rita', { text: '/end', from: RITA });
    await customerTypes();
    await ritaTypes();
    assert.deepEqual(shown(), []);
  });

  it('is told once in a while only, in each conversation', async () => {
    await accepted();
    for (let key = 0; key < 50; key++) await customerTypes();
    await ritaTypes();
    assert.equal(shown().length, 2);
    await world.pass(SHOWN_MS);
    await customerTypes();
    assert.equal(shown().length, 3);
  });

  it('says nothing: no turn, no change of a document, no answer of the agent', async () => {
    await accepted();
    const before = [
      await world.conversation('c1'),
      await world.conversation('rita'),
      world.channel.sent.length,
    ];
    await customerTypes();
    await ritaTypes();
    await world.quiet();
    assert.deepEqual(
      [await world.conversation('c1'), await world.conversation('rita'), world.channel.sent.length],
      before,
    );
  });

  it('costs nothing where nobody is known, or the channel fails', async () => {
    await world.agent.typed({ conversationId: 'emulator:nobody', by: BY });
    await accepted();
    world.channel.typing = () => Promise.reject(new Error('no'));
    await customerTypes();
    assert.equal(
      world.logged.some(({ level }) => level === 'error'),
      false,
    );
  });
});
