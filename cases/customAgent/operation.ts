/** An operation: what somebody outside asked to be done with a case, and what came of it. */
import type { ResponseType } from './settings';
import type { Person } from '../values';

export const ACTIONS = ['enrich', 'resolve'] as const;

/** enrich: fields from a source; resolve: the next step towards a solution. */
export type Action = (typeof ACTIONS)[number];

/** Why nothing came of an action. */
export const NOTHING_REASONS = [
  'nothing-new',
  'other-case',
  'case-closed',
  'no-intent',
  'left-to-person',
  'no-action',
  'failed',
] as const;
export type NothingReason = (typeof NOTHING_REASONS)[number];

export type ActionOutcome =
  /** Names of fields: set, and proposed to a representative. */
  | { readonly kind: 'enriched'; readonly changed: readonly string[]; readonly proposed: readonly string[] }
  /** Said to the customer, or drafted for a representative. */
  | {
      readonly kind: 'said' | 'drafted';
      readonly response: Exclude<ResponseType, 'NoAction' | 'UnableToResolve'>;
    }
  /** A representative is needed. */
  | { readonly kind: 'person' }
  | { readonly kind: 'nothing'; readonly why: NothingReason };

export interface AskedAction {
  readonly action: Action;
  /** Where it is done: the source of `enrich`, the newest conversation of `resolve`. */
  readonly conversationId: string;
  /** Of the request in that conversation. */
  readonly requestId: string;
  /** Missing while it is under way. */
  readonly outcome?: ActionOutcome;
  readonly doneAt?: string;
}

export interface Operation {
  readonly id: string;
  /** Of the call that asked for it: the same one again is the same operation. */
  readonly key: string;
  readonly at: string;
  readonly by: Person;
  readonly actions: readonly AskedAction[];
}
