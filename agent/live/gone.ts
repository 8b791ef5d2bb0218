/** A place that takes nothing any more: it is offered nothing, and whoever was talked with there is back in line. */
import type { Conversation } from '../../cases/conversation/conversation';
import { agentPerson, type AgentContext } from '../context';
import { receiveRequest } from '../receive';
import { leave } from './places';
import { takenIn } from './readers';

/** Can be done again under the same id: the customers' conversations take each request once. */
export async function placeGone(
  context: AgentContext,
  { _id, role }: Conversation,
  { id, kick }: { readonly id: string; readonly kick: (conversationId: string) => void },
): Promise<void> {
  if (role === 'customer') return;
  await leave(context, _id);
  const { settings } = await context.settings.current();
  const asker = { conversationId: _id, by: agentPerson(settings), byKind: 'representative' } as const;
  const release = { kind: 'release', id: `${id}/gone`, asker, to: { kind: 'line' } } as const;
  for (const live of await takenIn(context, _id)) {
    await receiveRequest(context, live._id, release);
    kick(live._id);
  }
}
