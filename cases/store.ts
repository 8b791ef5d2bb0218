/** The port to the store: two writes, the same in every store, and reads by id or by a named index. */
import type { Change } from './document';
import type { CollectionName, Documents, IndexName } from './documents';

export { changed, refused, unchanged, type Change } from './document';

export type Updated<T> =
  | { readonly is: 'changed'; readonly doc: T }
  | { readonly is: 'unchanged'; readonly doc: T }
  | { readonly is: 'refused'; readonly doc: T; readonly reason: string }
  | { readonly is: 'missing' };

export type IndexedValue = string | number | boolean;

export interface Query<K extends CollectionName> {
  readonly index: IndexName<K>;
  /** The values of the index's first properties. */
  readonly equals?: readonly IndexedValue[];
  /** Bounds of the property after those. */
  readonly range?: {
    readonly gt?: IndexedValue;
    readonly gte?: IndexedValue;
    readonly lt?: IndexedValue;
    readonly lte?: IndexedValue;
  };
  readonly order?: 'asc' | 'desc';
  /** At most `LIST_MAX`. */
  readonly limit: number;
  /** The `next` of the page before: paging is by key, never by offset. */
  readonly after?: string;
}

export const LIST_MAX = 1000;

export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

export interface Store {
  /** Whether this process is the only one that can write: leases of others are then void. */
  readonly alone: boolean;
  start(): Promise<void>;
  stop(): Promise<void>;
  get<K extends CollectionName>(collection: K, id: string): Promise<Documents[K] | undefined>;
  list<K extends CollectionName>(collection: K, query: Query<K>): Promise<Page<Documents[K]>>;
  /** The versions of documents as they are now, without those that are missing: tells cheaply what others wrote. */
  versions(collection: CollectionName, ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /**
   * Durable when it resolves. The document's `version` is written as 1.
   * @throws StoreUnavailable where the store cannot write now.
   */
  insert<K extends CollectionName>(collection: K, doc: Documents[K]): Promise<'inserted' | 'exists'>;
  /**
   * Reads, runs the pure `fn` (again after a lost race), and replaces the document where `_id` and `version` still
   * match, with `version + 1`. Durable when it resolves.
   * @throws StoreBusy after `RACES_MAX` lost races; StoreUnavailable where the store cannot write now.
   */
  update<K extends CollectionName>(
    collection: K,
    id: string,
    fn: (doc: Documents[K]) => Change<Documents[K]>,
  ): Promise<Updated<Documents[K]>>;
  /**
   * Takes a document away, durably. Only retention and the store command do: a turn never does, and a document that
   * may be written again under its id (a conversation, a case) is emptied by `update` instead, since a version that
   * began anew would let a late write through.
   * @throws StoreUnavailable where the store cannot write now.
   */
  remove(collection: CollectionName, id: string): Promise<'removed' | 'missing'>;
  /** Everything, in the order of `_id` after the one given; at most `LIST_MAX`. For export, checks and counting. */
  scan<K extends CollectionName>(collection: K, page: ScanPage): Promise<readonly Documents[K][]>;
  /**
   * Inserts many documents as they are, versions too; how many of them were not there before. Only an import does:
   * a version that began anew would give the next change the audit id of an old one.
   * @throws StoreUnavailable where the store cannot write now; some of them may then be there, so run it again.
   */
  load<K extends CollectionName>(collection: K, docs: readonly Documents[K][]): Promise<number>;
}

/** The reading half: what reports, checks and exports need. */
export type StoreReader = Pick<Store, 'get' | 'list' | 'scan'>;

export interface ScanPage {
  readonly after?: string;
  readonly limit: number;
}

export const RACES_MAX = 20;

/** The document is contended: trying again later helps. */
export class StoreBusy extends Error {
  readonly code = 'store-busy';
  readonly retry = true;
  constructor(collection: string) {
    super(`gave up on a contended document of ${collection} after ${RACES_MAX} tries`);
  }
}

/** The store cannot write or read now: full disk, lost connection. */
export class StoreUnavailable extends Error {
  readonly code = 'store-unavailable';
  readonly retry = true;
  constructor(what: string, cause?: unknown) {
    super(what, { cause });
  }
}

/** The document as an update left it; nothing where it is missing. */
export function documentOf<T>(result: Updated<T>): T | undefined {
  return result.is === 'missing' ? undefined : result.doc;
}
