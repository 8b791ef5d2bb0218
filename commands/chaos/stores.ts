/** The store under a chaos run: where the agent finds it, and how the run looks into it from outside. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishedVersion } from '../../agent/sources';
import { settingsSchema, type SettingsInput } from '../../cases/settings';
import type { Store, StoreReader } from '../../cases/store';
import { readEmbedded } from '../../storage/embedded/beside';
import { createEmbeddedStore } from '../../storage/embedded/store';
import { createMongoStore } from '../../storage/mongo/store';

export interface ChaosStore {
  /** For the agent's environment. */
  readonly env: NodeJS.ProcessEnv;
  readonly folder: string;
  /** Reads what is committed now, whether or not an agent runs. */
  read<T>(work: (reader: StoreReader) => Promise<T>): Promise<T>;
  cleanUp(): Promise<void>;
}

/** `prepare` is given the folder while it is empty. */
export async function embeddedChaosStore(
  settings: SettingsInput,
  prepare?: (folder: string) => void,
): Promise<ChaosStore> {
  const folder = await mkdtemp(join(tmpdir(), 'chaos-'));
  prepare?.(folder);
  const store = createEmbeddedStore({ folder });
  await store.start();
  await publish(store, settings);
  await store.stop();
  return {
    folder,
    env: { DATA_DIR: folder, MONGODB_URI: '' },
    read: (work) => readEmbedded(folder, work),
    cleanUp: () => rm(folder, { recursive: true, force: true }),
  };
}

/** In the database that the address names; it is left as it is for whoever wants to look. */
export async function mongoChaosStore(uri: string, settings: SettingsInput): Promise<ChaosStore> {
  const folder = await mkdtemp(join(tmpdir(), 'chaos-'));
  const store = createMongoStore({ uri });
  await store.start();
  await publish(store, settings);
  return {
    folder,
    env: { DATA_DIR: folder, MONGODB_URI: uri },
    read: (work) => work(store),
    cleanUp: async () => {
      await store.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** As the first settings, before anybody runs. */
export async function publish(store: Store, settings: SettingsInput): Promise<void> {
  const first = { settings: settingsSchema.parse(settings), at: new Date().toISOString(), by: 'chaos' };
  await store.insert('settings', publishedVersion(first));
}
