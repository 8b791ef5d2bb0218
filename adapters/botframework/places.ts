/**
 * Where several people write in Teams: channels, whose threads are conversations of their own, and group chats.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages
 */
import type { Place, PlaceKind, SharedPlace } from '../../cases/live/places';
import { referenceOf, type BotFrameworkReference, type IncomingActivity } from './activity';

const ROOT = ';messageid=';

/** Undefined for a chat of one person with the bot. */
export function kindOf({ channelId, conversation }: IncomingActivity): PlaceKind | undefined {
  if (channelId !== 'msteams') return undefined;
  switch (conversation.conversationType?.toLowerCase()) {
    case 'channel':
      return 'channel';
    case 'groupchat':
      return 'group';
    default:
      return undefined;
  }
}

/** The conversation that the activity is in: in a channel, the thread, by its root. */
export function conversationOf(activity: IncomingActivity): string {
  const { id } = activity.conversation;
  if (kindOf(activity) !== 'channel' || id.includes(ROOT)) return id;
  // Teams names the root in the conversation's id; where it does not, a message is its own root, a click its card's.
  const root = activity.type === 'message' ? activity.id : (activity.replyToId ?? activity.id);
  return root === undefined ? id : threadIn(id, root);
}

/** The thread of a root post. */
export function threadIn(channel: string, root: string): string {
  return `${channel}${ROOT}${root}`;
}

/** The root's id in a thread's; empty for a conversation that is none. */
export function rootOf(thread: string): string {
  return thread.split(ROOT)[1] ?? '';
}

/** What the agent has to know of a place of several; undefined for a chat of one person with the bot. */
export function sharedOf(activity: IncomingActivity, addressed: boolean): SharedPlace | undefined {
  const kind = kindOf(activity);
  if (!kind) return undefined;
  return { kind, addressed, served: placeOf(activity, kind) };
}

/** The place that can serve queues: the channel itself, or the group chat. */
export function placeOf(activity: IncomingActivity, kind: PlaceKind): Place {
  const { channelData, conversation } = activity;
  const id = conversation.id.split(ROOT)[0] ?? conversation.id;
  const names =
    kind === 'channel' ? [channelData?.team?.name, channelData?.channel?.name] : [conversation.name];
  const { user: _nobody, ...reference } = referenceOf(activity);
  const channel = { id, tenantId: conversation.tenantId };
  const there: BotFrameworkReference = {
    ...reference,
    conversation: id,
    ...(kind === 'channel' ? { channel } : {}),
  };
  return {
    channel: activity.channelId,
    conversation: id,
    reference: there,
    name: names.filter(Boolean).join(' › '),
  };
}
