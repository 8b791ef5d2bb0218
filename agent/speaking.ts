/** What there is to say something about, and in which language. */
import type { Case } from '../cases/case';
import type { Conversation, TurnEntry } from '../cases/conversation/conversation';
import type { Decided, Moment } from '../cases/deciding/decide';
import type { MailOpening } from '../cases/mail/opening';
import type { Settings } from '../cases/settings';
import { texts } from '../cases/texts';

export interface Speaking {
  readonly conversation: Conversation;
  readonly settings: Settings;
  readonly decided: Decided;
  /** The case as it will stand. */
  readonly case?: Case;
  /** The case that this decision opens. */
  readonly opened?: Case;
  /** The open case that the conversation goes on in instead. */
  readonly joined?: Case;
  /** Nothing is opened yet: a representative looks at it first. */
  readonly looksInto?: boolean;
  /** The creation rule that opens it. */
  readonly opening?: MailOpening;
  readonly moment: Moment;
  readonly language: string | undefined;
  readonly turns: readonly TurnEntry[];
  /** Nothing is asked now. */
  readonly listens?: boolean;
}

export function textsOf({ language, conversation }: Speaking) {
  return texts(language ?? conversation.locale);
}

const COMPANY =
  /(?:^|\s)(?:firma|company|gmbh|mbh|ag|kg|ug|ohg|e\.v\.|inc|ltd|llc|plc|corp|co)\.?(?:$|[\s,])/iu;

/** The first name as one writes it: "ANA" and "ana" are Ana; a company has none. */
export function greeted(name: string): string {
  if (COMPANY.test(name)) return '';
  const first = name.split(/\s+/)[0] ?? '';
  const odd = first === first.toLowerCase() || first === first.toUpperCase();
  return odd ? first.charAt(0).toUpperCase() + first.slice(1).toLowerCase() : first;
}
