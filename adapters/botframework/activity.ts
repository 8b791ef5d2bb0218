/** What comes in: a Bot Framework activity, parsed by what is used of it. The rest of it is dropped. */
import { z } from 'zod/v4';

const ID_CHARS_MAX = 1_000; // Teams' conversation ids are about 150 characters
const id = z.string().min(1).max(ID_CHARS_MAX);

const account = z.object({
  id,
  name: z.string().max(300).optional().catch(undefined),
  aadObjectId: z.string().max(100).optional().catch(undefined),
});

const named = z.object({
  id: id.optional().catch(undefined),
  name: z.string().max(300).optional().catch(undefined),
});

/** What Teams says of where an activity happened: https://learn.microsoft.com/microsoftteams/platform/resources/bot-v3/bots-context */
const channelData = z.object({
  team: named.optional().catch(undefined),
  channel: named.optional().catch(undefined),
  eventType: z.string().max(100).optional().catch(undefined),
});

/** Only mentions are read. */
const entity = z.object({
  type: z.string().max(100),
  mentioned: named.optional().catch(undefined),
  text: z.string().max(1_000).optional().catch(undefined),
});

const ENTITIES_MAX = 100;
const MEMBERS_MAX = 1_000; // a team is told of in pages
const members = z.array(z.object({ id })).max(MEMBERS_MAX).optional().catch(undefined);

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
  conversation: z.object({
    id,
    name: z.string().max(300).optional().catch(undefined),
    tenantId: z.string().max(100).optional().catch(undefined),
    conversationType: z.string().max(50).optional().catch(undefined),
  }),
  timestamp: z.iso.datetime({ offset: true }).optional().catch(undefined),
  locale: z.string().max(35).optional().catch(undefined),
  text: z.string().optional().catch(undefined),
  value: z.unknown().optional(),
  attachments: z.array(attachment).max(20).optional().catch(undefined),
  replyToId: id.optional().catch(undefined),
  entities: z.array(entity).max(ENTITIES_MAX).optional().catch(undefined),
  channelData: channelData.optional().catch(undefined),
  membersAdded: members,
  membersRemoved: members,
  /** Of an installationUpdate: "add", "remove". */
  action: z.string().max(50).optional().catch(undefined),
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
  /** Missing where several people write. */
  readonly user?: { readonly id: string; readonly name?: string };
  /** The address is that of a channel as a whole: what is posted there begins a thread. */
  readonly channel?: { readonly id: string; readonly tenantId?: string };
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
