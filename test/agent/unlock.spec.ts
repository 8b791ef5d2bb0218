/** A representative unlocks a field on a card: one message from the proposal to the outcome. */
import assert from 'node:assert/strict';
import type { CardAction } from '../../cases/cardActions';
import { aWorld, type World } from '../support/world';

const ALL = 'my grinder leaks. I am Dana, dana@example.com';

describe('a field that a representative holds', () => {
  let world: World;
  let clicks = 0;
  afterEach(() => world.stop());

  async function invoke(action: CardAction) {
    const click = { id: `click${++clicks}`, by: { id: 'rep:rita', name: 'rita' } };
    const clicked = await world.agent.act('emulator:rita', action, click);
    await world.quiet();
    return clicked;
  }

  /** Rita typed the serial number; then the customer says another. */
  async function proposed(): Promise<{ caseId: string; reviewId: string }> {
    world = await aWorld();
    await world.representative('rita');
    await world.say('c1', ALL);
    const { _id: caseId } = await world.case('c1');
    await invoke({ verb: 'save', caseId, reviewId: 'r1', typed: { serial: 'AB-123' } });
    await world.pass(1_000);
    await world.say('c1', 'the serial is CD-456');
    const proposal = (await world.case('c1')).reviews.find(({ kind }) => kind === 'proposed');
    world.hear('rita');
    return { caseId, reviewId: proposal?.id ?? assert.fail() };
  }

  it('says so on the card, and is unlocked in place: asked why, then the card as it is', async () => {
    const ids = await proposed();
    const shown = await invoke({ verb: 'refresh', card: { kind: 'review', ...ids } });
    assert.ok(shown.card.kind === 'review');
    assert.deepEqual(shown.card.rows[0]?.locked, { setBy: 'human', who: 'rita' });
    const form = await invoke({ verb: 'unlock-form', field: 'serial', ...ids });
    assert.ok(form.card.kind === 'unlock-form');
    assert.equal(form.card.field.value, 'AB-123');
    const typed = { reason: ' a typing mistake ' };
    const after = await invoke({ verb: 'unlock', field: 'serial', ...ids, typed });
    assert.ok(after.card.kind === 'review' && after.notice === undefined);
    assert.equal(after.card.rows[0]?.locked, undefined);
    const entry = (await world.audit('c1')).find(({ what }) => what.kind === 'unlocked');
    assert.deepEqual([entry?.by.name, entry?.reason], ['rita', 'a typing mistake']);
  });

  it('is changed by the agent from then on, which is shown as its change', async () => {
    const ids = await proposed();
    await invoke({ verb: 'unlock', field: 'serial', ...ids, typed: {} });
    await world.pass(1_000);
    await world.say('c1', 'sorry, it is EF-789');
    const { fields } = await world.case('c1');
    assert.deepEqual([fields['serial']?.value, fields['serial']?.provenance.kind], ['EF-789', 'ai']);
    assert.equal(world.cards('rita', 'review').at(-1)?.review, 'changed');
  });

  it('is unlocked by a command, too, for whoever writes rather than presses', async () => {
    await proposed();
    const { number } = await world.case('c1');
    const write = (text: string) => world.say('rita', { text, from: { id: 'rep:rita', name: 'rita' } });
    assert.match(
      (await write(`unlock ${number} Product`)).join(),
      /name a field that is locked: .*Serial number/,
    );
    assert.match((await write(`unlock ${number} serial number: a typing mistake`)).join(), /: unlocked\./);
    const entry = (await world.audit('c1')).find(({ what }) => what.kind === 'unlocked');
    assert.equal(entry?.reason, 'a typing mistake');
    assert.match((await write(`unlock ${number} serial`)).join(), /No field of CAS-\S+ is locked/);
  });

  it('is told in words, with the form as a card of its own, where cards do not change', async () => {
    const { caseId } = await proposed();
    assert.deepEqual(await world.click('rita', { verb: 'unlock-form', caseId, field: 'serial' }), [
      '[unlock-form]',
    ]);
    const told = await world.click('rita', { verb: 'unlock', caseId, field: 'serial', typed: {} });
    assert.match(told.at(-1) ?? '', /unlocked\. The agent may change it again/);
    const [again] = await world.click('rita', { verb: 'unlock', caseId, field: 'serial', typed: {} });
    assert.match(again ?? '', /^Already unlocked by rita/);
    await world.say('rita', {
      text: `case ${(await world.case('c1')).number}`,
      from: { id: 'rep:rita', name: 'rita' },
    });
    const summary = world.cards('rita', 'summary').at(-1);
    const serial = summary?.fields.find(({ name }) => name === 'serial');
    assert.deepEqual([serial?.locked, serial?.unlockedBy], [undefined, 'rita']);
    assert.match(summary?.timeline.at(-1)?.text ?? '', /Serial number unlocked by rita/);
  });
});
