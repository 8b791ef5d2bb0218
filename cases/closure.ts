/** Closure by the agent: held for a time in which one click undoes it, then the case is resolved. */
import { ACTS_MAX, type ActiveCase, type Case } from './case';
import { journaled, type Noted, type Saying } from './journal';
import type { Hindrance } from './followUp';
import type { FollowUpRule } from './followUpSettings';
import { closed } from './lifecycle';
import { resolvedField, type Settings } from './settings';
import { reasonNamed } from './statusReasons';
import type { Talk } from './talk';
import { texts } from './texts';
import type { Person } from './values';

/** A closure that waits for its moment; on the case until then. */
export interface Closure {
  /** ISO 8601: resolved then, unless somebody undoes it or the customer speaks. */
  readonly heldUntil: string;
  readonly by: Person;
  readonly at: string;
  readonly statusReason: string;
  readonly resolution: string;
  readonly remarks: string;
  /** Where the customer's newest words were when it began: newer ones end it. */
  readonly heardUpTo?: string;
  /** The messages that show it, with the button that undoes it. */
  readonly shownIn: readonly { readonly conversationId: string; readonly effectId: string }[];
}

export interface ClosureContext {
  readonly settings: Settings;
  readonly agent: Person;
  readonly at: string;
  /** The conversations of the representatives who are shown it. */
  readonly tell: readonly string[];
  readonly language?: string;
}

const MINUTE_MS = 60_000;
const REMARKS_CHARS_MAX = 2_000;

/** What stands in the resolution's remarks: the chosen fields, as far as they are known. */
export function remarksOf({ fields }: Pick<Case, 'fields'>, settings: Settings): string {
  const lines = settings.closure.remarks.flatMap((name) => {
    const entry = fields[name];
    return entry ? [`${resolvedField(settings, name)?.label ?? name}: ${entry.label}`] : [];
  });
  return lines.join('\n').slice(0, REMARKS_CHARS_MAX);
}
