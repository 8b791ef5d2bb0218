/** Step 6, send: the head of `out` goes to its channel, becomes a turn, and leaves the list. Only this file speaks. */
import { caseOfWords } from '../cases/aboutCase';
import { ChannelFailed, type OutgoingContent, type OutgoingMessage, type Sent } from '../cases/channel';
import type { Conversation } from '../cases/conversation/conversation';
import { failed, SEND_ATTEMPTS_MAX, settled } from '../cases/conversation/delivering';
import type { OutEntry } from '../cases/effects';
import { isMailReference } from '../cases/mail/reference';
import { documentOf } from '../cases/store';
import { texts } from '../cases/texts';
import { conversationIdOf, turnId, type Turn } from '../cases/conversation/turns';
import type { Person } from '../cases/values';
import { cardContent } from './cards/contents';
import { wordsSaid } from './followUp/moved';
import { tellCase } from './mail/bounces';
import { keepsLease } from './leases';
import { placeGone } from './live/gone';
import { openThread } from './live/places';
import { agentPerson, type AgentContext } from './context';

export interface Sending {
  readonly applied: number;
  readonly resumed: boolean;
  readonly drain: (caseId: string) => void;
  readonly kick: (conversationId: string) => void;
}

/**
 * Sends one entry; with it the moves up to `applied` are taken off in the same write. `resumed`: somebody before may
 * have sent it and noted its turn, and ended before taking it off.
 */
export async function sendHead(
  context: AgentContext,
  conversation: Conversation,
  { applied, resumed, drain, kick }: Sending,
): Promise<Conversation | undefined> {
  const head = conversation.out[0];
  if (!head) return undefined;
  if (resumed && (await context.store.get('turns', turnId(conversation._id, head.seq)))) {
    await wordsSaid(context, conversation, head, drain);
    return takeOffSent(context, conversation, head, applied);
  }
  if (!(await keepsLease(context, conversation))) return undefined;
  const note = await noteOf(context, conversation, head);
  const sent = await trySend(context, conversation, head, note);
  if (!sent) return undefined;
  if (sent.problem !== undefined) await tellUndelivered(context, conversation, head, sent.problem);
  if (sent.gone) await placeGone(context, conversation, { id: head.id, kick });
  await context.afterStep?.('send');
  // Before the turn, which says that all is noted.
  if (sent.thread) await openThread(context, conversation, sent.thread);
  await context.store.insert('turns', await turnSent(context, conversation, head, { ...sent, note }));
  await wordsSaid(context, conversation, head, drain);
  return takeOffSent(context, conversation, head, applied);
}

async function takeOffSent(
  context: AgentContext,
  conversation: Conversation,
  head: OutEntry,
  applied: number,
): Promise<Conversation | undefined> {
  const result = await context.store.update('conversations', conversation._id, (fresh) =>
    settled(fresh, applied, head.id),
  );
  context.news.tell(conversation._id);
  return documentOf(result);
}

/** A refusal for good comes without the channel's id, with its problem. */
interface Tried extends Sent {
  /** Below the words. */
  readonly note?: string;
  readonly problem?: string;
  readonly gone?: boolean;
}

/** What was sent; nothing where it is tried again later. A refusal for good is kept as sent, with its problem. */
async function trySend(
  context: AgentContext,
  conversation: Conversation,
  head: OutEntry,
  note: string | undefined,
): Promise<Tried | undefined> {
  try {
    return await context.channel.send(await messageOf(context, conversation, head, note));
  } catch (error) {
    const failure =
      error instanceof ChannelFailed ? error : new ChannelFailed('sending failed', true, undefined, error);
    context.log.warn(
      { conversationId: conversation._id, effectId: head.id, attempts: head.attempts, err: error },
      'sending failed',
    );
    if (!failure.retry || head.attempts + 1 >= SEND_ATTEMPTS_MAX)
      return { activityId: '', problem: failure.reason, gone: failure.gone };
    const retry = { now: context.clock(), afterMs: failure.retryAfterMs, jitter: context.random() };
    await context.store.update('conversations', conversation._id, (fresh) =>
      failed(fresh, head.id, failure.reason, retry),
    );
    return undefined;
  }
}

/** A mail that will never go out is shown on its case: nobody looks into the thread for it. */
async function tellUndelivered(
  context: AgentContext,
  { _id, channel, reference }: Conversation,
  { id }: OutEntry,
  reason: string,
): Promise<void> {
  if (channel !== 'email') return;
  const to = isMailReference(reference) ? reference.to.map(({ address }) => address).join(', ') : '';
  await tellCase(context, _id, { id, to, reason });
}

async function messageOf(
  context: AgentContext,
  conversation: Conversation,
  head: OutEntry,
  note: string | undefined,
): Promise<OutgoingMessage> {
  const language = texts(conversation.language ?? conversation.locale).language;
  return {
    effectId: head.id,
    conversationId: conversation._id,
    seq: head.seq,
    channel: conversation.channel,
    reference: conversation.reference,
    language,
    at: head.at,
    content: await contentOf(context, head, language, note),
    replyTo: head.replyTo,
    onlyInPlace: head.onlyInPlace,
    ...(conversation.people ? { viewers: conversation.people } : {}),
    replaces: head.replaces === undefined ? undefined : await activityOf(context, head.replaces),
  };
}

async function contentOf(
  context: AgentContext,
  { words }: OutEntry,
  language: string,
  note: string | undefined,
): Promise<OutgoingContent> {
  if (words.kind === 'text') return { ...words, note };
  return { kind: 'card', card: await cardContent(context, words.card, language), fallback: words.fallback };
}

/** In a chat; a mail says it where mails do. */
async function noteOf(
  context: AgentContext,
  { channel, language, locale }: Conversation,
  { words }: OutEntry,
): Promise<string | undefined> {
  if (words.kind !== 'text' || !words.byAi || channel === 'email') return undefined;
  const { settings } = await context.settings.current();
  return texts(language ?? locale).customer.writtenByAi({ company: settings.global.companyName });
}

/** The channel's id of the message that carried an effect. */
async function activityOf(context: AgentContext, effectId: string): Promise<string | undefined> {
  const { items } = await context.store.list('turns', { index: 'effect', equals: [effectId], limit: 1 });
  return items[0]?.activityId || undefined;
}

async function turnSent(
  context: AgentContext,
  conversation: Conversation,
  head: OutEntry,
  sent: Tried,
): Promise<Turn> {
  const { settings } = await context.settings.current();
  const by = relayedBy(conversation, head);
  return {
    _id: turnId(conversation._id, head.seq),
    version: 1,
    conversationId: conversation._id,
    seq: head.seq,
    from: by ? 'representative' : 'agent',
    by: by ?? agentPerson(settings),
    text: head.words.kind === 'text' ? head.words.text : '',
    note: sent.note,
    at: head.at,
    storedAt: head.at,
    caseId: caseOfWords(head.words),
    activityId: sent.activityId === '' ? undefined : sent.activityId,
    effectId: head.id,
    card: sent.card,
    ...(sent.thread ? { thread: conversationIdOf(conversation.channel, sent.thread.conversation) } : {}),
    asks: head.words.kind === 'text' ? head.words.asks : undefined,
    about: head.words.kind === 'text' ? head.words.about : undefined,
    attachments: head.words.kind === 'text' ? head.words.attachments : undefined,
    problem: sent.problem,
  };
}

/** Whose words these are, where they are a colleague's for the customer. */
function relayedBy({ role }: Conversation, { words }: OutEntry): Person | undefined {
  return role === 'customer' && words.kind === 'text' ? words.by : undefined;
}
