/** Moves: what a decision does to cases. They lie on the conversation from the commit until they are applied. */
import type { ModelUsage, Prediction } from './deciding/prediction';
import type { ActiveCase } from './case';
import type { CaseAct } from './acts';
import type { AuditEntry } from './audit';
import type { MadeDraft } from './drafts/draft';
import type { CallOutcome, CallWish } from './customAgent/call';
import type { DuplicateChoice } from './duplicates';
import type { Attachment } from './conversation/turns';
import type { Words } from './effects';
import type { Action, ActionOutcome } from './customAgent/operation';
import type { Place } from './live/places';
import type { HeardNow } from './resolution/state';
import type { FieldEntries, Person, Quote } from './values';

/** Each move has a `seq` of its own: one that shares its turn's would be lost when the turn has two. */
export type Move =
  | { readonly seq: number; readonly kind: 'open'; readonly case: ActiveCase; readonly contact?: NewContact }
  | {
      readonly seq: number;
      readonly kind: 'change';
      readonly caseId: string;
      readonly candidates: readonly Candidate[];
      readonly contact?: NewContact;
      readonly requestedBy?: Asker;
      /** What a model cost since the last move. */
      readonly usage?: ModelUsage;
    }
  | {
      readonly seq: number;
      readonly kind: 'propose-opening';
      readonly problem: number;
      readonly to: readonly string[];
    }
  | {
      readonly seq: number;
      readonly kind: 'act';
      readonly caseId: string;
      readonly act: CaseAct;
      readonly by: Person;
      readonly replyTo: PresentAsker;
    }
  /** The customer goes on with a case that was closed. */
  | {
      readonly seq: number;
      readonly kind: 'reopen';
      readonly caseId: string;
      readonly id: string;
      readonly by: Person;
      /** What they said. */
      readonly text: string;
    }
  /** The customer has spoken: what hangs on that is looked at. */
  | { readonly seq: number; readonly kind: 'heard'; readonly caseId: string }
  /** The nth follow-up was said, or was not, since the customer had spoken. */
  | {
      readonly seq: number;
      readonly kind: 'followed-up';
      readonly caseId: string;
      readonly id: string;
      readonly rule: string;
      readonly n: number;
      readonly of: number;
      readonly said: boolean;
    }
  /** A draft that a representative asked for. */
  | {
      readonly seq: number;
      readonly kind: 'draft';
      readonly caseId: string;
      readonly made: MadeDraft;
      readonly by: Person;
      readonly tell: readonly string[];
    }
  | ({ readonly seq: number; readonly kind: 'call'; readonly caseId: string } & Omit<CallWish, 'to'>)
  | ({
      readonly seq: number;
      readonly kind: 'custom-agent-answer';
      /** A person has the customer. */
      readonly taken: boolean;
    } & CustomAgentAnswered &
      HeardTurn)
  /** What came of an action that somebody outside asked for. */
  | {
      readonly seq: number;
      readonly kind: 'outcome';
      readonly caseId: string;
      readonly operation: string;
      readonly action: Action;
      readonly outcome: ActionOutcome;
    }
  /** The conversation goes on in a case that is open already; `fields` are what a person typed for one of its own. */
  | {
      readonly seq: number;
      readonly kind: 'join';
      readonly caseId: string;
      readonly by: Person;
      readonly byKind: AuditEntry['byKind'];
      /** The conversation and problem: the case that it would have been. */
      readonly about: string;
      readonly fields: FieldEntries;
    }
  | { readonly seq: number; readonly kind: 'say'; readonly says: readonly SaidElsewhere[] }
  /** A channel or group chat begins to serve queues, or ends it. */
  | {
      readonly seq: number;
      readonly kind: 'serve';
      readonly place: Place;
      readonly queues: readonly string[] | 'none';
    }
  /** A customer's turn, as resolving hears it. */
  | ({ readonly seq: number; readonly kind: 'resolving'; readonly caseId: string } & HeardTurn)
  | {
      readonly seq: number;
      readonly kind: 'request';
      readonly conversationId: string;
      readonly entry: RequestedEntry;
    };

export interface HeardTurn {
  readonly heard: HeardNow;
  /** The customer's newest `seq`. */
  readonly basedOn: number;
  /** "en", "de": the customer's. */
  readonly language: string;
  readonly customerName?: string;
  readonly replyTo?: string;
  /** The turn's words. */
  readonly quote?: Quote;
  /** What somebody outside asked for. */
  readonly asked?: Pick<CallWish, 'automation' | 'operation'>;
  /** A person looks after the customer, or is on the way. */
  readonly stopped?: { readonly by?: Person };
}

/** A move before its `seq` is known. */
export type MoveDraft = Move extends infer M ? (M extends Move ? Omit<M, 'seq'> : never) : never;

/** Where an answer goes. */
export interface Asker {
  /** Missing where nobody waits for words: the API. */
  readonly conversationId?: string;
  readonly by: Person;
  readonly byKind: 'representative' | 'api';
  readonly activityId?: string;
  /** The operation that it is for, from outside. */
  readonly operation?: string;
}

/** A predicted value on its way to a case, whose ownership is judged when it gets there. */
export interface Candidate extends Prediction {
  readonly predictor: string;
  readonly saidAt: string;
}

/** An asker who waits for words in a conversation. */
export type PresentAsker = Asker & { readonly conversationId: string };

/** Words of one conversation for another one: a card that offers it, what the customer said for who has accepted it. */
export interface SaidElsewhere {
  readonly to: string;
  /** Fixed at the decision: said once under it. */
  readonly id: string;
  readonly words: Words;
  readonly replaces?: string;
  readonly onlyInPlace?: boolean;
  readonly replyTo?: string;
  /** Left out where the other conversation's lane is full, rather than waiting for it. */
  readonly dispensable?: boolean;
}

/** What one conversation asks of another: it enters that one's inbox. */
export type RequestedEntry =
  | { readonly kind: 'update'; readonly id: string; readonly caseId: string; readonly asker: Asker }
  | { readonly kind: 'end'; readonly id: string; readonly by: Person }
  | {
      readonly kind: 'open';
      readonly id: string;
      readonly asker: Asker;
      readonly typed: Readonly<Record<string, unknown>>;
    }
  /** Whether what would be opened is what an open case is about already; `caseId` where it is another than the likest. */
  | {
      readonly kind: 'settle-duplicate';
      readonly id: string;
      readonly problem: number;
      readonly choice: DuplicateChoice;
      readonly caseId?: string;
      readonly by: Person;
      readonly byKind: AuditEntry['byKind'];
      /** Who waits for words, where somebody does. */
      readonly replyTo?: PresentAsker;
    }
  /** A representative accepts the conversation that waits. */
  | { readonly kind: 'accept'; readonly id: string; readonly asker: PresentAsker }
  /** A representative's words for the customer; `from` is the conversation that they were written in. */
  | {
      readonly kind: 'relay';
      readonly id: string;
      readonly from: string;
      readonly by: Person;
      readonly text: string;
      readonly attachments?: readonly Attachment[];
    }
  /** Gives the conversation back to the agent, or on to a queue or a colleague. */
  | { readonly kind: 'release'; readonly id: string; readonly asker: PresentAsker; readonly to: ReleasedTo }
  /** The case that the conversation is about was resolved or cancelled, or is active again. */
  | {
      readonly kind: 'closed' | 'reopened';
      readonly id: string;
      readonly caseId: string;
      readonly by: Person;
    }
  /** What the conversation is about is another case now: merged, or split off as the next problem. */
  | {
      readonly kind: 'moved';
      readonly id: string;
      readonly from: string;
      readonly caseId: string;
      readonly by: Person;
      readonly problem: 'same' | 'next';
    }
  /** The case's customer has not answered: the nth follow-up is said, unless they have spoken past `heard`. */
  | {
      readonly kind: 'follow-up';
      readonly id: string;
      readonly caseId: string;
      readonly rule: string;
      readonly n: number;
      /** The customer's newest `seq` that it rests on. */
      readonly heard: number;
      readonly by: Person;
    }
  /** Somebody outside wants the case resolved now. */
  | {
      readonly kind: 'resolve';
      readonly id: string;
      readonly caseId: string;
      readonly asker: Asker;
      readonly automation?: 'full' | 'confirm';
      readonly operation: string;
    }
  /** What came of a call of a custom agent. */
  | (CustomAgentAnswered & { readonly kind: 'custom-agent-answer'; readonly id: string; readonly by: Person })
  /** Resolving cannot go on: the conversation waits for a person. */
  | { readonly kind: 'hand-over'; readonly id: string; readonly caseId: string; readonly by: Person }
  /** It is time to bring the one who waits to mind. */
  | { readonly kind: 'remind'; readonly id: string; readonly by: Person };

/** What came of a call, on its way through the conversation to the case. */
export interface CustomAgentAnswered extends Omit<CallWish, 'to'> {
  readonly caseId: string;
  readonly callId: string;
  readonly outcome: CallOutcome;
}

export type ReleasedTo =
  | { readonly kind: 'agent' }
  | { readonly kind: 'queue'; readonly queue: string }
  /** Back where it was: whoever had it is not there any more. */
  | { readonly kind: 'line' }
  | { readonly kind: 'person'; readonly person: Person };

/** A contact made from what was said; it is written before the case that names it. */
export interface NewContact {
  readonly id: string;
  readonly name: string;
  readonly email?: string;
  readonly phone?: string;
  /** The identity that names it, where the channel vouches for one. */
  readonly identityId?: string;
}

/** What is asked of a conversation once somebody has said whether it is a duplicate. */
export type SettleRequest = Extract<RequestedEntry, { kind: 'settle-duplicate' }>;
