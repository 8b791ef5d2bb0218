/** The end of a conversation: whoever had it sees what came of it. */
import type { Conversation, InboxEntry } from '../../cases/conversation/conversation';
import type { CardRef } from '../../cases/effects';
import { customerName, NOBODY } from '../../cases/live/live';
import type { SaidElsewhere } from '../../cases/moves';
import { NOTHING_LIVE, noticeFor, offersUpToDate, partId, type LivePart } from './part';

/** The end: whoever had the conversation sees what came of it, cards that offer it say that it is over. */
export function liveAtEnd(
  conversation: Conversation,
  entries: readonly InboxEntry[],
  caseId: string | undefined,
): LivePart {
  const id = partId(conversation, entries);
  const { takenIn } = conversation;
  const card: CardRef =
    caseId === undefined ? { kind: 'why', conversationId: conversation._id } : { kind: 'summary', caseId };
  const says: SaidElsewhere[] = takenIn
    ? [
        noticeFor({ conversationId: takenIn }, `${id}/ended`, 'live-ended', conversation),
        {
          to: takenIn,
          id: `${id}/wrapup`,
          words: { kind: 'card', card, fallback: customerName(conversation) },
        },
      ]
    : [];
  return { ...NOTHING_LIVE, says: [...says, ...offersUpToDate(conversation, id)], set: NOBODY };
}
