/** What is past its time is taken away, in small steps, and everything else stays. */
import assert from 'node:assert/strict';
import { beginRetentionAnew, keepRetention } from '../../agent/retention';
import { checkStore } from '../../commands/store/check';
import { changed } from '../../cases/store';
import { aCase } from '../support/builders';
import { around } from '../support/failingStore';
import { aWorld, quickSettings, type World } from '../support/world';

const DANA = { id: 'email:dana@example.com', name: 'Dana Reyes', email: 'dana@example.com' };
const DAY_MS = 86_400_000;

describe('retention', function () {
  this.timeout(30_000);
  let world: World;
  afterEach(() => world.stop());

  it('takes away what was said when it is past its time, in active conversations too, and keeps the rest', async () => {
    world = await aWorld({ settings: quickSettings({ retention: { transcriptDays: 30 } }) });
    await world.say('old', 'my grinder leaks. I am Dana, dana@example.com');
    await world.say('lively', 'hello');
    await world.pass(20 * DAY_MS);
    await world.say('lively', 'still there');
    await world.pass(11 * DAY_MS);
    await world.agent.retainOnce();
    assert.deepEqual(await world.turns('old'), []);
    const texts = (await world.turns('lively')).map(({ text }) => text);
    assert.ok(texts.includes('still there') && !texts.includes('hello'));
    const [old, lively] = [await world.conversation('old'), await world.conversation('lively')];
    assert.deepEqual([old.status, old.person.name, old.lastTurn], ['ended', '', undefined]);
    assert.deepEqual([lively.status, lively.lastTurn?.text], ['active', 'still there']);
    assert.equal((await world.store.get('cases', 'emulator:old~1'))?.fields['issue'] !== undefined, true);
    assert.deepEqual((await checkStore(world.store, { pause: () => Promise.resolve() })).findings, []);
    const { items } = await world.store.list('erasures', { index: 'at', limit: 10 });
    assert.deepEqual(
      items.map(({ what, by }) => [what, by.id]),
      [['transcripts', 'retention']],
    );
  });

  it('takes what is personal out of cases that were closed long ago, each once', async () => {
    world = await aWorld({ settings: quickSettings({ retention: { closedCaseDays: 10 } }) });
    for (const name of ['c1', 'c2', 'c3']) {
      await world.say(name, 'my grinder leaks. I am Dana, dana@example.com');
      if (name === 'c3') continue;
      const at = new Date(Date.now() + (name === 'c1' ? 0 : 5 * DAY_MS)).toISOString();
      await world.store.update('cases', `emulator:${name}~1`, (found) =>
        changed({ ...found, status: 'resolved', closedAt: at, resolution: 'told Dana' } as typeof found),
      );
    }
    const titles = async (): Promise<(string | undefined)[]> => {
      await world.agent.retainOnce();
      const found = await Promise.all([1, 2, 3].map((n) => world.store.get('cases', `emulator:c${n}~1`)));
      return found.map((one) => (one?.title === one?.number ? 'erased' : 'kept'));
    };
    assert.deepEqual(await titles(), ['kept', 'kept', 'kept']);
    await world.pass(11 * DAY_MS);
    assert.deepEqual(await titles(), ['erased', 'kept', 'kept']);
    const { version } = (await world.store.get('cases', 'emulator:c1~1'))!;
    await world.pass(5 * DAY_MS);
    assert.deepEqual(await titles(), ['erased', 'erased', 'kept']);
    assert.equal((await world.store.get('cases', 'emulator:c1~1'))?.version, version);
    const { items } = await world.store.list('erasures', { index: 'at', limit: 10 });
    assert.deepEqual(
      items.map(({ removed }) => removed),
      [1, 1],
    );
  });

  it('takes it out of a case again that was reopened and closed once more', async () => {
    world = await aWorld({ settings: quickSettings({ retention: { closedCaseDays: 10 } }) });
    await world.representative('rita');
    await world.say('c1', 'my grinder leaks. I am Dana, dana@example.com');
    const id = 'emulator:c1~1';
    const { number } = await world.case('c1');
    const resolve = (typed: Record<string, string>) =>
      world.click('rita', {
        verb: 'resolve',
        caseId: id,
        typed: { statusReason: 'Problem solved', ...typed },
      });
    const retain = async (): Promise<void> => {
      await world.skip(11 * DAY_MS);
      await world.agent.retainOnce();
    };
    await resolve({ resolution: 'told Dana' });
    await retain();
    await world.say('rita', { text: `reopen ${number}`, from: { id: 'rep:rita', name: 'rita' } });
    const open = await world.store.get('cases', id);
    assert.deepEqual([open?.status, open?.erasedAt], ['active', undefined]);
    await resolve({ resolution: 'told Dana again' });
    const closed = await world.store.get('cases', id);
    assert.equal(closed?.status === 'resolved' && closed.resolution, 'told Dana again');
    await retain();
    const again = await world.store.get('cases', id);
    assert.equal(again?.status === 'resolved' && again.resolution, '');
    const { items } = await world.store.list('audit', { index: 'case', equals: [id], limit: 100 });
    assert.doesNotMatch(JSON.stringify(items), /Dana/);
    const erased = async () => (await world.store.list('erasures', { index: 'at', limit: 9 })).items;
    const before = await erased();
    await world.agent.retainOnce();
    assert.deepEqual(await erased(), before, 'nothing is counted twice');
  });

  const ALL = 'my grinder leaks. I am Dana, dana@example.com';
  const after = async (days: number): Promise<void> => {
    await world.skip(days * DAY_MS);
    await world.agent.retainOnce();
  };
  const write = (text: string) => world.say('rita', { text, from: { id: 'rep:rita', name: 'rita' } });
  const resolve = (caseId: string) =>
    world.click('rita', {
      ...{ verb: 'resolve', caseId },
      typed: { statusReason: 'Problem solved', resolution: 'told Dana' },
    });

  it('forgets what representatives said last, and contacts that no case and no conversation knows any more', async () => {
    const retention = { transcriptDays: 30, closedCaseDays: 30 };
    world = await aWorld({ settings: quickSettings({ retention }) });
    await world.representative('rita');
    await world.say('c1', { text: 'my grinder leaks', identity: DANA });
    const sam = { id: 'email:sam@example.com', name: 'Sam', email: 'sam@example.com' };
    await world.say('c2', { text: 'my kettle leaks', identity: sam });
    for (const { email } of [DANA, sam])
      await world.store.insert('correspondents', { _id: email, version: 1, automatic: [] });
    await resolve((await world.case('c1'))._id);
    await write('call Dana Reyes');
    assert.equal((await world.conversation('rita')).lastTurn?.text, 'call Dana Reyes');
    await after(31);
    await after(1);
    assert.equal((await world.conversation('rita')).lastTurn, undefined);
    for (const [collection, dana, sams] of [
      ['contacts', DANA.id, sam.id],
      ['identities', DANA.id, sam.id],
      ['correspondents', DANA.email, sam.email],
    ] as const) {
      assert.equal(await world.store.get(collection, dana), undefined, collection);
      assert.ok(await world.store.get(collection, sams), `${collection} of an open case`);
    }
    const { items } = await world.store.list('erasures', { index: 'at', limit: 9 });
    assert.equal(items.find(({ what }) => what === 'contacts')?.removed, 3);
  });

  it('takes what is personal out of the cases that were merged into one, too', async () => {
    world = await aWorld({ settings: quickSettings({ retention: { closedCaseDays: 10 } }) });
    await world.representative('rita');
    await world.say('c1', ALL);
    await world.pass(60_000);
    await world.say('c2', ALL);
    const [older, younger] = [await world.case('c1'), await world.case('c2')];
    await write(`merge ${younger.number} ${older.number}`);
    await resolve(older._id);
    await after(11);
    for (const { _id } of [older, younger]) {
      const found = await world.store.get('cases', _id);
      assert.doesNotMatch(JSON.stringify([found?.title, found?.fields, found?.contactId]), /Dana|grinder/);
    }
  });

  it('comes back to a case that could not be erased, and keeps no other waiting', async () => {
    world = await aWorld({ settings: quickSettings({ retention: { closedCaseDays: 10 } }) });
    await world.representative('rita');
    for (const name of ['c1', 'c2']) {
      await world.say(name, ALL);
      await resolve((await world.case(name))._id);
      await world.pass(60_000);
    }
    await world.skip(11 * DAY_MS);
    let broken = true;
    const store = around(world.store, (call, name, of, id) =>
      broken && name === 'update' && of === 'cases' && id === 'emulator:c1~1'
        ? Promise.reject(new TypeError('a document like no other'))
        : call(),
    );
    const retain = () => keepRetention({ ...world.agent.context, store }, () => false);
    const erased = async () => {
      const found = await Promise.all([1, 2].map((n) => world.store.get('cases', `emulator:c${n}~1`)));
      return found.map((one) => one?.erasedAt !== undefined);
    };
    await retain();
    assert.deepEqual(await erased(), [false, true]);
    assert.ok(world.logged.some(({ message }) => message.includes('could not be erased')));
    broken = false;
    await retain();
    assert.deepEqual(await erased(), [true, true]);
  });

  it('looks again at all closed cases where older ones were brought in', async () => {
    world = await aWorld({ settings: quickSettings({ retention: { closedCaseDays: 10 } }) });
    await world.representative('rita');
    await world.say('c1', ALL);
    await resolve((await world.case('c1'))._id);
    await after(11);
    const older = { closedAt: '2020-01-01T00:00:00.000Z', status: 'cancelled', title: 'Dana' } as const;
    await world.store.load('cases', [aCase({ _id: 'older~1', ...(older as object) })]);
    await after(1);
    assert.equal((await world.store.get('cases', 'older~1'))?.title, 'Dana');
    await beginRetentionAnew(world.store);
    await after(1);
    assert.equal((await world.store.get('cases', 'older~1'))?.title, 'CAS-00001-TEST');
  });

  it('is off unless the settings say so', async () => {
    world = await aWorld();
    await world.say('c1', 'hello');
    await world.pass(3_000 * DAY_MS);
    await world.agent.retainOnce();
    assert.equal((await world.turns('c1')).length, 2);
  });
});
