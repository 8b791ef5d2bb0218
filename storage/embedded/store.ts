/** The store inside the process: SQLite in one folder, nothing to install and nothing to run beside the agent. */
import type { CollectionName, Documents } from '../../cases/documents';
import {
  StoreUnavailable,
  type Change,
  type Page,
  type Query,
  type ScanPage,
  type Store,
  type Updated,
} from '../../cases/store';
import { requireId } from '../ids';
import { Lanes } from '../lanes';
import { Lifetime } from '../lifetime';
import { Recent } from '../recent';
import { compareAndSet, type Found } from '../update';
import { lockFolder, prepareFolder, type FolderLock } from './folder';
import { Reader } from './reader';
import { insertStatement, removeStatement, replaceStatement, toStored } from './statements';
import { Writer } from './writer';

export interface EmbeddedStoreOptions {
  /** Made where it is missing. One running process a folder. */
  readonly folder: string;
  readonly log?: EmbeddedStoreLog;
  /** Told where nothing can be written from now on: only another start of the process helps. */
  readonly died?: (error: StoreUnavailable) => void;
}

export interface EmbeddedStoreLog {
  warn(line: string): void;
  error(line: string): void;
}

export interface EmbeddedStore extends Store {
  /** How many writes were committed, and in how many transactions. */
  readonly diagnostics: { readonly writes: number; readonly commits: number };
}

/** Opens nothing until `start()`, which throws `FolderInUse` where another running agent has the folder. */
export function createEmbeddedStore(options: EmbeddedStoreOptions): EmbeddedStore {
  return new SqliteStore(options);
}

interface Opened {
  readonly lock: FolderLock;
  readonly writer: Writer;
  readonly reader: Reader;
}

/** About twice as many as have a turn in flight at full load; some 20 MB. */
const RECENT_MAX = 2_000;

class SqliteStore implements EmbeddedStore {
  readonly alone = true;
  private readonly recent = new Recent<Documents[CollectionName]>(RECENT_MAX);
  private readonly lanes = new Lanes();
  private readonly life = new Lifetime<Opened>();

  constructor(private readonly options: EmbeddedStoreOptions) {}

  get diagnostics(): { readonly writes: number; readonly commits: number } {
    return { writes: this.life.opened?.writer.writes ?? 0, commits: this.life.opened?.writer.commits ?? 0 };
  }

  start(): Promise<void> {
    return this.life.start(() => this.open());
  }

  private async open(): Promise<Opened> {
    const { folder, log, died } = this.options;
    const { file, open } = prepareFolder(folder);
    if (open) log?.warn(`other users of this machine can look into ${folder}: chmod 700 keeps them out`);
    const lock = lockFolder(folder);
    const writer = new Writer(file, (error) => {
      log?.error(`${error.message}: ${String(error.cause)}`);
      died?.(error);
    });
    try {
      await writer.start();
      return { lock, writer, reader: new Reader(file) };
    } catch (error) {
      await writer.close();
      lock.release();
      throw error;
    }
  }

  stop(): Promise<void> {
    return this.life.stop(async ({ writer, reader, lock }) => {
      await writer.close();
      reader.close();
      lock.release();
    });
  }

  get<K extends CollectionName>(collection: K, id: string): Promise<Documents[K] | undefined> {
    return this.life.run(async ({ reader }) => reader.get(collection, requireId(id)));
  }

  list<K extends CollectionName>(collection: K, query: Query<K>): Promise<Page<Documents[K]>> {
    return this.life.run(async ({ reader }) => reader.list(collection, query));
  }

  versions(collection: CollectionName, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
    return this.life.run(async ({ reader }) => reader.versions(collection, ids.map(requireId)));
  }

  insert<K extends CollectionName>(collection: K, doc: Documents[K]): Promise<'inserted' | 'exists'> {
    return this.life.run(async ({ writer }) => {
      requireId(doc._id);
      const changes = await writer.run(insertStatement(collection, { ...doc, version: 1 }));
      return changes === 1 ? 'inserted' : 'exists';
    });
  }

  /** Updates of one document wait for each other here: side by side, all but one of each commit would be lost races. */
  update<K extends CollectionName>(
    collection: K,
    id: string,
    fn: (doc: Documents[K]) => Change<Documents[K]>,
  ): Promise<Updated<Documents[K]>> {
    return this.life.run(({ reader, writer }) => {
      const key = `${collection}/${id}`;
      const read = (): Found<Documents[K]> | undefined => {
        const doc =
          (this.recent.take(key) as Documents[K] | undefined) ?? reader.get(collection, requireId(id));
        if (doc === undefined) return undefined;
        const stored = toStored(collection, doc);
        const replace = async (next: Documents[K]): Promise<boolean> => {
          const won = (await writer.run(replaceStatement(collection, stored, next))) === 1;
          if (won) this.recent.put(key, next);
          return won;
        };
        return { doc, replace };
      };
      return this.lanes.run(key, () => compareAndSet(collection, read, fn));
    });
  }

  /** In the lane of the document's updates, so that none of them brings back what it remembers. */
  remove(collection: CollectionName, id: string): Promise<'removed' | 'missing'> {
    return this.life.run(({ reader, writer }) => {
      const key = `${collection}/${id}`;
      return this.lanes.run(key, async () => {
        const found = reader.get(collection, requireId(id));
        const changes = await writer.run(removeStatement(collection, id, found));
        this.recent.take(key);
        return changes === 1 ? 'removed' : 'missing';
      });
    });
  }

  scan<K extends CollectionName>(collection: K, page: ScanPage): Promise<readonly Documents[K][]> {
    return this.life.run(async ({ reader }) => reader.scan(collection, page));
  }

  load<K extends CollectionName>(collection: K, docs: readonly Documents[K][]): Promise<number> {
    return this.life.run(async ({ writer }) => {
      docs.forEach(({ _id }) => requireId(_id));
      const changes = await Promise.all(docs.map((doc) => writer.run(insertStatement(collection, doc))));
      return changes.reduce((sum, one) => sum + one, 0);
    });
  }
}
