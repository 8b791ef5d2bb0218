/** What a card shows: read from the store when the card is sent, so that it never shows what is no longer true. */
import type { DuplicateChoice } from './duplicates';
import type { CaseStatus } from './case';
import type { DraftKind, DraftPurpose, DraftState } from './draft';
import type { DraftForm } from './effects';
import type { SuggestionKind } from './followUpState';
import type { FreshCard, Verb } from './cardActions';
import type { ReviewKind, RowState } from './review';
import type { FieldOption, FieldType } from './fields';
import type { WaitReason } from './live';
import type { IntentView } from './intentView';
import type { Speaker } from './turns';
import type { ProvenanceKind } from './values';

export interface CaseHead {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly status: CaseStatus;
  readonly statusReason: string;
  readonly channel: string;
  /** "Dana Reyes, dana@example.com"; missing while unknown. */
  readonly contact?: string;
  readonly openedAt: string;
  readonly owner?: string;
  /** Nobody vouches for who sent the mail that opened it. */
  readonly unverified?: boolean;
}

export interface FieldView {
  readonly name: string;
  readonly label: string;
  /** As people read it. */
  readonly value: string;
  /** The customer's words that it rests on; missing where a person or the channel set it. */
  readonly quote?: string;
  readonly setBy: ProvenanceKind;
  readonly who: string;
  readonly at: string;
  /** 0 to 1. */
  readonly confidence?: number;
  readonly reason: string;
  /** The agent leaves it alone. */
  readonly locked?: boolean;
  /** Who has given it back to the agent. */
  readonly unlockedBy?: string;
}

/** Who holds a value, so that the agent leaves it alone. */
export interface LockView {
  readonly setBy: ProvenanceKind;
  readonly who: string;
}

export interface RowView {
  readonly field: string;
  readonly label: string;
  readonly from?: string;
  readonly to: string;
  readonly quote?: string;
  readonly confidence?: number;
  readonly reason: string;
  /** The field as it is now is held by a person or rule. */
  readonly locked?: LockView;
  readonly state: RowState;
  readonly by?: string;
  readonly at?: string;
}

/** An input of a form. */
export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  /** The value to begin with: an option's `value`, else the label. */
  readonly value?: string;
  /** For choices and short lookups. */
  readonly options?: readonly Pick<FieldOption, 'value' | 'label'>[];
  /** What was wrong with what was typed. */
  readonly problem?: string;
}

export interface CheckView {
  readonly ok?: boolean;
  readonly text: string;
}

export interface TimelineEntry {
  readonly at: string;
  readonly text: string;
}

/** Who waits, since when, why; or who has the conversation. */
export interface LiveView {
  readonly who: string;
  readonly channel: string;
  readonly state: 'waiting' | 'taken' | 'over';
  readonly queue?: string;
  readonly since?: string;
  readonly reason?: WaitReason;
  /** The representative who has it, or whom it was passed to. */
  readonly by?: string;
  /** What the customer said last. */
  readonly said?: string;
  /** "CAS-01042-K7F2: espresso machine leaks"; missing while there is no case. */
  readonly about?: string;
}

/** Words for a customer that wait for a representative's. */
export interface DraftView {
  readonly id: string;
  readonly revision: number;
  readonly kind: DraftKind;
  readonly purpose?: DraftPurpose;
  /** Labels of the fields that it asks for. */
  readonly asks: readonly string[];
  readonly channel: string;
  /** As they would go out. */
  readonly text: string;
  readonly subject?: string;
  readonly template?: string;
  /** Of a resolution. */
  readonly statusReason?: string;
  readonly remarks?: string;
  readonly byAi: boolean;
  /** The model, custom agent, template or person. */
  readonly author: string;
  readonly fromTemplate: boolean;
  readonly editedBy?: string;
  readonly quotes: readonly string[];
  readonly fields: readonly FieldView[];
  /** The customer's newest `seq` as the card knows it. */
  readonly seen: number;
  /** What the customer has said since it was written. */
  readonly since?: string;
  readonly state: DraftState;
  readonly by?: string;
  readonly at: string;
  /** There is more than one way to put it. */
  readonly hasTemplates: boolean;
}

export interface SaidView {
  readonly from: Speaker;
  readonly by: string;
  readonly text: string;
}

/** An open case beside what would be opened. */
export interface DuplicateView {
  readonly case: CaseHead;
  readonly rows: readonly { readonly label: string; readonly now?: string; readonly there?: string }[];
  readonly reasons: readonly (
    | { readonly kind: 'same' | 'other'; readonly label: string; readonly value: string }
    | { readonly kind: 'words'; readonly words: readonly string[] }
  )[];
}

export type CardContent =
  | {
      readonly kind: 'case-opened';
      readonly case: CaseHead;
      readonly fields: readonly FieldView[];
      readonly missing: readonly string[];
      /** Whether people say if it helped. */
      readonly thumbs?: boolean;
    }
  | {
      readonly kind: 'review';
      readonly case: CaseHead;
      readonly reviewId: string;
      readonly review: ReviewKind;
      readonly at: string;
      readonly rows: readonly RowView[];
      readonly thumbs?: boolean;
    }
  | { readonly kind: 'nothing-to-change'; readonly case: CaseHead; readonly why: readonly CheckView[] }
  | {
      readonly kind: 'summary';
      readonly case: CaseHead;
      readonly fields: readonly FieldView[];
      readonly missing: readonly string[];
      readonly timeline: readonly TimelineEntry[];
      readonly thumbs?: boolean;
      /** When the customer last wrote, and what was sent since. */
      readonly talk?: string;
    }
  | { readonly kind: 'intent'; readonly case: CaseHead; readonly intent: IntentView }
  | {
      readonly kind: 'why';
      readonly title: string;
      readonly caseId?: string;
      readonly checks: readonly CheckView[];
      readonly fields: readonly FieldView[];
    }
  | { readonly kind: 'case-list'; readonly title: string; readonly cases: readonly CaseHead[] }
  | {
      readonly kind: 'open-form';
      readonly conversationId?: string;
      readonly with?: string;
      readonly fields: readonly FormField[];
    }
  | {
      readonly kind: 'edit-form';
      readonly case: CaseHead;
      readonly reviewId: string;
      readonly fields: readonly FormField[];
    }
  | {
      readonly kind: 'resolve-form';
      readonly case: CaseHead;
      readonly fields: readonly FormField[];
      /** The model that has filled it in. */
      readonly byAi?: string;
    }
  | {
      readonly kind: 'case-moved';
      readonly what: 'merged' | 'split';
      readonly from: CaseHead;
      readonly into: CaseHead;
    }
  | {
      readonly kind: 'unlock-form';
      readonly case: CaseHead;
      readonly field: FieldView;
      /** The review that the field is on. */
      readonly reviewId?: string;
    }
  | {
      readonly kind: 'creation-proposal';
      readonly conversationId: string;
      readonly problem: number;
      readonly title: string;
      readonly fields: readonly FieldView[];
      readonly decided?: string;
    }
  | {
      readonly kind: 'queue';
      readonly conversationId: string;
      readonly problem: number;
      readonly live: LiveView;
      readonly fields: readonly FieldView[];
    }
  | {
      readonly kind: 'live';
      readonly conversationId: string;
      readonly problem: number;
      readonly live: LiveView;
      readonly fields: readonly FieldView[];
      readonly missing: readonly string[];
      readonly transcript: readonly SaidView[];
    }
  | {
      readonly kind: 'closure';
      readonly case: CaseHead;
      /** It can still be undone. */
      readonly held: boolean;
      readonly title: string;
      readonly resolution?: string;
      readonly hint?: string;
    }
  | {
      readonly kind: 'suggested-actions';
      readonly case: CaseHead;
      /** Missing: nothing is to be done any more. */
      readonly suggestion?: SuggestionKind;
      /** When the customer last wrote, and what was sent since. */
      readonly summary: string;
      readonly rule?: string;
      readonly at?: string;
      readonly thumbs?: boolean;
    }
  | { readonly kind: 'draft'; readonly case: CaseHead; readonly draft: DraftView }
  | {
      readonly kind: 'draft-form';
      readonly case: CaseHead;
      readonly draftId: string;
      readonly revision: number;
      readonly form: DraftForm;
      readonly fields: readonly FormField[];
    }
  /** An action failed: what happened, and what to do. */
  | {
      readonly kind: 'failed';
      readonly happened: string;
      readonly todo: string;
      /** The card that was acted on, to be shown again. */
      readonly again?: FreshCard;
    }
  | {
      readonly kind: 'duplicate';
      readonly conversationId: string;
      readonly problem: number;
      readonly who: string;
      readonly channel: string;
      /** Of what would be opened. */
      readonly title: string;
      /** The open cases that it is like, the likest first. */
      readonly like: readonly DuplicateView[];
      /** Missing once there is nothing to decide. */
      readonly until?: string;
      readonly decided?: {
        readonly choice: DuplicateChoice;
        readonly by: string;
        readonly at: string;
        readonly number: string;
        readonly wasClosed?: boolean;
      };
    }
  | {
      readonly kind: 'automation';
      readonly field: string;
      readonly label: string;
      readonly id: string;
      /** demoted and offered: an administrator can answer; the others: what became of it. */
      readonly state: 'demoted' | 'offered' | 'automatic' | 'confirm' | 'declined' | 'gone';
      readonly decided: number;
      readonly accepted: number;
      readonly limit: number;
      readonly by?: string;
      readonly at?: string;
    }
  | { readonly kind: 'told'; readonly text: string };

/** What a click is answered with: the card as it is now, for the one who clicked. */
export interface Clicked {
  readonly card: CardContent;
  /** What was not done, and why: said above the card. */
  readonly notice?: string;
  /** What they may not do: buttons for it are left out. */
  readonly without: readonly Verb[];
  /** Who else looks at the card there: their ids in the channel. */
  readonly viewers: readonly string[];
}
