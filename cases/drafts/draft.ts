/** A draft: words for a customer that wait for a representative's word; and what a person does to it. */
import type { ModelUsage } from '../deciding/prediction';
import type { ShownCard } from '../review';
import type { Person, Quote } from '../values';

export const DRAFT_KINDS = ['question', 'solution', 'follow-up', 'reply', 'closing', 'resolution'] as const;

/** resolution: the form, filled in; sending it resolves the case. */
export type DraftKind = (typeof DRAFT_KINDS)[number];

/** open: somebody may still send it; superseded: a newer draft, or the end of the case, took its place. */
export const DRAFT_STATES = ['open', 'sent', 'discarded', 'superseded'] as const;
export type DraftState = (typeof DRAFT_STATES)[number];

export interface DraftAuthor {
  /** template: of the settings, knowledge included; person: typed by a representative. */
  readonly kind: 'model' | 'custom-agent' | 'template' | 'person';
  /** The model, the custom agent, the template or the person. */
  readonly name: string;
}

/** What the words are for; shown to who reviews them. */
export interface DraftPurpose {
  /** The intent that the question or solution belongs to, as people read it. */
  readonly intent?: string;
  /** The follow-up rule. */
  readonly rule?: string;
  /** Which of the rule's follow-ups, from 1. */
  readonly number?: number;
}

export interface Draft {
  /** `d` and the version of the case that began it. */
  readonly id: string;
  readonly kind: DraftKind;
  /** Where the words go: the customer's conversation. */
  readonly conversationId: string;
  /** The words themselves; a resolution's: what solved it. */
  readonly text: string;
  /** Of a mail; missing: the template's, else the thread's own. */
  readonly subject?: string;
  /** By name; put around the words where they go out as a mail. */
  readonly template?: string;
  /** The template that was recommended for it. */
  readonly recommended?: string;
  /** "en", "de": the customer's. */
  readonly language: string;
  readonly writtenBy: DraftAuthor;
  readonly purpose?: DraftPurpose;
  /** The customer's words that it answers. */
  readonly quotes?: readonly Quote[];
  /** Names of the fields that it refers to. */
  readonly fields?: readonly string[];
  /** Names of the fields that it asks for. */
  readonly asks?: readonly string[];
  /** The customer's newest `seq` in the conversation when it was written. */
  readonly basedOn: number;
  /** Sending it resolves the case, too. */
  readonly resolves?: true;
  /** Of a resolution: the type chosen. */
  readonly statusReason?: string;
  /** Of a resolution: for colleagues, never for the customer. */
  readonly remarks?: string;
  readonly at: string;
  /** Counts its edits, from 1: nobody sends words that they have not seen. */
  readonly revision: number;
  readonly state: DraftState;
  readonly editedBy?: Person;
  /** Who sent or discarded it, and when. */
  readonly decidedBy?: Person;
  readonly decidedAt?: string;
  /** The effect that carries it out. */
  readonly sentAs?: string;
  /** The cards that show it, so that each can be brought up to date. */
  readonly shownIn: readonly ShownCard[];
}

/** A draft before it is on a case. */
export type NewDraft = Omit<
  Draft,
  'id' | 'at' | 'revision' | 'state' | 'editedBy' | 'decidedBy' | 'decidedAt' | 'sentAs' | 'shownIn'
>;

/** A draft as it was written, and what a model cost. */
export interface MadeDraft {
  readonly draft: NewDraft;
  readonly usage?: ModelUsage;
}

/** What is known of the draft's conversation when somebody acts. */
export interface DraftPlace {
  /** The customer's newest `seq`. */
  readonly heard: number;
  readonly customerName?: string;
}

interface OfDraft {
  readonly draftId: string;
  /** The one that the person saw. */
  readonly revision: number;
}

export interface DraftEdit {
  readonly text?: string;
  /** Empty: the thread's own. */
  readonly subject?: string;
  /** Empty: none. */
  readonly template?: string;
  readonly statusReason?: string;
  readonly remarks?: string;
}

export type DraftAct =
  /** `seen`: the customer's newest `seq` that the person knew of. */
  | (OfDraft & { readonly kind: 'send-draft'; readonly seen: number; readonly place: DraftPlace })
  | (OfDraft & { readonly kind: 'edit-draft'; readonly edit: DraftEdit; readonly place: DraftPlace })
  | { readonly kind: 'discard-draft'; readonly draftId: string };
