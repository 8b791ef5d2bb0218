/** The buttons of cards, as types. */
import type { DuplicateChoice } from './duplicates';
import type { CardRef } from './effects';
import type { Automation } from './fields';
import type { Thumbs } from './feedback/thumbs';

/** Cards that are brought up to date for whoever looks at them. */
export type FreshCard = Extract<
  CardRef,
  {
    kind:
      | 'case-opened'
      | 'review'
      | 'draft'
      | 'summary'
      | 'intent'
      | 'closure'
      | 'suggested-actions'
      | 'creation-proposal'
      | 'queue'
      | 'live'
      | 'automation'
      | 'duplicate';
  }
>;

/** What a person asks for with a card's button: ids and typed text only. `cards/actions.ts` makes and parses them. */
export type CardAction =
  /** The card as it is now for whoever looks at it; a client asks for it by itself. */
  | { readonly verb: 'refresh'; readonly card: FreshCard }
  /** `fields` are the rows whose toggle is on. */
  | {
      readonly verb: 'accept';
      readonly caseId: string;
      readonly reviewId: string;
      readonly fields: readonly string[];
    }
  | {
      readonly verb: 'reject';
      readonly caseId: string;
      readonly reviewId: string;
      readonly fields: readonly string[];
    }
  | {
      readonly verb: 'undo';
      readonly caseId: string;
      readonly reviewId: string;
      readonly fields: readonly string[];
    }
  /** Shows the form with the review's values to type over. */
  | { readonly verb: 'edit'; readonly caseId: string; readonly reviewId: string }
  /** What was typed into the form, by field name; untouched and emptied inputs included. */
  | {
      readonly verb: 'save';
      readonly caseId: string;
      readonly reviewId: string;
      readonly typed: Readonly<Record<string, string>>;
    }
  /** Shows the form by which a field is unlocked; `reviewId` names the review that it is on. */
  | {
      readonly verb: 'unlock-form';
      readonly caseId: string;
      readonly field: string;
      readonly reviewId?: string;
    }
  /** `typed.reason`: why, for the audit. */
  | {
      readonly verb: 'unlock';
      readonly caseId: string;
      readonly field: string;
      readonly reviewId?: string;
      readonly typed: Readonly<Record<string, string>>;
    }
  | { readonly verb: 'take'; readonly caseId: string }
  /** Undoes the agent's closure while it is held. */
  | { readonly verb: 'keep-open'; readonly caseId: string }
  /** Shows the resolution form. */
  | { readonly verb: 'resolve-form'; readonly caseId: string }
  | { readonly verb: 'resolve'; readonly caseId: string; readonly typed: Readonly<Record<string, string>> }
  /** Asks for words to review. */
  | { readonly verb: 'draft'; readonly caseId: string; readonly draft: WantedDraft }
  /** `seen`: the customer's newest `seq` that the card knew of. */
  | {
      readonly verb: 'send-draft';
      readonly caseId: string;
      readonly draftId: string;
      readonly revision: number;
      readonly seen: number;
    }
  /** Shows the form with the draft's words to type over. */
  | { readonly verb: 'edit-draft'; readonly caseId: string; readonly draftId: string }
  | {
      readonly verb: 'save-draft';
      readonly caseId: string;
      readonly draftId: string;
      readonly revision: number;
      readonly typed: Readonly<Record<string, string>>;
    }
  /** Shows the templates that fit. */
  | { readonly verb: 'choose-template'; readonly caseId: string; readonly draftId: string }
  | { readonly verb: 'discard-draft'; readonly caseId: string; readonly draftId: string }
  | { readonly verb: 'why'; readonly caseId: string }
  /** Whether the card helped. */
  | ({ readonly verb: 'thumbs'; readonly caseId: string } & Thumbs)
  /** How a field is filled from now on; `answers` names the offer or the change that the card shows. */
  | {
      readonly verb: 'set-automation';
      readonly field: string;
      readonly to: Automation;
      readonly answers: string;
    }
  | { readonly verb: 'show'; readonly caseId: string }
  /** Update from conversation. */
  | { readonly verb: 'update'; readonly caseId: string }
  /** Opens a case on the person's word; with a conversation, the agent fills what was left empty. */
  | {
      readonly verb: 'open';
      readonly form?: string;
      readonly conversationId?: string;
      readonly typed: Readonly<Record<string, string>>;
    }
  | { readonly verb: 'accept-opening'; readonly conversationId: string; readonly problem: number }
  /** Join, new or link; `caseId` is the open case that the card shows. */
  | {
      readonly verb: 'settle-duplicate';
      readonly conversationId: string;
      readonly problem: number;
      readonly choice: DuplicateChoice;
      readonly caseId?: string;
    }
  | { readonly verb: 'reject-opening'; readonly conversationId: string; readonly problem: number }
  /** Takes over a conversation that waits for a person. */
  | { readonly verb: 'accept-conversation'; readonly conversationId: string; readonly problem: number }
  | { readonly verb: 'end-conversation'; readonly conversationId: string; readonly problem: number }
  /** Back to the agent. */
  | { readonly verb: 'release-conversation'; readonly conversationId: string; readonly problem: number };

export type Verb = CardAction['verb'];

/** What a representative may ask to have written. */
export const WANTED_DRAFTS = ['follow-up', 'reply', 'closing'] as const;
export type WantedDraft = (typeof WANTED_DRAFTS)[number];

/** A button's data that is none of ours, of an older version, or forged. */
export interface UnknownAction {
  readonly verb: 'unknown';
}
