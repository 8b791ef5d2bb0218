/** The cards of one case. */
import type { CardContent, CaseHead, LockView, RowView } from '../../cases/cardContent';
import type { Case } from '../../cases/case';
import type { CardRef } from '../../cases/effects';
import type { Review, ReviewRow } from '../../cases/review';
import type { FieldEntry } from '../../cases/values';
import { suggestedContent, summaryContent, type Summing } from '../caseSummary';
import { closureCardContent } from '../followUp/cards';
import { intentCardContent } from '../resolution/card';
import { resolveFormContent } from '../resolution/form';
import { failedContent } from './failed';
import { editForm, refusedForm } from './forms';
import type { CardViews } from './views';

const NOTHING = '–'; // what stands where a value was cleared

type CaseRef = Exclude<Extract<CardRef, { caseId: string }>, { kind: 'draft' | 'draft-form' }>;

export async function caseCardContent(view: CardViews, ref: CaseRef, found: Case): Promise<CardContent> {
  const { context, settings, words } = view;
  const head = await view.head(found);
  switch (ref.kind) {
    case 'case-opened':
      return { kind: 'case-opened', ...(await known(view, head, found)) };
    case 'summary':
      return summaryContent(summing(view), found, await known(view, head, found));
    case 'suggested-actions':
      return { ...(await suggestedContent(summing(view), found, head)), ...view.thumbs() };
    case 'closure':
      return closureCardContent(found, head, words);
    case 'nothing-to-change':
      return { kind: ref.kind, case: head, why: await view.checksOf(found.conversations.at(-1)) };
    case 'intent':
      return intentCardContent(view, settings, words, found, head);
    case 'case-moved': {
      const into = await context.store.get('cases', ref.into);
      if (!into) return failedContent({ failure: 'gone' }, words);
      return { kind: 'case-moved', what: ref.what, from: head, into: await view.head(into) };
    }
    case 'unlock-form':
      return unlockForm(view, head, ref, found);
    case 'resolve-form':
      return resolveFormContent(head, found, settings, words, ref.refused);
    case 'review':
    case 'edit-form':
      return reviewOrForm(view, head, ref, found);
  }
}

async function known(view: CardViews, head: CaseHead, found: Case) {
  const fields = await view.fields(found.fields);
  return { case: head, fields, missing: await view.missing(found), ...view.thumbs() };
}

function summing({ context, settings, words }: CardViews): Summing {
  return { store: context.store, settings, words, now: context.clock() };
}

/** What is not locked any more is shown as it is. */
async function unlockForm(
  view: CardViews,
  head: CaseHead,
  { caseId, field: name, reviewId }: Extract<CardRef, { kind: 'unlock-form' }>,
  found: Case,
): Promise<CardContent> {
  const field = await view.field(name, found.fields[name]);
  if (field?.locked && found.status === 'active') return { kind: 'unlock-form', case: head, field, reviewId };
  return caseCardContent(
    view,
    reviewId === undefined ? { kind: 'summary', caseId } : { kind: 'review', caseId, reviewId },
    found,
  );
}

function reviewOrForm(
  view: CardViews,
  head: CaseHead,
  ref: Extract<CardRef, { kind: 'review' | 'edit-form' }>,
  found: Case,
): Promise<CardContent> | CardContent {
  if (ref.kind === 'edit-form' && ref.refused)
    return refusedForm(head, ref.reviewId, view.settings, ref.refused);
  const review = found.reviews.find((one) => one.id === ref.reviewId);
  if (!review) return caseCardContent(view, { kind: 'summary', caseId: found._id }, found);
  return ref.kind === 'review'
    ? reviewContent(view, head, review, found)
    : editForm(head, review, found, view.settings);
}

async function reviewContent(
  view: CardViews,
  head: CaseHead,
  review: Review,
  found: Case,
): Promise<CardContent> {
  const rows = await Promise.all(
    view.inOrder(review.rows.filter(isShown), ({ field }) => field).map((row) => rowView(view, row, found)),
  );
  const { id: reviewId, kind, at } = review;
  return { kind: 'review', case: head, reviewId, review: kind, at, rows, ...view.thumbs() };
}

/** A row that a later one of the same field has replaced is not. */
function isShown(row: ReviewRow, at: number, rows: readonly ReviewRow[]): boolean {
  return row.state !== 'superseded' || !rows.slice(at + 1).some(({ field }) => field === row.field);
}

async function rowView(view: CardViews, row: ReviewRow, found: Case): Promise<RowView> {
  const { field, state } = row;
  const standing = found.fields[field];
  const locked = standing && view.isLocked(field, standing) ? lockOf(standing) : undefined;
  const decided = { field, label: view.label(field), locked, state, by: row.by?.name, at: row.at };
  if (state === 'edited')
    return { ...decided, from: row.to.label, to: standing?.label ?? NOTHING, reason: '' };
  const { confidence, reason } = row.to.provenance;
  const values = { from: row.from?.label, to: row.to.label, quote: await view.quote(row.to) };
  return { ...decided, ...values, confidence, reason };
}

function lockOf({ provenance }: FieldEntry): LockView {
  return { setBy: provenance.kind, who: provenance.by.name };
}
