/**
 * What people make of what the agent proposed or did. Each act of theirs is feedback: counted for its field in any
 * case, and recorded as an interaction where the settings say so.
 */
import type { AuditEntry } from '../audit';
import type { Case } from '../case';
import type { PendingEffect } from '../effects';
import type { FeedbackAct, Interaction } from './interaction';
import { isOpenRow, type ReviewRow, type RowState } from '../review';
import type { Settings } from '../settings';
import type { Thumbs } from './thumbs';
import type { FieldEntries, FieldEntry, Person } from '../values';

/** Feedback on one value of the agent's. */
export interface FieldFeedback {
  readonly act: Exclude<FeedbackAct, 'thumbs-up' | 'thumbs-down'>;
  readonly field: string;
  readonly proposed: FieldEntry;
  /** What stands at the end; missing where the field is empty then. */
  readonly stands?: FieldEntry;
}

export interface FeedbackContext {
  readonly by: Person;
  readonly byKind: AuditEntry['byKind'];
  readonly at: string;
  readonly settings: Settings;
}

/** What the agent closes by itself says nothing about what it filled. */
type PersonsContext = FeedbackContext & { readonly byKind: Interaction['byKind'] };

function isPersons(context: FeedbackContext): context is PersonsContext {
  return context.byKind === 'representative' || context.byKind === 'api';
}

export type FeedbackEffect = Extract<PendingEffect, { kind: 'feedback' }>;

/** The value is the agent's own: nobody has set or confirmed it. */
export function isAgents(entry: FieldEntry | undefined): entry is FieldEntry {
  return entry?.provenance.kind === 'ai';
}

/** Typed over with the same value is accepted; undone, rejected or changed is not. */
export function isAccepted({ act, proposed, stands }: FieldFeedback): boolean {
  if (act === 'edited') return stands?.value === proposed.value;
  return act === 'accepted' || act === 'stood';
}

/** The case with what people made of the agent's values still to be counted. `base` is the case as it was read. */
export function withFeedback<T extends Case>(
  next: T,
  base: Pick<Case, '_id' | 'version'>,
  feedback: readonly FieldFeedback[],
  context: FeedbackContext,
): T {
  if (!isPersons(context)) return next;
  const effects = feedback.map((one, at): FeedbackEffect => {
    const id = feedbackId(base, one, at);
    const record = context.settings.recording.enabled ? fieldInteraction(id, next, one, context) : undefined;
    return { id, kind: 'feedback', counts: { field: one.field, accepted: isAccepted(one) }, record };
  });
  return effects.length === 0 ? next : due(next, effects, context.at);
}

/** A value that stood is counted once, however often its case is resolved and reopened. */
function feedbackId(base: Pick<Case, '_id' | 'version'>, one: FieldFeedback, at: number): string {
  if (one.act === 'stood') return `${base._id}/${one.field}/${one.proposed.provenance.at}/stood`;
  return `${base._id}/v${base.version + 1}/f${at}`;
}

function fieldInteraction(
  id: string,
  theCase: Case,
  one: FieldFeedback,
  context: PersonsContext,
): Interaction {
  const { act, field, proposed, stands } = one;
  const { confidence, by } = proposed.provenance;
  return {
    ...interactionBase(id, theCase, context),
    act,
    field,
    predictor: by.name,
    confidence,
    matched: stands?.value === proposed.value,
    ...(context.settings.recording.values ? { proposed: proposed.label, stands: stands?.label } : {}),
  };
}

function interactionBase(
  id: string,
  { _id, number }: Pick<Case, '_id' | 'number'>,
  { at, by, byKind }: PersonsContext,
) {
  return { _id: id, version: 1, caseId: _id, caseNumber: number, at, by, byKind };
}

function due<T extends Case>(next: T, effects: readonly PendingEffect[], at: string): T {
  return { ...next, pending: [...next.pending, ...effects], dueAt: at };
}

/**
 * The case with a person's thumbs about one of its cards still to be recorded; the case itself where nothing is
 * recorded. Once for each person, card and direction: who changes their mind says so a second time.
 */
export function withThumbs(theCase: Case, { card, target, up }: Thumbs, context: FeedbackContext): Case {
  if (!context.settings.recording.enabled || !isPersons(context)) return theCase;
  const act = up ? 'thumbs-up' : 'thumbs-down';
  const id = [theCase._id, act, card, target ?? '', context.by.id].join('/');
  const record: Interaction = { ...interactionBase(id, theCase, context), act, card, target };
  return due(theCase, [{ id, kind: 'feedback', record }], context.at);
}

export interface Answered {
  readonly card: 'creation-proposal' | 'duplicate';
  /** Of a duplicate: joined is accepted, new is rejected, new and linked is edited. */
  readonly act: 'accepted' | 'edited' | 'rejected';
  /** The conversation and problem that it was asked about. */
  readonly about: string;
}

/** What a person answered to a question of the agent's about a case; undefined where nothing is recorded. */
export function answerRecord(
  theCase: Pick<Case, '_id' | 'number'>,
  { card, act, about }: Answered,
  context: FeedbackContext,
): Interaction | undefined {
  if (!context.settings.recording.enabled || !isPersons(context)) return undefined;
  return { ...interactionBase(`${about}/${card}/${act}`, theCase, context), act, card };
}

/** The case with a record on its way. */
export function withRecord<T extends Case>(theCase: T, record: Interaction | undefined): T {
  return record ? due(theCase, [{ id: record._id, kind: 'feedback', record }], record.at) : theCase;
}

/**
 * The case with what a person did with a draft of the agent's still to be recorded: sent it, as it was or after it was
 * edited (`matched`), edited it, or threw it away. Words are no field's: nothing is counted.
 */
export function withDraftFeedback<T extends Case>(
  next: T,
  base: Pick<Case, '_id' | 'version' | 'drafts'>,
  draftId: string,
  context: FeedbackContext,
): T {
  const [before, after] = [base, next].map(({ drafts }) => drafts?.find(({ id }) => id === draftId));
  const { enabled, values } = context.settings.recording;
  if (!before || !after || before === after || !enabled || !isPersons(context)) return next;
  if (before.writtenBy.kind === 'person') return next;
  const id = `${base._id}/v${base.version + 1}/draft/${draftId}`;
  const isSame = before.text === after.text && after.editedBy === undefined;
  const record: Interaction = {
    ...interactionBase(id, next, context),
    act: after.state === 'sent' ? 'accepted' : after.state === 'discarded' ? 'rejected' : 'edited',
    predictor: before.writtenBy.name,
    matched: after.state !== 'discarded' && isSame,
    ...(values
      ? { proposed: before.text, ...(after.state === 'discarded' ? {} : { stands: after.text }) }
      : {}),
    card: 'draft',
    target: draftId,
  };
  return due(next, [{ id, kind: 'feedback', record }], context.at);
}

const ACT_OF: Readonly<Partial<Record<RowState, FieldFeedback['act']>>> = {
  confirmed: 'accepted',
  rejected: 'rejected',
  undone: 'undone',
};

/** What a decision about a review says of its rows: `after` are the same rows, `fields` what stands then. */
export function feedbackOnRows(
  before: readonly ReviewRow[],
  after: readonly ReviewRow[],
  fields: FieldEntries,
): FieldFeedback[] {
  return after.flatMap((row, at): FieldFeedback[] => {
    const act = row === before[at] ? undefined : ACT_OF[row.state];
    return act ? [{ act, field: row.field, proposed: row.to, stands: fields[row.field] }] : [];
  });
}

/** Typed over what the agent proposes, or had filled. */
export function feedbackOnEdit(
  theCase: Pick<Case, 'fields' | 'reviews'>,
  entries: Readonly<Record<string, FieldEntry | null>>,
): FieldFeedback[] {
  return Object.entries(entries).flatMap(([field, entry]): FieldFeedback[] => {
    const open = theCase.reviews
      .flatMap(({ rows }) => rows)
      .filter((row) => isOpenRow(row) && row.field === field)
      .at(-1);
    const proposed = open?.to ?? theCase.fields[field];
    return isAgents(proposed) ? [{ act: 'edited', field, proposed, stands: entry ?? undefined }] : [];
  });
}

/** Whoever resolves a case leaves what the agent filled as it is, but for what they are still being asked about. */
export function feedbackOnResolving({ fields, reviews }: Pick<Case, 'fields' | 'reviews'>): FieldFeedback[] {
  const asked = new Set(
    reviews.flatMap(({ kind, rows }) =>
      kind === 'proposed' ? rows.filter(isOpenRow).map(({ field }) => field) : [],
    ),
  );
  return Object.entries(fields).flatMap(([field, entry]): FieldFeedback[] =>
    isAgents(entry) && !asked.has(field) ? [{ act: 'stood', field, proposed: entry, stands: entry }] : [],
  );
}
