/** `/api/mailboxes`: how each mailbox of the settings fares. */
import { z } from 'zod/v4';
import { route, type Route } from './route';
import { listOf, named, time } from './schemas';

const STATES = ['off', 'elsewhere', 'connecting', 'reading', 'watching', 'failing', 'stopped'] as const;

const folder = named(
  'MailFolder',
  z.object({
    folder: z.string(),
    state: z.enum(STATES),
    since: time,
    waiting: z.number().int().describe('Mails that lie before it, as far as was seen.'),
    stored: z.number().int().describe('Since the start of the process.'),
    lastStoredAt: time.optional(),
    problem: z.string().optional().describe('Why it cannot be read now, in plain words.'),
  }),
);

const mailbox = named(
  'Mailbox',
  z.object({
    name: z.string(),
    address: z.string(),
    state: z.enum(STATES).describe('The least good of its folders; "elsewhere": another process reads it.'),
    folders: z.array(folder),
    sends: z.boolean(),
    sendProblem: z.string().optional().describe('Why the last mail did not go out.'),
    passedOver: z
      .array(
        z.object({
          folder: z.string(),
          uidValidity: z.string(),
          uid: z.number().int(),
          at: time,
          reason: z.string(),
        }),
      )
      .describe('Mails that could not be stored; they lie in their folder, unmarked.'),
  }),
);

const list = route({
  method: 'get',
  path: '/api/mailboxes',
  id: 'listMailboxes',
  tag: 'Email',
  summary: 'The mailboxes of the settings, and how they fare in this process',
  answer: listOf('Mailboxes', mailbox),
  handle: async ({ mailboxes }) => ({ body: { items: await mailboxes.views() } }),
});

const prerequisite = named(
  'Prerequisite',
  z.object({
    id: z.string(),
    title: z.string(),
    state: z.enum(['holds', 'does-not-hold', 'unknown']),
    detail: z.string().describe('What was found, or why nothing could be.'),
  }),
);

const prerequisites = route({
  method: 'get',
  path: '/api/prerequisites',
  id: 'listPrerequisites',
  tag: 'Settings',
  summary: 'What the agent needs to work unattended, and whether it is there; tries the mail servers',
  answer: listOf('Prerequisites', prerequisite),
  handle: async ({ mailboxes }) => ({ body: { items: await mailboxes.prerequisites() } }),
});

export const mailboxRoutes: readonly Route[] = [list, prerequisites];
