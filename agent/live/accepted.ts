/** A representative accepts: the first one wins, the others see it, and what was said is shown. */
import type { InboxEntry } from '../../cases/conversation/conversation';
import type { Conversation } from '../../cases/conversation/conversation';
import type { Words } from '../../cases/effects';
import { customerName, takenBy } from '../../cases/live/live';
import type { PresentAsker } from '../../cases/moves';
import type { Settings } from '../../cases/settings';
import { texts } from '../../cases/texts';
import { traced } from '../../cases/deciding/trace';
import { queueOf } from './needed';
import {
  customerText,
  NOTHING_LIVE,
  offersUpToDate,
  partId,
  queueCard,
  noticeFor,
  type LivePart,
} from './part';

export interface Accepting {
  readonly conversation: Conversation;
  readonly entries: readonly InboxEntry[];
  readonly asker: PresentAsker;
  readonly settings: Settings;
  readonly language: string | undefined;
  readonly now: string;
}

export function accepted(accepting: Accepting): LivePart {
  const { conversation, entries, asker, settings, language, now } = accepting;
  const id = partId(conversation, entries);
  const queue = queueOf(conversation, settings, now);
  const live: Words = {
    kind: 'card',
    card: { kind: 'live', conversationId: conversation._id, problem: conversation.problem },
    fallback: customerName(conversation),
  };
  const words = texts(language ?? conversation.locale).customer;
  return {
    replies: [customerText(words.accepted({ name: asker.by.name }))],
    says: [{ to: asker.conversationId, id: `${id}/live`, words: live }, ...offersUpToDate(conversation, id)],
    set: takenBy(asker.by, asker.conversationId, queue, { now, offers: conversation.offers }),
    trace: [traced('person-has-taken-over', undefined, { by: asker.by.name })],
  };
}

/** Somebody was faster, or the conversation is over: the card says so. */
export function notAccepted({ conversation, entries, asker }: Accepting): LivePart {
  const id = partId(conversation, entries);
  if (conversation.takenIn === asker.conversationId && conversation.takenBy?.id === asker.by.id)
    return NOTHING_LIVE;
  if (conversation.status === 'ended' || !conversation.takenBy)
    return { ...NOTHING_LIVE, says: [noticeFor(asker, `${id}/gone`, 'live-gone', conversation)] };
  const card = queueCard(conversation);
  const words: Words = { kind: 'card', card, fallback: conversation.takenBy.name };
  const says = [{ to: asker.conversationId, id: `${id}/taken`, words, replyTo: asker.activityId }];
  return { ...NOTHING_LIVE, says };
}
