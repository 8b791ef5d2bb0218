/** Whether what a conversation would open is open already: what is asked, and the answer of a person. */
import { z } from 'zod/v4';
import type { Conversation } from '../../../cases/conversation/conversation';
import { DUPLICATE_CHOICES, likeness, openQuestion } from '../../../cases/duplicates';
import { titleOf } from '../../../cases/opening';
import { standingCase } from '../../../agent/standingCase';
import { ask, callId, lookAt, requireCustomers } from './asking';
import { caseHead, headOf } from './caseViews';
import type { ApiDeps } from './deps';
import { conflict, notFound } from './problems';
import { param, route, type Frozen, type Route } from './route';
import { named, person, time, underWay } from './schemas';

const question = named(
  'DuplicateQuestion',
  z.object({
    askedAt: time,
    until: time.describe('Opened as new and linked then, if nobody has answered.'),
    like: z.array(z.object({ case: caseHead, score: z.number() })).describe('The likest first.'),
    decided: z
      .object({ choice: z.enum(DUPLICATE_CHOICES), by: person, at: time, caseId: z.string() })
      .optional(),
  }),
);

const get = route({
  method: 'get',
  path: '/api/conversations/{id}/duplicate',
  id: 'getDuplicate',
  tag: 'Conversations',
  summary: 'The open cases of the same customer that what would be opened is like, or what was decided',
  answer: question,
  problems: [404, 409],
  handle: async (deps, call) => {
    const found = await requireCustomers(deps, param(call, 'id'));
    return { body: await view(deps, found) };
  },
});

async function view({ context }: ApiDeps, found: Conversation): Promise<Frozen<z.output<typeof question>>> {
  const { duplicate, drafts, problem } = found;
  if (duplicate?.problem !== problem) throw notFound('such question about this conversation');
  const { settings } = await context.settings.current();
  const now = { title: titleOf(drafts, settings), fields: { ...drafts, ...duplicate.typed } };
  const cases = await Promise.all(duplicate.caseIds.map((id) => standingCase(context.store, id)));
  const like = cases
    .filter((one) => one !== undefined)
    .map((one) => ({ case: headOf(one), score: likeness(now, one, settings).score }));
  const { askedAt, until, decided } = duplicate;
  return {
    ...{ askedAt, until, like },
    decided: decided && { choice: decided.choice, by: decided.by, at: decided.at, caseId: decided.caseId },
  };
}

const settle = route({
  method: 'post',
  path: '/api/conversations/{id}/duplicate',
  id: 'settleDuplicate',
  tag: 'Conversations',
  summary: 'Join the open case, open a new one, or open a new one that is linked; the first answer counts',
  headers: ['Idempotency-Key'],
  body: named(
    'DuplicateAnswer',
    z.strictObject({
      choice: z.enum(DUPLICATE_CHOICES),
      caseId: z
        .string()
        .min(1)
        .max(1000)
        .optional()
        .describe('One of those that it is like; missing: the likest.'),
    }),
  ),
  status: 202,
  answer: underWay,
  problems: [404, 409],
  handle: async (deps, call) => {
    const found = await requireCustomers(deps, param(call, 'id'));
    const { choice, caseId } = call.body;
    const asked = openQuestion(found);
    const id = `${callId(call)}/settle`;
    if (!asked && !found.recent.some((one) => one.id === id))
      throw conflict('NothingAsked', 'Nothing is asked about this conversation, or it is decided.');
    if (caseId !== undefined && asked && !asked.caseIds.includes(caseId))
      throw notFound('such case among those that it is like');
    const by = { by: call.caller, byKind: 'api' } as const;
    const entry = { kind: 'settle-duplicate', id, problem: found.problem, choice, caseId, ...by } as const;
    const seq = await ask(deps, found._id, entry);
    const look = `${lookAt('conversations', found._id)}/duplicate`;
    return { body: { conversationId: found._id, seq, look }, location: look };
  },
});

export const duplicateRoutes: readonly Route[] = [get, settle];
