/** What is kept of a client's activity: type, text, value, attachments, locale and clientActivityID; nothing else is believed. */
import * as z from 'zod/v4';
import type { CardAction, UnknownAction } from '../../cases/cardActions';
import type { Attachment, IncomingTurn } from '../../cases/conversation/turns';
import { DirectLineRefusal } from './errors';
import { incomingIdOf } from './outgoing';
import type { Holder } from './tokens';

const ATTACHMENTS_MAX = 10;
const LINK_CHARS_MAX = 2_048;
const DATA_URL_CHARS_MAX = 65_536; // it lies in the conversation's document until the turn is decided
const LOCALE = /^[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3}$/;
const CLIENT_ID = /^[\x21-\x7e]{1,200}$/;

/** Sent by clients on their own: answered, and otherwise ignored. */
const IGNORED: ReadonlySet<string> = new Set([
  'event',
  'conversationUpdate',
  'messageReaction',
  'installationUpdate',
]);

const attachmentShape = z.object({
  contentType: z.string().min(1).max(200),
  name: z.string().max(300).nullish(),
  contentUrl: z.string().nullish(),
});

const activityShape = z.object({
  type: z.string().min(1).max(50),
  text: z.string().nullish(),
  value: z.unknown(),
  attachments: z.array(attachmentShape).max(ATTACHMENTS_MAX).nullish(),
  locale: z.string().nullish(),
  channelData: z.object({ clientActivityID: z.unknown() }).nullish().catch(null),
});
type ClientActivity = z.infer<typeof activityShape>;

export type ClientSays =
  | { readonly kind: 'message'; readonly turn: Omit<IncomingTurn, 'at' | 'reference'> }
  | { readonly kind: 'end' }
  | { readonly kind: 'typing' }
  | { readonly kind: 'ignored' };

export interface Reading {
  readonly parseAction: (value: unknown) => CardAction | UnknownAction;
  readonly newId: () => string;
  readonly textCharsMax: number;
}

/** @throws DirectLineRefusal where the activity is malformed or too large. */
export function readActivity(body: unknown, holder: Holder, reading: Reading): ClientSays {
  const read = activityShape.safeParse(body);
  if (!read.success) throw malformed(read.error);
  const activity = read.data;
  if (activity.type === 'endOfConversation') return { kind: 'end' };
  if (activity.type === 'typing') return { kind: 'typing' };
  if (IGNORED.has(activity.type)) return { kind: 'ignored' };
  if (activity.type !== 'message')
    throw new DirectLineRefusal('BadArgument', 'Activities of this type are not taken.');
  return { kind: 'message', turn: toTurn(activity, holder, reading) };
}

function malformed(error: z.ZodError): DirectLineRefusal {
  const where = error.issues[0]?.path.join('.') ?? '';
  return new DirectLineRefusal('BadArgument', `The activity is malformed${where ? ` at "${where}"` : ''}.`);
}

function toTurn(
  activity: ClientActivity,
  holder: Holder,
  reading: Reading,
): Omit<IncomingTurn, 'at' | 'reference'> {
  const text = activity.text ?? '';
  if (text.length > reading.textCharsMax)
    throw new DirectLineRefusal(
      'MessageSizeTooBig',
      `A message has at most ${reading.textCharsMax} characters.`,
    );
  const action = actionOf(activity.value, text, reading);
  const attachments = (activity.attachments ?? []).map(toAttachment);
  if (text.trim() === '' && !action && attachments.length === 0)
    throw new DirectLineRefusal('BadArgument', 'The message is empty.');
  return {
    channel: 'directline',
    conversation: holder.conversation,
    activityId: idOf(activity, holder, reading),
    from: holder.user,
    text,
    ...(action ? { action } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
    ...(activity.locale && LOCALE.test(activity.locale) ? { locale: activity.locale } : {}),
    ...(holder.identity ? { identity: holder.identity } : {}),
  };
}

/** A value that is none of ours beside a text (a "messageBack" of a foreign button) is left out: the text speaks. */
function actionOf(value: unknown, text: string, reading: Reading): CardAction | UnknownAction | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const action = reading.parseAction(value);
  return action.verb === 'unknown' && text.trim() !== '' ? undefined : action;
}

function toAttachment(sent: z.infer<typeof attachmentShape>): Attachment {
  const url = sent.contentUrl ?? undefined;
  if (url !== undefined) checkUrl(url);
  return {
    contentType: sent.contentType,
    ...(sent.name ? { name: sent.name } : {}),
    ...(url === undefined ? {} : { contentUrl: url }),
  };
}

function checkUrl(url: string): void {
  const charsMax = { 'https:': LINK_CHARS_MAX, 'data:': DATA_URL_CHARS_MAX }[
    /^(https:|data:)/.exec(url)?.[0] ?? ''
  ];
  if (charsMax === undefined)
    throw new DirectLineRefusal('BadArgument', 'An attachment is an https or a data address.');
  if (url.length > charsMax)
    throw new DirectLineRefusal('MessageSizeTooBig', `The attachment's address is too long.`);
}

function idOf(activity: ClientActivity, holder: Holder, reading: Reading): string {
  const clientId = activity.channelData?.clientActivityID;
  // "#" keeps an id made here from ever being read back as a client's.
  return typeof clientId === 'string' && CLIENT_ID.test(clientId)
    ? incomingIdOf(holder.user.id, clientId)
    : `${holder.user.id}#${reading.newId()}`;
}
