/**
 * To which conversation a mail belongs. Whoever guesses a case number or forges a sender gets a conversation of their
 * own: into an existing one come its participants, proven by our own server's word (DMARC), and whoever answers a mail
 * that we signed.
 */
import type { Case } from '../case';
import { isProven, type ReadMail } from './mail';
import { isAboutSomethingElse } from './subject';
import type { StoredMail } from './storedMail';

/** A conversation that a mail points to. */
export interface ThreadCandidate {
  /** Missing where the case has no thread of mails yet. */
  readonly conversationId?: string;
  /** What pointed there: a Message-ID of ours with its signature, another one, or the case number in the subject. */
  readonly by: 'signed-reference' | 'reference' | 'number';
  readonly participants: ReadonlySet<string>;
  readonly subjects: readonly string[];
  readonly case?: Case;
}

export interface ThreadContext {
  readonly now: string;
  /** Somebody of ours wrote it: their own Sent folder vouches for it. */
  readonly outgoing: boolean;
  /** The wait of the rule that would open a case with this mail; missing where none would. */
  readonly waitHours?: number;
}

export type Thread =
  | { readonly is: 'joins'; readonly conversationId: string }
  /** A thread of its own in a case that came by another channel. */
  | { readonly is: 'enters'; readonly caseId: string }
  /** `relatedTo`: the case that it began as an answer to. */
  | { readonly is: 'new'; readonly relatedTo?: string };

export function threadOf(
  mail: Pick<ReadMail, 'from' | 'subject' | 'authentication'>,
  candidates: readonly ThreadCandidate[],
  context: ThreadContext,
): Thread {
  const found = candidates.find((candidate) => mayJoin(mail, candidate, context.outgoing));
  if (!found) return { is: 'new' };
  const joins = joining(found);
  if (!joins) return { is: 'new' };
  // Where no rule opens a case, what was answered is the best place for it.
  if (context.outgoing || context.waitHours === undefined) return joins;
  const begins =
    isLongOver(found.case, context.waitHours, context.now) ||
    (found.by !== 'number' && isAboutSomethingElse(mail.subject, found.subjects));
  return begins ? { is: 'new', relatedTo: found.case?._id } : joins;
}

function joining({ conversationId, case: theCase }: ThreadCandidate): Thread | undefined {
  if (conversationId !== undefined) return { is: 'joins', conversationId };
  return theCase && { is: 'enters', caseId: theCase._id };
}

function mayJoin(
  mail: Pick<ReadMail, 'from' | 'authentication'>,
  { by, participants }: ThreadCandidate,
  outgoing: boolean,
): boolean {
  if (outgoing || by === 'signed-reference') return true;
  return isProven(mail) && participants.has(mail.from.address);
}

const HOUR_MS = 3_600_000;

function isLongOver(theCase: Case | undefined, waitHours: number, now: string): boolean {
  if (theCase?.status !== 'resolved' && theCase?.status !== 'cancelled') return false;
  return Date.parse(now) - Date.parse(theCase.closedAt) > waitHours * HOUR_MS;
}

/**
 * Who takes part in a conversation: whoever wrote the mails in it that are proven or answer a signed one, whom they
 * or we addressed, and who began it. Never our own mailboxes.
 */
export function participantsOf(
  mails: readonly Pick<StoredMail, 'summary' | 'sent' | 'trusted' | 'outgoing'>[],
  ours: ReadonlySet<string>,
): Set<string> {
  const all = mails.flatMap(({ summary, sent, trusted, outgoing }) => {
    if (sent) return [...sent.to, ...(sent.cc ?? [])];
    if (!summary) return [];
    const { from, to, cc } = summary;
    return trusted || outgoing ? [from, ...to, ...cc] : [from];
  });
  return new Set(all.map(({ address }) => address).filter((address) => address !== '' && !ours.has(address)));
}
