/** Says what the agent says through the Bot Connector. The only place that sends activities. */
import { ActivityTypes, type Activity, type ConversationParameters } from 'botbuilder';
import type { ConnectorClient } from 'botframework-connector';
import type { CardContent } from '../../cases/cardContent';
import { ChannelFailed, type Channel, type OutgoingMessage, type Sent } from '../../cases/channel';
import { CARD_CONTENT_TYPE, type AdaptiveCard, type CardTarget, type Flavour } from '../../cards';
import type { BotFrameworkReference } from './activity';
import type { Connectors } from './connectors';
import { rootOf, threadIn } from './places';
import { failureOf, type Posting } from './failures';
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
  /** How long the connector may take to answer; the shipped bound where it is missing. */
  readonly answerMsMax?: number;
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
    async typing({ reference }) {
      const to = reference as BotFrameworkReference;
      if (!deps.maySendTo(to.serviceUrl)) return;
      const { conversations } = await deps.connectors.get(to.serviceUrl);
      const activity = { ...addressed(to), type: ActivityTypes.Typing };
      await conversations.sendToConversation(to.conversation, activity, { timeout: ANSWER_MS_MAX });
    },
  };
}

/** A connector that takes the post and never answers must not hold up the conversation. */
const ANSWER_MS_MAX = 10_000;

interface Post {
  readonly activity: Partial<Activity>;
  readonly options: { readonly timeout: number };
}

async function post(
  deps: BotFrameworkChannelDeps,
  message: OutgoingMessage,
  reference: BotFrameworkReference,
  activity: Partial<Activity>,
): Taken {
  const posting = postingOf(message, reference);
  const options = { timeout: deps.answerMsMax ?? ANSWER_MS_MAX };
  try {
    const { conversations } = await deps.connectors.get(reference.serviceUrl);
    switch (posting) {
      case 'update':
        return await update(conversations, message, reference, { activity, options });
      case 'root':
        return await postRoot(conversations, reference, { activity, options });
      case 'message':
        return await postMessage(conversations, message, reference, { activity, options });
    }
  } catch (error) {
    throw failureOf(error, posting);
  }
}

function postingOf({ replaces }: OutgoingMessage, { channelId, channel }: BotFrameworkReference): Posting {
  if (replaces !== undefined && canChange(channelId)) return 'update';
  return channel ? 'root' : 'message';
}

type Conversations = ConnectorClient['conversations'];
type Taken = Promise<Pick<Sent, 'activityId' | 'thread'>>;

async function update(
  conversations: Conversations,
  { replaces = '' }: OutgoingMessage,
  { conversation }: BotFrameworkReference,
  { activity, options }: Post,
): Taken {
  await conversations.updateActivity(conversation, replaces, { ...activity, id: replaces }, options);
  return { activityId: replaces };
}

async function postMessage(
  conversations: Conversations,
  { replyTo, effectId }: OutgoingMessage,
  { conversation }: BotFrameworkReference,
  { activity, options }: Post,
): Taken {
  const response = replyTo
    ? await conversations.replyToActivity(conversation, replyTo, activity, options)
    : await conversations.sendToConversation(conversation, activity, options);
  return { activityId: (response as { id?: string } | undefined)?.id ?? effectId };
}

/** https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages (a channel's thread) */
async function postRoot(
  conversations: Conversations,
  { channel, ...reference }: BotFrameworkReference,
  { activity, options }: Post,
): Taken {
  const { id = reference.conversation, tenantId } = channel ?? {};
  const asked = { isGroup: true, tenantId, channelData: { channel: { id } }, activity };
  const made = await conversations.createConversation(asked as ConversationParameters, options);
  const response = made as { readonly id?: string; readonly activityId?: string };
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

/** From whom and to whom. */
function addressed({
  channelId,
  serviceUrl,
  conversation,
  bot,
  user,
}: BotFrameworkReference): Partial<Activity> {
  return {
    channelId,
    serviceUrl,
    conversation: { id: conversation } as Activity['conversation'],
    from: { ...bot, name: bot.name ?? '' },
    ...(user ? { recipient: { ...user, name: user.name ?? '' } } : {}),
  };
}

function activityOf(
  message: OutgoingMessage,
  reference: BotFrameworkReference,
  { render, words }: BotFrameworkChannelDeps,
): Partial<Activity> {
  const base: Partial<Activity> = {
    ...addressed(reference),
    type: ActivityTypes.Message,
    replyToId: message.replyTo,
    locale: message.language,
    // Bot Connector takes no id of ours: a receiver that wants to tell a repeat finds it here.
    channelData: { effectId: message.effectId },
  };
  const { content } = message;
  if (content.kind === 'text') {
    // A bot speaks under its own name only: whose words these are stands before them.
    const said = content.by ? `${content.by.name}: ${content.text}` : content.text;
    const text = content.note === undefined ? said : `${said}\n\n${content.note}`;
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
