/** When a conversation next needs work: one pure function of the document, absent when idle. */
import type { Conversation, InboxEntry } from './conversation';
import { openQuestion } from '../duplicates';

export function conversationDueAt(conversation: Conversation): string | undefined {
  if (conversation.moves.length > 0) return conversation.startedAt;
  const head = conversation.out[0];
  const moments = [
    head && (head.notBefore ?? head.at),
    conversation.inbox.length > 0 ? conversation.settleAt : undefined,
    ...reminders(conversation),
  ];
  return moments.filter((moment) => moment !== undefined).sort()[0];
}

/** What lies in the inbox may settle them, so it comes first. */
function reminders(conversation: Conversation): (string | undefined)[] {
  const { inbox, waiting, answerDueAt } = conversation;
  return inbox.length > 0 ? [] : [waiting?.remindAt, answerDueAt, openQuestion(conversation)?.until];
}

/** The conversation with its `dueAt` brought in line; the lease goes back when nothing is left to do. */
export function scheduled(conversation: Conversation): Conversation {
  const dueAt = conversationDueAt(conversation);
  const { inbox, out, moves } = conversation;
  const idle = inbox.length === 0 && out.length === 0 && moves.length === 0;
  return { ...conversation, dueAt, lease: idle ? undefined : conversation.lease };
}

/** A burst waits `settleMs` for the customer to finish, at most `settleMaxMs` from its first turn. */
export function settleAt(
  inbox: readonly InboxEntry[],
  now: string,
  settle: { settleMs: number; settleMaxMs: number },
): string {
  const oldest = inbox.find((entry) => entry.kind === 'turn');
  const hurried = inbox.some((entry) => entry.kind === 'request' || entry.now || entry.action);
  if (!oldest || hurried) return now;
  const latest = Date.parse(oldest.receivedAt) + settle.settleMaxMs;
  return new Date(Math.min(Date.parse(now) + settle.settleMs, latest)).toISOString();
}
