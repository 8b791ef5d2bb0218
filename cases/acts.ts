/** Acts: what a person does to a case through a card, a command or the API. Ids only; the rest is read from the case. */
import type { DraftAct, DraftState } from './drafts/draft';

import type { RowState } from './review';
import type { Thumbs } from './feedback/thumbs';
import type { FieldEntries, FieldEntry, Person } from './values';

export type CaseAct =
  /** Accept rows of a proposal, or own rows of a change; all open ones where `fields` is missing. */
  | { readonly kind: 'accept'; readonly reviewId: string; readonly fields?: readonly string[] }
  /** Reject rows of a proposal; all open ones where `fields` is missing. */
  | { readonly kind: 'reject'; readonly reviewId: string; readonly fields?: readonly string[] }
  /** Put back what stood there before the agent changed it. */
  | { readonly kind: 'undo'; readonly reviewId: string; readonly fields?: readonly string[] }
  /** Set fields by hand; an entry without a value clears it. The values were parsed at the border. */
  | {
      readonly kind: 'edit';
      readonly entries: Readonly<Record<string, FieldEntry | null>>;
      readonly reviewId?: string;
    }
  /** Gives a field that a person holds back to the agent; `reviewId` names the card that it was done on. */
  | {
      readonly kind: 'unlock';
      readonly field: string;
      readonly reason: string;
      readonly reviewId?: string;
    }
  | { readonly kind: 'take'; readonly owner: Person }
  /** Undo the agent's closure while it is held. */
  | { readonly kind: 'keep-open' }
  /** To somebody else, whoever had it before. */
  | {
      readonly kind: 'assign';
      readonly owner: Person;
      /** The owner's conversations, where it was somebody else who gave it to them. */
      readonly tell: readonly string[];
    }
  | { readonly kind: 'note'; readonly text: string }
  /** Whether a card of the agent's helped. */
  | ({ readonly kind: 'thumbs' } & Thumbs)
  /** Another reason of an active case: "On hold". */
  | { readonly kind: 'status'; readonly statusReason: string }
  | {
      readonly kind: 'resolve';
      readonly statusReason: string;
      readonly resolution: string;
      readonly remarks?: string;
    }
  | { readonly kind: 'cancel'; readonly statusReason: string }
  | { readonly kind: 'reopen' }
  /** Into the older one. */
  | { readonly kind: 'merge'; readonly into: { readonly _id: string; readonly number: string } }
  | {
      readonly kind: 'split';
      readonly number: string;
      readonly fields: FieldEntries;
      readonly tell: readonly string[];
    }
  | DraftAct;

/** What came of an act; each is told to the person in words. */
export type ActOutcome =
  | { readonly kind: 'done'; readonly count: number }
  /** No row was chosen. */
  | { readonly kind: 'none' }
  /** Everything that the act was about has been decided already. */
  | {
      readonly kind: 'already';
      readonly by?: Person;
      readonly at?: string;
      readonly state?: RowState | DraftState | 'taken' | 'reopened' | 'unlocked';
    }
  /** The card is about values that have changed since. */
  | { readonly kind: 'outdated' }
  /** The draft is not what the person saw: the customer has spoken, or a colleague has changed it. */
  | { readonly kind: 'spoken-since' | 'edited-since' }
  | { readonly kind: 'closed' };
