/** The intent card of a case: sent when there is something to see, brought up to date where it stands, anew as an alarm. */
import type { Case } from '../case';
import { cardWords } from '../changing';
import { sayingId, type Saying } from '../journal';
import type { Resolving } from './state';
import type { ShownCard } from '../review';

export interface ShownCards {
  readonly says: readonly Saying[];
  readonly shownIn: readonly ShownCard[];
}

export interface CardPlaces {
  /** How many says of the same write come before. */
  readonly from: number;
  /** The conversations of the representatives who are shown it. */
  readonly tell: readonly string[];
}

export function intentCards(
  state: Resolving,
  before: Resolving | undefined,
  theCase: Case,
  { from, tell }: CardPlaces,
): ShownCards {
  const words = cardWords({ kind: 'intent', caseId: theCase._id }, theCase);
  const alarms = state.step === 'person' && before?.step !== 'person';
  const begins = state.shownIn.length === 0;
  // While nothing is recognised there is nothing to show.
  if (begins && !alarms && state.intent === undefined) return { says: [], shownIn: [] };
  const says: readonly Saying[] =
    begins || alarms
      ? tell.map((to) => ({ to, words }))
      : state.shownIn.map(({ conversationId, effectId }) => {
          return { to: conversationId, words, replaces: effectId, onlyInPlace: true };
        });
  const shownIn = says.map(({ to }, at) => ({ conversationId: to, effectId: sayingId(theCase, from + at) }));
  return { says, shownIn };
}
