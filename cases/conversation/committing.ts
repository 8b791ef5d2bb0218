/** The commit: a decision becomes fact in one write. Replies and moves get a `seq` of their own. */
import type { Conversation, DialogStack, Expected, LastSaid } from './conversation';
import { scheduled } from './due';
import type { DuplicateQuestion } from '../duplicates';
import { decisionEffectId, type OutEntry, type Words } from '../effects';
import { leaseFor } from '../lease';
import type { LiveFields } from '../live/live';
import type { Move, MoveDraft, NewContact } from '../moves';
import type { ModelUsage, PredictorMemory } from '../deciding/prediction';
import type { Settings } from '../settings';
import { changed, refused, type Change } from '../store';
import type { ConversationRole } from './turns';
import type { FieldEntries } from '../values';

/** A reply before its `seq` is known. */
export interface Reply {
  readonly words: Words;
  readonly replyTo?: string;
}

/** What a decision makes of its conversation; properties that are missing stay as they are. */
export interface Commit {
  /** The inbox entries that were decided. */
  readonly seqs: readonly number[];
  readonly replies: readonly Reply[];
  readonly moves: readonly MoveDraft[];
  readonly set: Partial<CommitFields>;
  /** It is about what the customer had said up to here: stale once they have said more. */
  readonly heardUpTo?: number;
  /** Nothing was predicted: what was said since the customer's last turn stays its context. */
  readonly keepsSaid?: boolean;
}

export interface CommitFields extends LiveFields {
  readonly role: ConversationRole;
  readonly status: 'active' | 'ended';
  readonly drafts: FieldEntries;
  readonly asked: Readonly<Record<string, number>>;
  readonly skipped: readonly string[];
  readonly stack: DialogStack | null;
  readonly memory: PredictorMemory | null;
  readonly usage: ModelUsage | undefined;
  readonly language: string | undefined;
  readonly caseId: string | undefined;
  readonly problem: number;
  readonly problemSince: number;
  readonly contact: NewContact | undefined;
  readonly openingProposed: boolean;
  readonly openingDeclined: undefined;
  readonly expects: Expected | undefined;
  readonly relatedTo: string | undefined;
  readonly duplicate: DuplicateQuestion;
}

export const STALE = 'stale';
export const GONE = 'gone';

export interface CommitContext {
  readonly now: string;
  readonly holder: string;
  readonly turns: Settings['turns'];
}

/**
 * Refused as stale where the customer has written on meanwhile and there is still time to wait for the end of the
 * burst; refused as gone where somebody else decided the same entries.
 */
export function commit(
  conversation: Conversation,
  made: Commit,
  context: CommitContext,
): Change<Conversation> {
  const here = new Set(conversation.inbox.map((entry) => entry.seq));
  if (!made.seqs.every((seq) => here.has(seq))) return refused(GONE);
  if (made.heardUpTo !== undefined && conversation.lastCustomerSeq > made.heardUpTo) return refused(STALE);
  if (isStale(conversation, made.seqs, context)) return refused(STALE);
  const numbered = numberedFrom(conversation, made, context.now);
  const inbox = conversation.inbox.filter((entry) => !made.seqs.includes(entry.seq));
  return changed(
    scheduled({
      ...conversation,
      ...made.set,
      contactId: made.set.contact?.id ?? conversation.contactId,
      ...numbered,
      inbox,
      lease: leaseFor(context.holder, context.now),
    }),
  );
}

function isStale(
  conversation: Conversation,
  seqs: readonly number[],
  { now, turns }: CommitContext,
): boolean {
  const decided = conversation.inbox.filter((entry) => entry.kind === 'turn' && seqs.includes(entry.seq));
  const oldest = decided[0];
  // What stands behind a request is a decision of its own: deciding anew would not take it along.
  const request = conversation.inbox.findIndex((entry) => entry.kind === 'request');
  const burst = request < 0 ? conversation.inbox : conversation.inbox.slice(0, request);
  const newer = burst.some((entry) => !seqs.includes(entry.seq));
  return newer && oldest !== undefined && Date.parse(oldest.receivedAt) + turns.settleMaxMs > Date.parse(now);
}

/** Moves come first: they are applied before any reply goes out. */
function numberedFrom(
  conversation: Conversation,
  made: Commit,
  at: string,
): Pick<Conversation, 'seq' | 'moves' | 'out' | 'lastSaid' | 'lastOutSeq'> {
  let seq = conversation.seq;
  const moves = made.moves.map((draft): Move => ({ ...draft, seq: ++seq }));
  const replies = made.replies.map(({ words, replyTo }): OutEntry => {
    seq += 1;
    return { id: decisionEffectId(conversation._id, seq), seq, at, words, replyTo, attempts: 0 };
  });
  const out = [...conversation.out, ...replies];
  const lastOutSeq = replies.at(-1)?.seq ?? conversation.lastOutSeq;
  const said = lastSaid(replies);
  return {
    seq,
    moves: [...conversation.moves, ...moves],
    out,
    lastSaid: made.keepsSaid ? joined(conversation.lastSaid, said) : said,
    lastOutSeq,
  };
}

const SAID_CHARS_MAX = 2_000; // context for the next prediction, not the transcript

/** Words that follow words: the customer may answer either. */
export function joined(before: LastSaid | undefined, said: LastSaid | undefined): LastSaid | undefined {
  if (!before || !said) return said ?? before;
  return { ...said, text: `${before.text}\n${said.text}`.slice(-SAID_CHARS_MAX) };
}

function lastSaid(replies: readonly OutEntry[]): LastSaid | undefined {
  const last = replies.filter((reply) => reply.words.kind === 'text').at(-1);
  if (last?.words.kind !== 'text') return undefined;
  return { seq: last.seq, text: last.words.text, at: last.at, asks: last.words.asks };
}
