/** Every list is one range of one index, and every write names one document by its shard key. */
import assert from 'node:assert/strict';
import type { Collection } from 'mongodb';
import { INDEXES, WORD_INDEXES, type CollectionName } from '../../cases/documents';
import type { Query, Store } from '../../cases/store';
import { writeCursor } from '../../storage/cursor';
import { toListing } from '../../storage/mongo/listing';
import type { Stored } from '../../storage/mongo/format';
import { aDatabase, needsMongo, type TestDatabase } from '../support/mongoServer';
import { aCounter } from '../support/stores';
import { startedAt } from './mongoMade';

interface Listed {
  readonly collection: CollectionName;
  readonly index: string;
  /** The properties of the index, in order. */
  readonly properties: readonly string[];
}

const COMMAND_NOT_FOUND = 59;

const LISTS: readonly Listed[] = [
  ...(Object.keys(INDEXES) as CollectionName[]).flatMap((collection) =>
    Object.entries<readonly string[]>(INDEXES[collection]).map(([index, properties]) => ({
      collection,
      index,
      properties,
    })),
  ),
  { collection: 'cases', index: 'search', properties: ['_words', WORD_INDEXES.cases.search] },
];

/** With so many values given, a bound of the next property, and a place to go on from. */
function listing({ collection, index, properties }: Listed, given: number, order: 'asc' | 'desc') {
  const equals = properties.slice(0, given).map(() => 'x');
  const after = writeCursor(index, { keys: properties.slice(given).map(() => 'y'), id: 'z' });
  const range = given < properties.length && index !== 'search' ? { gte: 'a' } : undefined;
  return toListing(collection, {
    index,
    equals,
    order,
    after,
    range,
    limit: 9,
  } as unknown as Query<CollectionName>);
}

function* everyListing() {
  for (const list of LISTS)
    for (const order of ['asc', 'desc'] as const)
      for (
        let given = list.index === 'search' ? 1 : 0;
        given <= (list.index === 'search' ? 1 : list.properties.length);
        given++
      )
        yield { list, made: listing(list, given, order), order, given };
}

describe('a list in MongoDB', () => {
  it('is bounded and ordered as its index, which it names', () => {
    for (const { list, made, order, given } of everyListing()) {
      assert.equal(made.hint, list.index);
      const direction = order === 'asc' ? 1 : -1;
      const rest = [...list.properties.slice(given), '_id'].map((name) => [name, direction]);
      assert.deepEqual(Object.entries(made.sort as object), rest);
      const conditions = made.filter.$and ?? [];
      const bounded = conditions
        .flatMap((condition) => Object.keys(condition))
        .filter((name) => name !== '$or');
      for (const name of list.properties.slice(0, Math.max(given, 1)))
        assert.ok(bounded.includes(name), name);
    }
  });

  it('of a conversation, or of the audit of a case, names the range of ids that one shard has', () => {
    const { filter } = toListing('turns', { index: 'conversation', equals: ['teams:c1'], limit: 9 });
    assert.deepEqual(filter.$and?.[1], { _id: { $gt: 'teams:c1/', $lt: 'teams:c10' } });
    const audit = toListing('audit', { index: 'case', equals: ['c1~1'], limit: 9 });
    assert.deepEqual(audit.filter.$and?.[1], { _id: { $gt: 'c1~1/', $lt: 'c1~10' } });
  });
});

describe('with a server that explains its plans, the MongoDB store', () => {
  before(needsMongo);
  let database: TestDatabase;
  let store: Store;
  before(async () => {
    database = await aDatabase();
    store = await startedAt(database.uri);
  });
  after(async () => {
    await store.stop();
    await database.drop();
  });

  const stages = (plan: unknown): string[] => JSON.stringify(plan).match(/(?<="stage":")[A-Z_]+/g) ?? [];

  /** The winning plan; undefined where the server explains none (the tests' own does not). */
  async function planOf(explain: () => Promise<unknown>): Promise<unknown> {
    try {
      return ((await explain()) as { queryPlanner: { winningPlan: unknown } }).queryPlanner.winningPlan;
    } catch (error) {
      if ((error as { code?: unknown }).code !== COMMAND_NOT_FOUND) throw error;
      console.log('      this server explains no plans: set MONGODB_URI to a MongoDB to see them judged');
      return undefined;
    }
  }

  it('lists by seeking in the index: no scan of a collection, no sorting', async () => {
    for (const { list, made } of everyListing()) {
      const documents: Collection<Stored> = database.client.db().collection<Stored>(list.collection);
      const { filter, sort, hint, limit } = made;
      const plan = await planOf(() => documents.find(filter, { sort, hint, limit }).explain('queryPlanner'));
      if (plan === undefined) return;
      assert.ok(stages(plan).includes('IXSCAN'), `${list.collection}/${list.index}`);
      assert.ok(
        !stages(plan).some((stage) => stage === 'COLLSCAN' || stage === 'SORT'),
        JSON.stringify(plan),
      );
    }
  });

  it('writes by the id', async () => {
    await store.insert('counters', aCounter());
    const command = {
      explain: { update: 'counters', updates: [{ q: { _id: 'cases', version: 1 }, u: { version: 2 } }] },
      verbosity: 'queryPlanner',
    };
    const plan = await planOf(() => database.client.db().command(command));
    if (plan === undefined) return;
    assert.ok(
      stages(plan).some((stage) => stage === 'IDHACK' || stage === 'IXSCAN'),
      JSON.stringify(plan),
    );
  });
});
