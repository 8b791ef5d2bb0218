/**
 * How far the resolution of a case has come, and what comes next: ask for more, ask for what is missing, propose the
 * solution, resolve, or leave it to a person. Pure; the same for every channel and level of automation.
 */
import { openReview, type ActiveCase, type Case } from '../case';
import { hasEntered } from '../conversation/delivering';
import type { Conversation } from '../conversation/conversation';
import { attributeNames, INTENT_FIELD, intentNamed } from './intents';
import type { Intent, ResolutionSettings } from './settings';
import { isOpenRow } from '../review';
import { isOver, type HeardNow, type PersonReason, type Resolving, type Rounds } from './state';
import type { FieldEntries } from '../values';

export type NextStep =
  /** As it is: the customer has not tried it yet, or it is over. */
  | { readonly is: 'stay' }
  | { readonly is: 'clarify' }
  | { readonly is: 'ask'; readonly intent: Intent; readonly names: readonly string[] }
  | { readonly is: 'propose'; readonly intent: Intent }
  | { readonly is: 'accepted'; readonly intent: Intent }
  | { readonly is: 'person'; readonly intent?: Intent; readonly reason: PersonReason };

export function nextStep(theCase: ActiveCase, heard: HeardNow, resolution: ResolutionSettings): NextStep {
  const { resolving } = theCase;
  if (isOver(resolving) || resolving?.step === 'accepted') return { is: 'stay' };
  const intent = intentOf(theCase, resolution);
  const answer = heard.said ? heard.answer : undefined;
  if (answer === 'later') return { is: 'stay' };
  if (answer === 'cannot-say') return { is: 'person', intent, reason: 'cannot-say' };
  const proposed = resolving?.step === 'proposed' && heard.said;
  if (proposed && answer !== undefined) {
    const about = intentNamed(resolution, resolving.intent) ?? intent;
    if (answer === 'accept' && about) return { is: 'accepted', intent: about };
    if (answer === 'decline') return { is: 'person', intent: about, reason: 'declined' };
    if (intent?.name === resolving.intent) return { is: 'person', intent, reason: 'needs-more' };
  }
  return towardsSolution(theCase, intent, heard, resolution);
}

function towardsSolution(
  theCase: ActiveCase,
  intent: Intent | undefined,
  heard: HeardNow,
  resolution: ResolutionSettings,
): NextStep {
  const rounds = roundsOf(theCase.resolving, heard.said);
  const { askRoundsMax } = resolution;
  if (!intent)
    return rounds.clarifying < askRoundsMax ? { is: 'clarify' } : { is: 'person', reason: 'not-understood' };
  const missing = missingAttributes(theCase, intent);
  if (missing.length === 0) return { is: 'propose', intent };
  if (missing.some((name) => heard.unanswered.includes(name)))
    return { is: 'person', intent, reason: 'cannot-say' };
  return rounds.asking < askRoundsMax
    ? { is: 'ask', intent, names: missing }
    : { is: 'person', intent, reason: 'incomplete' };
}

const NO_ROUNDS: Rounds = { clarifying: 0, asking: 0 };

/** How often the customer was asked; words that never reached them do not count. */
export function roundsOf(resolving: Resolving | undefined, said: boolean): Rounds {
  if (!resolving) return NO_ROUNDS;
  const { asked, step, rounds } = resolving;
  // What a custom agent asks is not counted.
  if (said || (step !== 'clarifying' && (step !== 'asking' || !asked))) return rounds;
  return { ...rounds, [step]: rounds[step] - 1 };
}

/** The values as the agent goes by them: what waits for a representative's word was said all the same. */
export function valuesHeard(theCase: Case): FieldEntries {
  const proposed = openReview(theCase)?.rows.filter(isOpenRow) ?? [];
  return { ...Object.fromEntries(proposed.map((row) => [row.field, row.to])), ...theCase.fields };
}

export function intentOf(theCase: Case, resolution: ResolutionSettings): Intent | undefined {
  return intentNamed(resolution, valuesHeard(theCase)[INTENT_FIELD]?.value);
}

export function missingAttributes(theCase: Case, intent: Intent): string[] {
  const values = valuesHeard(theCase);
  return attributeNames(intent).filter((name) => values[name] === undefined);
}

/** Whether what the case said last was said: here, or in another conversation of it. */
export function wasSaid(theCase: Case, conversation: Conversation): boolean {
  const { resolving } = theCase;
  return resolving?.conversationId !== conversation._id || hasReached(theCase, conversation);
}

/** Whether what the case said last has reached the conversation. */
export function hasReached(theCase: Case, conversation: Conversation): boolean {
  const { resolving } = theCase;
  if (resolving?.conversationId !== conversation._id) return false;
  const draft = theCase.drafts?.find(({ id }) => id === resolving.draftId);
  const effectId = draft ? draft.sentAs : resolving.saidAs;
  return effectId !== undefined && hasEntered(conversation, effectId) === true;
}
