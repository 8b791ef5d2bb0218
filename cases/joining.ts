/** A conversation that is about a case which is open already goes on there. */
import { ACTS_MAX, type Case } from './case';
import { answerRecord, withRecord } from './feedback/feedback';
import { journaled, type Noted } from './journal';
import type { Candidate, Move } from './moves';
import { contactOf, fieldNote } from './opening';
import type { Settings } from './settings';
import { changed, unchanged, type Change } from './store';
import type { FieldEntries } from './values';

export type JoinMove = Extract<Move, { kind: 'join' }>;

/** The case with the conversation among its own, and with what a person had typed and it lacked, once. */
export function joined(theCase: Case, move: JoinMove, context: JoinContext): Change<Case> {
  const { conversationId, at, settings } = context;
  const id = `${conversationId}/${move.seq}/join`;
  if (theCase.recent.includes(id)) return unchanged;
  const who = { by: move.by, byKind: move.byKind };
  const gained = Object.entries(move.fields).filter(([name]) => theCase.fields[name] === undefined);
  const fields: FieldEntries = { ...theCase.fields, ...Object.fromEntries(gained) };
  const next: Case = {
    ...theCase,
    fields,
    contactId: contactOf(fields, settings),
    conversations: [...theCase.conversations.filter((one) => one !== conversationId), conversationId],
    recent: [...theCase.recent, id].slice(-ACTS_MAX),
  };
  const notes: Noted[] = [
    { ...who, what: { kind: 'joined', conversationId }, reason: '' },
    ...gained.map(([name, entry]) => fieldNote(who, name, undefined, entry)),
  ];
  const answered = { card: 'duplicate', act: 'accepted', about: move.about } as const;
  const record = answerRecord(theCase, answered, { ...who, at, settings });
  return changed(withRecord(journaled(next, theCase, { notes, says: [] }, at), record));
}

interface JoinContext {
  readonly conversationId: string;
  readonly at: string;
  readonly settings: Settings;
}

/** What was read of the customer's words, for the case to judge: rules and people had set the rest for a case of its own. */
export function candidatesOf(fields: FieldEntries): Candidate[] {
  return Object.entries(fields).flatMap(([field, { value, label, provenance }]): Candidate[] => {
    if (provenance.kind !== 'ai') return [];
    const { by, saidAt, at, confidence = 1, quotes, reason } = provenance;
    return [{ field, value, label, confidence, quotes, reason, predictor: by.name, saidAt: saidAt ?? at }];
  });
}
