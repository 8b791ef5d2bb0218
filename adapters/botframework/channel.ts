/** Says what the agent says through the Bot Connector. The only place that sends activities. */
import { ActivityTypes, type Activity, type ConversationParameters } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import type { CardContent } from '../../cases/cardContent';
import { ChannelFailed, type Channel, type OutgoingMessage, type Sent } from '../../cases/channel';
import { CARD_CONTENT_TYPE, type AdaptiveCard, type CardTarget, type Flavour } from '../../cards';
import type { BotFrameworkReference } from './activity';
import type { Connectors } from './connectors';
import { rootOf, threadIn } from './places';
import type { Replies } from './replies';

export type RenderCard = (content: CardContent, target: CardTarget) => AdaptiveCard;

export type CardWords = (content: CardContent, language: string) => string;

export interface BotFrameworkChannelDeps {
  readonly connectors: Connectors;
  readonly replies: Replies;
  readonly render: RenderCard;
  /** A card in words, for channels without cards. */
  readonly words: CardWords;
  readonly maySendTo: (serviceUrl: string) => boolean;
}

export function createBotFrameworkChannel(deps: BotFrameworkChannelDeps): Channel {
  return {
    async send(message) {
      const reference = message.reference as BotFrameworkReference;
      const inPlace = message.replaces !== undefined && canChange(reference.channelId);
      if (message.onlyInPlace && !inPlace) return { activityId: message.effectId };
      const activity = activityOf(message, reference, deps);
      const card: unknown = message.content.kind === 'card' ? activity.attachments?.[0]?.content : undefined;
      const taken = deps.replies.take(message.conversationId, activity);
      if (taken !== undefined) return { activityId: taken, card };
      if (!deps.maySendTo(reference.serviceUrl))
        throw new ChannelFailed('the service URL is not one that may be answered', false);
      return { ...(await post(deps, message, reference, activity)), card };
    },
  };
}

async function post(
  deps: BotFrameworkChannelDeps,
  message: OutgoingMessage,
  reference: BotFrameworkReference,
  activity: Partial<Activity>,
): Promise<Pick<Sent, 'activityId' | 'thread'>> {
  try {
    const client = await deps.connectors.get(reference.serviceUrl);
    const { conversations } = client;
    const { conversation } = reference;
    if (message.replaces !== undefined && canChange(reference.channelId)) {
      await conversations.updateActivity(conversation, message.replaces, {
        ...activity,
        id: message.replaces,
      });
      return { activityId: message.replaces };
    }
    if (reference.channel) return await postRoot(conversations, reference, activity);
    const response = message.replyTo
      ? await conversations.replyToActivity(conversation, message.replyTo, activity)
      : await conversations.sendToConversation(conversation, activity);
    return { activityId: (response as { id?: string } | undefined)?.id ?? message.effectId };
  } catch (error) {
    throw failureOf(error);
  }
}

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages (a channel's thread) */
async function postRoot(
  conversations: ConnectorClient['conversations'],
  { channel, ...reference }: BotFrameworkReference,
  activity: Partial<Activity>,
): Promise<Pick<Sent, 'activityId' | 'thread'>> {
  const { id = reference.conversation, tenantId } = channel ?? {};
  const response = (await conversations.createConversation({
    isGroup: true,
    tenantId,
    channelData: { channel: { id } },
    activity,
  } as ConversationParameters)) as { id?: string; activityId?: string };
  const conversation = response.id ?? threadIn(id, response.activityId ?? '');
  const activityId = response.activityId ?? rootOf(conversation);
  return { activityId, thread: { conversation, reference: { ...reference, conversation } } };
}

/** Cards change in place in Teams; elsewhere a new message says how it is now. */
function canChange(channelId: string): boolean {
  return channelId === 'msteams';
}

/**
 * Channels that show a card as a picture at best: its buttons would do nothing there.
 * https://learn.microsoft.com/azure/bot-service/bot-service-channels-reference
 */
const WITHOUT_CARDS: ReadonlySet<string> = new Set([
  'alexa',
  'email',
  'facebook',
  'groupme',
  'line',
  'skype',
  'slack',
  'sms',
  'telegram',
  'telephony',
  'twilio-sms',
]);

export function flavourOf(channelId: string): Flavour {
  return channelId === 'msteams' ? 'universal' : 'submit';
}

function activityOf(
  message: OutgoingMessage,
  reference: BotFrameworkReference,
  { render, words }: BotFrameworkChannelDeps,
): Partial<Activity> {
  const base: Partial<Activity> = {
    type: ActivityTypes.Message,
    channelId: reference.channelId,
    serviceUrl: reference.serviceUrl,
    conversation: { id: reference.conversation } as Activity['conversation'],
    from: { ...reference.bot, name: reference.bot.name ?? '' },
    ...(reference.user ? { recipient: { ...reference.user, name: reference.user.name ?? '' } } : {}),
    replyToId: message.replyTo,
    locale: message.language,
    // Bot Connector takes no id of ours: a receiver that wants to tell a repeat finds it here.
    channelData: { effectId: message.effectId },
  };
  const { content } = message;
  if (content.kind === 'text') {
    // A bot speaks under its own name only: whose words these are stands before them.
    const text = content.by ? `${content.by.name}: ${content.text}` : content.text;
    const attachments = content.attachments?.length ? [...content.attachments] : undefined;
    return { ...base, text, attachments, textFormat: 'plain', inputHint: 'acceptingInput' };
  }
  if (WITHOUT_CARDS.has(reference.channelId))
    return { ...base, text: words(content.card, message.language), textFormat: 'plain' };
  const viewers = [...(message.viewers ?? []), ...(reference.user ? [reference.user.id] : [])];
  const flavour = flavourOf(reference.channelId);
  const card = render(content.card, { flavour, language: message.language, viewers });
  return {
    ...base,
    summary: content.fallback,
    attachments: [{ contentType: CARD_CONTENT_TYPE, content: card }],
  };
}

const WORTH_A_RETRY: ReadonlySet<number> = new Set([408, 412, 425, 429]);

/** 4xx is final but for 408, 412 and 429: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
function failureOf(error: unknown): ChannelFailed {
  const { statusCode, response } = (error ?? {}) as {
    statusCode?: number;
    response?: { headers?: { get?(name: string): string | undefined } };
  };
  const retryAfter = Number(response?.headers?.get?.('retry-after'));
  const afterMs = Number.isFinite(retryAfter) && retryAfter > 0 ? retryAfter * 1_000 : undefined;
  const reason =
    statusCode === undefined ? 'the channel could not be reached' : `the channel answered ${statusCode}`;
  return new ChannelFailed(reason, statusCode === undefined || isWorthARetry(statusCode), afterMs, error);
}

function isWorthARetry(status: number): boolean {
  return status >= 500 || WORTH_A_RETRY.has(status);
}
