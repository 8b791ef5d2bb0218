/** Merging and splitting as acts on a case, for whoever asks: a command, the API. */
import type { CaseAct } from '../cases/acts';
import type { Case } from '../cases/case';
import { byAge } from '../cases/mergeCases';
import type { Settings } from '../cases/settings';
import type { FieldEntries } from '../cases/values';
import type { AgentContext } from './context';
import { readTyped, type Typing } from './typed';
import { shownTo } from './shownTo';

export interface Merging {
  /** The case that is acted on. */
  readonly younger: Case;
  readonly older: Case;
  readonly act: Extract<CaseAct, { kind: 'merge' }>;
  /** One of them, where it is closed: nothing may be merged then. */
  readonly closed?: Case;
}

/** The younger into the older, whichever was named first. */
export function mergeOf(one: Case, other: Case): Merging {
  const { older, younger } = byAge(one, other);
  const closed = [older, younger].find(({ status }) => status !== 'active');
  return { older, younger, act: { kind: 'merge', into: { _id: older._id, number: older.number } }, closed };
}

/** What the other matter is: in words, or in values that were read before. */
export interface OtherMatter {
  readonly matter?: string;
  readonly entries?: FieldEntries;
}

/** The other matter's own case begins with its words and values, and with the contact of the one that it leaves. */
export async function splitOf(
  context: AgentContext,
  found: Case,
  { matter, entries }: OtherMatter,
  typing: Typing,
): Promise<Extract<CaseAct, { kind: 'split' }>> {
  const field = matterField(typing.settings);
  const typed = await readTyped(context, field && matter ? { [field]: matter } : {}, typing);
  const contact = Object.entries(found.fields).filter(([, { value }]) => value === found.contactId);
  return {
    kind: 'split',
    number: await context.caseNumbers.take(),
    fields: { ...Object.fromEntries(contact), ...typed.entries, ...entries },
    tell: await shownTo(context, found),
  };
}

/** The default field that holds what a case is about. */
function matterField({ creation, fields }: Settings): string | undefined {
  const textual = new Set(
    fields.filter(({ type }) => type === 'multilineText' || type === 'text').map(({ name }) => name),
  );
  return creation.defaultFields.find((name) => textual.has(name));
}
