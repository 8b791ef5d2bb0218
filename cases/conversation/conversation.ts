/** The conversation: the ordered lane, in and out. */
import type { CardAction, UnknownAction } from '../cardActions';
import type { DuplicateQuestion } from '../duplicates';
import type { OutEntry } from '../effects';
import type { Offer, Waiting } from '../live/live';
import type { Lease } from '../lease';
import type { Move, NewContact, RequestedEntry } from '../moves';
import type { ModelUsage, PredictorMemory } from '../deciding/prediction';
import type { SharedPlace } from '../live/places';
import type { Attachment, ConversationRole, ProvenIdentity, Speaker, TurnMail } from './turns';
import type { FieldEntries, Person } from '../values';

/** Each list is bounded: the document is written on every turn. */
export const INBOX_MAX = 50; // past it the channel is asked to come again (503)
export const PEOPLE_MAX = 60; // a card is shown anew to no more
export const OUT_MAX = 50;
export const RECENT_MAX = 50; // a channel retries within minutes; the ids are written with every turn
export const RECENT_MAX_SHARED = 200; // where representatives are told of everything, that many come in minutes

export type InboxEntry = TurnEntry | RequestEntry;

export interface TurnEntry {
  readonly kind: 'turn';
  readonly seq: number;
  readonly activityId: string;
  readonly from: Speaker;
  readonly by: Person;
  /** As the channel proved it: what they may do is judged by it. */
  readonly identityId?: string;
  readonly text: string;
  readonly raw?: string;
  readonly action?: CardAction | UnknownAction;
  readonly attachments?: readonly Attachment[];
  readonly mail?: TurnMail;
  readonly shared?: SharedPlace;
  /** The channel's clock. */
  readonly at: string;
  /** Our clock: settling counts from it. */
  readonly receivedAt: string;
  /** The seq of its twin where it is a channel's retry under another id. */
  readonly repeats?: number;
  readonly now?: boolean;
}

export interface RequestEntry {
  readonly kind: 'request';
  readonly seq: number;
  readonly receivedAt: string;
  readonly request: RequestedEntry;
}

/** What came of a turn, kept so that a retry hears the same. */
export interface RecentId {
  readonly id: string;
  readonly seq: number;
}

/** The newest text of the other side or the customer: tells a channel's retry from an answer. */
export interface LastTurn {
  readonly seq: number;
  readonly from: string;
  readonly text: string;
  readonly receivedAt: string;
}

export interface LastSaid {
  readonly seq: number;
  readonly text: string;
  readonly at: string;
  readonly asks?: readonly string[];
}

/** Who has said that no case shall be opened, and when. */
export interface OpeningDeclined {
  readonly by: Person;
  readonly at: string;
}

/** A dialog stack as `botbuilder-dialogs` writes it; ids only, JSON. */
export interface DialogStack {
  readonly stack: readonly unknown[];
}

/** follow-up: they answer it. answer: they answer a person's words. closing: they come after the case was closed. */
export interface Expected {
  readonly kind: 'follow-up' | 'answer' | 'closing';
  readonly caseId: string;
  readonly at: string;
}

export interface Conversation {
  readonly _id: string;
  readonly version: number;
  readonly channel: string;
  readonly role: ConversationRole;
  /** The adapter's address of the conversation; opaque. */
  readonly reference: unknown;
  readonly status: 'active' | 'ended';
  /** The customer, or the representative whose conversation it is. */
  readonly person: Person;
  readonly identity?: ProvenIdentity;
  /** Who has written or clicked here, by their ids in the channel, newest last; where cards are shown to each on their own. */
  readonly people?: readonly string[];
  readonly locale?: string;
  /** The language that the conversation is held in, as guessed: "en", "de". */
  readonly language?: string;
  readonly startedAt: string;
  readonly seq: number;
  /** The seq of the newest customer turn accepted. */
  readonly lastCustomerSeq: number;
  readonly lastTurn?: LastTurn;
  /** The seq of the newest words on their way out, or out. */
  readonly lastOutSeq?: number;
  /** What the agent said last, while the customer has not answered: context for the prediction. */
  readonly lastSaid?: LastSaid;
  readonly inbox: readonly InboxEntry[];
  readonly out: readonly OutEntry[];
  readonly moves: readonly Move[];
  /** What came in, newest last. */
  readonly recent: readonly RecentId[];
  /** What cases said here, newest last: their effects' ids. Missing in documents of before, where `recent` has both. */
  readonly recentSaid?: readonly RecentId[];
  /** Values predicted before there is a case. */
  readonly drafts: FieldEntries;
  /** How often each field was asked for. */
  readonly asked: Readonly<Record<string, number>>;
  readonly skipped: readonly string[];
  readonly stack: DialogStack | null;
  readonly memory: PredictorMemory | null;
  /** What a model cost here that no case has been charged with yet. */
  readonly usage?: ModelUsage;
  /** Counts from 1; part of the case's id. */
  readonly problem: number;
  /** The seq after which the problem's turns begin; missing for the first. */
  readonly problemSince?: number;
  readonly caseId?: string;
  /** The closed case after which this problem began: the case that opens is linked to it. */
  readonly relatedTo?: string;
  readonly contact?: NewContact;
  /** The contact's id: conversations are found by it when somebody's data is erased. */
  readonly contactId?: string;
  /** The turns up to this `seq` were removed. */
  readonly erasedUpTo?: number;
  /** A case that waits for a representative's word; under `confirm`. */
  readonly openingProposed?: boolean;
  /** A representative has said that none shall be opened. */
  readonly openingDeclined?: OpeningDeclined;
  /** Representatives are asked whether what would be opened is open already; once decided, what they said. */
  readonly duplicate?: DuplicateQuestion;
  /** In line for a person since; missing where nobody is needed, or somebody is there. */
  readonly waiting?: Waiting;
  /** The queue that it waits in: it is listed by it. */
  readonly waitingIn?: string;
  /** The representative who has taken over; the agent listens and is silent. */
  readonly takenBy?: Person;
  /** The representative's conversation that words are relayed from and to. */
  readonly takenIn?: string;
  /** Of a channel: the queues whose cards come here; empty: those of all that have no members of their own. */
  readonly serves?: readonly string[];
  /** Nothing is taken there any more since (the app was removed, the person blocks it), until somebody writes there. */
  readonly goneSince?: string;
  /** Where cards offer the conversation to representatives: they are brought up to date when somebody accepts. */
  readonly offers?: readonly Offer[];
  /** When the representative who has it is reminded that the customer waits, ISO 8601. */
  readonly answerDueAt?: string;
  /** They were reminded once: next time the conversation goes back into line. */
  readonly reminded?: boolean;
  /** What the customer's next words are about, however long they take. */
  readonly expects?: Expected;
  /** When what lies in the inbox is decided, ISO 8601: a burst waits for the customer to finish. */
  readonly settleAt?: string;
  readonly lease?: Lease;
  readonly dueAt?: string;
}

/** Of a conversation in which nothing was said, or nothing is known any more. */
export const NOTHING_SAID = {
  inbox: [],
  out: [],
  moves: [],
  recent: [],
  recentSaid: [],
  drafts: {},
  asked: {},
  skipped: [],
  stack: null,
  memory: null,
} as const satisfies Partial<Conversation>;
