/** A call of a custom agent: an effect of a case until its answer lies in the conversation. */
import type { CustomAgentAnswer, CustomAgentFailure, RemoteConversation } from './settings';
import type { Lease } from '../lease';

/** How a call goes, and what its answer is for. */
export interface CallWish {
  /** The custom agent's name in the settings. */
  readonly agent: string;
  /** The customer's conversation that it is about; the answer takes its place in the order there. */
  readonly to: string;
  /** The customer's newest `seq` there: an answer to older words is not followed. */
  readonly basedOn: number;
  /** In place of the line of business's own, where whoever asked from outside says so. */
  readonly automation?: 'full' | 'confirm';
  /** The operation that asked for it from outside. */
  readonly operation?: string;
}

export interface CallEffect extends CallWish {
  /** The idempotency key: the same however often the agent is called. */
  readonly id: string;
  readonly kind: 'call';
  readonly at: string;
  /** Failures so far. */
  readonly attempts: number;
  /** ISO 8601: not before, after a failure. */
  readonly notBefore?: string;
  /** The process that waits for the answer. */
  readonly lease?: Lease;
}

/** What a case and a custom agent have with each other. */
export interface CustomAgentThread {
  /** Sent with each request: the same for the case. */
  readonly conversationId: string;
  /** The newest customer's `seq` of each conversation that it was called for. */
  readonly calledFor: Readonly<Record<string, number>>;
  /** The agent's own conversation. */
  readonly remote?: RemoteConversation;
  /** What whoever asked from outside wants of the next answer. */
  readonly wish?: Pick<CallWish, 'automation' | 'operation'>;
  /** The newest call whose answer the case has taken. */
  readonly answered?: string;
}

/** What came of a call. */
export type CallOutcome =
  | { readonly kind: 'answered'; readonly answer: CustomAgentAnswer }
  /** `detail` is for people who run the agent: host and status, nobody's words. */
  | { readonly kind: 'failed'; readonly failure: CustomAgentFailure; readonly detail: string };
