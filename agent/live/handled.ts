/** What happens to an accepted conversation: words of the representative, giving it back, and being forgotten. */
import type { Reply } from '../../cases/conversation/committing';
import type { Conversation, InboxEntry } from '../../cases/conversation/conversation';
import { NOBODY, remindAt } from '../../cases/live/live';
import type { RequestedEntry } from '../../cases/moves';
import { queueNamed } from '../../cases/live/routing';
import type { Settings } from '../../cases/settings';
import { texts } from '../../cases/texts';
import { traced } from '../../cases/deciding/trace';
import type { Made } from '../inbox';
import type { AgentContext } from '../context';
import { caseMoved, movedTo } from './caseMoved';
import { enqueued, offering, queueOf } from './needed';
import { customerText, madeOf, NOTHING_LIVE, partId, noticeFor, type LivePart } from './part';

export type LiveRequest = Extract<
  RequestedEntry,
  { kind: 'relay' | 'release' | 'remind' | 'hand-over' | 'closed' | 'reopened' | 'moved' }
>;

export interface Handling<R extends LiveRequest = LiveRequest> {
  readonly conversation: Conversation;
  readonly entries: readonly InboxEntry[];
  readonly request: R;
  readonly settings: Settings;
  readonly now: string;
}

type HandlingOf<K extends LiveRequest['kind']> = Handling<Extract<LiveRequest, { kind: K }>>;

export function isLiveRequest(request: RequestedEntry): request is LiveRequest {
  return ['relay', 'release', 'remind', 'hand-over', 'closed', 'reopened', 'moved'].includes(request.kind);
}

export async function handleLive(context: AgentContext, handling: Handling): Promise<Made> {
  const { request } = handling;
  switch (request.kind) {
    case 'relay':
      return madeOf(relayed({ ...handling, request }));
    case 'release':
      return madeOf(await released(context, { ...handling, request }));
    case 'closed':
    case 'reopened':
      return caseMoved(context, { ...handling, request });
    case 'hand-over':
      return madeOf(await handedOver(context, { ...handling, request }));
    case 'moved':
      return movedTo(handling.conversation, request);
    case 'remind':
      return madeOf(await reminded(context, handling));
  }
}

/** The representative's words for the customer; whoever does not have the conversation any more is told. */
function relayed({ conversation, entries, request }: HandlingOf<'relay'>): LivePart {
  const { by, text, attachments, from } = request;
  if (conversation.takenIn !== from || conversation.status === 'ended') {
    const id = `${partId(conversation, entries)}/not`;
    const says = [noticeFor({ conversationId: from }, id, 'not-delivered', conversation)];
    return { ...NOTHING_LIVE, says };
  }
  const replies: Reply[] = [{ words: { kind: 'text', text, by, attachments } }];
  return { ...NOTHING_LIVE, replies, set: { answerDueAt: undefined, reminded: undefined } };
}

async function released(context: AgentContext, handling: HandlingOf<'release'>): Promise<LivePart> {
  const { conversation, request, settings, entries, now } = handling;
  const { asker, to } = request;
  const words = texts(conversation.language ?? conversation.locale);
  const id = partId(conversation, entries);
  if (conversation.takenIn !== asker.conversationId)
    return { ...NOTHING_LIVE, says: [noticeFor(asker, `${id}/not`, 'not-delivered', conversation)] };
  const given = noticeFor(asker, `${id}/given`, 'given', conversation);
  if (to.kind === 'agent')
    return {
      replies: [customerText(words.customer.givenBack())],
      says: [given],
      set: NOBODY,
      trace: [traced('given-back', undefined, { by: asker.by.name })],
    };
  const queue =
    (to.kind === 'queue' ? queueNamed(settings.routing, to.queue) : undefined) ??
    queueOf(conversation, settings, now);
  const line = { conversation: { ...conversation, ...NOBODY }, turns: [], settings, now, id };
  const { language } = conversation;
  // Nobody there would hear that it was passed on.
  if (to.kind === 'line') return enqueued(context, { ...line, language }, queue, 'unanswered');
  const forWhom = to.kind === 'person' ? to.person : undefined;
  const part = await enqueued(context, { ...line, language, for: forWhom }, queue, 'transferred');
  return { ...part, says: [given, ...part.says] };
}

/** The agent cannot go on: in line for a person, unless one is there or on the way already. */
async function handedOver(context: AgentContext, handling: HandlingOf<'hand-over'>): Promise<LivePart> {
  const { conversation, request, settings, entries, now } = handling;
  const { takenBy, waiting, caseId, status, language } = conversation;
  if (takenBy || waiting || status === 'ended' || caseId !== request.caseId) return NOTHING_LIVE;
  const id = partId(conversation, entries);
  const queue = queueOf(conversation, settings, now);
  return enqueued(context, { conversation, turns: [], settings, language, now, id }, queue, 'agent-cannot');
}

/** Nobody has come, or whoever has the conversation is silent: a reminder first, then the queue again. */
async function reminded(context: AgentContext, handling: Handling): Promise<LivePart> {
  const { conversation, settings, entries, now } = handling;
  const id = partId(conversation, entries);
  const queue = queueOf(conversation, settings, now);
  if (conversation.waiting) {
    const { says, offers } = await offering(context, conversation, queue, { id });
    const waiting = { ...conversation.waiting, remindAt: undefined };
    return { ...NOTHING_LIVE, says, set: { waiting, offers: [...(conversation.offers ?? []), ...offers] } };
  }
  const { takenBy, takenIn } = conversation;
  if (!takenBy || !takenIn || conversation.answerDueAt === undefined) return NOTHING_LIVE;
  const there = { conversationId: takenIn };
  if (!conversation.reminded) {
    const says = [noticeFor(there, `${id}/reminder`, 'customer-waits', conversation)];
    return { ...NOTHING_LIVE, says, set: { answerDueAt: remindAt(queue, now), reminded: true } };
  }
  const line = { conversation: { ...conversation, ...NOBODY }, turns: [], settings, now, id };
  const part = await enqueued(context, { ...line, language: conversation.language }, queue, 'unanswered');
  return { ...part, says: [noticeFor(there, `${id}/back`, 'back-in-line', conversation), ...part.says] };
}
