/** Cases and conversations as a year leaves them behind: closed for the most part, of a case's usual size. */
import type { Case } from '../../cases/case';
import type { Conversation } from '../../cases/conversation/conversation';
import type { FieldEntry } from '../../cases/values';

const FROM = Date.UTC(2025, 0, 1);
const APART_MS = 30_000; // a million cases in a year
const OWNED = 50; // cases of one owner: a full page at every size
const CONTACTS_SHARE = 3; // a customer has three cases
const ACTIVE_SHARE = 20; // one of so many is still open
const AGENT = { id: 'agent', name: 'Case Management Agent' };
const FIELDS = ['issue', 'contact', 'machine', 'serial', 'order', 'bought'];

/** In order, unlike a channel's: filling a million in random order takes half an hour; reading costs the same. */
export function conversationIdOfCase(n: number): string {
  return `directline:${String(n).padStart(8, '0')}-6f1d2c3b4a59`;
}

export function caseOf(n: number): Case {
  const conversation = conversationIdOfCase(n);
  const at = new Date(FROM + n * APART_MS).toISOString();
  const core = {
    _id: `${conversation}~1`,
    version: 5,
    number: `CAS-${String(n).padStart(7, '0')}-BNCH`,
    title: 'Our coffee machine stopped working this morning and leaks water on the floor',
    channel: 'directline',
    openedAt: at,
    openedBy: AGENT,
    updatedAt: at,
    conversations: [conversation],
    fields: Object.fromEntries(FIELDS.map((name) => [name, entry(conversation, name, at, n)])),
    contactId: `contact/${Math.floor(n / CONTACTS_SHARE)}`,
    ownerId: `rep:${Math.floor(n / OWNED)}`,
    statusReason: 'In progress',
    reviews: [],
    applied: { [conversation]: 9 },
    pending: [],
    recent: [],
  };
  if (n % ACTIVE_SHARE === 0) return { ...core, status: 'active' };
  return { ...core, status: 'resolved', closedAt: at, resolution: 'The pump was replaced under guarantee.' };
}

function entry(conversation: string, name: string, at: string, n: number): FieldEntry {
  const value = `${name} ${n}: as the customer said it in so many words`;
  const provenance = {
    kind: 'ai' as const,
    by: { id: 'predictor:local', name: 'local' },
    at,
    saidAt: at,
    quotes: [{ turn: `${conversation}/3`, start: 17, end: 63 }],
    confidence: 0.87,
    reason: 'answers the question that was asked for it',
  };
  return { value, label: value, provenance };
}

export function conversationOf(n: number): Conversation {
  const startedAt = new Date(FROM + n * APART_MS).toISOString();
  const _id = conversationIdOfCase(n);
  return {
    _id,
    version: 12,
    channel: 'directline',
    role: 'customer',
    reference: { kind: 'directline', conversation: _id.slice('directline:'.length) },
    status: 'ended',
    person: { id: `user:${n}`, name: 'Dana Reyes' },
    startedAt,
    seq: 9,
    lastCustomerSeq: 7,
    inbox: [],
    out: [],
    moves: [],
    recent: [1, 3, 5, 7].map((seq) => ({ id: `${_id}|${seq}`, seq })),
    drafts: {},
    asked: { machine: 1, serial: 1 },
    skipped: [],
    stack: null,
    memory: null,
    problem: 1,
    caseId: `${_id}~1`,
  };
}
