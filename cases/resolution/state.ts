/** How far the resolution of a case has come: what the case keeps of it. */
import type { HeardAnswer } from '../channel';
import type { ShownCard } from '../review';
import type { Person } from '../values';

/**
 * shown: representatives see what the matter is, nobody is asked; clarifying: the customer was asked what the matter
 * is; asking: for what the solution needs; calling: a custom agent, for what comes next; proposed: the solution; accepted: the customer says that it is solved, and a
 * representative resolves the case. The rest is over: person: somebody has to look at it; solved: the customer said so;
 * stopped: somebody looks at it by themselves.
 */
export const RESOLVING_STEPS = [
  'shown',
  'clarifying',
  'asking',
  'calling',
  'proposed',
  'accepted',
  'person',
  'solved',
  'stopped',
] as const;
export type ResolvingStep = (typeof RESOLVING_STEPS)[number];

/** Why a person is needed. */
export const PERSON_REASONS = [
  'not-understood',
  'incomplete',
  'cannot-say',
  'no-solution',
  'declined',
  'needs-more',
  'agent-cannot',
  'agent-failed',
] as const;
export type PersonReason = (typeof PERSON_REASONS)[number];

/** Where a proposal comes from, when it is quoted. */
export interface QuotedArticle {
  readonly name: string;
  readonly title: string;
  readonly url?: string;
}

export interface Rounds {
  readonly clarifying: number;
  readonly asking: number;
}

export interface Resolving {
  readonly step: ResolvingStep;
  /** The intent's name; missing while it is unknown. */
  readonly intent?: string;
  /** How often the customer was asked what it is about, and for what the solution needs. */
  readonly rounds: Rounds;
  /** The conversation that it is about, and the customer's newest `seq` there that it rests on. */
  readonly conversationId: string;
  readonly basedOn: number;
  /** The effect that said it, or the draft that waits to be sent; neither where nothing is to be said. */
  readonly saidAs?: string;
  readonly draftId?: string;
  /** The names of the fields that were asked for; missing where a custom agent asks in its own words. */
  readonly asked?: readonly string[];
  readonly article?: QuotedArticle;
  /** What a custom agent proposed. */
  readonly solution?: string;
  readonly reason?: PersonReason;
  /** What a custom agent says about that, or what went wrong with it. */
  readonly detail?: string;
  /** Who stopped it. */
  readonly by?: Person;
  readonly at: string;
  /** The cards that show it, so that each can be brought up to date. */
  readonly shownIn: readonly ShownCard[];
}

const OVER: ReadonlySet<ResolvingStep> = new Set<ResolvingStep>(['person', 'solved', 'stopped']);

export function isOver(resolving: Resolving | undefined): boolean {
  return resolving !== undefined && OVER.has(resolving.step);
}

/** A person's act has settled it, or will: whatever the agent was about to ask is not asked any more. */
export function stopped(resolving: Resolving, by: Person | undefined, at: string): Resolving {
  return isOver(resolving) ? resolving : { ...resolving, step: 'stopped', ...(by ? { by } : {}), at };
}

/** What a customer's turn says to it. */
export interface HeardNow {
  /** Whether what the case said last has reached the conversation: else nobody can have answered it. */
  readonly said: boolean;
  /** The answer to it. */
  readonly answer?: HeardAnswer;
  /** Fields that the customer was asked for before, and did not give. */
  readonly unanswered: readonly string[];
}
