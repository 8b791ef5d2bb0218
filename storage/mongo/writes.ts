/**
 * Writes whose outcome is known, although a connection can be lost after a write was sent and before its answer came.
 *
 * Each write names itself in the document (`WRITE_ID`). After a lost answer the same write is sent again: it carries
 * the same name and holds only where the version is still the one that was read, so that it happens once, whether the
 * first one arrived, is still on its way, or never will. Where it then finds nothing to do, the name in the document
 * says whether that was its own doing. A write that finds nothing to do still waits for a majority to have what it
 * found, so that what is read after it is kept.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Binary, type Collection } from 'mongodb';
import type { CollectionName, Document } from '../../cases/documents';
import { answered } from './answered';
import { isDuplicate, isUncertain } from './failures';
import { toStored, WRITE_ID, type Stored } from './format';

const SENDS_MAX = 3; // past it the caller is told that the store is unavailable, and comes again
const PAUSE_MS = 200;
const WRITE_ID_BYTES = 12;

/** The collection as it is to be reached now: asked for at each send, since another client may have come meanwhile. */
export type Reached = () => Collection<Stored>;

/** Whether the document was inserted by this call. */
export async function insertOnce(documents: Reached, doc: Document): Promise<boolean> {
  const stored = toStored(nameOf(documents), doc, writeId());
  return sendUntilSure({
    send: async () => {
      try {
        await answered(documents().insertOne(stored));
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },
    isOurs: () => isOurs(documents, stored),
  });
}

/** Whether the document was replaced by this call: it had the version `version`. */
export async function replaceOnce(documents: Reached, version: number, next: Document): Promise<boolean> {
  const stored = toStored(nameOf(documents), next, writeId());
  const { _id } = stored;
  return sendUntilSure({
    send: async () => (await answered(documents().replaceOne({ _id, version }, stored))).matchedCount === 1,
    isOurs: () => isOurs(documents, stored),
  });
}

/** Whether there was a document to take away. */
export async function removeOnce(documents: Reached, _id: string): Promise<boolean> {
  return sendUntilSure({
    send: async () => (await answered(documents().deleteOne({ _id }))).deletedCount === 1,
    isOurs: async () => true, // it is gone, which is all that was wanted
  });
}

interface Write {
  /** Whether it did what it was to do. */
  readonly send: () => Promise<boolean>;
  /** Whether an earlier send of it did. */
  readonly isOurs: () => Promise<boolean>;
}

async function sendUntilSure({ send, isOurs }: Write): Promise<boolean> {
  for (let sends = 1; ; sends++) {
    try {
      const done = await send();
      return done || (sends > 1 && (await isOurs()));
    } catch (error) {
      if (sends >= SENDS_MAX || !isUncertain(error)) throw error;
      await sleep(PAUSE_MS * sends);
    }
  }
}

async function isOurs(documents: Reached, stored: Stored): Promise<boolean> {
  const found = await answered(documents().findOne({ _id: stored._id }, { projection: { [WRITE_ID]: 1 } }));
  const theirs = found?.[WRITE_ID];
  return theirs instanceof Binary && theirs.toString('hex') === (stored[WRITE_ID] as Binary).toString('hex');
}

function nameOf(documents: Reached): CollectionName {
  return documents().collectionName as CollectionName; // the store opens no others
}

export function writeId(): Binary {
  return new Binary(randomBytes(WRITE_ID_BYTES));
}
