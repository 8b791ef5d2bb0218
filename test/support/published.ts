/** Settings put into a folder's store while no agent runs on it. */
import { publishedVersion } from '../../agent/sources';
import type { Settings } from '../../cases/settings';
import { createEmbeddedStore } from '../../storage/embedded/store';

export async function publishIn(folder: string, settings: Settings, n = 1): Promise<void> {
  const store = createEmbeddedStore({ folder });
  await store.start();
  await store.insert('settings', publishedVersion({ settings, n, at: new Date().toISOString(), by: 'test' }));
  await store.stop();
}
