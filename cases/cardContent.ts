/** What a card shows: read from the store when the card is sent, so that it never shows what is no longer true. */
import type { DuplicateChoice } from './duplicates';
import type { DraftForm } from './effects';
import type { SuggestionKind } from './followUp/state';
import type { FreshCard, Verb } from './cardActions';
import type { ReviewKind } from './review';
import type { IntentView } from './resolution/intentView';
import type {
  CaseHead,
  FieldView,
  RowView,
  FormField,
  CheckView,
  TimelineEntry,
  LiveView,
  DraftView,
  SaidView,
  DuplicateView,
} from './cardViews';

export type * from './cardViews';

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
      readonly form?: string;
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
