/** What is still wanted and not known: default fields, and those of the rules whose conditions hold. */
import { conditionView, type Standing } from '../cases/deciding/conditionView';
import { plan } from '../cases/deciding/plan';
import type { Settings } from '../cases/settings';
import type { FieldEntries } from '../cases/values';

/** The values as they stand: the case's, else those that wait for one. */
export function entriesOf({ case: theCase, conversation }: Standing): FieldEntries {
  return theCase?.fields ?? conversation?.drafts ?? {};
}

/** The names of the missing fields, in the order in which they are wanted. */
export function missingNames(standing: Standing, settings: Settings, now: string): string[] {
  const entries = entriesOf(standing);
  const { wanted } = plan(settings, conditionView(standing, entries, now));
  return wanted.filter((name) => entries[name] === undefined);
}
