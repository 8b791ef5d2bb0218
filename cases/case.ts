/** The case: a tagged union by status. A resolved case without a resolution cannot be written. */
import type { CustomAgentThread } from './customAgent/call';
import type { Draft } from './drafts/draft';
import type { Closure, FollowUp } from './followUp/state';
import type { Operation } from './customAgent/operation';
import type { Resolving } from './resolution/state';
import { isOpenRow, type Review } from './review';
import type { ModelUsage } from './deciding/prediction';
import type { FieldEntries, Person } from './values';
import type { Lease } from './lease';
import type { PendingEffect } from './effects';

export type CaseStatus = 'active' | 'resolved' | 'cancelled' | 'merged';

interface CaseCore {
  readonly _id: string;
  readonly version: number;
  /** "CAS-01042-K7F2". */
  readonly number: string;
  readonly title: string;
  /** The channel that it came from. */
  readonly channel: string;
  readonly openedAt: string;
  readonly openedBy: Person;
  readonly updatedAt: string;
  /** The conversations whose moves it takes, oldest first. */
  readonly conversations: readonly string[];
  readonly fields: FieldEntries;
  readonly contactId?: string;
  readonly owner?: Person;
  /** The owner's id: cases are listed by it. */
  readonly ownerId?: string;
  readonly queue?: string;
  /** The case that it began as an answer to. */
  readonly relatedTo?: string;
  /** Nobody vouches for who sent the mail that opened it. */
  readonly unverified?: boolean;
  readonly statusReason: string;
  /** What a model's predictions for it cost. */
  readonly usage?: ModelUsage;
  /** Change sets and proposals that representatives can act on, oldest first; at most `REVIEWS_MAX`. */
  readonly reviews: readonly Review[];
  /** Words for its customers that representatives can act on, oldest first; at most `DRAFTS_MAX`. */
  readonly drafts?: readonly Draft[];
  /** How it is followed up; missing while no rule is about it. */
  readonly followUp?: FollowUp;
  /** The agent's closure that is held. */
  readonly closure?: Closure;
  /** By the custom agent's name: what it was called for. */
  readonly customAgents?: Readonly<Record<string, CustomAgentThread>>;
  /** What was asked of it from outside, oldest first; at most `OPERATIONS_MAX`. */
  readonly operations?: readonly Operation[];
  /** How far its resolution has come; missing until it begins. */
  readonly resolving?: Resolving;
  /** The newest `seq` of each conversation whose move was applied: a move runs once. */
  readonly applied: Readonly<Record<string, number>>;
  /** What the case still has to say, in order. */
  readonly pending: readonly PendingEffect[];
  /** Ids of acts (clicks, API calls) that it took: an act runs once. */
  readonly recent: readonly string[];
  /** When what was personal was taken out of it. */
  readonly erasedAt?: string;
  readonly lease?: Lease;
  readonly dueAt?: string;
}

export interface ActiveCase extends CaseCore {
  readonly status: 'active';
}
export interface ResolvedCase extends CaseCore {
  readonly status: 'resolved';
  readonly closedAt: string;
  readonly resolution: string;
  /** For colleagues. */
  readonly remarks?: string;
}
export interface CancelledCase extends CaseCore {
  readonly status: 'cancelled';
  readonly closedAt: string;
}
export interface MergedCase extends CaseCore {
  readonly status: 'merged';
  readonly mergedInto: string;
}
export type Case = ActiveCase | ResolvedCase | CancelledCase | MergedCase;

export const REVIEWS_MAX = 10; // a card older than the last ten change sets is told that it is too old
export const ACTS_MAX = 100; // far more clicks than a case sees within a channel's retry window

export function caseIdOf(conversationId: string, problem: number): string {
  return `${conversationId}~${problem}`;
}

export function openReview(theCase: Case): Review | undefined {
  return theCase.reviews.find((review) => review.kind === 'proposed' && review.rows.some(isOpenRow));
}
