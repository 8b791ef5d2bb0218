/** A case of somebody else's into which a person's words came, by merging or joining: theirs are taken out, the rest stays. */
import type { AuditEntry } from './audit';
import type { Case } from './case';
import { keptEntry } from './erasedCase';
import { contactOf } from './opening';
import type { Settings } from './settings';
import { changed, unchanged, type Change } from './store';
import type { FieldEntries, FieldEntry, Quote } from './values';

/** What was erased of the person. */
export interface Share {
  /** Up to which `seq` the turns of each of their conversations were erased. */
  readonly erasedUpTo: ReadonlyMap<string, number>;
  readonly cases: ReadonlySet<string>;
}

/** The entries that rest on their words, or came with their case. */
export function auditOfShare(entries: readonly AuditEntry[], share: Share): readonly AuditEntry[] {
  const merged = new Set(
    entries.flatMap(({ what, caseVersion }) =>
      what.kind === 'absorbed' && share.cases.has(what.caseId) ? [caseVersion] : [],
    ),
  );
  return entries.filter(
    (entry) =>
      (entry.what.kind === 'field' && merged.has(entry.caseVersion)) ||
      restsOn(entry.quotes, share) ||
      valuesOf(entry).some((value) => restsOn(value.provenance.quotes, share)),
  );
}

/** `theirs` are the entries of its audit that `auditOfShare` gives. */
export function erasedShareOfCase(
  found: Case,
  theirs: readonly AuditEntry[],
  share: Share,
  settings: Settings,
): Change<Case> {
  const came = new Set(theirs.flatMap((entry) => valuesOf(entry).map(keyOf)));
  const isTheirs = (entry: FieldEntry): boolean =>
    restsOn(entry.provenance.quotes, share) || came.has(keyOf(entry));
  const gone: string[] = [];
  const fields: FieldEntries = Object.fromEntries(
    Object.entries(found.fields).flatMap(([name, entry]) => {
      if (!isTheirs(entry)) return [[name, entry]];
      const kept = keptEntry(name, entry, settings);
      if (!kept) gone.push(entry.label);
      return kept ? [[name, kept]] : [];
    }),
  );
  const { drafts, followUp } = found;
  const next: Case = {
    ...found,
    title: gone.some((label) => label.includes(found.title.replace(/…$/, ''))) ? found.number : found.title,
    fields,
    contactId: contactOf(fields, settings),
    reviews: found.reviews.filter(
      ({ rows }) => !rows.some(({ from, to }) => (from && isTheirs(from)) || isTheirs(to)),
    ),
    ...(drafts && { drafts: drafts.filter((draft) => !share.erasedUpTo.has(draft.conversationId)) }),
    ...(followUp && { followUp: { ...followUp, words: undefined } }),
  };
  return JSON.stringify(next) === JSON.stringify(found) ? unchanged : changed(next);
}

function restsOn(quotes: readonly Quote[], { erasedUpTo }: Share): boolean {
  return quotes.some(({ turn }) => {
    const at = turn.lastIndexOf('/');
    return Number(turn.slice(at + 1)) <= (erasedUpTo.get(turn.slice(0, at)) ?? 0);
  });
}

function valuesOf({ what }: AuditEntry): FieldEntry[] {
  if (what.kind !== 'field' && what.kind !== 'proposed') return [];
  return [what.from, what.to].filter((value) => value !== undefined);
}

function keyOf({ value, provenance }: FieldEntry): string {
  return JSON.stringify([value, provenance.at, provenance.by.id]);
}
