/** A button pressed twice at once does its work once, whichever way the click comes in. */
import assert from 'node:assert/strict';
import { aWorld, type World } from '../../support/world';

const ALL = 'my grinder leaks. I am Dana, dana@example.com';

describe('a double click', () => {
  let world: World;
  afterEach(() => world.stop());

  async function reviewed(): Promise<{ caseId: string; reviewId: string }> {
    world = await aWorld();
    await world.representative('rita');
    await world.say('c1', ALL);
    await world.say('c1', 'the serial is AB-123');
    const { _id, reviews } = await world.case('c1');
    return { caseId: _id, reviewId: reviews.at(-1)?.id ?? '' };
  }

  async function confirmations(): Promise<number> {
    const audit = await world.audit('c1');
    return audit.filter(({ what }) => what.kind === 'reviewed').length;
  }

  for (const [how, ids] of [
    ['one click that the channel sends twice', ['same', 'same']],
    ['two clicks', ['first', 'second']],
  ] as const) {
    it(`that is answered in the response: ${how}`, async () => {
      const { caseId, reviewId } = await reviewed();
      const action = { verb: 'accept', caseId, reviewId, fields: ['serial'] } as const;
      const by = { id: 'rep:rita', name: 'Rita' };
      const cards = await Promise.all(ids.map((id) => world.agent.act('emulator:rita', action, { id, by })));
      await world.quiet();
      assert.deepEqual(
        cards.map(({ card }) => card.kind),
        ['review', 'review'],
      );
      assert.equal(await confirmations(), 1);
    });

    it(`that comes as a message: ${how}`, async () => {
      const { caseId, reviewId } = await reviewed();
      const action = { verb: 'accept', caseId, reviewId, fields: ['serial'] } as const;
      const from = { id: 'rep:rita', name: 'rita' };
      await Promise.all(
        ids.map((activityId) => world.receive('rita', { text: '', action, from, activityId })),
      );
      await world.quiet();
      assert.equal(await confirmations(), 1);
      assert.equal((await world.case('c1')).fields['serial']?.provenance.kind, 'confirmed');
    });
  }
});
