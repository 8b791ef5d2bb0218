/** The buttons of live conversations: each is a request to the customer's conversation, where it takes its place in the order. */
import type { CardAction, FreshCard } from '../../cases/cardActions';
import type { RequestedEntry } from '../../cases/moves';
import { card, told, type Answer, type Answering } from '../answers';
import type { AgentContext } from '../context';
import { nothingThere } from '../clicks/refused';
import { customerName } from '../../cases/live/live';
import { queueCard } from './part';
import { takenIn } from './readers';

export type LiveAction = Extract<
  CardAction,
  { verb: 'accept-conversation' | 'end-conversation' | 'release-conversation' }
>;

export async function answerLiveAction(
  context: AgentContext,
  action: LiveAction,
  answering: Answering,
): Promise<Answer> {
  const { asker, id, words } = answering;
  const found = await context.store.get('conversations', action.conversationId);
  if (found?.role !== 'customer') return nothingThere(context, action, answering);
  const over = found.problem !== action.problem || found.status === 'ended';
  const elsewhere = found.takenBy !== undefined && found.takenIn !== asker.conversationId;
  if (over || elsewhere) return { words: card(queueCard(found), customerName(found)) };
  if (action.verb === 'accept-conversation') {
    const [busy] = await takenIn(context, asker.conversationId);
    if (busy && busy._id !== found._id)
      return { words: told(words.representative.busyWith({ name: customerName(busy) })) };
  } else if (!found.takenBy) return { words: told(words.representative.nobodyLive()) };
  return {
    moves: [{ kind: 'request', conversationId: found._id, entry: entryOf(action, answering) }],
    shows: action.verb === 'accept-conversation' ? queueCard(found) : undefined,
  };

  function entryOf({ verb }: LiveAction, { asker: by }: Answering): RequestedEntry {
    switch (verb) {
      case 'accept-conversation':
        return { kind: 'accept', id: `${id}/accept`, asker: by };
      case 'end-conversation':
        return { kind: 'end', id: `${id}/end`, by: by.by };
      case 'release-conversation':
        return { kind: 'release', id: `${id}/release`, asker: by, to: { kind: 'agent' } };
    }
  }
}

/** What was said in a live conversation is shown where it is held; elsewhere only who has it. */
export async function visibleCard(
  context: AgentContext,
  asked: FreshCard,
  { asker }: Pick<Answering, 'asker'>,
): Promise<FreshCard> {
  if (asked.kind !== 'live') return asked;
  const found = await context.store.get('conversations', asked.conversationId);
  return found?.takenIn === asker.conversationId ? asked : { ...asked, kind: 'queue' };
}
