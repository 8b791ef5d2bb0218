/** Erasing: what is personal is taken out of a document, and what is left says that nothing is missing by mistake. */
import { NOTHING_SAID, type Conversation } from './conversation/conversation';
import { scheduled } from './conversation/due';
import { changed, refused, unchanged, type Change, type Document } from './document';
import type { Turn } from './conversation/turns';
import type { Person } from './values';

/** What was erased, when and by whom: the audit of an erasure. It holds no personal data once it is done. */
export interface Erasure extends Document {
  readonly what: 'contact' | 'transcripts' | 'cases' | 'contacts';
  /** Until it is done, the contact's id; then a fingerprint by which who knows the id can find it. */
  readonly subject: string;
  readonly state: 'running' | 'done';
  readonly at: string;
  readonly by: Person;
  readonly endedAt?: string;
  /** When it goes on: again and again until nothing is left, and once more after whatever ran meanwhile has ended. */
  readonly dueAt?: string;
  readonly passes: number;
  /** Found through the cases before they forgot whose they were. */
  readonly conversations: readonly string[];
  readonly cases: readonly string[];
  /** Their mail addresses, until they are forgotten, too. */
  readonly addresses?: readonly string[];
  readonly removed: number;
  /** How many things could not be erased in the newest pass: the log says why, and they are tried again. */
  readonly failed?: number;
}

/** What is left of a mail that somebody had erased: its id, by which it is not taken again from a rebuilt mailbox. */
export interface ErasedMail extends Document {
  readonly at: string;
}

export const ERASED: Person = { id: 'erased', name: '' };
export const AT_WORK = 'at-work';

/**
 * A conversation without anything personal. It stays, with its numbers: a late turn begins the next problem there, and
 * a late write of an earlier decision finds that its entries are gone. Refused while moves wait to be applied: they
 * would open a case of what was just erased.
 */
export function erasedConversation(found: Conversation): Change<Conversation> {
  if (found.moves.length > 0) return refused(AT_WORK);
  const { _id, version, channel, role, locale, language, startedAt, seq, lastCustomerSeq } = found;
  const { lastOutSeq, problem, problemSince, caseId } = found;
  return changed(
    scheduled({
      ...{ _id, version, channel, role, locale, language, startedAt, seq, lastCustomerSeq },
      ...{ lastOutSeq, problem, problemSince, caseId },
      status: 'ended',
      reference: null,
      person: ERASED,
      ...NOTHING_SAID,
      erasedUpTo: seq,
    }),
  );
}

/** Nothing has been said there since it was erased. How far its turns were removed tells less: retention removes them bit by bit. */
export function isErased({ person, status }: Conversation): boolean {
  return person.id === ERASED.id && status === 'ended';
}

/**
 * The turns up to `upTo` are being removed, and what is remembered of the last of them; where nobody has spoken since
 * `cutoff`, a customer's conversation forgets everything, too.
 */
export function forgotten(found: Conversation, upTo: number, cutoff: string): Change<Conversation> {
  const idle = found.inbox.length === 0 && found.out.length === 0 && found.moves.length === 0;
  const old = (found.lastTurn?.receivedAt ?? found.startedAt) <= cutoff;
  if (found.role === 'customer' && idle && old && !isErased(found)) return erasedConversation(found);
  const { erasedUpTo = 0, lastTurn, lastSaid } = found;
  const forgets = {
    ...(erasedUpTo < upTo ? { erasedUpTo: upTo } : {}),
    ...(lastTurn && lastTurn.seq <= upTo ? { lastTurn: undefined } : {}),
    ...(lastSaid && lastSaid.seq <= upTo ? { lastSaid: undefined } : {}),
  };
  return Object.keys(forgets).length === 0 ? unchanged : changed({ ...found, ...forgets });
}

/** A turn in somebody else's conversation that showed or said something of it: that it was there stays. */
export function erasedTurn(found: Turn): Change<Turn> {
  const { raw, action, attachments, card, ...rest } = found;
  const had = [raw, action, attachments, card].some((part) => part !== undefined) || found.text !== '';
  return had ? changed({ ...rest, text: '' }) : unchanged;
}

/** A representative's conversation without what it remembers of turns that were erased, or has still to show. */
export function forgottenElsewhere(
  found: Conversation,
  seqs: ReadonlySet<number>,
  isErasedEffect: (id: string) => boolean,
): Change<Conversation> {
  if (found.role === 'customer') return unchanged;
  const { lastTurn, lastSaid } = found;
  const out = found.out.filter(({ id }) => !isErasedEffect(id));
  const forgets = {
    ...(lastTurn && seqs.has(lastTurn.seq) ? { lastTurn: undefined } : {}),
    ...(lastSaid && seqs.has(lastSaid.seq) ? { lastSaid: undefined } : {}),
    ...(out.length < found.out.length ? { out } : {}),
  };
  return Object.keys(forgets).length === 0 ? unchanged : changed(scheduled({ ...found, ...forgets }));
}
