/** Reads a folder from where it was left: store, then mark, then move the cursor. Whatever ends in between is repeated. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import type { MailboxSettings } from '../../cases/mail/mailboxSettings';
import { isWanted, type FolderCursor } from '../../cases/mail/mailboxState';
import type { StoreMail } from '../../cases/mail/store';
import { isOfOneMail, isRetryLater, MailboxFailed, messageOf } from './failures';
import {
  fetchMails,
  groupsOf,
  listMails,
  uidsAbove,
  type FetchedMail,
  type ListedWithSize,
} from './fetching';
import { causeOf } from './imap';
import { markMails } from './marking';
import type { MailboxStates } from './states';

export interface Reading {
  readonly client: ImapFlow;
  readonly mailbox: MailboxSettings;
  readonly folder: string;
  /** The Sent folder: what lies there was written by us, and is not marked. */
  readonly outgoing: boolean;
  readonly uidValidity: string;
  readonly states: MailboxStates;
  readonly storeMail: StoreMail;
  readonly signal: AbortSignal;
  /** After an answer that could not be read: one mail at a time, so that the one that causes it is found. */
  readonly careful: boolean;
  readonly told: (progress: Progress) => void;
}

export type Progress =
  | { readonly is: 'waiting'; readonly mails: number }
  | { readonly is: 'stored'; readonly mails: number }
  | { readonly is: 'passed-over'; readonly uid: number; readonly reason: string }
  | { readonly is: 'not-marked'; readonly reason: string };

const LISTED_AT_ONCE = 200;
export const STORE_TRIES = 3;
const TRY_AGAIN_MS = 200;

/** Resolves when nothing is waiting any more, or the signal says so. @returns the cursor as it is then. */
export async function catchUp(reading: Reading, cursor: FolderCursor): Promise<FolderCursor> {
  const { client, signal, told } = reading;
  const uids = await uidsAbove(client, cursor.lastUid);
  let at = cursor;
  for (let from = 0; from < uids.length && !signal.aborted; from += LISTED_AT_ONCE) {
    told({ is: 'waiting', mails: uids.length - from });
    const part = uids.slice(from, from + LISTED_AT_ONCE);
    at = await readPart(reading, at, part);
  }
  if (!signal.aborted) told({ is: 'waiting', mails: 0 });
  return at;
}

async function readPart(
  reading: Reading,
  cursor: FolderCursor,
  uids: readonly number[],
): Promise<FolderCursor> {
  const wanted = (await listMails(reading.client, uids)).filter((mail) => isWanted(cursor, mail));
  let at = cursor;
  for (const group of reading.careful ? wanted.map((mail) => [mail]) : groupsOf(wanted)) {
    if (reading.signal.aborted) return at;
    await readGroup(reading, group, at);
    at = await moveOn(reading, at, group.at(-1)?.uid ?? at.lastUid);
  }
  return moveOn(reading, at, uids.at(-1) ?? at.lastUid);
}

async function moveOn(reading: Reading, cursor: FolderCursor, uid: number): Promise<FolderCursor> {
  if (uid <= cursor.lastUid) return cursor;
  await reading.states.readUpTo(reading.folder, { uidValidity: reading.uidValidity, uid });
  return { ...cursor, lastUid: uid };
}

async function readGroup(
  reading: Reading,
  group: readonly ListedWithSize[],
  { old }: FolderCursor,
): Promise<void> {
  const stored: number[] = [];
  for (const mail of await fetchGroup(reading, group))
    if (await storeOne(reading, mail, old?.sinceFirst === true && mail.uid < old.below))
      stored.push(mail.uid);
  if (stored.length === 0) return;
  reading.told({ is: 'stored', mails: stored.length });
  if (reading.outgoing) return;
  const problem = await markMails(reading.client, reading.mailbox.mark, stored);
  if (problem !== undefined) reading.told({ is: 'not-marked', reason: problem });
}

async function fetchGroup(reading: Reading, group: readonly ListedWithSize[]): Promise<FetchedMail[]> {
  const { client, folder, mailbox, states, uidValidity } = reading;
  try {
    return await fetchMails(client, group, mailbox.bytesMax);
  } catch (failed) {
    const error = causeOf(client, failed);
    const [alone] = group;
    if (alone && group.length === 1 && isOfOneMail(error)) {
      await passOver(reading, alone.uid, `its answer cannot be read: ${messageOf(error)}`);
      await states.readUpTo(folder, { uidValidity, uid: alone.uid });
    }
    throw error;
  }
}

/** Whether it was stored; a mail that cannot be, for a reason of its own, is listed and stays where it is. */
async function storeOne(reading: Reading, mail: FetchedMail, again: boolean): Promise<boolean> {
  const { mailbox, outgoing, signal, storeMail, uidValidity } = reading;
  const known = { ...(outgoing ? { outgoing } : {}), ...(again ? { again } : {}) };
  const arrived = { ...mail, mailbox: mailbox.name, uidValidity, ...known };
  for (let tries = 1; ; tries++) {
    try {
      await storeMail(arrived);
      return true;
    } catch (error) {
      if (isRetryLater(error))
        throw new MailboxFailed(`mails wait in their folder: ${messageOf(error)}`, undefined, error);
      if (tries < STORE_TRIES) {
        await sleep(TRY_AGAIN_MS * tries, undefined, { signal });
        continue;
      }
      await passOver(reading, mail.uid, messageOf(error));
      return false;
    }
  }
}

async function passOver(reading: Reading, uid: number, reason: string): Promise<void> {
  const { folder, states, told, uidValidity } = reading;
  await states.passOver({ folder, uidValidity, uid, reason });
  told({ is: 'passed-over', uid, reason });
}
