/** Translates an activity into our turn. */
import type { CardAction, UnknownAction } from '../../cases/cardActions';
import type { IncomingTurn, ProvenIdentity } from '../../cases/conversation/turns';
import type { Person } from '../../cases/values';
import { referenceOf, type BotFrameworkReference, type IncomingActivity } from './activity';
import { readMentions } from './mentions';
import { conversationOf, sharedOf } from './places';

export interface Translating {
  /** Now, where the channel gives no time. */
  readonly now: string;
  readonly newId: () => string;
  readonly parseAction: (value: unknown) => CardAction | UnknownAction;
  /** Whether the channel vouches for who speaks. */
  readonly vouched: boolean;
}

export function turnOfActivity(activity: IncomingActivity, translating: Translating): IncomingTurn {
  const { text, bot } = readMentions(activity);
  const said = (activity.text ?? '').trim();
  const action = isSubmit(activity, text) ? translating.parseAction(activity.value) : undefined;
  const shared = sharedOf(activity, bot || action !== undefined);
  return {
    channel: activity.channelId,
    conversation: conversationOf(activity),
    activityId: activity.id ?? translating.newId(),
    from: personOf(activity),
    text,
    raw: said === text ? undefined : said,
    action,
    attachments: activity.attachments?.filter((one) => !one.contentType.startsWith('text/html')),
    locale: activity.locale,
    at: activity.timestamp === undefined ? translating.now : new Date(activity.timestamp).toISOString(),
    reference: turnReference(activity),
    ...(shared ? { shared } : {}),
    identity: translating.vouched ? identityOf(activity) : undefined,
    viewerId: viewerIdOf(activity),
    now: activity.deliveryMode === 'expectReplies' || undefined,
  };
}

/** Where the answer goes; among several people it is not for one of them. */
export function turnReference(activity: IncomingActivity): BotFrameworkReference {
  const { user, ...reference } = { ...referenceOf(activity), conversation: conversationOf(activity) };
  return sharedOf(activity, false) ? reference : { ...reference, user };
}

/** A card's Action.Submit arrives as a message without words and with a value. */
function isSubmit(activity: IncomingActivity, text: string): boolean {
  return text === '' && typeof activity.value === 'object' && activity.value !== null;
}

export function personOf({ from }: IncomingActivity): Person {
  return { id: from.aadObjectId ?? from.id, name: from.name ?? 'Someone' };
}

/** Teams' own id of the sender (`29:...`): by it a card names whom it is shown to on their own. */
export function viewerIdOf({ channelId, from }: IncomingActivity): string | undefined {
  return channelId === 'msteams' ? from.id : undefined;
}

/** As Teams proves it in a verified token; for activities that the channel vouches for. */
export function identityOf({ from, conversation }: IncomingActivity): ProvenIdentity | undefined {
  if (!from.aadObjectId || !conversation.tenantId) return undefined;
  return { id: `teams:${conversation.tenantId}/${from.aadObjectId}`, name: from.name };
}
