/** Where a store is: a folder or a MongoDB URI; opened to be read beside running agents, or to be written alone. */
import type { CollectionName } from '../../cases/documents';
import type { Store, StoreReader } from '../../cases/store';
import { openEmbeddedReader } from '../../storage/embedded/beside';
import { createEmbeddedStore } from '../../storage/embedded/store';
import { hostsOf } from '../../storage/mongo/connection';
import { createMongoStore } from '../../storage/mongo/store';

export interface Source extends StoreReader {
  /** Missing where counting would read everything. */
  count?(collection: CollectionName): Promise<number>;
  close(): void | Promise<void>;
}

/** As the agent finds it: MONGODB_URI, else DATA_DIR, else the folder "data". */
export function shippedPlace(env: NodeJS.ProcessEnv): string {
  return env['MONGODB_URI']?.trim() || env['DATA_DIR']?.trim() || 'data';
}

export function isUri(place: string): boolean {
  return /^mongodb(\+srv)?:\/\//.test(place);
}

/** A place as it may be shown: a URI holds a password. */
export function placeName(place: string): string {
  return isUri(place) ? `MongoDB at ${hostsOf(place)}` : place;
}

/** `frozen`: all that is read is of one moment, where the store can. */
export async function openSource(place: string, { frozen = false } = {}): Promise<Source> {
  if (!isUri(place)) return openEmbeddedReader(place, { frozen });
  const store = createMongoStore({ uri: place });
  await store.start();
  return {
    get: (collection, id) => store.get(collection, id),
    list: (collection, query) => store.list(collection, query),
    scan: (collection, page) => store.scan(collection, page),
    close: () => store.stop(),
  };
}

/** Started; a folder is this process's alone until it is stopped. */
export async function openTarget(place: string): Promise<Store> {
  const store = isUri(place) ? createMongoStore({ uri: place }) : createEmbeddedStore({ folder: place });
  await store.start();
  return store;
}

/** @throws Error where the place is no folder. */
export function folderOf(place: string, instead: string): string {
  if (isUri(place)) throw new Error(`${placeName(place)} is no folder: ${instead}`);
  return place;
}
