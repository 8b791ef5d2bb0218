import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { changed, StoreUnavailable, unchanged, type Store } from '../../cases/store';
import { TcpProxy } from '../../commands/chaos/proxy';
import { HEARTBEAT_MS } from '../../storage/mongo/connection';
import { createMongoStore } from '../../storage/mongo/store';
import { DocumentRefused } from '../../storage/errors';
import { aDatabase, needsMongo, type TestDatabase } from '../support/mongoServer';
import { aCounter, aStoredTurn } from '../support/stores';
import { until } from '../support/until';
import { startedAt } from './mongoMade';

const PORT_OF_MONGODB = 27_017;

/** Through a proxy; none where members of a replica set are found by their own names, past any proxy. */
async function aWayTo(
  { uri }: TestDatabase,
  serverSelectionTimeoutMS: number,
): Promise<{ proxy: TcpProxy; uri: string } | undefined> {
  const way = new URL(uri);
  if (uri.startsWith('mongodb+srv') || way.searchParams.has('replicaSet')) return undefined;
  const port = Number(way.port || PORT_OF_MONGODB);
  const proxy = await new TcpProxy({ host: way.hostname, port }).start();
  way.host = `127.0.0.1:${proxy.port}`;
  way.searchParams.set('serverSelectionTimeoutMS', String(serverSelectionTimeoutMS));
  return { proxy, uri: way.href };
}

describe('the MongoDB store, when its connection fails', function () {
  this.timeout(60_000);
  before(needsMongo);
  let database: TestDatabase;
  let proxy: TcpProxy;
  let store: Store;
  beforeEach(async function () {
    database = await aDatabase();
    const way = await aWayTo(database, 1_000);
    if (!way) return this.skip();
    ({ proxy } = way);
    store = await startedAt(way.uri);
  });
  afterEach(async () => {
    await store.stop();
    await proxy.stop();
    await database.drop();
  });

  /** Until the next connection: what is asked arrives, its answer does not. */
  const loseOneAnswer = (): void => proxy.set('answer-lost-once');
  const stored = async (id = 'cases'): Promise<Record<string, unknown> | null> =>
    database.client.db().collection<{ _id: string }>('counters').findOne({ _id: id });

  it('updates once although the answer to the write is lost', async () => {
    await store.insert('counters', aCounter());
    await store.update('counters', 'cases', (found) => changed({ ...found, next: 1 })); // remembered: no read is lost
    loseOneAnswer();
    let runs = 0;
    const updated = await store.update('counters', 'cases', (found) => {
      runs += 1;
      return changed({ ...found, next: found.next + 1 });
    });
    assert.deepEqual(updated, { is: 'changed', doc: aCounter({ next: 2, version: 3 }) });
    assert.equal(runs, 1);
    assert.equal((await stored())?.['version'], 3);
  });

  it('says that it inserted although the answer is lost, and not where somebody else had', async () => {
    loseOneAnswer();
    assert.equal(await store.insert('counters', aCounter({ next: 7 })), 'inserted');
    assert.equal((await stored())?.['next'], 7);
    loseOneAnswer();
    assert.equal(await store.insert('counters', aCounter({ next: 8 })), 'exists');
    assert.equal((await stored())?.['next'], 7);
  });

  it('says that it removed although the answer is lost', async () => {
    await store.insert('counters', aCounter());
    loseOneAnswer();
    assert.equal(await store.remove('counters', 'cases'), 'removed');
    assert.equal(await stored(), null);
  });

  it('does not take for its own what another process wrote after a lost write', async () => {
    await store.insert('counters', aCounter());
    await store.update('counters', 'cases', (found) => changed({ ...found, next: 1 }));
    const other = await startedAt(database.uri);
    await other.update('counters', 'cases', (found) => changed({ ...found, next: 50 }));
    loseOneAnswer();
    const seen: number[] = [];
    await store.update('counters', 'cases', (found) => {
      seen.push(found.next);
      return changed({ ...found, next: found.next + 1 });
    });
    assert.deepEqual(seen, [1, 50]);
    assert.equal((await stored())?.['next'], 51);
    await other.stop();
  });

  it('is unavailable while it cannot reach the server, and goes on by itself when it can', async () => {
    await store.insert('turns', aStoredTurn({ seq: 1 }));
    proxy.set('cut');
    await assert.rejects(store.get('turns', 'directline:c1/1'), StoreUnavailable);
    await assert.rejects(store.insert('turns', aStoredTurn({ seq: 2 })), StoreUnavailable);
    proxy.set('pass');
    assert.equal(await store.insert('turns', aStoredTurn({ seq: 3 })), 'inserted');
    assert.ok(await store.get('turns', 'directline:c1/1'));
  });

  it('loses nothing that it acknowledged while the connection is cut again and again', async () => {
    const acknowledged: number[] = [];
    let next = 0;
    let done = false;
    const writer = async (): Promise<void> => {
      while (!done) {
        const seq = next++;
        const told = await store.insert('turns', aStoredTurn({ seq })).catch((error: unknown) => error);
        if (told === 'inserted') acknowledged.push(seq);
        else assert.ok(told instanceof StoreUnavailable, String(told));
      }
    };
    const writers = Array.from({ length: 8 }, writer);
    for (let round = 1; round <= 5; round++) {
      await until('writes', () => acknowledged.length >= round * 40 || undefined, 30_000);
      proxy.set('cut');
      proxy.set('pass');
    }
    done = true;
    await Promise.all(writers);
    const ids = acknowledged.map((seq) => `directline:c1/${seq}`);
    assert.equal((await store.versions('turns', ids)).size, ids.length);
  });
});

describe('a client of the database that will not find its server any more', function () {
  this.timeout(60_000);
  before(needsMongo);
  let database: TestDatabase;
  let proxy: TcpProxy;
  let store: Store;
  /** As the watch over its heartbeats says it. */
  let becomeDeaf: () => void;
  beforeEach(async function () {
    database = await aDatabase();
    const way = await aWayTo(database, 500);
    if (!way) return this.skip();
    ({ proxy } = way);
    store = createMongoStore({ uri: way.uri }, (_client, _withinMs, deaf) => (becomeDeaf = deaf));
    await store.start();
    await store.insert('turns', aStoredTurn({ seq: 1 }));
  });
  afterEach(async () => {
    await store.stop();
    await proxy.stop();
    await database.drop();
  });

  const works = async (): Promise<true | undefined> =>
    store.get('turns', 'directline:c1/1').then(
      (found) => (found ? true : undefined),
      () => undefined,
    );

  it('is replaced until one finds it, however long the server is away', async () => {
    proxy.set('cut');
    becomeDeaf();
    const refused = await store.insert('turns', aStoredTurn({ seq: 2 })).catch((error: unknown) => error);
    assert.ok(refused instanceof StoreUnavailable, String(refused));
    // Each search that fails leaves a client that searches no more.
    await sleep(2 * (HEARTBEAT_MS + 500));
    assert.equal(await works(), undefined);
    proxy.set('pass');
    await until('the database is found again', works, 15_000);
    assert.equal(await store.insert('turns', aStoredTurn({ seq: 2 })), 'inserted');
  });

  it('passes the write that it had under way on to the one that replaces it', async () => {
    proxy.set('silent');
    const inserted = store.insert('turns', aStoredTurn({ seq: 2 }));
    await until('the write is on its way', () => proxy.writesWithheld || undefined, 10_000);
    proxy.set('pass');
    becomeDeaf();
    assert.equal(await inserted, 'inserted');
    assert.ok(await works());
  });

  it('does not hold up the end of the store', async () => {
    proxy.set('cut');
    becomeDeaf();
    await store.stop();
    await assert.rejects(store.get('turns', 'directline:c1/1'), /stopped/);
  });
});

describe('the MongoDB store', () => {
  before(needsMongo);
  let database: TestDatabase;
  beforeEach(async () => (database = await aDatabase()));
  afterEach(() => database.drop());

  it('says where no server is, and not the password', async () => {
    const nowhere = createMongoStore({
      uri: 'mongodb://user:hush@127.0.0.1:1/cases?serverSelectionTimeoutMS=100',
    });
    await assert.rejects(nowhere.start(), (error) => {
      assert.ok(error instanceof StoreUnavailable);
      assert.match(error.message, /127\.0\.0\.1:1 \(MONGODB_URI\)/);
      assert.doesNotMatch(`${error.message} ${String(error.cause)}`, /hush/);
      return true;
    });
  });

  it('refuses a database that a newer agent wrote', async () => {
    const store = await startedAt(database.uri);
    await store.stop();
    const layouts = database.client.db().collection<{ _id: string; layout: number }>('store');
    await layouts.updateOne({ _id: 'layout' }, { $set: { layout: 99 } });
    await assert.rejects(startedAt(database.uri), /newer version of the agent/);
  });

  it('starts beside others at the same time, and finds everything in place the next time', async () => {
    const stores = await Promise.all([1, 2, 3].map(() => startedAt(database.uri)));
    const shape = async (): Promise<unknown> => database.client.db().collection('cases').indexes();
    const before = await shape();
    stores.push(await startedAt(database.uri));
    assert.deepEqual(await shape(), before);
    await Promise.all(stores.map((store) => store.stop()));
  });

  it('makes an index anew whose properties are others, and leaves those that others made', async () => {
    const cases = database.client.db().collection('cases');
    await cases.createIndex({ version: 1 }, { name: 'due' });
    await cases.createIndex({ title: 1 }, { name: 'somebody-elses' });
    const store = await startedAt(database.uri);
    const indexes = new Map((await cases.indexes()).map(({ name, key }) => [name, key as unknown]));
    assert.deepEqual(indexes.get('due'), { dueAt: 1, _id: 1 });
    assert.deepEqual(indexes.get('somebody-elses'), { title: 1 });
    await store.stop();
  });

  it('asks again of a fresh document before it says unchanged by a remembered one', async () => {
    const [one, other] = await Promise.all([startedAt(database.uri), startedAt(database.uri)]);
    await one.insert('counters', aCounter());
    await one.update('counters', 'cases', (found) => changed({ ...found, next: 1 }));
    await other.update('counters', 'cases', (found) => changed({ ...found, next: 2 }));
    const seen: number[] = [];
    const told = await one.update('counters', 'cases', (found) => {
      seen.push(found.next);
      return unchanged;
    });
    assert.deepEqual(seen, [1, 2]);
    assert.equal(told.is === 'unchanged' && told.doc.next, 2);
    await Promise.all([one.stop(), other.stop()]);
  });

  it('refuses an id that is a condition, before it reaches the database', async () => {
    const store = await startedAt(database.uri);
    await store.insert('counters', aCounter());
    for (const id of [{ $gt: '' }, true, undefined, null, 7, '']) {
      await assert.rejects(store.get('counters', id as string), TypeError);
      await assert.rejects(store.remove('counters', id as string), TypeError);
      await assert.rejects(store.insert('counters', aCounter({ _id: id as string })), TypeError);
    }
    await store.stop();
  });

  it('refuses for good what is larger than a document may be', async () => {
    const store = await startedAt(database.uri);
    const text = 'x'.repeat(17 * 1024 * 1024);
    await assert.rejects(store.insert('turns', aStoredTurn({ text })), DocumentRefused);
    await store.insert('turns', aStoredTurn());
    await store.stop();
  });

  it('reads back what JSON would have kept', async () => {
    const store = await startedAt(database.uri);
    const reference = {
      none: undefined,
      list: [undefined, null, Number.NaN, -0, 1.5, 2 ** 40],
      $ref: 'x',
      $id: 'y',
      'a~b': { '$~': 1, 'n\0ul': 2 },
    };
    const made = { ...aStoredTurn(), raw: JSON.stringify(reference), reference } as ReturnType<
      typeof aStoredTurn
    >;
    await store.insert('turns', made);
    assert.deepEqual(await store.get('turns', made._id), JSON.parse(JSON.stringify(made)));
    await store.stop();
  });
});
