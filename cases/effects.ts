/** What a decision or a case says: entries of a conversation's `out`, and of a case's `pending` on their way there. */
import type { AuditEntry } from './audit';
import type { ActiveCase } from './case';
import type { FreshCard } from './cardActions';
import type { Interaction } from './feedback/interaction';
import type { CallEffect } from './customAgent/call';
import type { RequestedEntry } from './moves';
import type { ModelUsage } from './deciding/prediction';
import type { Attachment, WordsAbout } from './conversation/turns';
import type { FieldEntries, Person } from './values';

/** Which card to show. It carries ids only: what it shows is read from the store when it is sent. */
export type CardRef =
  | { readonly kind: 'case-opened'; readonly caseId: string }
  | { readonly kind: 'review'; readonly caseId: string; readonly reviewId: string }
  | { readonly kind: 'nothing-to-change'; readonly caseId: string }
  | { readonly kind: 'summary'; readonly caseId: string }
  | { readonly kind: 'intent'; readonly caseId: string }
  | { readonly kind: 'why'; readonly caseId?: string; readonly conversationId?: string }
  | { readonly kind: 'case-list'; readonly title: string; readonly caseIds: readonly string[] }
  /** `form` tells one form from the next: sent twice, it opens one case. */
  | {
      readonly kind: 'open-form';
      readonly form?: string;
      readonly conversationId?: string;
      readonly refused?: Refused;
    }
  | {
      readonly kind: 'edit-form';
      readonly caseId: string;
      readonly reviewId: string;
      readonly refused?: Refused;
    }
  /** Two cases became one, or one became two. */
  | {
      readonly kind: 'case-moved';
      readonly what: 'merged' | 'split';
      readonly caseId: string;
      readonly into: string;
    }
  | {
      readonly kind: 'unlock-form';
      readonly caseId: string;
      readonly field: string;
      readonly reviewId?: string;
    }
  | { readonly kind: 'resolve-form'; readonly caseId: string; readonly refused?: Refused }
  /** What is suggested about a case now; as long as there is something. */
  | { readonly kind: 'suggested-actions'; readonly caseId: string }
  | { readonly kind: 'draft'; readonly caseId: string; readonly draftId: string }
  | {
      readonly kind: 'draft-form';
      readonly caseId: string;
      readonly draftId: string;
      readonly form: DraftForm;
      readonly refused?: Refused;
    }
  /** A closure that is held, was undone, or is done. */
  | { readonly kind: 'closure'; readonly caseId: string }
  | { readonly kind: 'creation-proposal'; readonly conversationId: string; readonly problem: number }
  /** Whether what would be opened is open already, or what was decided. */
  | { readonly kind: 'duplicate'; readonly conversationId: string; readonly problem: number }
  /** Who waits for a person, or who has the conversation by now. */
  | { readonly kind: 'queue'; readonly conversationId: string; readonly problem: number }
  /** For who has accepted: what was said, the case so far. */
  | { readonly kind: 'live'; readonly conversationId: string; readonly problem: number }
  /** How a field is filled from now on, or an offer to change it. */
  | { readonly kind: 'automation'; readonly field: string; readonly id: string }
  | { readonly kind: 'told'; readonly text: string }
  | {
      readonly kind: 'failed';
      readonly failure: Failure;
      /** Under which the log tells more. */
      readonly reference?: string;
      readonly again?: FreshCard;
    }
  /** A line for a representative, in their language when it is sent; `name` is whose doing it is: the customer's, a colleague's. */
  | { readonly kind: 'notice'; readonly notice: Notice; readonly name: string };

/** Its words to type over, or the templates to choose from. */
export type DraftForm = 'edit' | 'template';

/** Why an action failed: `gone`: what its card was about is not there; `busy`: the store; `broken`: something else. */
export type Failure = 'gone' | 'busy' | 'broken';

export const NOTICES = [
  'live-gone',
  'not-delivered',
  'given',
  'customer-waits',
  'back-in-line',
  'live-ended',
  'case-given',
] as const;
export type Notice = (typeof NOTICES)[number];

/** A form that was sent and not taken: what was typed, and what is wrong with it, by field name. */
export interface Refused {
  readonly typed: Readonly<Record<string, string>>;
  readonly problems: Readonly<Record<string, string>>;
}

/** What words have beside their text where they go out as a mail. */
export interface MailWords {
  /** Missing: the thread's own. */
  readonly subject?: string;
  /** Missing: made of the text. */
  readonly html?: string;
  /** Nobody pressed a button for it: it says so, and is counted. */
  readonly automatic: boolean;
  readonly byAi: boolean;
}

export type Words =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly asks?: readonly string[];
      readonly suggestions?: readonly string[];
      /** What they are beside an answer. */
      readonly about?: WordsAbout;
      /** A person's words, relayed. */
      readonly by?: Person;
      readonly attachments?: readonly Attachment[];
      /** AI wrote them, whoever sends them. */
      readonly byAi?: boolean;
      readonly mail?: MailWords;
    }
  | { readonly kind: 'card'; readonly card: CardRef; readonly fallback: string };

/** An entry of a conversation's `out`: said in order of `seq`, head first. */
export interface OutEntry {
  /** The effect's id: fixed before the first attempt, the same on every repeat. */
  readonly id: string;
  readonly seq: number;
  readonly at: string;
  readonly words: Words;
  /** The activity that it answers. */
  readonly replyTo?: string;
  /** The effect whose card this one replaces, where the channel can. */
  readonly replaces?: string;
  readonly onlyInPlace?: boolean;
  readonly attempts: number;
  /** ISO 8601: not before, after a failed attempt. */
  readonly notBefore?: string;
  readonly problem?: string;
}

/** What an older case takes in of a younger one. */
export interface Absorbed {
  readonly caseId: string;
  readonly number: string;
  readonly fields: FieldEntries;
  readonly conversations: readonly string[];
  readonly applied: Readonly<Record<string, number>>;
  readonly usage?: ModelUsage;
  readonly by: Person;
  readonly byKind: AuditEntry['byKind'];
}

export interface AbsorbEffect {
  readonly id: string;
  readonly kind: 'absorb';
  readonly to: string;
  readonly absorbed: Absorbed;
}

/** What a case has still to do, in order; each is done at most once by its id. */
export type PendingEffect =
  | { readonly id: string; readonly kind: 'audit'; readonly entry: AuditEntry }
  | {
      readonly id: string;
      readonly kind: 'say';
      readonly to: string;
      readonly words: Words;
      readonly replaces?: string;
      readonly replyTo?: string;
      /** The newest customer turn that the words rest on: said only while no newer one has come. */
      readonly basedOn?: number;
      /** The draft that it carries out: it is open again where the words are not said. */
      readonly draftId?: string;
      /** Said only where the channel can change the message that it replaces. */
      readonly onlyInPlace?: boolean;
    }
  | AbsorbEffect
  | CallEffect
  | { readonly id: string; readonly kind: 'create'; readonly case: ActiveCase }
  /** What a person made of what the agent proposed or did: `counts` for its field, `record` where that is wanted. */
  | {
      readonly id: string;
      readonly kind: 'feedback';
      readonly counts?: { readonly field: string; readonly accepted: boolean };
      readonly record?: Interaction;
    }
  | { readonly id: string; readonly kind: 'ask'; readonly to: string; readonly entry: RequestedEntry };

export function decisionEffectId(conversationId: string, seq: number): string {
  return `${conversationId}/${seq}`;
}

export function caseEffectId(caseId: string, version: number, index: number): string {
  return `${caseId}/v${version}/${index}`;
}
