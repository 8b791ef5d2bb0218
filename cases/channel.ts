/** The ports to the outside: channels, dialogs, the clock. */
import type { CardContent } from './cardContent';
import type { DialogStack } from './conversation/conversation';
import type { Thread } from './live/places';
import type { Attachment } from './conversation/turns';
import type { Person } from './values';
import type { MailWords } from './effects';

export type OutgoingContent =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly asks?: readonly string[];
      readonly suggestions?: readonly string[];
      /** The person whose words these are, where they are not the agent's. */
      readonly by?: Person;
      readonly attachments?: readonly Attachment[];
      /** A line below the words, which is none of them: that AI wrote them. */
      readonly note?: string;
      readonly mail?: MailWords;
    }
  | { readonly kind: 'card'; readonly card: CardContent; readonly fallback: string };

export interface OutgoingMessage {
  /** The same on every repeat of the same effect. */
  readonly effectId: string;
  readonly conversationId: string;
  readonly seq: number;
  readonly channel: string;
  readonly reference: unknown;
  /** "en", "de". */
  readonly language: string;
  readonly at: string;
  readonly content: OutgoingContent;
  /** The channel's id of the message that is answered. */
  readonly replyTo?: string;
  /** The channel's id of the message to change in place, where the channel can; a new message elsewhere. */
  readonly replaces?: string;
  /** Who looks at cards there, by their ids in the channel. */
  readonly viewers?: readonly string[];
  /** Nothing is sent where the message cannot be changed in place. */
  readonly onlyInPlace?: boolean;
}

export interface Sent {
  /** The channel's id of the message. */
  readonly activityId: string;
  /** What was shown, where it is more than the text: kept with the turn. */
  readonly card?: unknown;
  /** Where replies to it arrive, where that is a conversation of its own. */
  readonly thread?: Thread;
}

export interface Channel {
  /**
   * @throws ChannelFailed where trying again may help, or cannot.
   */
  send(message: OutgoingMessage): Promise<Sent>;
  /** Shows that somebody types, for a few seconds; missing where a channel shows no such thing. */
  typing?(shown: ShownTyping): Promise<void>;
}

export interface ShownTyping {
  readonly conversationId: string;
  readonly reference: unknown;
  readonly by: Person;
}

/**
 * A send that failed. `retry` false: the other side will never take it, or may have taken it, and twice would be wrong.
 * `gone`: the other side takes nothing any more.
 */
export class ChannelFailed extends Error {
  readonly code = 'channel-failed';
  constructor(
    readonly reason: string,
    readonly retry: boolean,
    readonly retryAfterMs?: number,
    cause?: unknown,
    readonly gone = false,
  ) {
    super(reason, { cause });
  }
}

/** The clock, ISO 8601 in UTC with milliseconds: comparable as text. */
export type Clock = () => string;

/** What a dialog knows: the decision, never the store. */
export interface DialogView {
  readonly language: string;
  /** Fields that are still missing and may be asked for, in order. */
  readonly missing: readonly MissingField[];
  readonly asked: Readonly<Record<string, number>>;
  readonly skipped: readonly string[];
  /** The first ask of the conversation names the trouble, where it is known. */
  readonly trouble?: string;
  /** This turn opens the case. */
  readonly opens?: boolean;
  /** Nobody asks beside the matter now, or somebody else answers it: what is asked so is left alone. */
  readonly listensOnly?: boolean;
  /** Whether the conversation has a case already. */
  readonly caseNumber?: string;
  /** All is asked for at once: nobody wants one mail a question. */
  readonly together?: boolean;
  /** What the case has asked the customer, where this turn may answer it. */
  readonly awaits?: AwaitedAnswer;
}

/** The dialogs that hear an answer to what a case has said. */
export type AwaitedAnswer = 'solution-check' | 'details' | 'follow-up' | 'closing';

export interface MissingField {
  readonly name: string;
  readonly label: string;
  readonly question?: string;
  /** It holds what went wrong. */
  readonly trouble?: boolean;
  /** Parts of a contact that are known: "name", "email", "phone". */
  readonly have?: readonly string[];
}

export interface DialogSay {
  readonly text: string;
  readonly asks?: readonly string[];
}

/** What an answer to a question that was put means; `other` is an ordinary turn. */
export type Answer = 'accept' | 'decline' | 'other';

/** later: the customer has not tried it yet, or said goodbye; cannot-say: they do not have what was asked for. */
export type HeardAnswer = Answer | 'later' | 'cannot-say';

export type DialogOutcome =
  | { readonly kind: 'asked'; readonly field: string }
  | { readonly kind: 'skipped'; readonly field: string }
  /** What this turn says to what the case has asked. */
  | { readonly kind: 'answered'; readonly answer: HeardAnswer }
  /** Whether what was asked again is solved. */
  | { readonly kind: 'follow-up'; readonly answer: Answer }
  /** After the closing: thanks, or the matter goes on. */
  | { readonly kind: 'closing'; readonly answer: 'thanks' | 'again' };

export interface StepResult {
  readonly stack: DialogStack | null;
  readonly says: readonly DialogSay[];
  readonly outcomes: readonly DialogOutcome[];
  /** The stack could not be continued (a dialog that is gone): it was dropped. */
  readonly dropped?: string;
}

/** Continues the dialogs of a conversation by one turn: pure in effect, safe to run again. */
export interface DialogStep {
  step(
    stack: DialogStack | null,
    turn: { readonly text: string; readonly locale?: string } | null,
    view: DialogView,
  ): Promise<StepResult>;
}
