/**
 * Merging and splitting cases, each in single-document writes: the younger case is frozen and says what the older one
 * takes in, the older one takes it in once, then the conversations are told. Always the younger into the older, so
 * that nothing goes in a circle.
 */
import type { ActContext } from './acted';
import { ACTS_MAX, type ActiveCase, type Case, type MergedCase } from './case';
import type { AbsorbEffect, Absorbed, PendingEffect } from './effects';
import { journaled, type Asking, type Noted } from './journal';
import { contactOf, fieldNote, openCase } from './opening';
import { addUsage } from './deciding/prediction';
import type { Settings } from './settings';
import { changed, unchanged, type Change } from './store';
import type { FieldEntries } from './values';

export const MERGED_REASON = 'Merged';

/** Which of two goes into which. */
export function byAge<C extends Pick<Case, '_id' | 'openedAt'>>(a: C, b: C): { older: C; younger: C } {
  const aFirst = a.openedAt === b.openedAt ? a._id < b._id : a.openedAt < b.openedAt;
  return aFirst ? { older: a, younger: b } : { older: b, younger: a };
}

/** The younger case, frozen: readers and late moves follow `mergedInto`. */
export function mergedAway(
  younger: ActiveCase,
  older: { readonly _id: string; readonly number: string },
  context: ActContext,
): MergedCase {
  const { at, by, byKind } = context;
  const next: MergedCase = {
    ...younger,
    status: 'merged',
    statusReason: MERGED_REASON,
    mergedInto: older._id,
    reviews: [],
    ...(younger.drafts && { drafts: [] }),
    recent: [...younger.recent, context.actId].slice(-ACTS_MAX),
  };
  const note: Noted = {
    by,
    byKind,
    what: { kind: 'merged', into: older._id, number: older.number },
    reason: '',
  };
  const journal = journaled(next, younger, { notes: [note], says: [] }, at);
  const { _id, number, fields, conversations, applied, usage } = younger;
  const absorbed: Absorbed = { caseId: _id, number, fields, conversations, applied, usage, by, byKind };
  const effect: PendingEffect = { id: `${context.actId}/absorb`, kind: 'absorb', to: older._id, absorbed };
  return { ...journal, pending: [...journal.pending, effect], dueAt: at };
}

/** The older case with what the younger one had and it lacked; its own values stay. Once for each merge. */
export function absorbing(
  older: Case,
  { id, absorbed }: AbsorbEffect,
  context: { readonly at: string; readonly settings: Settings },
): Change<Case> {
  if (older.recent.includes(id)) return unchanged;
  const { by, byKind, caseId, number } = absorbed;
  const gained = Object.entries(absorbed.fields).filter(([name]) => older.fields[name] === undefined);
  const fields: FieldEntries = { ...older.fields, ...Object.fromEntries(gained) };
  const next: Case = {
    ...older,
    fields,
    contactId: contactOf(fields, context.settings),
    conversations: [...new Set([...older.conversations, ...absorbed.conversations])],
    applied: newest(older.applied, absorbed.applied),
    usage: addUsage(older.usage, absorbed.usage),
    recent: [...older.recent, id].slice(-ACTS_MAX),
  };
  const who = { by, byKind };
  const notes: Noted[] = [
    { ...who, what: { kind: 'absorbed', caseId, number }, reason: '' },
    ...gained.map(([name, entry]) => fieldNote(who, name, undefined, entry)),
  ];
  const asks = absorbed.conversations.map((to): Asking => ({
    to,
    entry: { kind: 'moved', id: `${id}/moved`, from: caseId, caseId: older._id, by, problem: 'same' },
  }));
  return changed(journaled(next, older, { notes, says: [], asks }, context.at));
}

function newest(a: Case['applied'], b: Case['applied']): Record<string, number> {
  const all = { ...a };
  for (const [conversation, seq] of Object.entries(b))
    all[conversation] = Math.max(all[conversation] ?? 0, seq);
  return all;
}

export interface Splitting {
  readonly number: string;
  /** What the other matter is; its own case begins with it. */
  readonly fields: FieldEntries;
  readonly tell: readonly string[];
}

/** The case, with the one that is made of its other matter still to be written: its last conversation goes on there. */
export function splitOff(
  theCase: ActiveCase,
  { number, fields, tell }: Splitting,
  context: ActContext,
): Case {
  const { actId, by, byKind, at, settings } = context;
  const last = theCase.conversations.at(-1);
  const made = openCase({
    id: `${theCase._id}~s${theCase.version + 1}`,
    number,
    channel: theCase.channel,
    conversations: last === undefined ? [] : [last],
    fields,
    by,
    byKind: byKind === 'customer' ? 'agent' : byKind,
    at,
    tell,
    settings,
    owner: theCase.owner,
  });
  const note: Noted = { by, byKind, what: { kind: 'split', into: made._id, number }, reason: '' };
  const moved: Asking[] =
    last === undefined
      ? []
      : [
          {
            to: last,
            entry: {
              kind: 'moved',
              id: `${actId}/moved`,
              from: theCase._id,
              caseId: made._id,
              by,
              problem: 'next',
            },
          },
        ];
  const recent = [...theCase.recent, actId].slice(-ACTS_MAX);
  const next = journaled({ ...theCase, recent }, theCase, { notes: [note], says: [], asks: moved }, at);
  // Whoever asks again under the same act's id finds the case that it made.
  const create: PendingEffect = {
    id: `${actId}/create`,
    kind: 'create',
    case: { ...made, recent: [actId] },
  };
  // Before the conversation is told of it.
  const [first, ...rest] = next.pending.slice(theCase.pending.length);
  return { ...next, pending: [...theCase.pending, ...(first ? [first] : []), create, ...rest] };
}
