/** The bot came to a place or has to leave it, as Teams tells it. */
import type { PlaceEvent } from '../../cases/live/places';
import type { IncomingActivity } from './activity';
import { identityOf } from './incoming';
import { kindOf, placeOf } from './places';

const ADDED: ReadonlySet<string> = new Set(['add', 'add-upgrade']);
const REMOVED: ReadonlySet<string> = new Set(['remove', 'remove-upgrade']);
const CLOSED: ReadonlySet<string> = new Set([
  'channelDeleted',
  'teamDeleted',
  'teamArchived',
  'teamHardDeleted',
]);

/**
 * The bot came to a place or left it; undefined where the activity says neither.
 * https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/subscribe-to-conversation-events
 */
export function placeEventOf(activity: IncomingActivity, vouched: boolean): PlaceEvent | undefined {
  const kind = whatHappened(activity);
  if (!kind) return undefined;
  const shared = kindOf(activity);
  const identity = vouched ? identityOf(activity) : undefined;
  return {
    kind,
    shared: shared !== undefined,
    place: placeOf(activity, shared ?? 'group'),
    identity,
    locale: activity.locale,
  };
}

function whatHappened(activity: IncomingActivity): PlaceEvent['kind'] | undefined {
  const { type, action, membersAdded, membersRemoved, recipient, channelData } = activity;
  const isBot = ({ id }: { readonly id: string }): boolean => id === recipient.id;
  if (type === 'installationUpdate') {
    if (ADDED.has(action ?? '')) return 'added';
    return REMOVED.has(action ?? '') ? 'removed' : undefined;
  }
  if (type !== 'conversationUpdate') return undefined;
  if (CLOSED.has(channelData?.eventType ?? '') || membersRemoved?.some(isBot)) return 'removed';
  return membersAdded?.some(isBot) ? 'added' : undefined;
}
