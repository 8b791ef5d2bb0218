/** A person gives a field back to the agent, which may then change it again like its own. Pure. */
import type { ActContext, Acted } from './acted';
import type { CaseAct } from './acts';
import { ACTS_MAX, type ActiveCase } from './case';
import { cardWords } from './changing';
import type { FieldDefinition } from './fields';
import { journaled, sayingId, type Saying } from './journal';
import { isOpenRow, type Review } from './review';
import { isOwned, type FieldEntry } from './values';

/** Whether only a person stands between the value and what a customer says next. */
export function isLocked(entry: FieldEntry, field: FieldDefinition | undefined): boolean {
  return isOwned(entry) && (field?.setBy.includes('customer') ?? false);
}

/** The value stays; who set it stays beside it, and who unlocked it, when and why is in the audit. */
export function unlock(
  theCase: ActiveCase,
  { field, reason }: Extract<CaseAct, { kind: 'unlock' }>,
  { by, byKind, at, actId }: ActContext,
): Acted {
  const entry = theCase.fields[field];
  if (!entry) return { case: theCase, outcome: { kind: 'outdated' } };
  const { unlocked } = entry.provenance;
  if (!isOwned(entry)) return { case: theCase, outcome: { kind: 'already', ...unlocked, state: 'unlocked' } };
  const free: FieldEntry = { ...entry, provenance: { ...entry.provenance, unlocked: { by, at } } };
  const says: Saying[] = [];
  const next: ActiveCase = {
    ...theCase,
    fields: { ...theCase.fields, [field]: free },
    reviews: theCase.reviews.map((review) => shownAgain(theCase, review, field, says)),
    recent: [...theCase.recent, actId].slice(-ACTS_MAX),
  };
  const note = { by, byKind, what: { kind: 'unlocked', field } as const, reason };
  return {
    case: journaled(next, theCase, { notes: [note], says }, at),
    outcome: { kind: 'done', count: 1 },
  };
}

/** Cards on which the field waits for somebody's word say that it is not locked any more, where they can be changed. */
function shownAgain(theCase: ActiveCase, review: Review, field: string, says: Saying[]): Review {
  if (!review.rows.some((row) => row.field === field && isOpenRow(row))) return review;
  const words = cardWords({ kind: 'review', caseId: theCase._id, reviewId: review.id }, theCase);
  const shownIn = review.shownIn.map(({ conversationId, effectId }) => {
    says.push({ to: conversationId, words, replaces: effectId, onlyInPlace: true });
    return { conversationId, effectId: sayingId(theCase, says.length - 1) };
  });
  return { ...review, shownIn };
}
