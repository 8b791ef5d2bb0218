/** What a live conversation adds to a decision, and the pieces that its files share. */
import type { Reply } from '../../cases/conversation/committing';
import type { Conversation, InboxEntry } from '../../cases/conversation/conversation';
import type { CardRef, Notice, Words } from '../../cases/effects';
import { customerName, type LiveFields } from '../../cases/live/live';
import type { MoveDraft, PresentAsker, SaidElsewhere } from '../../cases/moves';
import type { TraceLine } from '../../cases/deciding/trace';
import type { Made } from '../inbox';

export interface LivePart {
  readonly replies: readonly Reply[];
  readonly says: readonly SaidElsewhere[];
  readonly set: Partial<LiveFields>;
  readonly trace: readonly TraceLine[];
}

export const NOTHING_LIVE: LivePart = { replies: [], says: [], set: {}, trace: [] };

/** A decision that is about who talks to whom, and predicts nothing. */
export function madeOf(part: LivePart): Made {
  const { replies, set, trace } = part;
  return { replies, moves: sayMoves(part), set, trace, keepsSaid: true };
}

export function sayMoves({ says }: LivePart): MoveDraft[] {
  return says.length > 0 ? [{ kind: 'say', says }] : [];
}

export function customerText(text: string, replyTo?: string): Reply {
  return { words: { kind: 'text', text, asks: [], about: { kind: 'notice' } }, replyTo };
}

/** A line for a representative, about the customer of the conversation. */
export function noticeFor(
  to: Pick<PresentAsker, 'conversationId' | 'activityId'>,
  id: string,
  notice: Notice,
  conversation: Conversation,
): SaidElsewhere {
  const name = customerName(conversation);
  const words: Words = { kind: 'card', card: { kind: 'notice', notice, name }, fallback: name };
  return { to: to.conversationId, id, words, replyTo: to.activityId };
}

export function queueCard({ _id, problem }: Pick<Conversation, '_id' | 'problem'>): CardRef {
  return { kind: 'queue', conversationId: _id, problem };
}

/** The cards that offer the conversation show how it stands now, where the channel can change them. */
export function offersUpToDate(conversation: Conversation, id: string): SaidElsewhere[] {
  const words: Words = {
    kind: 'card',
    card: queueCard(conversation),
    fallback: customerName(conversation),
  };
  return (conversation.offers ?? []).map(({ conversationId, effectId }, at) => ({
    to: conversationId,
    id: `${id}/offer/${at}`,
    words,
    replaces: effectId,
    onlyInPlace: true,
    dispensable: true,
  }));
}

/** What a decision causes elsewhere is named after the newest entry that it took: made anew, it is the same. */
export function partId(conversation: Conversation, entries: readonly InboxEntry[]): string {
  return `${conversation._id}/live/${entries.at(-1)?.seq ?? conversation.seq}`;
}
