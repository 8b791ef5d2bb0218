/** Whole valid documents for tests of stores; a test names only what matters to it. Fixed times, no randomness. */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { auditId, type AuditEntry } from '../../cases/audit';
import type { ActiveCase } from '../../cases/case';
import { NOTHING_SAID, type Conversation } from '../../cases/conversation/conversation';
import type { Counter, SettingsVersion } from '../../cases/documents';
import type { Settings } from '../../cases/settings';
import type { StoredMail } from '../../cases/mail/storedMail';
import { turnId, type Turn } from '../../cases/conversation/turns';

const AGENT = { id: 'agent', name: 'Case Management Agent' };

/** The nth second of a fixed day, ISO 8601. */
export function second(n: number): string {
  return new Date(Date.UTC(2026, 0, 5) + n * 1000).toISOString();
}

export function aStoredConversation(over: Partial<Conversation> = {}): Conversation {
  return {
    _id: 'directline:c1',
    version: 1,
    channel: 'directline',
    role: 'customer',
    reference: {},
    status: 'active',
    person: { id: 'user:dana', name: 'Dana' },
    startedAt: second(0),
    seq: 0,
    lastCustomerSeq: 0,
    ...NOTHING_SAID,
    problem: 1,
    ...over,
  };
}

export function aStoredTurn(over: Partial<Turn> = {}): Turn {
  const { conversationId = 'directline:c1', seq = 1 } = over;
  return {
    _id: turnId(conversationId, seq),
    version: 1,
    conversationId,
    seq,
    from: 'customer',
    by: { id: 'user:dana', name: 'Dana' },
    text: 'the printer is on fire',
    at: second(seq),
    ...over,
  };
}

export function aStoredCase(over: Partial<ActiveCase> = {}): ActiveCase {
  return {
    _id: 'directline:c1~1',
    version: 1,
    status: 'active',
    number: 'CAS-00001-TEST',
    title: 'The printer is on fire',
    channel: 'directline',
    openedAt: second(0),
    openedBy: AGENT,
    updatedAt: second(0),
    conversations: ['directline:c1'],
    fields: {},
    statusReason: 'In progress',
    reviews: [],
    applied: {},
    pending: [],
    recent: [],
    ...over,
  };
}

export function aStoredAuditEntry(over: Partial<AuditEntry> = {}): AuditEntry {
  const { caseId = 'directline:c1~1', caseVersion = 1, index = 0 } = over;
  return {
    _id: auditId(caseId, caseVersion, index),
    version: 1,
    caseId,
    caseVersion,
    index,
    at: second(0),
    by: AGENT,
    byKind: 'agent',
    what: { kind: 'opened' },
    reason: 'the default fields are known',
    quotes: [],
    ...over,
  };
}

/** The store looks at none of the settings themselves. */
export function aStoredMail(over: Partial<StoredMail> = {}): StoredMail {
  return {
    _id: 'mail1',
    version: 1,
    attempts: 0,
    state: 'taken',
    receivedAt: second(0),
    places: [{ mailbox: 'support', uid: 1, uidValidity: '1', receivedAt: second(0) }],
    raw: 'a hash',
    bytes: 1_000,
    ...over,
  };
}

export function aSettingsVersion(n: number, state: SettingsVersion['state'] = 'published'): SettingsVersion {
  return { _id: String(n), version: 1, n, state, at: second(n), by: 'admin', settings: {} as Settings };
}

export function aCounter(over: Partial<Counter> = {}): Counter {
  return { _id: 'cases', version: 1, next: 0, ...over };
}

export function aFolder(): string {
  return mkdtempSync(join(tmpdir(), 'store-'));
}
