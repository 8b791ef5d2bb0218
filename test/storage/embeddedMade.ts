/** The embedded store as the contract wants it. */
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { createEmbeddedStore, type EmbeddedStore } from '../../storage/embedded/store';
import type { MadeStore } from '../contracts/storeContract';
import { aFolder } from '../support/stores';

export async function startedIn(folder: string): Promise<EmbeddedStore> {
  const store = createEmbeddedStore({ folder });
  await store.start();
  return store;
}

/** The database itself, past the store. */
export function databaseIn(folder: string): Database.Database {
  const db = new Database(join(folder, 'store.db'));
  db.pragma('busy_timeout = 5000');
  return db;
}

export async function madeEmbedded(): Promise<MadeStore> {
  const folder = aFolder();
  const store = await startedIn(folder);
  return {
    store,
    reopen: async () => {
      await store.stop();
      return startedIn(folder);
    },
    cleanUp: async () => rmSync(folder, { recursive: true, force: true }),
    changeBehind: (collection, id) => {
      const db = databaseIn(folder);
      db.prepare(
        `update ${collection} set version = version + 1, doc = json_set(doc, '$.version', version + 1) where id = ?`,
      ).run([id]);
      db.close();
    },
  };
}
