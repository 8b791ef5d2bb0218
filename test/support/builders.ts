/** Whole valid things for tests of the domain; a test names only what matters to it. Fixed ids and times, no randomness. */
import assert from 'node:assert/strict';
import type { ActContext } from '../../cases/acted';
import type { ActiveCase } from '../../cases/case';
import type { NewDraft } from '../../cases/drafts/drafts';
import type { DraftRequest } from '../../cases/drafts/drafting';
import type { Review, ReviewRow } from '../../cases/review';
import type { ApplyContext, ChangeMove } from '../../cases/changing';
import {
  NOTHING_SAID,
  type Conversation,
  type RequestEntry,
  type TurnEntry,
} from '../../cases/conversation/conversation';
import { mailboxSchema, type MailboxSettings } from '../../cases/mail/mailboxSettings';
import type { Candidate } from '../../cases/moves';
import { settingsSchema, type Settings, type SettingsInput } from '../../cases/settings';
import type { Change } from '../../cases/store';
import type { IncomingTurn } from '../../cases/conversation/turns';
import type { FieldEntry, Person, Provenance, ProvenanceKind } from '../../cases/values';

export const NOW = '2026-01-05T10:00:00.000Z'; // a Monday

/** So many seconds after `NOW`, ISO 8601. */
export function after(seconds: number): string {
  return new Date(Date.parse(NOW) + seconds * 1000).toISOString();
}

export const AGENT: Person = { id: 'agent', name: 'Case Management Agent' };
export const DANA: Person = { id: 'user:dana', name: 'Dana Reyes' };
export const RITA: Person = { id: 'rep:rita', name: 'Rita' };
export const SAM: Person = { id: 'rep:sam', name: 'Sam' };

export const CONVERSATION = 'emulator:c1';
export const CASE = `${CONVERSATION}~1`;
export const RITAS = 'msteams:rita';

const shop: SettingsInput = {
  fields: [
    {
      name: 'issue',
      label: 'Issue',
      type: 'multilineText',
      question: { en: 'What is wrong?', de: 'Was ist los?' },
    },
    { name: 'contact', label: 'Contact', type: 'lookup', catalogue: 'contacts' },
    { name: 'category', label: 'Category', type: 'choice', catalogue: 'categories' },
    {
      name: 'serial',
      label: 'Serial number',
      type: 'text',
      pattern: '[A-Z]{2}-\\d{3}',
      question: { en: 'What is the serial number?', de: 'Wie lautet die Seriennummer?' },
    },
    { name: 'family', label: 'Family', type: 'choice', options: [option('grinder'), option('kettle')] },
    {
      name: 'product',
      label: 'Product',
      type: 'choice',
      parentField: 'family',
      options: [{ ...option('g1'), parent: 'grinder' }],
    },
    { name: 'note', label: 'Note', type: 'text' },
    { name: 'amount', label: 'Amount', type: 'currency' },
    {
      name: 'priority',
      label: 'Priority',
      type: 'choice',
      options: [option('low'), option('high')],
      setBy: ['representative', 'rule'],
    },
  ],
  catalogues: { categories: [option('defect'), option('billing'), option('return')] },
  creation: { defaultFields: ['issue', 'contact'] },
};

function option(value: string): { value: string; label: string } {
  return { value, label: value.toUpperCase() };
}

/** A small shop's settings; what is given replaces whole top-level parts. */
export function someSettings(over: Partial<SettingsInput> = {}): Settings {
  return settingsSchema.parse({ ...structuredClone(shop), ...over });
}

export function someSettingsInput(over: Partial<SettingsInput> = {}): SettingsInput {
  return { ...structuredClone(shop), ...over };
}

export function aProvenance(over: Partial<Provenance> = {}): Provenance {
  return {
    kind: 'ai',
    by: { id: 'predictor:scripted', name: 'scripted' },
    at: NOW,
    saidAt: NOW,
    quotes: [{ turn: `${CONVERSATION}/1`, start: 0, end: 4 }],
    confidence: 0.8,
    reason: 'said so',
    ...over,
  };
}

export function anEntry(value: FieldEntry['value'], over: Partial<Provenance> = {}): FieldEntry {
  return { value, label: String(value).toUpperCase(), provenance: aProvenance(over) };
}

/** A value as the case would hold it from each kind of source. */
export function anEntryOf(kind: ProvenanceKind, value: FieldEntry['value']): FieldEntry {
  switch (kind) {
    case 'ai':
      return anEntry(value);
    case 'confirmed':
      return anEntry(value, { kind, by: RITA });
    case 'channel':
      return anEntry(value, { kind, by: DANA, saidAt: undefined, confidence: undefined, quotes: [] });
    case 'human':
    case 'rule':
      return anEntry(value, { kind, by: RITA, saidAt: undefined, confidence: undefined, quotes: [] });
  }
}

export function aCandidate(over: Partial<Candidate> = {}): Candidate {
  const value = over.value ?? 'billing';
  return {
    field: 'category',
    value,
    label: String(value).toUpperCase(),
    confidence: 0.9,
    quotes: [{ turn: `${CONVERSATION}/5`, start: 0, end: 4 }],
    reason: 'said so',
    predictor: 'scripted',
    saidAt: after(10),
    ...over,
  };
}

export function aConversation(over: Partial<Conversation> = {}): Conversation {
  return {
    _id: CONVERSATION,
    version: 1,
    channel: 'emulator',
    role: 'customer',
    reference: { kind: 'test' },
    status: 'active',
    person: DANA,
    startedAt: NOW,
    seq: 0,
    lastCustomerSeq: 0,
    ...NOTHING_SAID,
    problem: 1,
    ...over,
  };
}

export function aTurn(over: Partial<IncomingTurn> = {}): IncomingTurn {
  return {
    channel: 'emulator',
    conversation: 'c1',
    activityId: 'a1',
    from: DANA,
    text: 'my grinder leaks',
    at: NOW,
    reference: { kind: 'test' },
    ...over,
  };
}

export function aTurnEntry(seq: number, over: Partial<TurnEntry> = {}): TurnEntry {
  return {
    kind: 'turn',
    seq,
    activityId: `a${seq}`,
    from: 'customer',
    by: DANA,
    text: `words ${seq}`,
    at: NOW,
    receivedAt: NOW,
    ...over,
  };
}

export function aRequestEntry(seq: number): RequestEntry {
  return { kind: 'request', seq, receivedAt: NOW, request: { kind: 'end', id: `end${seq}`, by: DANA } };
}

export function aCase(over: Partial<ActiveCase> = {}): ActiveCase {
  return {
    _id: CASE,
    version: 1,
    status: 'active',
    number: 'CAS-00001-TEST',
    title: 'My grinder leaks',
    channel: 'emulator',
    openedAt: NOW,
    openedBy: AGENT,
    updatedAt: NOW,
    conversations: [CONVERSATION],
    fields: {},
    statusReason: 'In progress',
    reviews: [],
    applied: {},
    pending: [],
    recent: [],
    ...over,
  };
}

/** A question for the customer, before it is on a case. */
export function aNewDraft(over: Partial<NewDraft> = {}): NewDraft {
  return {
    kind: 'question',
    conversationId: CONVERSATION,
    text: 'Which grinder is it?',
    language: 'en',
    writtenBy: { kind: 'model', name: 'gpt' },
    basedOn: 3,
    ...over,
  };
}

export function aDraftRequest(over: Partial<DraftRequest> = {}): DraftRequest {
  return {
    kind: 'follow-up',
    language: 'en',
    channel: 'chat',
    caseNumber: 'CAS-00001-TEST',
    caseTitle: 'My grinder leaks',
    companyName: 'Shop',
    customerName: 'Dana',
    facts: [],
    said: [{ from: 'customer', text: 'my grinder leaks' }],
    framed: false,
    ...over,
  };
}

/** On this machine, with a password. */
export function aMailbox(over: Partial<MailboxSettings> = {}): MailboxSettings {
  const shipped = mailboxSchema.parse({
    name: 'support',
    address: 'support@example.com',
    imap: { host: '127.0.0.1', tls: 'none' },
    smtp: { host: '127.0.0.1', tls: 'none' },
    auth: { kind: 'basic', passwordName: 'SUPPORT_MAIL_PASSWORD' },
  });
  return { ...shipped, ...over };
}

export function aRow(over: Partial<ReviewRow> = {}): ReviewRow {
  return { field: 'category', to: anEntry('defect'), state: 'open', ...over };
}

export function aReview(over: Partial<Review> = {}): Review {
  return { id: 'r2', kind: 'changed', at: NOW, rows: [aRow()], shownIn: [], ...over };
}

export function aChangeMove(candidates: readonly Candidate[], over: Partial<ChangeMove> = {}): ChangeMove {
  return { kind: 'change', seq: 6, caseId: CASE, candidates, ...over };
}

export function anApplyContext(over: Partial<ApplyContext> = {}): ApplyContext {
  return {
    conversationId: CONVERSATION,
    settings: someSettings(),
    agent: AGENT,
    at: after(20),
    tell: [RITAS],
    ...over,
  };
}

export function anActContext(over: Partial<ActContext> = {}): ActContext {
  return {
    actId: 'click1',
    by: RITA,
    byKind: 'representative',
    at: after(30),
    settings: someSettings(),
    ...over,
  };
}

/** The document that a change makes; the test fails where it makes none. */
export function docOf<T>(change: Change<T>): T {
  assert.ok(change.is === 'changed', `the change was ${change.is}`);
  return change.doc;
}
