/** `erase`: a contact's data, at once; where other processes work on the store, they do the last pass. */
import { randomUUID } from 'node:crypto';
import { erasePass, requestErasure } from '../../agent/erasing';
import { settingsSource } from '../../agent/sources';
import type { Erasure } from '../../cases/erasing';
import type { Store } from '../../cases/store';

/**
 * @throws Error where the store knows no such contact, where its conversations have work left that an agent must do, or
 * where something could not be erased.
 */
export async function eraseNow(store: Store, contactId: string, by: string): Promise<Erasure> {
  const clock = (): string => new Date().toISOString();
  const failures: object[] = [];
  const log = { error: (details: object) => void failures.push(details) };
  const context = { store, settings: settingsSource(store, Date.now), clock, log };
  const asked = { id: `erasure/${randomUUID()}`, by: { id: `terminal:${by}`, name: by } };
  const requested = await requestErasure(context, contactId, asked);
  if (!requested) throw new Error(`there is no contact ${contactId}`);
  const first = await erasePass(context, requested._id);
  if (failures.length > 0)
    throw new Error(`${failures.length} things could not be erased yet; the agent goes on with them`, {
      cause: failures[0],
    });
  if (!first || first.passes === 0)
    throw new Error(
      'some of it waits to be applied to a case: start the agent, it erases the rest by itself',
    );
  // Alone, nothing can have been on its way while the first pass ran.
  const last = store.alone ? await erasePass(context, requested._id) : first;
  return last ?? first;
}
