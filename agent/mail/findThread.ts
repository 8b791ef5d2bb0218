/** The conversations that a mail points to: by the Message-IDs that it answers, then by the case number in its subject. */
import type { Case } from '../../cases/case';
import type { ReadMail } from '../../cases/mail/mail';
import { mailConversationOf } from '../../cases/mail/fromCase';
import { caseNumbersIn } from '../../cases/mail/subject';
import { participantsOf, type ThreadCandidate } from '../../cases/mail/thread';
import type { Settings } from '../../cases/settings';
import type { StoredMail } from '../../cases/mail/storedMail';
import type { AgentContext } from '../context';
import { caseByNumber } from '../readers';
import { standingCase } from '../standingCase';
import type { MailParts } from './parts';

const REFERENCES_READ_MAX = 10; // the newest ones; a thread's older ids lead to the same conversation
const SAME_ID_MAX = 5;
const NUMBERS_READ_MAX = 3;
const THREAD_MAILS_MAX = 100;
const CONVERSATIONS_MAX = 5;

export interface Pointers {
  readonly candidates: readonly ThreadCandidate[];
  /** A mail that it answers has not been dealt with yet. */
  readonly early: boolean;
}

type Pointer =
  | { readonly conversationId: string; readonly by: ThreadCandidate['by'] }
  /** A case that nobody has written a mail in. */
  | { readonly case: Case; readonly by: 'number' };

export async function findThread(
  context: AgentContext,
  parts: MailParts,
  mail: ReadMail,
  settings: Settings,
): Promise<Pointers> {
  const byReference = await pointersByReference(context, parts, mail);
  const byNumber = await pointersByNumber(context, mail);
  // A signed Message-ID says more than any other pointer to the same conversation.
  const all = [...byReference.pointers, ...byNumber].sort((a, b) => RANK[a.by] - RANK[b.by]);
  const first = new Map<string, Pointer>();
  for (const one of all) {
    const key = 'case' in one ? one.case._id : one.conversationId;
    if (!first.has(key)) first.set(key, one);
  }
  const ours = new Set(settings.mailboxes.map(({ address }) => address));
  const found = await Promise.all(
    [...first.values()]
      .slice(0, CONVERSATIONS_MAX)
      .map((one) => ('case' in one ? caseCandidate(context, one.case) : candidateOf(context, one, ours))),
  );
  return { candidates: found.filter((one) => one !== undefined), early: byReference.early };
}

const RANK = { 'signed-reference': 0, reference: 1, number: 2 } as const;

async function pointersByReference(
  { store }: AgentContext,
  { ids }: MailParts,
  mail: ReadMail,
): Promise<{ readonly pointers: Pointer[]; readonly early: boolean }> {
  const answered = [...new Set([...mail.inReplyTo, ...[...mail.references].reverse()])];
  const pointers: Pointer[] = [];
  let early = false;
  for (const id of answered.slice(0, REFERENCES_READ_MAX)) {
    if (id === mail.messageId) continue;
    const signed = await ids.isOurs(id);
    const { items } = await store.list('mails', { index: 'messageId', equals: [id], limit: SAME_ID_MAX });
    for (const { conversationId, state, sent } of items) {
      early ||= state === 'stored';
      if (conversationId === undefined) continue;
      pointers.push({ conversationId, by: signed && sent ? 'signed-reference' : 'reference' });
    }
  }
  return { pointers, early };
}

async function pointersByNumber(context: AgentContext, { subject }: ReadMail): Promise<Pointer[]> {
  const pointers: Pointer[] = [];
  for (const number of caseNumbersIn(subject).slice(0, NUMBERS_READ_MAX)) {
    const found = await standingCase(context.store, (await caseByNumber(context, number))?._id);
    if (!found) continue;
    const conversationId = mailConversationOf(found);
    pointers.push(
      conversationId === undefined ? { case: found, by: 'number' } : { conversationId, by: 'number' },
    );
  }
  return pointers;
}

async function candidateOf(
  { store }: AgentContext,
  { conversationId, by }: Extract<Pointer, { conversationId: string }>,
  ours: ReadonlySet<string>,
): Promise<ThreadCandidate | undefined> {
  const conversation = await store.get('conversations', conversationId);
  if (!conversation) return undefined;
  const { items } = await store.list('mails', {
    index: 'conversation',
    equals: [conversationId],
    order: 'desc',
    limit: THREAD_MAILS_MAX,
  });
  const theCase = await standingCase(store, conversation.caseId);
  return {
    conversationId,
    by,
    participants: participantsOf(items, ours),
    subjects: items.map(subjectOf),
    ...(theCase ? { case: theCase } : {}),
  };
}

/** Its contact takes part in it, where a channel has vouched for their address; one that was merely said is nobody's. */
async function caseCandidate({ store }: AgentContext, theCase: Case): Promise<ThreadCandidate> {
  const { contactId } = theCase;
  const proven = contactId === undefined ? undefined : await store.get('identities', contactId);
  const contact = proven && (await store.get('contacts', proven.contactId));
  const participants = new Set(contact?.email === undefined ? [] : [contact.email.toLowerCase()]);
  return { by: 'number', participants, subjects: [], case: theCase };
}

function subjectOf({ summary, sent }: StoredMail): string {
  return summary?.subject ?? sent?.subject ?? '';
}
