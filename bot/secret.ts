/** Secrets that sign what comes back to us: made once a store, so that every process takes what every other has signed. */
import { randomBytes } from 'node:crypto';
import type { Store } from '../cases/store';

const BYTES = 32;

/** chat: tokens of the local chat. mail: our Message-IDs. */
export type SecretName = 'chat' | 'mail';

export async function loadSecret(store: Store, name: SecretName): Promise<Uint8Array> {
  for (;;) {
    const found = await store.get('secrets', name);
    if (found) return Buffer.from(found.value, 'base64');
    // Where another process is faster, its secret is read.
    const value = randomBytes(BYTES).toString('base64');
    await store.insert('secrets', { _id: name, version: 1, value });
  }
}
