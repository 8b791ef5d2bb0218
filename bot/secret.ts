/** The secret that signs local chat tokens: made once a store, so that every process takes the tokens of every other. */
import { randomBytes } from 'node:crypto';
import type { Store } from '../cases/store';

const BYTES = 32;
const CHAT = 'chat';

export async function loadSecret(store: Store): Promise<Uint8Array> {
  for (;;) {
    const found = await store.get('secrets', CHAT);
    if (found) return Buffer.from(found.value, 'base64');
    // Where another process is faster, its secret is read.
    const value = randomBytes(BYTES).toString('base64');
    await store.insert('secrets', { _id: CHAT, version: 1, value });
  }
}
