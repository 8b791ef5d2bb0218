/** What becomes of a stored mail: read, find its thread, take it as a turn, note where it went. Safe to run again. */
import { ruleFor, ruleVerdict, type RuleVerdict } from '../../cases/mail/emailRules';
import { isProven, type ReadMail } from '../../cases/mail/mail';
import { mailOpening, openingByHand, type MailOpening } from '../../cases/mail/opening';
import { threadOf, type Thread, type ThreadCandidate } from '../../cases/mail/thread';
import type { Settings } from '../../cases/settings';
import { isReachable } from '../../cases/mail/correspondent';
import {
  correspondentOf,
  dealtWith,
  postponed,
  summaryOf,
  takenUp,
  type Outcome,
  type StoredMail,
} from '../../cases/mail/storedMail';
import { changed, StoreBusy, StoreUnavailable, unchanged } from '../../cases/store';
import { conversationIdOf, type IncomingTurn } from '../../cases/conversation/turns';
import { worker, type AgentContext } from '../context';
import { noteBounce } from './bounces';
import { findThread } from './findThread';
import { tellIfClosed } from './lateMail';
import { EMAIL, incomingTurn } from './incoming';
import type { MailWork } from './work';
import { readStored } from './reading';

/** The conversation that it went into, where it did. */
export async function processMail(work: MailWork, id: string): Promise<string | undefined> {
  const { context } = work;
  const taken = await context.store.update('mails', id, (found) => takenUp(found, worker(context)));
  if (taken.is !== 'changed') return undefined;
  try {
    const outcome = await outcomeOf(work, taken.doc);
    if (outcome === 'later') await postpone(context, id, 'what it answers has not come in', true);
    else await context.store.update('mails', id, (found) => dealtWith(found, outcome));
    return outcome === 'later' ? undefined : outcome.conversationId;
  } catch (error) {
    const waits =
      error instanceof StoreBusy || error instanceof StoreUnavailable || error instanceof LaneFull;
    context.log.error({ mailId: id, err: error }, 'a mail could not be dealt with');
    const problem = error instanceof Error ? error.message : String(error);
    await postpone(context, id, problem, !waits);
    return undefined;
  }
}

async function postpone(context: AgentContext, id: string, problem: string, counts: boolean): Promise<void> {
  await context.store.update('mails', id, (found) => postponed(found, context.clock(), { problem, counts }));
}

/** The conversation's inbox is full: the mail comes again. */
class LaneFull extends Error {}

const EARLY_ATTEMPTS_MAX = 2; // what it answers was deleted, or never came here

async function outcomeOf(work: MailWork, stored: StoredMail): Promise<Outcome | 'later'> {
  const { context, parts } = work;
  const { settings } = await context.settings.current();
  const reading = await readStored(context, parts, stored, settings);
  if (!reading) return { state: 'unreadable', reason: 'the raw mail is gone' };
  const { mail } = reading;
  const ours = await parts.ids.isOurs(mail.messageId);
  const written = stored.outgoing === true || ours || isMailbox(settings, mail.from.address);
  const correspondent = correspondentOf(mail, written);
  const base = { messageId: mail.messageId, summary: summaryOf(mail), correspondent };
  if (ours) return { ...base, state: 'own', ...(await placeOfOurs(context, mail)) };
  if (mail.kind === 'unreadable') return { ...base, state: 'unreadable', reason: mail.kindReason };
  if (mail.kind === 'bounce')
    return { ...base, state: 'bounce', ...(await noteBounce(work, stored._id, mail)) };
  const { candidates, early } = await findThread(context, parts, mail, settings);
  if (early && stored.attempts < EARLY_ATTEMPTS_MAX) return 'later';
  return { ...base, ...(await place(work, { stored, mail, settings, candidates })) };
}

function isMailbox({ mailboxes }: Settings, from: string): boolean {
  return mailboxes.some(({ address }) => address === from);
}

async function placeOfOurs(
  { store }: AgentContext,
  { messageId }: ReadMail,
): Promise<Pick<Outcome, 'conversationId'>> {
  const { items } = await store.list('mails', { index: 'messageId', equals: [messageId], limit: 5 });
  return { conversationId: items.find((one) => one.sent)?.conversationId };
}

interface Placing {
  readonly stored: StoredMail;
  readonly mail: ReadMail;
  readonly settings: Settings;
  readonly candidates: readonly ThreadCandidate[];
}

/** Joins a conversation, begins one by a rule, or is kept with the reason. */
async function place(work: MailWork, placing: Placing): Promise<Outcome> {
  const { context } = work;
  const { stored, mail, settings, candidates } = placing;
  const ours = isMailbox(settings, mail.from.address);
  const proven = isProven(mail);
  if (ours && !stored.outgoing && !proven)
    return { state: 'kept', reason: 'unverified-sender', trusted: false };
  const outgoing = stored.outgoing === true || ours;
  if (proven && !outgoing) await context.store.update('correspondents', mail.from.address, isReachable);
  const known = await knows(context, mail);
  const mailboxes = stored.places.map(({ mailbox }) => mailbox);
  const found = outgoing ? undefined : ruleFor(settings.emailRules, mail, mailboxes);
  const verdict = verdictOf(settings, mail, { rule: found?.rule, known });
  const waitHours = found && verdict.opens ? found.rule.waitHours : undefined;
  const begun = await begunBefore(context, stored, mail);
  const thread: Thread = begun ?? threadOf(mail, candidates, { now: context.clock(), outgoing, waitHours });
  if (thread.is === 'joins') return join(work, placing, { ...thread, outgoing });
  if (thread.is === 'enters') return enter(work, placing, thread.caseId);
  if (outgoing) return { state: 'kept', reason: 'staff-elsewhere', trusted: true };
  const mailbox = found?.mailbox ?? mailboxes[0] ?? '';
  const unverified = !proven;
  const facts = { mailId: stored._id, unverified, known, relatedTo: thread.relatedTo, at: context.clock() };
  const { textCharsMax } = settings.turns;
  const begin = async (opening: MailOpening): Promise<Outcome> => {
    const turn = incomingTurn({ stored, mail, textCharsMax, opening, mailbox, outgoing: false });
    const rule = opening.by ? undefined : opening.rule;
    return { state: 'taken', rule, trusted: proven, ...(await take(work, turn)) };
  };
  if (stored.openedBy && mail.from.address !== '') return begin(openingByHand(stored.openedBy, mail, facts));
  if (!verdict.opens) return { state: 'kept', reason: verdict.reason, trusted: proven };
  if (!found) return { state: 'kept', reason: 'no-rule', trusted: proven };
  return begin(mailOpening(found.rule, mail, settings, facts));
}

function verdictOf(
  settings: Settings,
  mail: ReadMail,
  { rule, known }: { readonly rule: Parameters<typeof ruleVerdict>[0]; readonly known: boolean },
): RuleVerdict {
  if (!settings.flows.invokeCaseProcessingAgent) return { opens: false, reason: 'agent-off' };
  return ruleVerdict(rule, mail, { known });
}

/** It began a conversation before this process died, or its rule changed: it stays there. */
async function begunBefore(
  { store }: AgentContext,
  stored: StoredMail,
  mail: ReadMail,
): Promise<Extract<Thread, { is: 'joins' }> | undefined> {
  const conversationId = conversationIdOf(EMAIL, stored._id);
  const found = await store.get('conversations', conversationId);
  if (!found?.recent.some(({ id }) => id === mail.messageId)) return undefined;
  return { is: 'joins', conversationId };
}

async function join(
  work: MailWork,
  { stored, mail, settings, candidates }: Placing,
  { conversationId, outgoing }: { readonly conversationId: string; readonly outgoing: boolean },
): Promise<Outcome> {
  const conversation = await work.context.store.get('conversations', conversationId);
  const candidate = candidates.find((one) => one.conversationId === conversationId);
  const trusted = (isProven(mail) && candidate?.participants.has(mail.from.address) === true) || outgoing;
  const mailbox = stored.places[0]?.mailbox ?? '';
  const joins = {
    conversationId,
    reference: conversation?.reference,
    trusted: trusted || isOwner(conversation, mail),
  };
  const { textCharsMax } = settings.turns;
  const turn = incomingTurn({ stored, mail, textCharsMax, joins, mailbox, outgoing });
  const taken = await take(work, turn);
  if (!outgoing) await tellIfClosed(work, conversation?.caseId, stored._id, mail);
  return { state: 'taken', trusted: joins.trusted, ...taken };
}

/** Begins a thread of mails in a case that came by another channel. */
async function enter(work: MailWork, { stored, mail, settings }: Placing, caseId: string): Promise<Outcome> {
  const { context } = work;
  const conversationId = conversationIdOf(EMAIL, stored._id);
  await context.store.update('cases', caseId, (found) =>
    found.conversations.includes(conversationId)
      ? unchanged
      : changed({ ...found, conversations: [...found.conversations, conversationId] }),
  );
  const mailbox = stored.places[0]?.mailbox ?? '';
  const { textCharsMax } = settings.turns;
  const turn = incomingTurn({ stored, mail, textCharsMax, caseId, mailbox, outgoing: false });
  const taken = await take(work, turn);
  await tellIfClosed(work, caseId, stored._id, mail);
  return { state: 'taken', trusted: true, ...taken };
}

/** Whoever began the thread, and answers a mail that we signed. */
function isOwner(
  conversation: { readonly person: { readonly id: string } } | undefined,
  { from }: ReadMail,
): boolean {
  return conversation?.person.id === `${EMAIL}:${from.address}`;
}

async function knows({ store }: AgentContext, { from }: ReadMail): Promise<boolean> {
  return from.address !== '' && (await store.get('identities', `${EMAIL}:${from.address}`)) !== undefined;
}

async function take(
  { receive }: MailWork,
  turn: IncomingTurn,
): Promise<{ readonly conversationId: string; readonly seq: number }> {
  const received = await receive(turn);
  if (received.kind === 'busy') throw new LaneFull('too much waits in the conversation');
  return { conversationId: received.conversationId, seq: received.seq };
}
