/** What representatives are told of a case's mails: that one of ours did not arrive, that one came in too late. */
import { ACTS_MAX, type Case } from '../case';
import { journaled, type Noted } from '../journal';
import { changed, unchanged, type Change } from '../store';
import type { Person } from '../values';

export interface MailTrouble {
  /** The delivery report's or the effect's: the same one is told once. */
  readonly id: string;
  readonly to: string;
  /** The server's words. */
  readonly reason: string;
  readonly by: Person;
  readonly at: string;
  /** The conversations of the representatives who are told. */
  readonly tell: readonly string[];
  /** What they are told. */
  readonly text: string;
}

const REASON_CHARS_MAX = 500;

export function notDelivered(theCase: Case, trouble: MailTrouble): Change<Case> {
  const { id, by, to, reason } = trouble;
  const note: Noted = {
    by,
    byKind: 'agent',
    what: { kind: 'undelivered', to },
    reason: reason.slice(0, REASON_CHARS_MAX),
  };
  return toldOnce(theCase, { ...trouble, id: `undelivered/${id}` }, [note]);
}

/** Something about the case's mails that representatives are told, once by its id. */
export function toldOnce(
  theCase: Case,
  { id, tell, text, at }: Pick<MailTrouble, 'id' | 'tell' | 'text' | 'at'>,
  notes: readonly Noted[] = [],
): Change<Case> {
  if (theCase.recent.includes(id)) return unchanged;
  const words = { kind: 'card', card: { kind: 'told', text }, fallback: text } as const;
  const next = { ...theCase, recent: [...theCase.recent, id].slice(-ACTS_MAX) };
  return changed(journaled(next, theCase, { notes, says: tell.map((to) => ({ to, words })) }, at));
}
