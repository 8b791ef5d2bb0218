/** A mail as it is kept: where it came in, what it is, what became of it. The raw mail lies in `blobs`. */
import { leaseFor, mayLease, type Lease } from '../lease';
import type { MailAddress, MailAuthentication, MailKind, ReadMail } from './mail';
import type { ArrivedMail, TooLarge } from './store';
import type { OutgoingMail } from './outgoingMail';
import { changed, refused, unchanged, type Change, type Document } from '../document';
import type { Person } from '../values';

/**
 * stored: waits to be read. taken: it is a turn of a conversation. kept: it opened nothing, `reason` says why.
 * own: a copy of a mail that we sent. bounce: a delivery report. unreadable: kept raw, nothing else.
 * sending, sent, failed, bounced: ours, on its way, out, refused, or come back.
 */
export const MAIL_STATES = [
  'stored',
  'taken',
  'kept',
  'own',
  'bounce',
  'unreadable',
  'sending',
  'sent',
  'failed',
  'bounced',
] as const;
export type MailState = (typeof MAIL_STATES)[number];

/** Where a mail lay: the same mail may have come in by several mailboxes. */
export interface MailPlace {
  readonly mailbox: string;
  readonly uid: number;
  readonly uidValidity: string;
  readonly receivedAt: string;
}

/** What a list shows of a mail, and what threads are found by; the rest is read from the raw mail again. */
export interface MailSummary {
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  readonly subject: string;
  readonly date?: string;
  readonly kind: MailKind;
  readonly kindReason?: string;
  readonly attachments: number;
  readonly authentication?: MailAuthentication;
}

export interface StoredMail extends Document {
  /** Missing: it is being read, or has been dealt with. */
  readonly dueAt?: string;
  readonly lease?: Lease;
  readonly attempts: number;
  readonly state: MailState;
  /** Of a kept mail one of `KEPT_REASONS`, else what a server or reader said, in words. */
  readonly reason?: string;
  readonly receivedAt: string;
  readonly places: readonly MailPlace[];
  /** Somebody of ours wrote it, in whatever program. */
  readonly outgoing?: boolean;
  /** The raw mail's blob; missing for what we sent, which is in `sent` whole. */
  readonly raw?: string;
  readonly bytes: number;
  readonly tooLarge?: TooLarge;
  /** Without angle brackets. */
  readonly messageId?: string;
  readonly summary?: MailSummary;
  /** The address of whoever it is from, or to where it is ours, or about where it is a delivery report. */
  readonly correspondent?: string;
  /** The person who wants a case of it, whatever the rules say. */
  readonly openedBy?: Person;
  /** The rule that opened a case with it. */
  readonly rule?: string;
  readonly conversationId?: string;
  readonly seq?: number;
  /** The sender is proven, or refers to a mail that we signed. */
  readonly trusted?: boolean;
  readonly sent?: OutgoingMail;
}

export const PLACES_MAX = 20; // far more mailboxes than one mail is addressed to
export const MAIL_ATTEMPTS_MAX = 5;
const RETRY_MS = 2_000; // then twice as long each time

/** What is known of a mail when it is stored. */
export interface NewMail {
  readonly id: string;
  readonly raw: string;
  readonly messageId?: string;
  readonly now: string;
}

export function newStoredMail(arrived: ArrivedMail, { id, raw, messageId, now }: NewMail): StoredMail {
  return {
    _id: id,
    version: 1,
    state: 'stored',
    dueAt: now,
    attempts: 0,
    receivedAt: arrived.receivedAt,
    places: [placeOf(arrived)],
    outgoing: arrived.outgoing,
    raw,
    bytes: arrived.tooLarge?.bytes ?? arrived.raw.length,
    tooLarge: arrived.tooLarge,
    messageId,
  };
}

function placeOf({ mailbox, uid, uidValidity, receivedAt }: ArrivedMail): MailPlace {
  return { mailbox, uid, uidValidity, receivedAt };
}

/** The same mail came in again: from a rebuilt mailbox, or by another one, whose rules may open what no rule did before. */
export function arrivedAgain(mail: StoredMail, arrived: ArrivedMail, now: string): Change<StoredMail> {
  if (mail.places.some((place) => place.mailbox === arrived.mailbox)) return unchanged;
  if (mail.places.length >= PLACES_MAX) return unchanged;
  const places = [...mail.places, placeOf(arrived)];
  if (mail.state !== 'kept') return changed({ ...mail, places });
  return changed({ ...mail, places, state: 'stored', reason: undefined, attempts: 0, dueAt: now });
}

/** Takes the mail for a process to work on; refused where another one does. */
export function takenUp(
  mail: StoredMail,
  worker: { readonly now: string; readonly holder: string; readonly alone: boolean },
): Change<StoredMail> {
  if (mail.state !== 'stored') return refused('dealt-with');
  if (!mayLease(mail.lease, worker.holder, worker.now, worker.alone)) return refused('leased');
  return changed({ ...mail, lease: leaseFor(worker.holder, worker.now) });
}

export interface Outcome extends Pick<
  StoredMail,
  'state' | 'reason' | 'conversationId' | 'seq' | 'rule' | 'trusted' | 'correspondent'
> {
  readonly summary?: MailSummary;
  readonly messageId?: string;
}

/** A mail that opened nothing is to open a case: it is worked on once more. Refused where it is no such mail. */
export function openedByHand(mail: StoredMail, by: Person, now: string): Change<StoredMail> {
  if (mail.openedBy) return unchanged;
  if (mail.state !== 'kept') return refused('not-kept');
  return changed({ ...mail, state: 'stored', openedBy: by, reason: undefined, attempts: 0, dueAt: now });
}

/** What became of a mail: it is not looked at again. */
export function dealtWith(mail: StoredMail, outcome: Outcome): Change<StoredMail> {
  if (mail.state !== 'stored') return unchanged;
  return changed({ ...mail, ...outcome, dueAt: undefined, lease: undefined });
}

/** It could not be dealt with now: tried again later; given up after `MAIL_ATTEMPTS_MAX` where the fault is its own. */
export function postponed(
  mail: StoredMail,
  now: string,
  { problem, counts }: { readonly problem: string; readonly counts: boolean },
): Change<StoredMail> {
  if (mail.state !== 'stored') return unchanged;
  const attempts = counts ? mail.attempts + 1 : mail.attempts;
  if (attempts >= MAIL_ATTEMPTS_MAX) return dealtWith(mail, { state: 'unreadable', reason: problem });
  const dueAt = new Date(Date.parse(now) + RETRY_MS * 2 ** mail.attempts).toISOString();
  return changed({ ...mail, attempts, dueAt, lease: undefined });
}

/** Nobody where the mail does not say. */
export function correspondentOf(mail: ReadMail, outgoing: boolean | undefined): string | undefined {
  const address =
    mail.kind === 'bounce' ? mail.bounce?.recipient : (outgoing ? mail.to[0] : mail.from)?.address;
  return address === undefined || address === '' ? undefined : address.toLowerCase();
}

export function summaryOf(mail: ReadMail): MailSummary {
  return {
    from: mail.from,
    to: mail.to.slice(0, ADDRESSES_MAX),
    cc: mail.cc.slice(0, ADDRESSES_MAX),
    subject: mail.subject.slice(0, SUBJECT_CHARS_MAX),
    date: mail.date,
    kind: mail.kind,
    kindReason: mail.kindReason,
    attachments: mail.attachments.filter((one) => !one.inline).length,
    authentication: mail.authentication,
  };
}

const ADDRESSES_MAX = 50;
const SUBJECT_CHARS_MAX = 500;
