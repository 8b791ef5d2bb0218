/** A click that takes longer than its response may is kept as a message would be, and answered by one. */
import type { CardAction, UnknownAction } from '../../cases/cardActions';
import type { Conversation } from '../../cases/conversation/conversation';
import type { Received } from '../../cases/conversation/receiving';
import type { Person } from '../../cases/values';
import type { AgentContext } from '../context';
import { receive } from '../receive';

/** The same click again is the same message. */
export async function asMessage(
  context: AgentContext,
  { _id, channel, reference, locale }: Conversation,
  action: CardAction | UnknownAction,
  click: { readonly id: string; readonly by: Person; readonly identityId?: string },
): Promise<Received> {
  return receive(context, {
    channel,
    conversation: _id.slice(channel.length + 1),
    activityId: click.id,
    from: click.by,
    text: '',
    action,
    locale,
    at: context.clock(),
    reference,
    identity: click.identityId === undefined ? undefined : { id: click.identityId },
    now: true,
  });
}
