/** The store in MongoDB: any number of agents on one server, replica set or sharded cluster. */
import { MongoBulkWriteError, MongoError } from 'mongodb';
import type { CollectionName, Document, Documents } from '../../cases/documents';
import {
  LIST_MAX,
  StoreUnavailable,
  type Change,
  type Page,
  type Query,
  type ScanPage,
  type Store,
  type Updated,
} from '../../cases/store';
import { toLimit, writeCursor } from '../cursor';
import { requireId } from '../ids';
import { indexKeyOf } from '../indexed';
import { Lanes } from '../lanes';
import { Lifetime } from '../lifetime';
import { Recent } from '../recent';
import { compareAndSet, type Found } from '../update';
import { answered } from './answered';
import { hostsOf } from './connection';
import { isDuplicate, toStoreError } from './failures';
import { fromStored, toStored } from './format';
import { whenDeaf } from './heartbeat';
import { Link } from './link';
import { toListing } from './listing';
import { migrate } from './schema';
import { insertOnce, removeOnce, replaceOnce, writeId, type Reached } from './writes';

export interface MongoStoreOptions {
  /** `mongodb://...` or `mongodb+srv://...`, with the database's name in it; "cases" where it has none. */
  readonly uri: string;
}

/**
 * Opens nothing until `start()`, which rejects where no server answers.
 * @param watch tells when a client of the driver will find its server no more
 */
export function createMongoStore(options: MongoStoreOptions, watch = whenDeaf): Store {
  return new MongoStore(options, watch);
}

/** About twice as many as have a turn in flight at full load; some 20 MB. */
const RECENT_MAX = 2_000;

class MongoStore implements Store {
  readonly alone = false;
  private readonly recent = new Recent<Documents[CollectionName]>(RECENT_MAX);
  private readonly lanes = new Lanes();
  private readonly life = new Lifetime<Link>();

  constructor(
    private readonly options: MongoStoreOptions,
    private readonly watch: typeof whenDeaf,
  ) {}

  start(): Promise<void> {
    return this.life.start(() => this.open());
  }

  private async open(): Promise<Link> {
    const { uri } = this.options;
    const link = new Link(uri, this.watch);
    try {
      await link.open(migrate);
      return link;
    } catch (error) {
      await link.close();
      if (!(error instanceof MongoError)) throw error;
      const where = `${hostsOf(uri)} (MONGODB_URI)`;
      throw new StoreUnavailable(`no database could be opened at ${where}: ${error.message}`, error);
    }
  }

  stop(): Promise<void> {
    return this.life.stop((link) => link.close());
  }

  get<K extends CollectionName>(collection: K, id: string): Promise<Documents[K] | undefined> {
    return this.run(collection, (documents) => read<Documents[K]>(documents, requireId(id)));
  }

  list<K extends CollectionName>(collection: K, query: Query<K>): Promise<Page<Documents[K]>> {
    return this.run(collection, async (documents) => {
      const { filter, sort, limit, hint, orderedBy } = toListing(collection, query);
      const options = { sort, limit: limit + 1, batchSize: limit + 1, hint };
      const found = await answered(documents().find(filter, options).toArray());
      const items = found.slice(0, limit).map((stored) => fromStored(stored) as Documents[K]);
      const last = items.at(-1);
      if (last === undefined || found.length <= limit) return { items };
      const keys = orderedBy.map((property) => indexKeyOf(last, property));
      return { items, next: writeCursor(query.index, { keys, id: last._id }) };
    });
  }

  versions(collection: CollectionName, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.run(collection, async (documents) => {
      const found = new Map<string, number>();
      for (let at = 0; at < ids.length; at += LIST_MAX) {
        const filter = { _id: { $in: ids.slice(at, at + LIST_MAX).map(requireId) } };
        const versions = documents().find(filter, { projection: { version: 1 } });
        for (const { _id, version } of await answered(versions.toArray())) found.set(_id, Number(version));
      }
      return found;
    });
  }

  insert<K extends CollectionName>(collection: K, doc: Documents[K]): Promise<'inserted' | 'exists'> {
    return this.run(collection, async (documents) => {
      requireId(doc._id);
      return (await insertOnce(documents, { ...doc, version: 1 })) ? 'inserted' : 'exists';
    });
  }

  /** Updates of one document wait for each other here: side by side, all but one of them would be lost races. */
  update<K extends CollectionName>(
    collection: K,
    id: string,
    fn: (doc: Documents[K]) => Change<Documents[K]>,
  ): Promise<Updated<Documents[K]>> {
    return this.run(collection, (documents) => {
      const key = `${collection}/${id}`;
      const readOrRemember = async (): Promise<Found<Documents[K]> | undefined> => {
        const remembered = this.recent.take(key) as Documents[K] | undefined;
        const doc = remembered ?? (await read<Documents[K]>(documents, requireId(id)));
        if (doc === undefined) return undefined;
        const { version } = doc;
        const replace = async (next: Documents[K]): Promise<boolean> => {
          const won = await replaceOnce(documents, version, next);
          if (won) this.recent.put(key, next);
          return won;
        };
        return { doc, mayBeOld: remembered !== undefined, replace };
      };
      return this.lanes.run(key, () => compareAndSet(collection, readOrRemember, fn));
    });
  }

  /** In the lane of the document's updates, so that none of them brings back what it remembers. */
  remove(collection: CollectionName, id: string): Promise<'removed' | 'missing'> {
    return this.run(collection, (documents) => {
      const key = `${collection}/${id}`;
      return this.lanes.run(key, async () => {
        const removed = await removeOnce(documents, requireId(id));
        this.recent.take(key);
        return removed ? 'removed' : 'missing';
      });
    });
  }

  scan<K extends CollectionName>(
    collection: K,
    { after, limit }: ScanPage,
  ): Promise<readonly Documents[K][]> {
    return this.run(collection, async (documents) => {
      const options = { sort: { _id: 1 }, limit: toLimit(limit), hint: '_id_' } as const;
      const following = documents().find({ _id: { $gt: after ?? '' } }, options);
      const found = await answered(following.toArray());
      return found.map((stored) => fromStored(stored) as Documents[K]);
    });
  }

  load<K extends CollectionName>(collection: K, docs: readonly Documents[K][]): Promise<number> {
    return this.run(collection, async (documents) => {
      docs.forEach(({ _id }) => requireId(_id));
      if (docs.length === 0) return 0;
      const stored = docs.map((doc) => toStored(collection, doc, writeId()));
      try {
        return (await answered(documents().insertMany(stored, { ordered: false }))).insertedCount;
      } catch (error) {
        const refused = error instanceof MongoBulkWriteError ? [error.writeErrors].flat() : [];
        if (refused.length === 0 || !refused.every(isDuplicate)) throw error;
        return docs.length - refused.length;
      }
    });
  }

  private run<T>(collection: CollectionName, job: (documents: Reached) => Promise<T>): Promise<T> {
    return this.life.run((link) => told(collection, () => job(() => link.collection(collection))));
  }
}

async function told<T>(collection: CollectionName, job: () => Promise<T>): Promise<T> {
  try {
    return await job();
  } catch (error) {
    throw toStoreError(error, collection);
  }
}

async function read<T extends Document>(documents: Reached, id: string): Promise<T | undefined> {
  const stored = await answered(documents().findOne({ _id: id }));
  return stored === null ? undefined : (fromStored(stored) as T);
}
