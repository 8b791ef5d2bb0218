/** A case's way through its statuses: who closes it says how, its customer hears of it, and it can come back. */
import assert from 'node:assert/strict';
import type { CardAction } from '../../cases/cardActions';
import { aWorld, quickSettings, type World } from '../support/world';

const ALL = 'my grinder leaks. I am Dana, dana@example.com';

describe('the life of a case', () => {
  let world: World;
  let clicks: number;
  let number: string;
  let caseId: string;
  beforeEach(async () => {
    clicks = 0;
    world = await aWorld();
    for (const name of ['rita', 'sam']) await world.representative(name);
    await world.say('c1', ALL);
    ({ number, _id: caseId } = await world.case('c1'));
    for (const name of ['c1', 'rita', 'sam']) world.hear(name);
  });
  afterEach(() => world.stop());

  const write = (name: string, text: string) => world.say(name, { text, from: { id: `rep:${name}`, name } });
  const invoke = async (name: string, action: CardAction) => {
    const click = { id: `click${++clicks}`, by: { id: `rep:${name}`, name } };
    const shown = await world.agent.act(`emulator:${name}`, action, click);
    await world.quiet();
    return shown;
  };
  const resolution = (text: string, statusReason = 'Problem solved'): CardAction => ({
    verb: 'resolve',
    caseId,
    typed: { statusReason, resolution: text },
  });
  const found = async () => (await world.store.get('cases', caseId)) ?? assert.fail();
  const history = async () =>
    (await world.store.list('audit', { index: 'case', equals: [caseId], limit: 100 })).items.map(
      ({ what }) => what,
    );

  describe('resolved', () => {
    it('by the form: how it ended and what solved it stand on it, and in its history', async () => {
      await write('rita', `resolve ${number}`);
      assert.equal(world.cards('rita', 'resolve-form')[0]?.case.number, number);
      await invoke('rita', resolution('Sent a new seal', 'information provided'));
      const resolved = await found();
      assert.equal(resolved.status === 'resolved' && resolved.resolution, 'Sent a new seal');
      assert.equal(resolved.statusReason, 'Information provided');
      assert.deepEqual((await history()).at(-1), {
        kind: 'closed',
        status: 'resolved',
        statusReason: 'Information provided',
        resolution: 'Sent a new seal',
      });
    });

    it('tells the customer, whose next words open another case', async () => {
      await invoke('rita', resolution('Sent a new seal'));
      assert.match(world.hear('c1').join(), new RegExp(`We have closed case ${number}`));
      await world.say('c1', 'now my kettle is broken');
      assert.equal((await world.cases()).length, 2);
      assert.equal((await found()).status, 'resolved');
    });

    it('without saying what solved it, is not: the form comes back with what was typed', async () => {
      const { card: shown } = await invoke('rita', resolution('  ', 'Because'));
      assert.ok(shown.kind === 'resolve-form');
      assert.deepEqual(
        shown.fields.map(({ problem }) => problem !== undefined),
        [true, true, false],
      );
      assert.equal((await found()).status, 'active');
    });

    it('once: who comes second is told', async () => {
      await invoke('rita', resolution('Sent a new seal'));
      const second = await invoke('sam', resolution('Something else'));
      assert.match(second.notice ?? '', /closed/);
      assert.ok(second.card.kind === 'summary' && second.card.case.status === 'resolved');
      const resolved = await found();
      assert.equal(resolved.status === 'resolved' && resolved.resolution, 'Sent a new seal');
    });

    it('takes what was still proposed off the table', async () => {
      await invoke('rita', { verb: 'save', caseId, reviewId: 'r2', typed: { category: 'return' } });
      await world.say('c1', 'the invoice is wrong');
      assert.equal(
        (await found()).reviews.some(({ rows }) => rows.some(({ state }) => state === 'open')),
        true,
      );
      await invoke('rita', resolution('Sent a new seal'));
      const proposals = (await found()).reviews.filter(({ kind }) => kind === 'proposed');
      assert.ok(proposals.every(({ rows }) => rows.every(({ state }) => state !== 'open')));
    });
  });

  it('cancelled, the customer is not told', async () => {
    assert.match((await write('rita', `cancel ${number}`)).join(), /is closed: Cancelled/);
    assert.equal((await found()).status, 'cancelled');
    assert.deepEqual(world.hear('c1'), []);
  });

  describe('reopened', () => {
    it('is active as a new one, and the customer goes on with it', async () => {
      await invoke('rita', resolution('Sent a new seal'));
      assert.match((await write('sam', `reopen ${number}`)).join(), /is open again/);
      const again = await found();
      assert.deepEqual(
        [again.status, again.statusReason, 'resolution' in again],
        ['active', 'In progress', false],
      );
      await world.say('c1', 'the serial is AB-123');
      assert.equal((await world.cases()).length, 1);
      assert.equal((await found()).fields['serial']?.value, 'AB-123');
    });

    it('while it is open, is told', async () => {
      const before = (await history()).length;
      assert.match((await write('rita', `reopen ${number}`)).join(), /Already open/);
      assert.equal((await history()).length, before);
    });
  });

  it('on hold, with the reason in the settings’ spelling', async () => {
    await write('rita', `status ${number} on hold`);
    assert.equal((await found()).statusReason, 'On hold');
    assert.match((await write('rita', `status ${number} asleep`)).join(), /In progress, On hold/);
    assert.equal((await found()).statusReason, 'On hold');
  });

  it('assigned to a colleague, whoever had it', async () => {
    await invoke('rita', { verb: 'take', caseId });
    assert.match((await write('rita', `assign ${number} sam`)).join(), /is sam's now/);
    assert.equal((await found()).owner?.name, 'sam');
    assert.match((await write('rita', `assign ${number} Nobody`)).join(), /Nobody here is called "Nobody"/);
    await write('rita', `assign ${number} me`);
    assert.equal((await found()).owner?.name, 'rita');
    await write('rita', 'my cases');
    assert.deepEqual(
      world
        .cards('rita', 'case-list')
        .at(-1)
        ?.cases.map((one) => one.number),
      [number],
    );
  });

  it('noted on, the words stand in its history alone', async () => {
    await write('rita', `note ${number} called back, no answer`);
    assert.deepEqual((await history()).at(-1), { kind: 'note', text: 'called back, no answer' });
    assert.deepEqual(world.hear('c1'), []);
  });

  it('survives a kill between closing and telling: the customer hears it once', async () => {
    await invoke('rita', resolution('Sent a new seal'));
    world.hear('c1');
    const closed = {
      kind: 'closed',
      id: 'emulator:rita/click1/closed',
      caseId,
      by: { id: 'rep:rita', name: 'rita' },
    } as const;
    await world.agent.request('emulator:c1', closed);
    await world.quiet();
    assert.deepEqual(world.hear('c1'), []);
  });

  it('with the settings’ own words', async () => {
    await world.publish(quickSettings({ statusReasons: { resolved: ['Repaired', 'Replaced'] } }));
    await invoke('rita', resolution('New seal', 'replaced'));
    assert.equal((await found()).statusReason, 'Replaced');
  });
});
