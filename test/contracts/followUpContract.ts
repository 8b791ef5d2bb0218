/**
 * The reference's worked example on a store, at both automation levels: a case of Contoso Coffee, older than seven
 * days and on hold, three follow-ups 48 hours apart, closed after the third. The process ends between any two steps.
 */
import assert from 'node:assert/strict';
import { contosoRule, DAY_MS, HOUR_MS, sendDraft, TITLE } from '../support/followUps';
import { aWorld, quickSettings, type World } from '../support/world';
import type { MadeStore, MakeStore } from './storeContract';

const OPENING = `${TITLE} is broken. I am Dana, dana@example.com`;
const LATE_MS = 60_000;

export function followUpContract(name: string, make: MakeStore): void {
  describe(`follow-up on ${name}`, () => {
    let made: MadeStore;
    let world: World;
    beforeEach(async () => {
      made = await make();
    });
    afterEach(async () => {
      await world.stop();
      await made.store.stop();
      await made.cleanUp();
    });

    const begin = async (automation: 'full' | 'confirm'): Promise<void> => {
      const titled = { field: '@title', operator: 'beginsWith' as const, value: TITLE };
      const old = { field: '@caseAgeDays', operator: 'greater' as const, value: 7 };
      const rule = contosoRule({ automation, when: { all: [titled, old] } });
      const settings = quickSettings({ followUp: { rules: [rule] }, closure: { holdMinutes: 60 } });
      world = await aWorld({ settings, store: made.store });
      await world.representative('rita');
      await world.say('c1', OPENING);
      const { number } = await world.case('c1');
      await write('rita', `status ${number} on hold`);
      world.hear('c1');
    };
    const write = (who: string, text: string) =>
      world.say(who, { text, from: { id: `rep:${who}`, name: who } });
    const heard = (): string => world.hear('c1').join('\n');
    const shown = () => world.cards('rita', 'suggested-actions').at(-1);
    const suggested = async () => (await world.case('c1')).followUp?.suggestion?.kind;

    it('in full: asked three times, never early, never twice, then closed', async () => {
      await begin('full');
      await world.restart(7 * DAY_MS - LATE_MS);
      assert.equal(heard(), '');
      await world.restart(2 * LATE_MS);
      assert.match(
        heard(),
        /^Hello Dana,\n\nwe have not heard from you about[^]*CAS-[^]*we will close the case on January 18, 2026/,
      );
      for (const words of [/asking once more/, /asking a last time/]) {
        await world.restart(48 * HOUR_MS - LATE_MS);
        assert.equal(heard(), '');
        await world.restart(LATE_MS);
        await world.restart();
        assert.match(heard(), words);
      }
      await world.restart(48 * HOUR_MS - LATE_MS);
      assert.equal((await world.case('c1')).closure, undefined);
      await world.restart(LATE_MS);
      const held = await world.case('c1');
      assert.deepEqual([held.status, held.followUp?.state], ['active', 'closing']);
      await world.restart(59 * 60_000);
      assert.equal((await world.case('c1')).status, 'active');
      await world.restart(60_000);
      const closed = await world.case('c1');
      assert.ok(closed.status === 'resolved');
      assert.match(closed.resolution, /without an answer of the customer after 3 follow-ups/);
      assert.match(heard(), /We have closed case/);
      await world.restart(30 * DAY_MS);
      assert.equal(heard(), '');
    });

    it('under confirm: suggested three times, sent by a representative, then offered to be resolved', async () => {
      await begin('confirm');
      await world.restart(7 * DAY_MS - LATE_MS);
      assert.equal(await suggested(), undefined);
      await world.restart(2 * LATE_MS);
      const kinds = ['send-follow-up', 'send-next-follow-up', 'send-next-follow-up'];
      for (const [at, kind] of kinds.entries()) {
        assert.equal(await suggested(), kind);
        assert.equal(shown()?.suggestion, kind);
        await sendDraft(world, { kind: 'follow-up', text: `Did it help? (${at + 1})`, number: at + 1 });
        assert.equal(heard(), `Did it help? (${at + 1})`);
        assert.deepEqual([await suggested(), shown()?.suggestion], [undefined, undefined]);
        await world.restart(48 * HOUR_MS - LATE_MS);
        assert.equal(await suggested(), undefined);
        await world.restart(LATE_MS);
      }
      assert.equal(await suggested(), 'resolve');
      assert.equal(shown()?.suggestion, 'resolve');
      await world.restart(10 * DAY_MS);
      assert.deepEqual([heard(), (await world.case('c1')).status], ['', 'active']);
    });
  });
}
