/** `POST /api/cases`: a case opened by hand. What was typed stays; with a conversation the agent fills what is empty. */
import { z } from 'zod/v4';
import { makeByHand } from '../../../agent/openByHand';
import type { FieldEntries } from '../../../cases/values';
import { ask, askerOf, callId, lookAt, requireCustomers } from './asking';
import { typedOrCleared } from './caseActs';
import { fullCase, fullView, requireCase } from './caseViews';
import type { ApiDeps } from './deps';
import { ApiProblem, conflict } from './problems';
import { route, type Answer, type Call, type Frozen, type Route } from './route';
import { fieldValue, named, type underWay } from './schemas';
import { viewsFor } from './views';

const newCase = named(
  'NewCase',
  z.strictObject({
    fields: z
      .record(z.string().min(1).max(64), fieldValue)
      .default({})
      .describe('Values by field name, as a person would type them.'),
    conversationId: z
      .string()
      .min(1)
      .max(1000)
      .optional()
      .describe('The agent fills what is empty from this conversation.'),
  }),
);

type NewCase = z.output<typeof newCase>;
type Opened = Promise<Answer<Frozen<z.output<typeof fullCase> | z.output<typeof underWay>>>>;

const post = route({
  method: 'post',
  path: '/api/cases',
  id: 'openCase',
  tag: 'Cases',
  summary: 'Open a case by hand',
  description:
    'Without a conversation the case is opened at once (201, the case). With one it is asked of the agent there ' +
    '(202, where to look). The same Idempotency-Key opens one case.',
  headers: ['Idempotency-Key', 'Accept-Language'],
  body: newCase,
  status: 201,
  orUnderWay: true,
  answer: fullCase,
  problems: [404, 409, 422],
  handle: async (deps, call): Opened => {
    const entries = withoutNull(await typedOrCleared(deps, call));
    const { conversationId } = call.body;
    return conversationId === undefined
      ? openAtOnce(deps, call, entries)
      : openInConversation(deps, call, conversationId);
  },
});

export const openCaseRoutes: readonly Route[] = [post];

function withoutNull(entries: Readonly<Record<string, FieldEntries[string] | null>>): FieldEntries {
  return Object.fromEntries(
    Object.entries(entries).flatMap(([name, entry]) => (entry ? [[name, entry] as const] : [])),
  );
}

async function openAtOnce(deps: ApiDeps, call: Call<unknown, NewCase>, fields: FieldEntries): Opened {
  if (Object.keys(fields).length === 0)
    throw new ApiProblem(422, 'NoFields', 'Fill at least one field, or name a conversation.');
  const { context } = deps;
  const id = `${callId(call)}/case`;
  if (!(await context.store.get('cases', id))) {
    const made = await makeByHand(
      context,
      { id, fields, by: call.caller, byKind: 'api' },
      await context.representatives.conversations(),
    );
    await context.store.insert('cases', made); // "exists": the same call, twice at once
    await deps.agent.drain(id).catch((error: unknown) => {
      deps.log.error({ caseId: id, err: error }, 'draining a case failed'); // the case stands; the rest is due
    });
  }
  const found = await requireCase(deps, id);
  const body = await fullView(deps, await viewsFor(deps, call.language), found);
  return { body, version: found.version, location: lookAt('cases', id) };
}

async function openInConversation(
  deps: ApiDeps,
  call: Call<unknown, NewCase>,
  conversationId: string,
): Opened {
  const conversation = await requireCustomers(deps, conversationId);
  const entry = { kind: 'open' as const, id: callId(call), asker: askerOf(call), typed: call.body.fields };
  const asked = conversation.recent.some((recent) => recent.id === entry.id);
  if (conversation.caseId !== undefined && !asked)
    throw conflict(
      'HasCase',
      `This conversation has a case already: ${lookAt('cases', conversation.caseId)}.`,
    );
  const seq = await ask(deps, conversationId, entry);
  const look = lookAt('conversations', conversationId);
  return { status: 202, body: { conversationId, seq, look }, location: look };
}
