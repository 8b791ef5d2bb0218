/** What a conversation has to say: entering `out`, leaving it, waiting after a failure. */
import { recentMax, withRecent } from './accepting';
import { joined } from './committing';
import { OUT_MAX, type Conversation, type LastSaid } from './conversation';
import { scheduled } from './due';
import type { OutEntry, PendingEffect } from '../effects';
import { leaseFor, mayLease } from '../lease';
import { changed, refused, unchanged, type Change } from '../store';

export const OUT_FULL = 'out-full';
export const SPOKEN_SINCE = 'spoken-since';
/** So much has been said since that the document does not know any more: the turns do. */
export const LONG_AGO = 'long-ago';

export interface Worker {
  readonly now: string;
  readonly holder: string;
  readonly alone: boolean;
}

export type SayEffect = Extract<PendingEffect, { kind: 'say' }>;

/** Whether a case's words have entered the lane; undefined where the document does not know. */
export function hasEntered(conversation: Conversation, effectId: string): boolean | undefined {
  const { recent, recentSaid, out } = conversation;
  const has = [...(recentSaid ?? []), ...recent, ...out].some(({ id }) => id === effectId);
  return has || ((recentSaid ?? recent).length < recentMax(conversation) ? false : undefined);
}

/**
 * A case's words enter the lane, once by their id; refused where the customer has spoken since they were thought of.
 * `notYet`: the turns have been asked, and have them not.
 */
export function enterOut(
  conversation: Conversation,
  effect: SayEffect,
  worker: Worker,
  notYet = false,
): Change<Conversation> {
  const entered = hasEntered(conversation, effect.id);
  if (entered) return unchanged;
  if (entered === undefined && !notYet) return refused(LONG_AGO);
  if (effect.basedOn !== undefined && conversation.lastCustomerSeq > effect.basedOn)
    return refused(SPOKEN_SINCE);
  if (conversation.out.length >= OUT_MAX) return refused(OUT_FULL);
  const seq = conversation.seq + 1;
  const entry: OutEntry = {
    id: effect.id,
    seq,
    at: worker.now,
    words: effect.words,
    replyTo: effect.replyTo,
    replaces: effect.replaces,
    onlyInPlace: effect.onlyInPlace,
    attempts: 0,
  };
  const free = mayLease(conversation.lease, worker.holder, worker.now, worker.alone);
  return changed(
    scheduled({
      ...conversation,
      seq,
      lastOutSeq: seq,
      out: [...conversation.out, entry],
      lastSaid: joined(conversation.lastSaid, saidIn(entry, conversation)),
      recentSaid: withRecent(conversation.recentSaid ?? [], effect.id, seq, recentMax(conversation)),
      ...answered(conversation, effect, worker.now),
      ...noLongerDue(conversation, entry),
      lease: free ? leaseFor(worker.holder, worker.now) : conversation.lease,
    }),
  );
}

/** To a customer: what the next turn may answer. */
function saidIn({ seq, at, words }: OutEntry, { role }: Conversation): LastSaid | undefined {
  if (role !== 'customer' || words.kind !== 'text') return undefined;
  return { seq, at, text: words.text, asks: words.asks };
}

/** What a person or a follow-up says to a customer waits for an answer, however long that takes. */
function answered(
  { role, caseId, expects }: Conversation,
  { words }: SayEffect,
  at: string,
): Pick<Conversation, 'expects'> {
  if (role !== 'customer' || caseId === undefined || words.kind !== 'text') return {};
  if (words.about?.kind === 'follow-up') return { expects: { kind: 'follow-up', caseId, at } };
  const waits = words.by !== undefined && words.about === undefined && !expects;
  return waits ? { expects: { kind: 'answer', caseId, at } } : {};
}

/** Whoever has the conversation has answered, by whatever way. */
function noLongerDue({ takenBy }: Conversation, { words }: OutEntry): Partial<Conversation> {
  const isTheirs = takenBy !== undefined && words.kind === 'text' && words.by?.id === takenBy.id;
  return isTheirs ? { answerDueAt: undefined, reminded: undefined } : {};
}

/** What is done leaves the document: applied moves, a sent entry. One write; the lease goes back with the last. */
export function settled(
  conversation: Conversation,
  movesUpTo: number,
  sent: string | undefined,
): Change<Conversation> {
  const moves = conversation.moves.filter((move) => move.seq > movesUpTo);
  const out = conversation.out.filter((entry) => entry.id !== sent);
  if (moves.length === conversation.moves.length && out.length === conversation.out.length) return unchanged;
  return changed(scheduled({ ...conversation, moves, out }));
}

export const SEND_ATTEMPTS_MAX = 12; // about an hour and a half with the waits below
const SEND_WAIT_MS = 1_000;
const SEND_WAIT_MS_MAX = 900_000;

/** A failed send is noted on the entry: when to try again, or that it was given up. */
export function failed(
  conversation: Conversation,
  id: string,
  problem: string,
  retry: { readonly now: string; readonly afterMs?: number; readonly jitter: number },
): Change<Conversation> {
  const out = conversation.out.map((entry): OutEntry => {
    if (entry.id !== id) return entry;
    const attempts = entry.attempts + 1;
    const waitMs = Math.min(waitAfter(entry.attempts, retry), SEND_WAIT_MS_MAX);
    return { ...entry, attempts, problem, notBefore: new Date(Date.parse(retry.now) + waitMs).toISOString() };
  });
  return changed(scheduled({ ...conversation, out }));
}

/** Twice as long each time, or as the channel asks: never before that, and not everybody at the same moment after it. */
function waitAfter(attempts: number, { afterMs, jitter }: { afterMs?: number; jitter: number }): number {
  if (afterMs === undefined) return SEND_WAIT_MS * 2 ** attempts * (1 + jitter);
  return afterMs + SEND_WAIT_MS * jitter;
}

/** Takes the lease where it is free and there is something to do. */
export function leased(conversation: Conversation, worker: Worker): Change<Conversation> {
  if (!mayLease(conversation.lease, worker.holder, worker.now, worker.alone)) return refused('leased');
  if (conversation.lease?.holder === worker.holder && conversation.lease.until > worker.now) return unchanged;
  return changed({ ...conversation, lease: leaseFor(worker.holder, worker.now) });
}

/** The lease for as long again; refused where somebody else has it, or has sent what was to be sent next. */
export function renewed(
  conversation: Conversation,
  worker: Worker,
  nextOut: string | undefined,
): Change<Conversation> {
  const { holder, now, alone } = worker;
  if (!mayLease(conversation.lease, holder, now, alone)) return refused('leased');
  if (conversation.out[0]?.id !== nextOut) return refused('sent');
  return changed({ ...conversation, lease: leaseFor(holder, now) });
}

/** A process that stops leaves what it has not done to others. */
export function givenBack(conversation: Conversation, holder: string): Change<Conversation> {
  if (conversation.lease?.holder !== holder) return unchanged;
  return changed({ ...conversation, lease: undefined });
}
