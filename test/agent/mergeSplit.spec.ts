/** Merging and splitting keep all history; late words and changes find the case that stands. */
import assert from 'node:assert/strict';
import { applyChange } from '../../cases/changing';
import type { Case } from '../../cases/case';
import { absorbing } from '../../cases/mergeCases';
import { aCase, docOf, someSettings } from '../support/builders';
import { aWorld, Gate, type World } from '../support/world';

const NOW = '2026-01-05T10:00:00.000Z';

describe('two cases of one matter', () => {
  let world: World;
  let older: Case;
  let younger: Case;
  beforeEach(async () => {
    world = await aWorld();
    await world.representative('rita');
    await world.say('c1', 'my grinder leaks. I am Dana, dana@example.com');
    await world.pass(60_000);
    await world.say('c2', 'it leaks again, serial AB-123. I am Dana, dana@example.com');
    older = await world.case('c1');
    younger = await world.case('c2');
    for (const name of ['c1', 'c2', 'rita']) world.hear(name);
  });
  afterEach(() => world.stop());

  const write = (text: string) => world.say('rita', { text, from: { id: 'rep:rita', name: 'rita' } });
  const read = async (id: string) => (await world.store.get('cases', id)) ?? assert.fail();
  const kinds = async (id: string) =>
    (await world.store.list('audit', { index: 'case', equals: [id], limit: 100 })).items.map(
      ({ what }) => what.kind,
    );

  it('become one, the younger in the older, whichever is named first', async () => {
    assert.deepEqual(await write(`merge ${older.number} ${younger.number}`), ['[case-moved]']);
    const gone = await read(younger._id);
    assert.equal(gone.status === 'merged' && gone.mergedInto, older._id);
    const stands = await read(older._id);
    assert.deepEqual(stands.conversations, ['emulator:c1', 'emulator:c2']);
    assert.equal(stands.fields['serial']?.value, 'AB-123', 'what it lacked is filled');
    assert.equal(stands.fields['issue']?.label, older.fields['issue']?.label, 'its own value stays');
    assert.ok((await kinds(older._id)).includes('absorbed'));
    assert.ok((await kinds(younger._id)).includes('merged'));
    assert.equal((await world.conversation('c2')).caseId, older._id);
    const shown = world.cards('rita', 'case-moved').at(-1);
    assert.deepEqual(
      [shown?.what, shown?.from.number, shown?.into.number],
      ['merged', younger.number, older.number],
    );
  });

  it('take what either customer conversation says from then on', async () => {
    await write(`merge ${younger.number} ${older.number}`);
    await world.say('c2', 'the invoice is wrong, too');
    const stands = await read(older._id);
    assert.ok(stands.reviews.length > older.reviews.length || stands.fields['category']?.value === 'billing');
    assert.equal((await world.cases()).length, 2);
  });

  it('lose no change that was on its way while they were merged', async () => {
    await world.say('c3', 'the lid leaks. I am Dana, dana@example.com');
    const third = await world.case('c3');
    const gate = new Gate();
    world.predictor.before = () => gate.opened;
    const asked = world.predictor.requests.length;
    await world.receive('c3', 'serial AB-777');
    await world.until(() => world.predictor.requests.length > asked);
    await world.receive('rita', {
      text: `merge ${third.number} ${older.number}`,
      from: { id: 'rep:rita', name: 'rita' },
    });
    await world.agent.quiet('emulator:rita');
    assert.equal((await read(third._id)).status, 'merged');
    gate.open();
    await world.quiet();
    assert.equal((await read(older._id)).fields['serial']?.value, 'AB-777');
    assert.equal((await read(third._id)).fields['serial'], undefined);
  });

  it('are not merged with themselves, nor with one that is closed or that there is not', async () => {
    assert.match((await write(`merge ${older.number} ${older.number}`)).join(), /same case twice/);
    assert.match((await write(`merge ${older.number} CAS-99999-XXXX`)).join(), /no case|CAS-99999/i);
    await write(`cancel ${older.number}`);
    assert.match((await write(`merge ${older.number} ${younger.number}`)).join(), /is closed/);
    assert.equal((await read(younger._id)).status, 'active');
  });

  it('take each other in once, however often it is told', async () => {
    await write(`merge ${older.number} ${younger.number}`);
    const stands = await read(older._id);
    const effect = {
      id: `${(await read(younger._id)).recent.at(-1) ?? ''}/absorb`,
      kind: 'absorb' as const,
      to: older._id,
      absorbed: {
        ...younger,
        caseId: younger._id,
        by: { id: 'rep:rita', name: 'rita' },
        byKind: 'representative' as const,
      },
    };
    assert.equal(absorbing(stands, effect, { at: NOW, settings: someSettings() }).is, 'unchanged');
  });
});

describe('a change for a case that was merged', () => {
  it('marks the move as applied there, so that it is passed on and counted once', () => {
    const merged = { ...aCase(), status: 'merged' as const, mergedInto: 'older' };
    const move = { seq: 7, kind: 'change' as const, caseId: merged._id, candidates: [] };
    const applying = {
      conversationId: 'c',
      settings: someSettings(),
      agent: { id: 'agent', name: 'Agent' },
      at: NOW,
      tell: [],
    };
    const after = docOf<Case>(applyChange(merged, move, applying));
    assert.deepEqual([after.status, after.applied['c']], ['merged', 7]);
    assert.equal(applyChange(after, move, applying).is, 'unchanged');
  });
});

describe('one case of two matters', () => {
  let world: World;
  beforeEach(async () => {
    world = await aWorld();
    await world.representative('rita');
    await world.say('c1', 'my grinder leaks. I am Dana, dana@example.com');
  });
  afterEach(() => world.stop());

  it('gets a second one for the other, with the same contact; the conversation goes on there', async () => {
    const first = await world.case('c1');
    await world.say('rita', {
      text: `split ${first.number} the invoice is wrong`,
      from: { id: 'rep:rita', name: 'rita' },
    });
    const second = await world.case('c1');
    assert.notEqual(second._id, first._id);
    assert.equal(second.contactId, first.contactId);
    assert.equal(second.fields['issue']?.value, 'the invoice is wrong');
    assert.equal(second.fields['issue']?.provenance.kind, 'human');
    await world.say('c1', 'serial AB-123');
    assert.equal((await world.case('c1'))._id, second._id);
    const stays = (await world.store.get('cases', first._id)) ?? assert.fail();
    assert.equal(stays.fields['serial'], undefined);
    const audit = await world.store.list('audit', { index: 'case', equals: [first._id], limit: 50 });
    assert.equal(audit.items.at(-1)?.what.kind, 'split');
    const shown = world.cards('rita', 'case-moved').at(-1);
    assert.deepEqual([shown?.what, shown?.into.title], ['split', 'The invoice is wrong']);
  });
});
