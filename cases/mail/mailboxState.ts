/**
 * How far each folder of a mailbox has been read. A place in a folder is UIDVALIDITY and UID (RFC 3501, 2.3.1.1): UIDs
 * only grow, and all of them are void once UIDVALIDITY is another one.
 */
import { leaseFor, mayLease, type Lease } from '../lease';
import type { MailboxSettings } from './mailboxSettings';
import { changed, refused, unchanged, type Change, type Document } from '../document';

export interface MailboxState extends Document {
  /** Of several processes one reads a mailbox. */
  readonly lease?: Lease;
  /** By the folder's name. */
  readonly folders: Readonly<Record<string, FolderCursor>>;
  /** Mails that could not be stored for a reason of their own, and lie in their folder unmarked. Newest last. */
  readonly passedOver: readonly PassedOver[];
}

export interface FolderCursor {
  readonly uidValidity: string;
  /** All mails up to here are stored, or passed over, or none of ours. */
  readonly lastUid: number;
  /** When the folder was first opened, ISO 8601: mails from before are old. */
  readonly since: string;
  /** Of the mails below `below` only some are taken; missing once they have been gone through. */
  readonly old?: OldMails;
}

export interface OldMails {
  readonly below: number;
  /** Those that nobody has read. */
  readonly unread: boolean;
  /** Those that arrived since `since`: the folder was rebuilt, and they may be known already. */
  readonly sinceFirst: boolean;
}

export interface PassedOver {
  readonly folder: string;
  readonly uidValidity: string;
  readonly uid: number;
  readonly at: string;
  readonly reason: string;
}

export const PASSED_OVER_MAX = 100;

/** What the server says of a folder when it is opened. */
export interface OpenedFolder {
  readonly name: string;
  readonly uidValidity: string;
  /** The UID that the next mail will get, or more. */
  readonly uidNext: number;
}

/** Mailboxes are known by their address: the same mailbox may move to another server. */
export function mailboxStateId({ address }: Pick<MailboxSettings, 'address'>): string {
  return address;
}

export function newMailboxState(id: string): MailboxState {
  return { _id: id, version: 1, folders: {}, passedOver: [] };
}

/** A folder was opened: known as it is, met for the first time, or rebuilt since. */
export function folderOpened(
  state: MailboxState,
  { name, uidValidity, uidNext }: OpenedFolder,
  { oldMail, now }: { readonly oldMail: MailboxSettings['oldMail']; readonly now: string },
): Change<MailboxState> {
  const known = cursorOf(state, name);
  if (known?.uidValidity === uidValidity) return unchanged;
  return withCursor(state, name, known ? rebuilt(known) : first());

  function first(): FolderCursor {
    if (oldMail === 'all') return { uidValidity, lastUid: 0, since: new Date(0).toISOString() };
    if (oldMail === 'none') return { uidValidity, lastUid: uidNext - 1, since: now };
    return {
      uidValidity,
      lastUid: 0,
      since: now,
      old: { below: uidNext, unread: true, sinceFirst: false },
    };
  }

  /** All that came since the first time is read again: storing knows what it has. */
  function rebuilt({ since, old }: FolderCursor): FolderCursor {
    // Where the first going through was not over, what it had left is recognised by being unread.
    return {
      uidValidity,
      lastUid: 0,
      since,
      old: { below: uidNext, unread: old?.unread ?? false, sinceFirst: true },
    };
  }
}

/** What is known of a mail before it is fetched. */
export interface ListedMail {
  readonly uid: number;
  readonly receivedAt: string;
  readonly unread: boolean;
}

const CLOCKS_DIFFER_MS = 5 * 60_000; // ours and the mail server's

export function isWanted({ since, old }: FolderCursor, { uid, receivedAt, unread }: ListedMail): boolean {
  if (!old || uid >= old.below) return true;
  if (old.unread && unread) return true;
  return old.sinceFirst && Date.parse(receivedAt) >= Date.parse(since) - CLOCKS_DIFFER_MS;
}

/** All up to `uid` has been dealt with. Never goes back, and nothing where the folder was rebuilt meanwhile. */
export function readUpTo(
  state: MailboxState,
  folder: string,
  { uidValidity, uid }: { readonly uidValidity: string; readonly uid: number },
): Change<MailboxState> {
  const cursor = cursorOf(state, folder);
  if (cursor?.uidValidity !== uidValidity || cursor.lastUid >= uid) return unchanged;
  const { old, ...rest } = cursor;
  const done = old !== undefined && uid >= old.below - 1;
  return withCursor(state, folder, { ...rest, lastUid: uid, ...(old && !done ? { old } : {}) });
}

export function passOver(state: MailboxState, mail: PassedOver): Change<MailboxState> {
  const same = (one: PassedOver): boolean =>
    one.folder === mail.folder && one.uidValidity === mail.uidValidity && one.uid === mail.uid;
  if (state.passedOver.some(same)) return unchanged;
  return changed({ ...state, passedOver: [...state.passedOver, mail].slice(-PASSED_OVER_MAX) });
}

export interface Reader {
  readonly holder: string;
  readonly now: string;
  readonly alone: boolean;
}

/** Takes or renews the lease; refused while another process has it. */
export function claimed(state: MailboxState, { holder, now, alone }: Reader): Change<MailboxState> {
  if (!mayLease(state.lease, holder, now, alone)) return refused('another process reads it');
  return changed({ ...state, lease: leaseFor(holder, now) });
}

export function givenBack(state: MailboxState, holder: string): Change<MailboxState> {
  if (state.lease?.holder !== holder) return unchanged;
  const { lease: _, ...rest } = state;
  return changed(rest);
}

/** Folders may be named as anything is: "constructor". */
export function cursorOf(state: MailboxState, folder: string): FolderCursor | undefined {
  return Object.hasOwn(state.folders, folder) ? state.folders[folder] : undefined;
}

function withCursor(state: MailboxState, folder: string, cursor: FolderCursor): Change<MailboxState> {
  return changed({ ...state, folders: { ...state.folders, [folder]: cursor } });
}
