/** What forms show: a field's input with its value, as it is or as it was typed. */
import type { CardContent, CaseHead, FormField } from '../../cases/cardContent';
import type { Case } from '../../cases/case';
import type { CardRef, Refused } from '../../cases/effects';
import { hasOptions, isContactField } from '../../cases/fields';
import type { Review } from '../../cases/review';
import { resolvedFields, type Settings } from '../../cases/settings';
import type { FieldEntry } from '../../cases/values';
import { fitsForm } from '../clicks/answerAction';
import type { AgentContext } from '../context';

export function formField(
  settings: Settings,
  name: string,
  entry: FieldEntry | undefined,
  refused?: Refused,
): FormField {
  const field = resolvedFields(settings).get(name);
  const contact = field !== undefined && isContactField(field);
  const type = field === undefined || contact ? 'text' : field.type;
  const options =
    field && hasOptions(field) ? field.options?.map(({ value, label }) => ({ value, label })) : undefined;
  return {
    name,
    label: field?.label ?? name,
    type,
    options,
    value: refused?.typed[name] ?? (entry && (contact ? entry.label : String(entry.value))),
    problem: refused?.problems[name],
  };
}

/** The fields of a review in the order of the settings, as they are or as they are proposed. */
export function editForm(head: CaseHead, review: Review, found: Case, settings: Settings): CardContent {
  const names = new Set(review.rows.map((row) => row.field));
  const proposed = new Map(review.rows.map((row) => [row.field, row.to]));
  const fields = settings.fields
    .map(({ name }) => name)
    .filter((name) => names.has(name) && fitsForm(settings, name))
    .map((name) => {
      const entry = review.kind === 'proposed' ? proposed.get(name) : found.fields[name];
      return formField(settings, name, entry);
    });
  return { kind: 'edit-form', case: head, reviewId: review.id, fields };
}

/** The form as it was sent, with what is wrong beside it. */
export function refusedForm(
  head: CaseHead,
  reviewId: string,
  settings: Settings,
  refused: Refused,
): CardContent {
  const names = Object.keys(refused.typed);
  const fields = names.map((name) => formField(settings, name, undefined, refused));
  return { kind: 'edit-form', case: head, reviewId, fields };
}

export async function openForm(
  { store }: Pick<AgentContext, 'store'>,
  settings: Settings,
  { form, conversationId, refused }: Extract<CardRef, { kind: 'open-form' }>,
): Promise<CardContent> {
  const conversation = conversationId ? await store.get('conversations', conversationId) : undefined;
  const names = settings.fields.map((field) => field.name).filter((name) => fitsForm(settings, name));
  const fields = names.map((name) => formField(settings, name, conversation?.drafts[name], refused));
  return { kind: 'open-form', form, conversationId, with: conversation?.person.name, fields };
}
