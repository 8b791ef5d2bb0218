/** The pieces of what cards show: a case's head, a field, a row, a form's input. */
import type { CaseStatus } from './case';
import type { DraftKind, DraftPurpose, DraftState } from './drafts/draft';
import type { RowState } from './review';
import type { FieldOption, FieldType } from './fields';
import type { WaitReason } from './live/live';
import type { Speaker } from './conversation/turns';
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
  /** Sending it resolves the case, too. */
  readonly resolves?: boolean;
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
