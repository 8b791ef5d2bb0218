/** A button pressed twice at once does its work once, whichever way the click comes in. */
import assert from 'node:assert/strict';
import type { CardAction } from '../../../cases/cardActions';
import { INBOX_MAX } from '../../../cases/conversation/conversation';
import { aWorld, Gate, quickSettings, type World } from '../../support/world';

const ALL = 'my grinder leaks. I am Dana, dana@example.com';

describe('a double click', () => {
  let world: World;
  afterEach(() => world.stop());

  async function reviewed(settings = quickSettings()): Promise<{ caseId: string; reviewId: string }> {
    world = await aWorld({ settings });
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

  /** Pressed twice at once, answered in the response. */
  async function pressTwice(action: CardAction, ids: readonly string[]): Promise<void> {
    const by = { id: 'rep:rita', name: 'rita' };
    await Promise.all(ids.map((id) => world.agent.act('emulator:rita', action, { id, by })));
    await world.quiet();
  }
  const TWICE = [
    ['the same click twice', ['same', 'same']],
    ['two clicks', ['first', 'second']],
  ] as const;

  for (const [how, ids] of TWICE) {
    it(`on a resolution form resolves once: ${how}`, async () => {
      const { caseId } = await reviewed();
      const typed = { statusReason: 'Problem solved', resolution: 'New seal' };
      await pressTwice({ verb: 'resolve', caseId, typed }, ids);
      const closings = (await world.audit('c1')).filter(({ what }) => what.kind === 'closed');
      assert.equal(closings.length, 1);
      assert.equal(world.hear('c1').filter((words) => /^We have closed case/.test(words)).length, 1);
    });

    it(`on a form that opens a case of a conversation opens one: ${how}`, async () => {
      world = await aWorld();
      await world.representative('rita');
      await world.say('c1', 'hello there');
      await pressTwice({ verb: 'open', conversationId: 'emulator:c1', typed: { issue: 'Lime' } }, ids);
      assert.deepEqual(
        (await world.cases()).map(({ title }) => title),
        ['Lime'],
      );
    });

    it(`on a form that opens a case by hand opens one: ${how}`, async () => {
      world = await aWorld();
      await world.representative('rita');
      await world.say('rita', { text: 'open', from: { id: 'rep:rita', name: 'rita' } });
      const { form } = world.cards('rita', 'open-form')[0] ?? assert.fail();
      await pressTwice({ verb: 'open', form, typed: { issue: 'Lime' } }, ids);
      const titles = async () => (await world.cases()).map(({ title }) => title).sort();
      assert.deepEqual(await titles(), ['Lime']);
      await pressTwice({ verb: 'open', form, typed: { issue: 'Rust' } }, ['filled in anew']);
      assert.deepEqual(await titles(), ['Lime', 'Rust']);
    });

    it(`on accepting a conversation takes it once: ${how}`, async () => {
      world = await aWorld();
      await world.representative('rita');
      await world.say('c1', 'I want to talk to a person');
      await pressTwice({ verb: 'accept-conversation', conversationId: 'emulator:c1', problem: 1 }, ids);
      assert.equal(world.hear('c1').filter((words) => /is here now/.test(words)).length, 1);
      assert.equal(world.cards('rita', 'live').length, 1);
      assert.equal((await world.conversation('c1')).takenBy?.name, 'rita');
    });

    it(`on thumbs counts once: ${how}`, async () => {
      const recorded = quickSettings({ recording: { enabled: true, values: true } });
      const { caseId, reviewId } = await reviewed(recorded);
      await pressTwice({ verb: 'thumbs', caseId, card: 'review', target: reviewId, up: true }, ids);
      const query = { index: 'case', equals: [caseId], limit: 9 } as const;
      const { items } = await world.store.list('interactions', query);
      assert.equal(items.filter(({ act }) => act === 'thumbs-up').length, 1);
    });
  }
});

describe('a click on what a full conversation would have to do', () => {
  let world: World;
  afterEach(() => world.stop());

  it('is refused with words and its card to show again, not said to be under way', async () => {
    world = await aWorld();
    await world.representative('rita');
    await world.say('c1', 'I want to talk to a person');
    const gate = new Gate();
    world.predictor.before = () => gate.opened;
    for (let n = 0; n < INBOX_MAX; n++) await world.receive('c1', `and then ${n}`);
    const ask = { conversationId: 'emulator:c1', problem: 1 };
    const click = (id: string) =>
      world.agent.act(
        'emulator:rita',
        { verb: 'accept-conversation', ...ask },
        { id, by: { id: 'rep:rita', name: 'rita' } },
      );
    const { card } = await click('while it is full');
    assert.ok(card.kind === 'failed');
    assert.match(card.happened, /not done/);
    assert.deepEqual(card.again, { kind: 'queue', ...ask });
    gate.open();
    await world.quiet();
    assert.equal((await world.conversation('c1')).takenBy, undefined);
    await click('once more');
    await world.quiet();
    assert.equal((await world.conversation('c1')).takenBy?.name, 'rita');
  });
});
