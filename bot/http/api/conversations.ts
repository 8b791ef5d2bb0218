/** `/api/conversations/{id}`: its head, its turns, why the agent did what it did, and its end. */
import { z } from 'zod/v4';
import { entriesOf } from '../../../agent/missing';
import { newestDecision } from '../../../agent/readers';
import type { Conversation } from '../../../cases/conversation/conversation';
import type { Turn } from '../../../cases/conversation/turns';
import { accepted, callId, lookAt, requireCustomers } from './asking';
import type { ApiDeps } from './deps';
import { caseOfConversation, missingOf } from './missing';
import { notFound } from './problems';
import { param, route, type Frozen, type Route } from './route';
import {
  decision,
  LIMIT_MAX,
  LIMIT_SHIPPED,
  listOf,
  missingField,
  named,
  namedField,
  person,
  time,
  underWay,
} from './schemas';
import { viewsFor, type Views } from './views';

const head = named(
  'Conversation',
  z.object({
    id: z.string(),
    channel: z.string(),
    role: z
      .enum(['customer', 'representative', 'channel', 'thread'])
      .describe('A channel serves queues; in a thread several representatives write.'),
    status: z.enum(['active', 'ended']),
    person,
    language: z.string().optional().describe('As guessed from what was said.'),
    locale: z.string().optional().describe("The channel's hint."),
    startedAt: time,
    seq: z.number().int(),
    caseId: z.string().optional(),
    takenBy: person.optional(),
    waiting: z
      .object({ queue: z.string(), since: time, reason: z.string() })
      .optional()
      .describe('In line for a person.'),
    drafts: z.array(namedField).describe('Values that wait for a case, with their evidence.'),
    missing: z.array(missingField),
    deciding: z.boolean().describe('The agent is at work on the newest words.'),
    unsent: z.number().int().describe('Replies that are not sent yet.'),
  }),
);

const turn = named(
  'Turn',
  z.object({
    id: z.string(),
    seq: z.number().int(),
    from: z.enum(['customer', 'agent', 'representative']),
    by: person,
    text: z.string(),
    raw: z.string().optional().describe('As it arrived, where that differs.'),
    at: time,
    activityId: z.string().optional(),
    asks: z.array(z.string()).optional().describe('The fields that it asks for.'),
    request: z
      .enum([
        'update',
        'end',
        'open',
        'accept',
        'relay',
        'release',
        'remind',
        'hand-over',
        'closed',
        'reopened',
        'moved',
        'settle-duplicate',
        'follow-up',
        'resolve',
        'custom-agent-answer',
      ])
      .optional()
      .describe('Not words, but what was asked of the agent.'),
    attachments: z
      .array(
        z.object({ contentType: z.string(), name: z.string().optional(), contentUrl: z.string().optional() }),
      )
      .optional(),
    mail: z
      .object({ id: z.string(), subject: z.string(), kind: z.string(), unverified: z.boolean() })
      .optional()
      .describe('Where it came as a mail.'),
    problem: z.string().optional().describe('Why it never reached its channel.'),
    repeats: z.number().int().optional().describe('The seq of the turn that the channel sent again.'),
    decision: decision.optional().describe('The decision made with this turn as its newest.'),
  }),
);

const explanation = named(
  'ConversationExplanation',
  z.object({
    conversationId: z.string(),
    caseId: z.string().optional(),
    fields: z.array(namedField).describe("The case's values, else those that wait for one."),
    missing: z.array(missingField),
    decision: decision.optional(),
  }),
);

const get = route({
  method: 'get',
  path: '/api/conversations/{id}',
  id: 'getConversation',
  tag: 'Conversations',
  summary: 'A conversation: its status, its case, the values that wait for one, what is missing',
  headers: ['Accept-Language'],
  answer: head,
  problems: [404],
  handle: async (deps, call) => {
    const found = await requireConversation(deps, param(call, 'id'));
    return { body: await headView(deps, await viewsFor(deps, call.language), found) };
  },
});

async function headView(
  { context }: ApiDeps,
  views: Views,
  found: Conversation,
): Promise<Frozen<z.output<typeof head>>> {
  const { _id: id, channel, role, status, person, language, locale, startedAt, seq, caseId, takenBy } = found;
  const standing = { case: await caseOfConversation(context, found), conversation: found };
  return {
    ...{ id, channel, role, status, person, language, locale, startedAt, seq, caseId, takenBy },
    waiting: found.waiting && {
      queue: found.waitingIn ?? '',
      since: found.waiting.since,
      reason: found.waiting.reason,
    },
    drafts: await views.fields(found.drafts),
    missing: role === 'customer' ? missingOf(standing, views.settings, views.words, context.clock()) : [],
    deciding: found.inbox.length > 0,
    unsent: found.out.length,
  };
}

const turns = route({
  method: 'get',
  path: '/api/conversations/{id}/turns',
  id: 'listTurns',
  tag: 'Conversations',
  summary: 'The turns of a conversation, oldest first, both ways, with each decision in words',
  description:
    'What lies in the inbox is among them. `next` is the seq of the last turn; `after` takes any seq.',
  headers: ['Accept-Language'],
  query: z.strictObject({
    limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT_SHIPPED),
    after: z.coerce.number().int().min(0).default(0).describe('Turns with a higher seq.'),
  }),
  answer: listOf('TurnList', turn),
  problems: [404],
  handle: async (deps, call) => {
    const { limit, after } = call.query;
    const found = await requireConversation(deps, param(call, 'id'));
    const views = await viewsFor(deps, call.language);
    const items = await deps.agent.transcript.after(found._id, after, limit);
    const next = items.length === limit ? items.at(-1)?.seq : undefined;
    return { body: { items: items.map((one) => turnView(views, one)), next: next?.toString() } };
  },
});

function turnView(views: Views, found: Turn): Frozen<z.output<typeof turn>> {
  const {
    _id: id,
    seq,
    from,
    by,
    text,
    raw,
    at,
    activityId,
    asks,
    request,
    attachments,
    mail,
    problem,
    repeats,
  } = found;
  const made = found.decision && views.decision(found.decision);
  return {
    id,
    seq,
    from,
    by,
    text,
    raw,
    at,
    activityId,
    asks,
    request,
    attachments,
    mail: mail && { id: mail.id, subject: mail.subject, kind: mail.kind, unverified: mail.unverified },
    problem,
    repeats,
    decision: made,
  };
}

const explain = route({
  method: 'get',
  path: '/api/conversations/{id}/explanation',
  id: 'explainConversation',
  tag: 'Conversations',
  summary: 'Why there is a case or not: the values with their evidence, the newest decision, what is missing',
  headers: ['Accept-Language'],
  answer: explanation,
  problems: [404],
  handle: async (deps, call) => {
    const found = await requireConversation(deps, param(call, 'id'));
    const views = await viewsFor(deps, call.language);
    const { context } = deps;
    const standing = { case: await caseOfConversation(context, found), conversation: found };
    const newest = await newestDecision(context, found._id);
    const body = {
      conversationId: found._id,
      caseId: found.caseId,
      fields: await views.fields(entriesOf(standing)),
      missing: missingOf(standing, views.settings, views.words, context.clock()),
      decision: newest && views.decision(newest),
    };
    return { body };
  },
});

const end = route({
  method: 'post',
  path: '/api/conversations/{id}/end',
  id: 'endConversation',
  tag: 'Conversations',
  summary: 'End a conversation: the agent evaluates the whole of it, opens or updates its case',
  headers: ['Idempotency-Key'],
  status: 202,
  answer: underWay,
  problems: [404, 409],
  handle: async (deps, call) => {
    const found = await requireCustomers(deps, param(call, 'id'));
    const seq = isEnding(found)
      ? undefined
      : accepted(await deps.agent.endConversation(found._id, call.caller, callId(call)));
    const look = lookAt('conversations', found._id);
    return { body: { conversationId: found._id, seq, look }, location: look };
  },
});

/** Ended, or asked to and nothing said since: a second end would be told to the customer twice. */
export function isEnding({ status, inbox }: Conversation): boolean {
  const last = inbox.at(-1);
  return last === undefined ? status === 'ended' : last.kind === 'request' && last.request.kind === 'end';
}

async function requireConversation({ context }: ApiDeps, id: string): Promise<Conversation> {
  const found = await context.store.get('conversations', id);
  if (!found) throw notFound('such conversation');
  return found;
}

export const conversationRoutes: readonly Route[] = [get, turns, explain, end];
