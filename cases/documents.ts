/** What the store holds, and by what it is found. */
import type { Acceptance } from './feedback/acceptance';
import type { AuditEntry } from './audit';
import type { BlobChunk } from './blob';
import type { Case } from './case';
import type { Conversation } from './conversation/conversation';
import type { Correspondent } from './mail/correspondent';
import type { Document } from './document';
import type { ErasedMail, Erasure } from './erasing';
import type { Interaction } from './feedback/interaction';
import type { MailboxState } from './mail/mailboxState';
import type { NewContact } from './moves';
import type { ModelUsage } from './deciding/prediction';
import type { Settings } from './settings';
import type { StoredMail } from './mail/storedMail';
import type { SimulationCase, SimulationRun } from './simulation';
import type { FieldModel, TrainingRow } from './training';
import type { Turn } from './conversation/turns';

export type { Document } from './document';

export interface Contact extends Document, Omit<NewContact, 'id' | 'identityId'> {
  readonly createdAt: string;
}

export interface IdentityDocument extends Document {
  readonly contactId: string;
}

export interface SettingsVersion extends Document {
  readonly n: number;
  readonly state: 'draft' | 'published';
  readonly at: string;
  readonly by: string;
  readonly settings: Settings;
}

export interface Counter extends Document {
  readonly next: number;
  /** Of a month's counter of a model: its tokens, where `next` is the cost. */
  readonly usage?: ModelUsage;
  /** Of a sweep that goes through an index once: how far it has come. */
  readonly place?: string;
}

/** What processes of one store must agree on and nobody else may know. */
export interface Secret extends Document {
  /** Base64. */
  readonly value: string;
}

export interface Documents {
  conversations: Conversation;
  turns: Turn;
  cases: Case;
  audit: AuditEntry;
  contacts: Contact;
  identities: IdentityDocument;
  settings: SettingsVersion;
  counters: Counter;
  training: TrainingRow;
  models: FieldModel;
  mailboxes: MailboxState;
  mails: StoredMail;
  blobs: BlobChunk;
  correspondents: Correspondent;
  secrets: Secret;
  simulations: SimulationRun;
  simulationCases: SimulationCase;
  erasures: Erasure;
  erasedMails: ErasedMail;
  interactions: Interaction;
  acceptance: Acceptance;
}

export type CollectionName = keyof Documents;

/**
 * The indexes of each collection: top-level properties, in order. A document without the first property is not in
 * the index. Every list query names one; there is no other way to find documents than these and `_id`.
 */
export const INDEXES = {
  conversations: {
    due: ['dueAt'],
    role: ['role', 'startedAt'],
    waiting: ['waitingIn', 'startedAt'],
    taken: ['takenIn', 'startedAt'],
    contact: ['contactId'],
  },
  turns: {
    conversation: ['conversationId', 'seq'],
    effect: ['effectId'],
    stored: ['storedAt'],
    case: ['caseId'],
  },
  cases: {
    due: ['dueAt'],
    number: ['number'],
    opened: ['openedAt'],
    status: ['status', 'openedAt'],
    contact: ['contactId', 'openedAt'],
    owner: ['ownerId', 'openedAt'],
    closed: ['closedAt'],
  },
  audit: { case: ['caseId', 'caseVersion', 'index'] },
  contacts: { created: ['createdAt'] },
  identities: { contact: ['contactId'] },
  settings: { number: ['n'], state: ['state', 'n'] },
  counters: {},
  training: { field: ['field', 'at'], case: ['caseId'] },
  models: {},
  mailboxes: {},
  mails: {
    due: ['dueAt'],
    received: ['receivedAt'],
    state: ['state', 'receivedAt'],
    messageId: ['messageId'],
    conversation: ['conversationId', 'receivedAt'],
    correspondent: ['correspondent', 'receivedAt'],
  },
  blobs: {},
  correspondents: {},
  secrets: {},
  simulations: { number: ['n'] },
  simulationCases: { run: ['run', 'place'], case: ['caseId'] },
  erasures: { due: ['dueAt'], at: ['at'] },
  erasedMails: {},
  interactions: { at: ['at'], field: ['field', 'at'], case: ['caseId', 'at'] },
  acceptance: { field: ['field'], mode: ['mode'] },
} as const satisfies Record<CollectionName, Record<string, readonly string[]>>;

/**
 * Indexes by words, which stores keep beside the documents: each word of a document finds it, in the order of the
 * property. A query gives one word (`equals`).
 */
export const WORD_INDEXES = { cases: { search: 'openedAt' } } as const;

type WordIndexName<K> = K extends keyof typeof WORD_INDEXES ? keyof (typeof WORD_INDEXES)[K] : never;

export type IndexName<K extends CollectionName> =
  Extract<keyof (typeof INDEXES)[K], string> | WordIndexName<K>;
