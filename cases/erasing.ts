/** Erasing: what is personal is taken out of a document, and what is left says that nothing is missing by mistake. */
import type { AuditEntry, AuditWhat } from './audit';
import type { Case } from './case';
import { NOTHING_SAID, type Conversation } from './conversation/conversation';
import type { Document } from './documents';
import { scheduled } from './conversation/due';
import type { PendingEffect } from './effects';
import { hasOptions, isContactField } from './fields';
import type { Resolving } from './resolution/state';
import { resolvedField, type Settings } from './settings';
import { changed, refused, unchanged, type Change } from './store';
import type { Turn } from './conversation/turns';
import type { FieldEntries, FieldEntry, Person } from './values';

/** What was erased, when and by whom: the audit of an erasure. It holds no personal data once it is done. */
export interface Erasure extends Document {
  readonly what: 'contact' | 'transcripts' | 'cases';
  /** Until it is done, the contact's id; then a fingerprint by which who knows the id can find it. */
  readonly subject: string;
  readonly state: 'running' | 'done';
  readonly at: string;
  readonly by: Person;
  readonly endedAt?: string;
  /** When it goes on: again and again until nothing is left, and once more after whatever ran meanwhile has ended. */
  readonly dueAt?: string;
  readonly passes: number;
  /** Found through the cases before they forgot whose they were. */
  readonly conversations: readonly string[];
  readonly cases: readonly string[];
  readonly removed: number;
}

export const ERASED: Person = { id: 'erased', name: '' };
export const AT_WORK = 'at-work';

/**
 * A conversation without anything personal. It stays, with its numbers: a late turn begins the next problem there, and
 * a late write of an earlier decision finds that its entries are gone. Refused while moves wait to be applied: they
 * would open a case of what was just erased.
 */
export function erasedConversation(found: Conversation): Change<Conversation> {
  if (found.moves.length > 0) return refused(AT_WORK);
  const { _id, version, channel, role, locale, language, startedAt, seq, lastCustomerSeq } = found;
  const { lastOutSeq, problem, problemSince, caseId } = found;
  return changed(
    scheduled({
      ...{ _id, version, channel, role, locale, language, startedAt, seq, lastCustomerSeq },
      ...{ lastOutSeq, problem, problemSince, caseId },
      status: 'ended',
      reference: null,
      person: ERASED,
      ...NOTHING_SAID,
      erasedUpTo: seq,
    }),
  );
}

/** Nothing has been said there since it was erased. How far its turns were removed tells less: retention removes them bit by bit. */
export function isErased({ person, status }: Conversation): boolean {
  return person.id === ERASED.id && status === 'ended';
}

/** The turns up to `upTo` are being removed; where nobody has spoken since `cutoff`, the conversation forgets, too. */
export function forgotten(found: Conversation, upTo: number, cutoff: string): Change<Conversation> {
  const idle = found.inbox.length === 0 && found.out.length === 0 && found.moves.length === 0;
  const old = (found.lastTurn?.receivedAt ?? found.startedAt) <= cutoff;
  if (found.role === 'customer' && idle && old && !isErased(found)) return erasedConversation(found);
  if ((found.erasedUpTo ?? 0) >= upTo) return unchanged;
  return changed({ ...found, erasedUpTo: upTo });
}

/** A case keeps its number, status, times and what was chosen from lists; what people wrote or are called goes. */
export function erasedCase(found: Case, settings: Settings, at: string): Change<Case> {
  const next: Case = {
    ...found,
    title: found.number,
    fields: keptFields(found.fields, settings),
    reviews: [],
    ...(found.drafts && { drafts: [] }),
    ...(found.resolving && { resolving: withoutAgentsWords(found.resolving) }),
    ...(found.customAgents && { customAgents: {} }),
    contactId: undefined,
    pending: found.pending.map((effect) => erasedEffect(effect, found.number, settings)),
    erasedAt: found.erasedAt ?? at,
  };
  const erased: Case =
    next.status === 'resolved' ? { ...next, resolution: '', ...(next.remarks && { remarks: '' }) } : next;
  return JSON.stringify(erased) === JSON.stringify(found) ? unchanged : changed(erased);
}

/** What a custom agent wrote may name the customer. */
function withoutAgentsWords({ solution: _solution, detail: _detail, ...rest }: Resolving): Resolving {
  return rest;
}

/** A turn in somebody else's conversation that showed or said something of it: that it was there stays. */
export function erasedTurn(found: Turn): Change<Turn> {
  const { raw, action, attachments, card, ...rest } = found;
  const had = [raw, action, attachments, card].some((part) => part !== undefined) || found.text !== '';
  return had ? changed({ ...rest, text: '' }) : unchanged;
}

export function erasedAudit(entry: AuditEntry, settings: Settings): Change<AuditEntry> {
  return entry.erased ? unchanged : changed(withoutWords(entry, settings));
}

function withoutWords(entry: AuditEntry, settings: Settings): AuditEntry {
  const by = entry.byKind === 'customer' ? ERASED : entry.by;
  return { ...entry, by, what: erasedWhat(entry.what, settings), reason: '', quotes: [], erased: true };
}

function erasedWhat(what: AuditWhat, settings: Settings): AuditWhat {
  if (what.kind !== 'field' && what.kind !== 'proposed') return what;
  const kept = (entry: FieldEntry | undefined): FieldEntry | undefined =>
    keptEntry(what.field, entry, settings);
  if (what.kind === 'field') return { ...what, from: kept(what.from), to: kept(what.to) };
  const to = kept(what.to);
  return to ? { ...what, from: kept(what.from), to } : { kind: 'field', field: what.field };
}

function erasedEffect(effect: PendingEffect, number: string, settings: Settings): PendingEffect {
  if (effect.kind === 'audit') return { ...effect, entry: withoutWords(effect.entry, settings) };
  if (effect.kind === 'feedback') return { ...effect, record: undefined };
  if (effect.kind !== 'say') return effect;
  const words =
    effect.words.kind === 'card'
      ? { ...effect.words, fallback: number }
      : { ...effect.words, text: number, mail: undefined };
  return { ...effect, words };
}

function keptFields(fields: FieldEntries, settings: Settings): FieldEntries {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, entry]) => {
      const kept = keptEntry(name, entry, settings);
      return kept ? [[name, kept]] : [];
    }),
  );
}

/** A choice says nothing about a person by itself; free words, names and numbers do. Unknown fields count as free. */
function keptEntry(name: string, entry: FieldEntry | undefined, settings: Settings): FieldEntry | undefined {
  const field = resolvedField(settings, name);
  if (!entry || !field || isContactField(field) || !(hasOptions(field) || field.type === 'boolean'))
    return undefined;
  const { provenance } = entry;
  const by = provenance.kind === 'channel' ? ERASED : provenance.by;
  return { ...entry, provenance: { ...provenance, by, quotes: [], reason: '' } };
}
