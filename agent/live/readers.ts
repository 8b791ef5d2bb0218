/** Reads what live conversations need to know of others. */
import type { Conversation } from '../../cases/conversation/conversation';
import type { Offer } from '../../cases/live/live';
import { placeServes } from '../../cases/live/placeChanges';
import { serves, type Queue } from '../../cases/live/routing';
import { LIST_MAX } from '../../cases/store';
import type { AgentContext } from '../context';

const LINE_SHOWN_MAX = 99; // "you are 100th in line" helps nobody

/** How many wait in the queue before this one. */
export async function lineBefore(
  context: AgentContext,
  queue: Queue,
  conversation: Conversation,
): Promise<number> {
  const { items } = await waitingIn(context, queue.name, LINE_SHOWN_MAX + 1);
  const since = conversation.waiting?.since;
  return items.filter(
    ({ _id, waiting }) => _id !== conversation._id && waiting && (!since || waiting.since < since),
  ).length;
}

export function waitingIn(context: AgentContext, queue: string, limit = LIST_MAX) {
  return context.store.list('conversations', { index: 'waiting', equals: [queue], limit });
}

/** The conversations of the representatives who serve the queue, or those of one of them, where that one is here. */
export async function offerees(context: AgentContext, queue: Queue, only?: string): Promise<string[]> {
  const places = await context.representatives.places();
  const serving = places.filter(({ id, person, serves: named }) =>
    named ? placeServes({ _id: id, serves: named }, queue) : serves(queue, person.id) || serves(queue, id),
  );
  const theirs = serving.filter(({ person }) => person.id === only);
  return (theirs.length > 0 ? theirs : serving).map(({ id }) => id);
}

/** By the channel's conversation: the thread of the card that offers a conversation there. */
export async function threadsOf(
  { store }: AgentContext,
  offers: readonly Offer[],
): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(
    offers.map(async ({ conversationId, effectId }) => {
      const { items } = await store.list('turns', { index: 'effect', equals: [effectId], limit: 1 });
      return [conversationId, items[0]?.thread] as const;
    }),
  );
  return new Map(found.flatMap(([place, thread]) => (thread === undefined ? [] : [[place, thread]])));
}

/** The customers' conversations that are relayed from and to a representative's. */
export async function takenIn(
  context: AgentContext,
  representativeConversation: string,
): Promise<readonly Conversation[]> {
  const query = { index: 'taken', equals: [representativeConversation], limit: LIST_MAX } as const;
  return (await context.store.list('conversations', query)).items;
}
