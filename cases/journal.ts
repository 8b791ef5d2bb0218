/** Writes a case's next version: the change, its audit entries and what it has to say, in one document. */
import { auditId, type AuditEntry, type AuditWhat } from './audit';
import type { Case } from './case';
import { caseDueAt } from './caseDue';
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
  /** The draft that it carries out. */
  readonly draftId?: string;
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

/**
 * The ids that `journaled` will give to the says of a case at this version: cards need theirs before. What was
 * journaled for the same write already comes first.
 */
export function sayingId(theCase: Pick<Case, '_id' | 'version' | 'pending'>, index: number): string {
  const version = theCase.version + 1;
  const mine = caseEffectId(theCase._id, version, 0).slice(0, -1);
  const before = theCase.pending.filter(({ kind, id }) => kind === 'say' && id.startsWith(mine)).length;
  return caseEffectId(theCase._id, version, before + index);
}

/**
 * The case with its journal in `pending`: audit first, so that a card that reads it finds it. `base` is the case as it
 * was read; the store will write the result as `base.version + 1`. Several journals may go into one write.
 */
export function journaled<T extends Case>(
  next: T,
  base: Pick<Case, '_id' | 'version'>,
  journal: Journal,
  when: string,
): T {
  const version = base.version + 1;
  const audited = next.pending.filter(
    (effect) => effect.kind === 'audit' && effect.entry.caseVersion === version,
  ).length;
  const audits = journal.notes.map((note, at): PendingEffect => {
    const index = audited + at;
    const id = auditId(base._id, version, index);
    return {
      id,
      kind: 'audit',
      entry: auditEntry(note, { id, caseId: base._id, caseVersion: version, index, at: when }),
    };
  });
  const says = journal.says.map((say, index): PendingEffect => ({
    id: sayingId({ ...base, pending: next.pending }, index),
    kind: 'say',
    ...say,
  }));
  const asks = (journal.asks ?? []).map((ask): PendingEffect => ({
    id: `${ask.entry.id}/${ask.to}`,
    kind: 'ask',
    ...ask,
  }));
  const pending = [...next.pending, ...audits, ...says, ...asks];
  return {
    ...next,
    pending,
    updatedAt: when,
    dueAt: pending.length > 0 ? when : caseDueAt({ ...next, pending }),
  };
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
  const onlyCalls = pending.every(({ kind }) => kind === 'call');
  return { ...theCase, pending, dueAt: onlyCalls ? caseDueAt({ ...theCase, pending }) : theCase.dueAt };
}
