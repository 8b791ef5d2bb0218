/** The card of what a representative is asked to do: shown where it changes, brought up to date in place where it is over. Pure. */
import type { Case } from '../case';
import { cardWords } from '../changing';
import type { Suggestion } from '../followUp/state';
import { journaled, sayingId, type Saying } from '../journal';
import type { ShownCard } from '../review';

/** @param next the case as a look at `before` has left it. */
export function withSuggestionShown(
  before: Case,
  next: Case,
  { tell, at }: { readonly tell: readonly string[]; readonly at: string },
): Case {
  const was = before.followUp?.suggestion;
  const { followUp } = next;
  const is = followUp?.suggestion;
  if (isSame(was, is)) return next;
  const shown = was?.shownIn ?? [];
  const words = cardWords({ kind: 'suggested-actions', caseId: next._id }, next);
  const places = is ? [...new Set([...tell, ...shown.map(({ conversationId }) => conversationId)])] : [];
  const says = is
    ? places.map((to): Saying => ({ to, words, replaces: effectIn(shown, to) }))
    : shown.map(({ conversationId: to, effectId }): Saying => ({
        to,
        words,
        replaces: effectId,
        onlyInPlace: true,
      }));
  const base = { ...before, pending: next.pending };
  const shownIn = places.map((conversationId, index) => ({
    conversationId,
    effectId: sayingId(base, index),
  }));
  const suggested = followUp && is ? { followUp: { ...followUp, suggestion: { ...is, shownIn } } } : {};
  return journaled({ ...next, ...suggested }, before, { notes: [], says }, at);
}

/** Whether it is what has been suggested already. */
export function isSame(a: Suggestion | undefined, b: Suggestion | undefined): boolean {
  return a?.kind === b?.kind && a?.n === b?.n && a?.lastAnsweredAt === b?.lastAnsweredAt;
}

function effectIn(shown: readonly ShownCard[], place: string): string | undefined {
  return shown.find(({ conversationId }) => conversationId === place)?.effectId;
}
