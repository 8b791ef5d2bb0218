/** A mail of ours did not arrive: the case says so, once. */
import { ACTS_MAX, type Case } from './case';
import { journaled } from './journal';
import { changed, unchanged, type Change } from './store';
import type { Person } from './values';

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
  const id = `undelivered/${trouble.id}`;
  if (theCase.recent.includes(id)) return unchanged;
  const { by, to, at, text } = trouble;
  const reason = trouble.reason.slice(0, REASON_CHARS_MAX);
  const notes = [{ by, byKind: 'agent', what: { kind: 'undelivered', to }, reason } as const];
  const says = trouble.tell.map((one) => ({
    to: one,
    words: { kind: 'card', card: { kind: 'told', text }, fallback: text } as const,
  }));
  const next = { ...theCase, recent: [...theCase.recent, id].slice(-ACTS_MAX) };
  return changed(journaled(next, theCase, { notes, says }, at));
}
