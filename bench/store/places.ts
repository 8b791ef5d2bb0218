/** The stores that are filled and measured. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishedVersion } from '../../agent/sources';
import { settingsSchema } from '../../cases/settings';
import type { Store, StoreReader } from '../../cases/store';
import { withDatabase } from '../../commands/chaos/mongoServer';
import { readEmbedded } from '../../storage/embedded/beside';
import { createEmbeddedStore } from '../../storage/embedded/store';
import { createMongoStore } from '../../storage/mongo/store';
import { benchSettings } from '../turn/settings';
import { caseOf, conversationOf } from './documents';

export interface Place {
  /** For the agent's environment. */
  readonly env: NodeJS.ProcessEnv;
  open(): Promise<Store>;
  read<T>(work: (reader: StoreReader) => Promise<T>): Promise<T>;
  cleanUp(): Promise<void>;
}

const LOADED_AT_ONCE = 2_000;

export function embeddedPlace(): Place {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  return {
    env: { DATA_DIR: folder, MONGODB_URI: '' },
    open: async () => {
      const store = createEmbeddedStore({ folder });
      await store.start();
      return store;
    },
    read: (work) => readEmbedded(folder, work),
    cleanUp: () => Promise.resolve(rmSync(folder, { recursive: true, force: true })),
  };
}

/** In a database of its own at MONGODB_URI, which stays there; undefined without it. */
export function mongoPlace(): Place | undefined {
  const given = process.env['MONGODB_URI']?.trim();
  if (!given) return undefined;
  const uri = withDatabase(given, `bench-${randomBytes(4).toString('hex')}`);
  const open = async (): Promise<Store> => {
    const store = createMongoStore({ uri });
    await store.start();
    return store;
  };
  return {
    env: { MONGODB_URI: uri },
    open,
    read: async (work) => {
      const store = await open();
      try {
        return await work(store);
      } finally {
        await store.stop();
      }
    },
    cleanUp: () => Promise.resolve(),
  };
}

/** Brings a store from so many cases to so many; the first time with the settings of the load. */
export async function fill(place: Place, from: number, to: number): Promise<void> {
  const store = await place.open();
  if (from === 0) {
    const at = new Date().toISOString();
    const settings = settingsSchema.parse(benchSettings(0));
    await store.insert('settings', publishedVersion({ settings, at, by: 'bench' }));
  }
  for (let n = from; n < to; n += LOADED_AT_ONCE) {
    const numbers = Array.from({ length: Math.min(LOADED_AT_ONCE, to - n) }, (_, at) => n + at);
    await Promise.all([
      store.load('cases', numbers.map(caseOf)),
      store.load('conversations', numbers.map(conversationOf)),
    ]);
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${n} of ${to}`);
  }
  await store.stop();
}
