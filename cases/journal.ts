/** Writes a case's next version: the change, its audit entries and what it has to say, in one document. */
import { auditId, type AuditEntry, type AuditWhat } from './audit';
import type { Case } from './case';
import { caseEffectId, type PendingEffect, type Words } from './effects';
import type { RequestedEntry } from './moves';
import type { Person, Quote } from './values';

/** An audit entry before its ids are known. */
export interface Noted {
  readonly by: Person;
  readonly byKind: AuditEntry['byKind'];
  readonly what: AuditWhat;
  readonly reason: string;
  readonly quotes?: readonly Quote[];
}

/** Something to say before its id is known. */
export interface Saying {
  readonly to: string;
  readonly words: Words;
  readonly replaces?: string;
  readonly replyTo?: string;
  readonly basedOn?: number;
  /** Said only where the channel can change the message that it replaces. */
  readonly onlyInPlace?: boolean;
}

/** What is asked of a conversation: it takes its place in the order there. */
export interface Asking {
  readonly to: string;
  readonly entry: RequestedEntry;
}

export interface Journal {
  readonly notes: readonly Noted[];
  readonly says: readonly Saying[];
  readonly asks?: readonly Asking[];
}

/** The ids that `journaled` will give to the says of a case at this version: cards need theirs before. */
export function sayingId(theCase: Pick<Case, '_id' | 'version'>, index: number): string {
  return caseEffectId(theCase._id, theCase.version + 1, index);
}

/**
 * The case with its journal in `pending`: audit first, so that a card that reads it finds it. `base` is the case as it
 * was read; the store will write the result as `base.version + 1`.
 */
export function journaled<T extends Case>(
  next: T,
  base: Pick<Case, '_id' | 'version'>,
  journal: Journal,
  at: string,
): T {
  const version = base.version + 1;
  const audits = journal.notes.map((note, index): PendingEffect => {
    const id = auditId(base._id, version, index);
    return {
      id,
      kind: 'audit',
      entry: auditEntry(note, { id, caseId: base._id, caseVersion: version, index, at }),
    };
  });
  const says = journal.says.map((say, index): PendingEffect => ({
    id: sayingId(base, index),
    kind: 'say',
    ...say,
  }));
  const asks = (journal.asks ?? []).map((ask): PendingEffect => ({
    id: `${ask.entry.id}/${ask.to}`,
    kind: 'ask',
    ...ask,
  }));
  const pending = [...next.pending, ...audits, ...says, ...asks];
  return { ...next, pending, updatedAt: at, dueAt: pending.length > 0 ? at : undefined };
}

interface AuditPlace {
  readonly id: string;
  readonly caseId: string;
  readonly caseVersion: number;
  readonly index: number;
  readonly at: string;
}

function auditEntry(note: Noted, { id, ...place }: AuditPlace): AuditEntry {
  return {
    _id: id,
    version: 1,
    ...place,
    by: note.by,
    byKind: note.byKind,
    what: note.what,
    reason: note.reason,
    quotes: note.quotes ?? [],
  };
}

/** The case without the pending effects that are done. */
export function drained<T extends Case>(theCase: T, done: ReadonlySet<string>): T {
  const pending = theCase.pending.filter((effect) => !done.has(effect.id));
  return { ...theCase, pending, dueAt: pending.length > 0 ? theCase.dueAt : undefined };
}
