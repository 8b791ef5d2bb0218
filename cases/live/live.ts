/** Live conversations: a customer waits for a person, or has one. What the conversation says of it, and how it changes. */
import type { Conversation } from '../conversation/conversation';
import type { Queue } from './routing';
import type { Person } from '../values';

/** asked: by the customer; agent-cannot: the agent failed; rule: a workstream says so; unanswered: whoever had accepted did not answer. */
export type WaitReason = 'asked' | 'agent-cannot' | 'rule' | 'transferred' | 'unanswered';

export interface Waiting {
  /** ISO 8601. */
  readonly since: string;
  readonly reason: WaitReason;
  /** The colleague that it was passed to; others may accept all the same. */
  readonly for?: Person;
  /** When those who serve the queue are reminded; missing once they were. */
  readonly remindAt?: string;
}

/** A card that offers the conversation. */
export interface Offer {
  /** The representative's conversation. */
  readonly conversationId: string;
  readonly effectId: string;
}

export type LiveFields = Pick<
  Conversation,
  'waiting' | 'waitingIn' | 'takenBy' | 'takenIn' | 'offers' | 'answerDueAt' | 'reminded'
>;

const MINUTE_MS = 60_000;

/** Neither waiting nor taken: the agent alone. */
export const NOBODY: LiveFields = {
  waiting: undefined,
  waitingIn: undefined,
  takenBy: undefined,
  takenIn: undefined,
  offers: undefined,
  answerDueAt: undefined,
  reminded: undefined,
};

/** In line. Who is waiting already keeps the place. */
export function waitingFor(
  queue: Queue,
  reason: WaitReason,
  now: string,
  over: { readonly for?: Person; readonly offers: readonly Offer[] },
): LiveFields {
  const waiting = { since: now, reason, for: over.for, remindAt: remindAt(queue, now) };
  return { ...NOBODY, waiting, waitingIn: queue.name, offers: over.offers };
}

/** With a person: they have as long to answer as a conversation may wait in line. The cards that offered it say so, and later that it is over. */
export function takenBy(
  by: Person,
  inConversation: string,
  queue: Queue,
  over: { readonly now: string; readonly offers: LiveFields['offers'] },
): LiveFields {
  const { now, offers } = over;
  return { ...NOBODY, takenBy: by, takenIn: inConversation, answerDueAt: remindAt(queue, now), offers };
}

export function remindAt({ remindAfterMinutes }: Pick<Queue, 'remindAfterMinutes'>, now: string): string {
  return new Date(Date.parse(now) + remindAfterMinutes * MINUTE_MS).toISOString();
}

/** What the customer is called: by the name that they gave, else by the channel's. */
export function customerName({ contact, drafts, person }: CustomerNames): string {
  return contact?.name ?? drafts['contact.name']?.label ?? person.name;
}

type CustomerNames = Pick<Conversation, 'contact' | 'drafts' | 'person'>;
