/** What comes in: a Bot Framework activity, parsed by what is used of it. The rest of it is dropped. */
import { z } from 'zod/v4';

const ID_CHARS_MAX = 1_000; // Teams' conversation ids are about 150 characters
const id = z.string().min(1).max(ID_CHARS_MAX);

const account = z.object({
  id,
  name: z.string().max(300).optional().catch(undefined),
  aadObjectId: z.string().max(100).optional().catch(undefined),
});

const attachment = z.object({
  contentType: z.string().max(200),
  name: z.string().max(300).optional(),
  contentUrl: z.string().max(4_000).optional(),
});

/** The Bot Framework's Activity 3.0, as far as the agent reads it. */
export const incomingActivity = z.object({
  type: z.string().min(1).max(100),
  id: id.optional(),
  name: z.string().max(200).optional(),
  channelId: z.string().min(1).max(100),
  serviceUrl: z.url().max(2_000),
  from: account,
  recipient: account,
  conversation: z.object({ id, tenantId: z.string().max(100).optional().catch(undefined) }),
  timestamp: z.iso.datetime({ offset: true }).optional().catch(undefined),
  locale: z.string().max(35).optional().catch(undefined),
  text: z.string().optional().catch(undefined),
  value: z.unknown().optional(),
  attachments: z.array(attachment).max(20).optional().catch(undefined),
  replyToId: id.optional().catch(undefined),
  deliveryMode: z.string().max(50).optional().catch(undefined),
});

export type IncomingActivity = z.infer<typeof incomingActivity>;

/** Where an answer goes: kept with the conversation, read by the sender. */
export interface BotFrameworkReference {
  readonly kind: 'botframework';
  readonly serviceUrl: string;
  readonly channelId: string;
  readonly conversation: string;
  readonly bot: { readonly id: string; readonly name?: string };
  readonly user: { readonly id: string; readonly name?: string };
}

export function referenceOf(activity: IncomingActivity): BotFrameworkReference {
  return {
    kind: 'botframework',
    serviceUrl: activity.serviceUrl,
    channelId: activity.channelId,
    conversation: activity.conversation.id,
    bot: { id: activity.recipient.id, name: activity.recipient.name },
    user: { id: activity.from.id, name: activity.from.name },
  };
}
