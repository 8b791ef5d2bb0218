/** A conversation may be about one problem after the other: a channel like a personal chat never ends. */
import type { Conversation } from './conversation';
import { staysWithClosed } from '../followUp/afterClosing';
import type { ClosureSettings } from '../followUp/settings';
import { openQuestion } from '../duplicates';
import { NOBODY } from '../live/live';

const HOUR_MS = 3_600_000;

/** Whether what is said now begins something new: the conversation was ended, or nobody has spoken for long. */
export function beginsAnew(
  conversation: Conversation,
  now: string,
  idleHours: number,
  closure?: ClosureSettings,
): boolean {
  if (conversation.seq === 0 || conversation.role !== 'customer') return false;
  // An answer belongs to what it answers, however long it took.
  if (conversation.expects && conversation.expects.kind !== 'closing') return false;
  // Which mails belong together is told by their threads: a new problem is a new thread.
  if (conversation.channel === 'email') return false;
  if (staysWithClosed(conversation, closure, now)) return false;
  // What would be opened waits for a person's word: what is said meanwhile belongs to it.
  if (openQuestion(conversation)) return false;
  if (conversation.status === 'ended') return true;
  const last = conversation.lastTurn?.receivedAt;
  return last !== undefined && Date.parse(now) - Date.parse(last) > idleHours * HOUR_MS;
}

/** The next problem: who the customer is stays known, what it was about does not. The number only moves on past a case. */
export function nextProblem(conversation: Conversation): Conversation {
  const parts = Object.entries(conversation.drafts).filter(([name]) => name.startsWith('contact.'));
  return {
    ...conversation,
    problem: conversation.caseId === undefined ? conversation.problem : conversation.problem + 1,
    problemSince: conversation.seq,
    caseId: undefined,
    drafts: Object.fromEntries(parts),
    asked: {},
    skipped: [],
    stack: null,
    memory: null,
    lastSaid: undefined,
    openingProposed: undefined,
    openingDeclined: undefined,
    expects: undefined,
    ...(conversation.expects?.kind === 'closing' ? { relatedTo: conversation.expects.caseId } : {}),
    duplicate: undefined,
    ...NOBODY,
  };
}
