/** A person acts on a case: accepts, rejects, undoes, edits, takes it. Once per act id. */
import type { ActContext, Acted } from './acted';
import type { ActOutcome, CaseAct } from './acts';
import { keptOpen } from './followUp/closure';
import { ACTS_MAX, type ActiveCase, type Case } from './case';
import { actOnDraft, isDraftAct } from './drafts/acts';
import { isOpenRow, type Review, type ReviewRow, type RowState } from './review';
import { cardWords } from './changing';
import {
  feedbackOnEdit,
  feedbackOnRows,
  withDraftFeedback,
  withFeedback,
  withThumbs,
} from './feedback/feedback';
import { actOnLifecycle, isLifecycleAct } from './lifecycle';
import { journaled, sayingId, type Noted, type Saying } from './journal';
import { contactOf, fieldNote } from './opening';
import { unlock } from './unlocking';
import { sameValue, type FieldEntries, type FieldEntry, type Person } from './values';

/** What the act makes of the case. `case` is the same object where nothing changes. */
export function act(theCase: Case, what: CaseAct, context: ActContext): Acted {
  // A retry hears what the first one heard.
  if (theCase.recent.includes(context.actId)) return { case: theCase, outcome: { kind: 'done', count: 0 } };
  if (isDraftAct(what)) {
    const acted = actOnDraft(theCase, what, context);
    return { ...acted, case: withDraftFeedback(acted.case, theCase, what.draftId, context) };
  }
  if (what.kind === 'thumbs') {
    const judged = withThumbs(theCase, what, context);
    if (judged === theCase) return { case: theCase, outcome: { kind: 'done', count: 0 } };
    return { case: { ...judged, recent: withAct(theCase, context) }, outcome: { kind: 'done', count: 1 } };
  }
  if (isLifecycleAct(what)) return actOnLifecycle(theCase, what, context);
  if (theCase.status !== 'active') return { case: theCase, outcome: { kind: 'closed' } };
  switch (what.kind) {
    case 'accept':
      return review(theCase, what, context, accepted);
    case 'reject':
      return review(theCase, what, context, rejected);
    case 'undo':
      return review(theCase, what, context, undone);
    case 'edit':
      return edit(theCase, what, context);
    case 'keep-open':
      return keepOpen(theCase, context);
    case 'unlock':
      return unlock(theCase, what, context);
    case 'take':
      return take(theCase, what.owner, context);
  }
}

/** What happens to one open row: its new state and the field's new entry (null clears, undefined leaves it). */
type RowAct = (
  row: ReviewRow,
  current: FieldEntry | undefined,
  kind: Review['kind'],
  context: ActContext,
) => RowResult;
type RowResult = { readonly state: RowState; readonly entry?: FieldEntry | null };

const accepted: RowAct = (row, current, kind, { by, at }) => {
  const stands = kind === 'proposed' ? sameValue(current, row.from) : sameValue(current, row.to);
  if (!stands) return { state: 'superseded' };
  const provenance = { ...row.to.provenance, kind: 'confirmed' as const, by, at };
  return { state: 'confirmed', entry: { ...row.to, provenance } };
};

const rejected: RowAct = () => ({ state: 'rejected' });

const undone: RowAct = (row, current, kind) => {
  if (kind === 'proposed') return { state: 'rejected' };
  return sameValue(current, row.to) ? { state: 'undone', entry: row.from ?? null } : { state: 'superseded' };
};

function review(
  theCase: ActiveCase,
  what: { readonly reviewId: string; readonly fields?: readonly string[] },
  context: ActContext,
  rowAct: RowAct,
): Acted {
  const found = theCase.reviews.find((one) => one.id === what.reviewId);
  if (!found) return { case: theCase, outcome: { kind: 'outdated' } };
  if (what.fields?.length === 0) return { case: theCase, outcome: { kind: 'none' } };
  const chosen = (row: ReviewRow): boolean => isOpenRow(row) && (what.fields?.includes(row.field) ?? true);
  if (!found.rows.some(chosen)) return { case: theCase, outcome: alreadyDecided(found, what.fields) };
  const fields: Record<string, FieldEntry> = { ...theCase.fields };
  const notes: Noted[] = [];
  const rows = found.rows.map((row): ReviewRow => {
    if (!chosen(row)) return row;
    const result = rowAct(row, theCase.fields[row.field], found.kind, context);
    notes.push(...applyRow(fields, row, result, theCase.fields, context));
    return { ...row, state: result.state, by: context.by, at: context.at };
  });
  const count = rows.filter((row, at) => row !== found.rows[at] && row.state !== 'superseded').length;
  const next = finished(
    theCase,
    fields,
    replaced(theCase.reviews, { ...found, rows }),
    notes,
    [found.id],
    context,
  );
  const feedback = feedbackOnRows(found.rows, rows, fields);
  return {
    case: withFeedback(next, theCase, feedback, context),
    outcome: count > 0 ? { kind: 'done', count } : { kind: 'outdated' },
  };
}

function applyRow(
  fields: Record<string, FieldEntry>,
  row: ReviewRow,
  result: RowResult,
  before: FieldEntries,
  context: ActContext,
): Noted[] {
  const who = { by: context.by, byKind: context.byKind };
  const note: Noted = {
    ...who,
    what: { kind: 'reviewed', field: row.field, state: result.state },
    reason: '',
  };
  if (result.entry === undefined) return [note];
  put(fields, row.field, result.entry);
  return [note, fieldNote(who, row.field, before[row.field], result.entry ?? undefined)];
}

function alreadyDecided(found: Review, fields: readonly string[] | undefined): ActOutcome {
  const row = found.rows.find((one) => !isOpenRow(one) && (fields?.includes(one.field) ?? true));
  return row ? { kind: 'already', by: row.by, at: row.at, state: row.state } : { kind: 'outdated' };
}

function edit(theCase: ActiveCase, what: Extract<CaseAct, { kind: 'edit' }>, context: ActContext): Acted {
  const fields: Record<string, FieldEntry> = { ...theCase.fields };
  const notes: Noted[] = [];
  for (const [name, entry] of Object.entries(what.entries)) {
    put(fields, name, entry);
    notes.push(
      fieldNote({ by: context.by, byKind: context.byKind }, name, theCase.fields[name], entry ?? undefined),
    );
  }
  if (notes.length === 0) return { case: theCase, outcome: { kind: 'done', count: 0 } };
  const touched: string[] = [];
  const reviews = theCase.reviews.map((one) => {
    const rows = one.rows.map((row): ReviewRow => {
      if (!isOpenRow(row) || !Object.hasOwn(what.entries, row.field)) return row;
      return { ...row, state: 'edited', by: context.by, at: context.at };
    });
    if (rows.every((row, at) => row === one.rows[at])) return one;
    touched.push(one.id);
    return { ...one, rows };
  });
  const next = finished(theCase, fields, reviews, notes, touched, context);
  return {
    case: withFeedback(next, theCase, feedbackOnEdit(theCase, what.entries), context),
    outcome: { kind: 'done', count: notes.length },
  };
}

/** Undoes the agent's closure while it is held. */
function keepOpen(theCase: ActiveCase, context: ActContext): Acted {
  if (!theCase.closure) return { case: theCase, outcome: { kind: 'already', state: 'reopened' } };
  return { case: keptOpen(theCase, context, context), outcome: { kind: 'done', count: 1 } };
}

function take(theCase: ActiveCase, owner: Person, context: ActContext): Acted {
  if (theCase.owner)
    return { case: theCase, outcome: { kind: 'already', by: theCase.owner, state: 'taken' } };
  const note: Noted = {
    by: context.by,
    byKind: context.byKind,
    what: { kind: 'owner', to: owner },
    reason: '',
  };
  const next = { ...theCase, owner, ownerId: owner.id };
  return {
    case: finished(next, theCase.fields, theCase.reviews, [note], [], context),
    outcome: { kind: 'done', count: 1 },
  };
}

/** The case after an act, with its journal and every card that shows a touched review brought up to date. */
function finished(
  theCase: ActiveCase,
  fields: FieldEntries,
  reviews: readonly Review[],
  notes: readonly Noted[],
  touched: readonly string[],
  context: ActContext,
): ActiveCase {
  const says: Saying[] = [];
  const shown = reviews.map((one): Review => {
    if (!touched.includes(one.id)) return one;
    const words = cardWords({ kind: 'review', caseId: theCase._id, reviewId: one.id }, theCase);
    const shownIn = one.shownIn.map(({ conversationId, effectId }) => {
      says.push({ to: conversationId, words, replaces: effectId });
      return { conversationId, effectId: sayingId(theCase, says.length - 1) };
    });
    return { ...one, shownIn };
  });
  const recent = withAct(theCase, context);
  const contactId = contactOf(fields, context.settings);
  return journaled(
    { ...theCase, fields, contactId, reviews: shown, recent },
    theCase,
    { notes, says },
    context.at,
  );
}

function withAct({ recent }: Pick<Case, 'recent'>, { actId }: ActContext): string[] {
  return [...recent, actId].slice(-ACTS_MAX);
}

function replaced(reviews: readonly Review[], next: Review): Review[] {
  return reviews.map((one) => (one.id === next.id ? next : one));
}

function put(fields: Record<string, FieldEntry>, name: string, entry: FieldEntry | null): void {
  if (entry === null) Reflect.deleteProperty(fields, name);
  else fields[name] = entry;
}
