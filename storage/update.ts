/** The compare-and-set loop that every store's `update` is. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { CollectionName, Document } from '../cases/documents';
import { RACES_MAX, StoreBusy, type Change, type Updated } from '../cases/store';

const PAUSE_MS_MAX = 50; // twenty races then last half a second on average: a channel still waits for the answer

/** A document as it was read. */
export interface Found<T> {
  readonly doc: T;
  /** Remembered: another process may have written since, so that only a replacement that wins says that it was right. */
  readonly mayBeOld?: boolean;
  /** Durably writes `next` where the stored version is still the one that was read; whether it was. */
  replace(next: T): Promise<boolean>;
}

/**
 * Reads, runs `fn`, replaces; again on the fresh document where somebody else was faster.
 * @throws StoreBusy after `RACES_MAX` lost races.
 */
export async function compareAndSet<T extends Document>(
  collection: CollectionName,
  read: () => Found<T> | undefined | Promise<Found<T> | undefined>,
  fn: (doc: T) => Change<T>,
): Promise<Updated<T>> {
  for (let race = 1; race <= RACES_MAX; race++) {
    const found = await read();
    if (found === undefined) return { is: 'missing' };
    const { doc } = found;
    const { _id, version } = doc; // taken before `fn` has the document in its hands
    const change = fn(doc);
    if (found.mayBeOld === true && change.is !== 'changed') continue;
    if (change.is === 'unchanged') return { is: 'unchanged', doc };
    if (change.is === 'refused') return { is: 'refused', doc, reason: change.reason };
    const next = { ...change.doc, _id, version: version + 1 };
    if (await found.replace(next)) return { is: 'changed', doc: next };
    if (race < RACES_MAX) await sleep(Math.random() * Math.min(2 ** race, PAUSE_MS_MAX));
  }
  throw new StoreBusy(collection);
}
