/** What is left of a case, of its audit and of what it has still to say, once what is personal is taken out. */
import type { AuditEntry, AuditWhat } from './audit';
import type { Case } from './case';
import type { CardRef, PendingEffect, Words } from './effects';
import { ERASED } from './erasing';
import { hasOptions, isContactField } from './fields';
import type { FollowUp } from './followUp/state';
import type { Resolving } from './resolution/state';
import { resolvedField, type Settings } from './settings';
import { changed, unchanged, type Change } from './store';
import type { FieldEntries, FieldEntry } from './values';

/** A case keeps its number, status, times and what was chosen from lists; what people wrote or are called goes. */
export function erasedCase(found: Case, settings: Settings, at: string): Change<Case> {
  const next = withoutPersonal(found, settings);
  if (isErasedAsItStands(found) && JSON.stringify(next) === JSON.stringify(found)) return unchanged;
  return changed({ ...next, erasedAt: at });
}

/** Erased, and not closed again since: what was written in between would be left. */
export function isErasedAsItStands(found: Case): boolean {
  if (found.erasedAt === undefined) return false;
  return !('closedAt' in found) || found.closedAt <= found.erasedAt;
}

function withoutPersonal<C extends Case>(found: C, settings: Settings): C {
  const { number, drafts, followUp, closure, resolving, customAgents } = found;
  return {
    ...found,
    title: number,
    fields: keptFields(found.fields, settings),
    reviews: [],
    ...(drafts && { drafts: [] }),
    ...(followUp && { followUp: withoutItsWords(followUp) }),
    ...(closure && { closure: { ...closure, resolution: '', remarks: '' } }),
    ...(resolving && { resolving: withoutAgentsWords(resolving) }),
    ...(customAgents && { customAgents: {} }),
    ...(found.status === 'resolved' && { resolution: '', ...(found.remarks && { remarks: '' }) }),
    contactId: undefined,
    pending: found.pending.flatMap((effect) => erasedEffects(effect, number, settings)),
  };
}

function withoutItsWords({ words: _words, ...rest }: FollowUp): FollowUp {
  return rest;
}

/** What a custom agent wrote may name the customer, and it may be they who stopped it. */
function withoutAgentsWords({
  solution: _solution,
  detail: _detail,
  by: _by,
  ...rest
}: Resolving): Resolving {
  return rest;
}

export function erasedAudit(entry: AuditEntry, settings: Settings): Change<AuditEntry> {
  return entry.erased ? unchanged : changed(withoutWords(entry, settings));
}

function withoutWords(entry: AuditEntry, settings: Settings): AuditEntry {
  const by = entry.byKind === 'customer' ? ERASED : entry.by;
  return { ...entry, by, what: erasedWhat(entry.what, settings), reason: '', quotes: [], erased: true };
}

function erasedWhat(what: AuditWhat, settings: Settings): AuditWhat {
  switch (what.kind) {
    case 'field':
    case 'proposed':
      return erasedValues(what, settings);
    case 'note':
      return { ...what, text: '' };
    case 'undelivered':
      return { ...what, to: '' };
    case 'closed': {
      const { remarks: _remarks, ...rest } = what;
      return { ...rest, resolution: '' };
    }
    default:
      return what;
  }
}

function erasedValues(
  what: Extract<AuditWhat, { kind: 'field' | 'proposed' }>,
  settings: Settings,
): AuditWhat {
  const kept = (entry: FieldEntry | undefined): FieldEntry | undefined =>
    keptEntry(what.field, entry, settings);
  if (what.kind === 'field') return { ...what, from: kept(what.from), to: kept(what.to) };
  const to = kept(what.to);
  return to ? { ...what, from: kept(what.from), to } : { kind: 'field', field: what.field };
}

/** None where the effect is nothing but somebody's words on their way to the conversation. */
function erasedEffects(effect: PendingEffect, number: string, settings: Settings): PendingEffect[] {
  switch (effect.kind) {
    case 'audit':
      return [{ ...effect, entry: withoutWords(effect.entry, settings) }];
    case 'feedback':
      return [{ ...effect, record: undefined }];
    case 'say':
      return [{ ...effect, words: erasedWords(effect.words, number) }];
    case 'create':
      return [{ ...effect, case: withoutPersonal(effect.case, settings) }];
    case 'absorb': {
      const { absorbed } = effect;
      return [{ ...effect, absorbed: { ...absorbed, fields: keptFields(absorbed.fields, settings) } }];
    }
    case 'ask':
      return ['relay', 'open', 'custom-agent-answer'].includes(effect.entry.kind) ? [] : [effect];
    case 'call':
      return [effect];
  }
}

/** What is still to be said: the case's number stands for the words. */
export function erasedWords(words: Words, number: string): Words {
  if (words.kind === 'text') return { ...words, text: number, mail: undefined, attachments: undefined };
  return { ...words, card: erasedCard(words.card, number), fallback: number };
}

function erasedCard(card: CardRef, number: string): CardRef {
  if (card.kind === 'told') return { ...card, text: number };
  if (card.kind === 'notice') return { ...card, name: number };
  return 'refused' in card ? { ...card, refused: undefined } : card;
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
export function keptEntry(
  name: string,
  entry: FieldEntry | undefined,
  settings: Settings,
): FieldEntry | undefined {
  const field = resolvedField(settings, name);
  if (!entry || !field || isContactField(field) || !(hasOptions(field) || field.type === 'boolean'))
    return undefined;
  const { provenance } = entry;
  const by = provenance.kind === 'channel' ? ERASED : provenance.by;
  return { ...entry, provenance: { ...provenance, by, quotes: [], reason: '' } };
}
