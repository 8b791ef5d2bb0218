/** `erase`: a contact's data, at once; where other processes work on the store, they do the last pass. */
import { randomUUID } from 'node:crypto';
import { erasePass, requestErasure } from '../../agent/erasing';
import { settingsSource } from '../../agent/sources';
import type { Erasure } from '../../cases/erasing';
import type { Store } from '../../cases/store';

/** @throws Error where the store knows no such contact, or where its conversations have work left that an agent must do. */
export async function eraseNow(store: Store, contactId: string, by: string): Promise<Erasure> {
  const clock = (): string => new Date().toISOString();
  const context = { store, settings: settingsSource(store, Date.now), clock };
  const asked = { id: `erasure/${randomUUID()}`, by: { id: `terminal:${by}`, name: by } };
  const requested = await requestErasure(context, contactId, asked);
  if (!requested) throw new Error(`there is no contact ${contactId}`);
  const first = await erasePass(context, requested._id);
  if (!first || first.passes === 0)
    throw new Error(
      'some of it waits to be applied to a case: start the agent, it erases the rest by itself',
    );
  // Alone, nothing can have been on its way while the first pass ran.
  const last = store.alone ? await erasePass(context, requested._id) : first;
  return last ?? first;
}
