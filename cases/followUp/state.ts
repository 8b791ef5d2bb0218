/** How a case stands in follow-up and closure: what its document holds of them. */
import type { ShownCard } from '../review';
import type { Person } from '../values';

/**
 * watching: a rule fits once the case is old enough. waiting: for the customer. answered: the customer spoke last.
 * ended: the answer was favourable, or a person kept the case open. stuck: something is owed, or did not arrive.
 * suggested: a representative is asked to act. closing: the closure is held.
 */
export const FOLLOW_UP_STATES = [
  'watching',
  'waiting',
  'answered',
  'ended',
  'stuck',
  'suggested',
  'closing',
] as const;
export type FollowUpStateName = (typeof FOLLOW_UP_STATES)[number];

/** What a representative is asked to do, under `confirm`. */
export const SUGGESTIONS = ['send-follow-up', 'send-next-follow-up', 'reply', 'resolve'] as const;
export type SuggestionKind = (typeof SUGGESTIONS)[number];

export interface Suggestion {
  readonly kind: SuggestionKind;
  /** The follow-up that it is about, from 1. */
  readonly n: number;
  readonly at: string;
  /** When the customer last answered; missing where they never have. */
  readonly lastAnsweredAt?: string;
  /** The cards that show it. */
  readonly shownIn?: readonly ShownCard[];
}

/** Why nothing is sent or closed now. */
export const HINDRANCES = [
  'question-open',
  'promise-open',
  'not-delivered',
  'nothing-said',
  'kept-open',
  'accepted',
] as const;
export type Hindrance = (typeof HINDRANCES)[number];

/** How a case is followed up; missing while no rule is about it. */
export interface FollowUp {
  /** The rule's name. */
  readonly rule: string;
  readonly state: FollowUpStateName;
  /** Follow-ups since the customer's newest words, a representative's own mail among them. */
  readonly sent: number;
  readonly of: number;
  /** When it is looked at next, ISO 8601; missing: once something is said or changed. */
  readonly nextAt?: string;
  readonly why?: Hindrance;
  /** The words that it rests on, customer's or ours: a promise, a question. */
  readonly words?: string;
  readonly suggestion?: Suggestion;
  /** A person kept the case open: until something is said, nothing is suggested or sent. */
  readonly keptAt?: string;
}

/** A closure that waits for its moment; on the case until then. */
export interface Closure {
  /** ISO 8601: resolved then, unless somebody undoes it or the customer speaks. */
  readonly heldUntil: string;
  /** When it is looked at before or after that; missing: when it is over. */
  readonly lookAt?: string;
  readonly by: Person;
  readonly at: string;
  /** The follow-up rule that it ends; it falls with the rule. Missing where something else closes the case. */
  readonly rule?: string;
  readonly statusReason: string;
  readonly resolution: string;
  readonly remarks: string;
  /** Where the customer's newest words were when it began: newer ones end it. */
  readonly heardUpTo?: string;
  /** The messages that show it, with the button that undoes it. */
  readonly shownIn: readonly ShownCard[];
}

/** Why a closure did not come to be, or not to its end. */
export type ClosureObstacle = Hindrance | 'customer-spoke' | 'rule-gone';
