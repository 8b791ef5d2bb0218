/** Opening a case: the whole document is made at the decision, so that opening is one insert. */
import type { ActiveCase } from './case';
import { isContactField } from './fields';
import { journaled, type Noted } from './journal';
import type { ModelUsage } from './deciding/prediction';
import type { Settings } from './settings';
import type { FieldEntries, FieldEntry, Person } from './values';

export interface Opening {
  readonly id: string;
  readonly number: string;
  readonly channel: string;
  readonly conversations: readonly string[];
  readonly fields: FieldEntries;
  readonly by: Person;
  readonly byKind: 'agent' | 'representative' | 'api' | 'rule';
  readonly at: string;
  /** The conversations of the representatives who are shown the case. */
  readonly tell: readonly string[];
  readonly settings: Settings;
  readonly owner?: Person;
  readonly queue?: string;
  readonly relatedTo?: string;
  readonly unverified?: boolean;
  /** Where no field says in words what it is about: a mail's subject. */
  readonly title?: string;
  /** What a model cost until now. */
  readonly usage?: ModelUsage;
}

export const TITLE_CHARS_MAX = 80; // one line of a card at 320 px, twice
export const SHIPPED_STATUS_REASON = 'In progress';

export function openCase(opening: Opening): ActiveCase {
  const base = { _id: opening.id, version: 0 };
  const title = titleOf(opening.fields, opening.settings, opening.title);
  const bare: ActiveCase = {
    ...base,
    status: 'active',
    statusReason: SHIPPED_STATUS_REASON,
    number: opening.number,
    title,
    channel: opening.channel,
    openedAt: opening.at,
    openedBy: opening.by,
    updatedAt: opening.at,
    conversations: opening.conversations,
    fields: opening.fields,
    contactId: contactOf(opening.fields, opening.settings),
    owner: opening.owner,
    ownerId: opening.owner?.id,
    queue: opening.queue,
    relatedTo: opening.relatedTo,
    ...(opening.unverified ? { unverified: true } : {}),
    ...(opening.usage ? { usage: opening.usage } : {}),
    reviews: [],
    applied: {},
    pending: [],
    recent: [],
  };
  const says = opening.tell.map((to) => ({
    to,
    words: {
      kind: 'card',
      card: { kind: 'case-opened', caseId: opening.id },
      fallback: `${opening.number}: ${title}`,
    } as const,
  }));
  return journaled(bare, base, { notes: notesOf(opening), says }, opening.at);
}

function notesOf(opening: Opening): Noted[] {
  const who = { by: opening.by, byKind: opening.byKind };
  const agent = { by: agentOf(opening.settings), byKind: 'agent' as const };
  const fields = Object.entries(opening.fields).map(([field, entry]): Noted => {
    // What the agent read from the words is its own, whoever opens the case.
    const read = (opening.byKind === 'rule' || opening.byKind === 'api') && entry.provenance.kind === 'ai';
    return fieldNote(read ? agent : who, field, undefined, entry);
  });
  return [{ ...who, what: { kind: 'opened' }, reason: '' }, ...fields];
}

function agentOf({ global }: Settings): Person {
  return { id: 'agent', name: global.applicationUser };
}

/** The note that a field changed, with the words that it rests on. */
export function fieldNote(
  who: Pick<Noted, 'by' | 'byKind'>,
  field: string,
  from: FieldEntry | undefined,
  to: FieldEntry | undefined,
): Noted {
  return {
    ...who,
    what: { kind: 'field', field, from, to },
    reason: to?.provenance.reason ?? '',
    quotes: to?.provenance.quotes,
  };
}

/** The first sentence of the first free text among the default fields, shortened at a word. */
export function titleOf(fields: FieldEntries, settings: Settings, otherwise = ''): string {
  const textual = settings.fields.filter((field) => field.type === 'multilineText' || field.type === 'text');
  const first = settings.creation.defaultFields.find(
    (name) => textual.some((field) => field.name === name) && fields[name],
  );
  if (first === undefined && otherwise !== '') return shortened(otherwise);
  const entry = first === undefined ? Object.values(fields)[0] : fields[first];
  return shortened(entry?.label ?? '');
}

/** What a program puts in front of a line that it logs. */
const LOGGED = /^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.,Z+-]*\]?\s*/;

function shortened(text: string): string {
  const said = text.trim().replace(LOGGED, '');
  const first = /^[^\n]*?[.!?](?=\s|$)/.exec(said)?.[0].replace(/[.!?]+$/, '') ?? said.split('\n')[0] ?? '';
  const sentence = begun(first);
  if (sentence.length <= TITLE_CHARS_MAX) return sentence;
  const cut = sentence.slice(0, TITLE_CHARS_MAX);
  const words = cut.slice(0, Math.max(cut.lastIndexOf(' '), TITLE_CHARS_MAX / 2));
  return `${words.replace(/[\uD800-\uDBFF]$/, '')}…`; // no half of an emoji
}

/** Written as a title is; words with capitals of their own ("iPhone") stay. */
function begun(sentence: string): string {
  const word = /^\p{Ll}[\p{Ll}'’]*(?=$|[\s,;:-])/u.exec(sentence)?.[0];
  return word === undefined ? sentence : word.charAt(0).toUpperCase() + sentence.slice(1);
}

export function contactOf(fields: FieldEntries, settings: Settings): string | undefined {
  const field = settings.fields.find(isContactField);
  const value = field && fields[field.name]?.value;
  return typeof value === 'string' ? value : undefined;
}
