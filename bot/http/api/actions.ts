/** The agent invoked from outside: enrich a case from an email or a conversation, or resolve it; and what came of it. */
import { z } from 'zod/v4';
import type { Case } from '../../../cases/case';
import type { AskedAction, Operation } from '../../../cases/customAgent/operation';
import { ACTIONS } from '../../../cases/customAgent/operation';
import { caseIdOfOperation, operationBegun, type Asks } from '../../../cases/customAgent/operations';
import { seqOfRecent } from '../../../cases/conversation/accepting';
import { operationTexts } from '../../../cases/texts/operations';
import { turnId } from '../../../cases/conversation/turns';
import { actionsBody, readActions, type ReadAction, type Source } from './actionsBody';
import { askerOf, callId } from './asking';
import { requireCase } from './caseViews';
import type { ApiDeps } from './deps';
import { ApiProblem, conflict, notFound } from './problems';
import { param, route, type Call, type Frozen, type Route } from './route';
import { decision, named, person, time } from './schemas';
import { viewsFor, type Views } from './views';

const STATUSES = ['under-way', 'done'] as const;

const begun = named(
  'OperationBegun',
  z.object({
    id: z.string(),
    status: z.enum(STATUSES),
    look: z.string().describe('Where to see what came of it.'),
  }),
);

const actionView = named(
  'OperationAction',
  z.object({
    action: z.enum(ACTIONS),
    conversationId: z.string(),
    status: z.enum(STATUSES),
    outcome: z
      .enum(['enriched', 'said', 'drafted', 'person', 'nothing'])
      .optional()
      .describe(
        'Fields changed or proposed; words sent or drafted; a person is needed; or nothing, and why.',
      ),
    text: z.string().optional().describe('The outcome in words.'),
    changed: z.array(z.string()).optional().describe('Names of the fields that were set.'),
    proposed: z
      .array(z.string())
      .optional()
      .describe('Names of the fields that a representative is asked about.'),
    response: z.string().optional().describe("The custom agent's response type."),
    why: z.string().optional(),
    decision: decision.optional().describe('Why, check by check, while the conversation still knows.'),
    doneAt: time.optional(),
  }),
);

const operationView = named(
  'Operation',
  z.object({
    id: z.string(),
    caseId: z.string(),
    status: z.enum(STATUSES),
    at: time,
    by: person,
    actions: z.array(actionView),
  }),
);

const invoke = route({
  method: 'post',
  path: '/api/cases/{id}/actions',
  id: 'invokeCaseProcessingAgent',
  tag: 'Cases',
  summary: 'Invoke the agent: enrich the case from an email or a conversation, or resolve it',
  description:
    'Answers at once with an operation to look at. `enrich` reads the source again, as "Update from conversation" ' +
    'does. `resolve` takes the next step towards a solution: it may ask the customer, propose a solution, or draft ' +
    'either, as the automation level says. Refused while the flow `invokeCaseProcessingAgent` is switched off.',
  headers: ['Idempotency-Key'],
  body: actionsBody,
  status: 202,
  answer: begun,
  problems: [404, 409, 422],
  handle: async (deps, call) => {
    const found = await requireCase(deps, param(call, 'id'));
    const { settings } = await deps.context.settings.current();
    if (!settings.flows.invokeCaseProcessingAgent)
      throw conflict('FlowOff', 'The flow "Invoke case processing agent" is switched off in the settings.');
    const { actions, incidentId } = readActions(call.body);
    if (incidentId !== undefined && (await requireCase(deps, incidentId))._id !== found._id)
      throw conflict('OtherCase', 'msdyn_incidentId is another case than the one of the address.');
    const known = found.operations?.find(({ key }) => key === callId(call));
    const id = known?.id ?? (await begin(deps, call, found, actions));
    const look = `/api/operations/${encodeURIComponent(id)}`;
    return { body: { id, status: 'under-way' as const, look }, location: look };
  },
});

async function begin(
  deps: ApiDeps,
  call: Call<unknown, unknown>,
  found: Case,
  actions: readonly ReadAction[],
): Promise<string> {
  if (found.status !== 'active') throw conflict('CaseClosed', 'The case is closed: nothing is done with it.');
  const asks = await Promise.all(actions.map((one) => asksFor(deps, call, found, one)));
  const key = callId(call);
  const at = deps.context.clock();
  const result = await deps.context.store.update('cases', found._id, (fresh) =>
    operationBegun(fresh, { key, by: call.caller, asks, at }),
  );
  if (result.is === 'missing') throw notFound('such case');
  await deps.agent.drain(found._id).catch((error: unknown) => {
    deps.log.error({ caseId: found._id, err: error }, 'draining a case failed'); // it is due
  });
  return result.doc.operations?.find((one) => one.key === key)?.id ?? '';
}

async function asksFor(
  deps: ApiDeps,
  call: Call<unknown, unknown>,
  found: Case,
  read: ReadAction,
): Promise<Asks> {
  const { action } = read;
  const asker = askerOf(call);
  const caseId = found._id;
  if (read.action === 'enrich') {
    const to = await conversationOf(deps, found, read.source);
    const entry = (id: string, operation: string) =>
      ({ kind: 'update', id, caseId, asker: { ...asker, operation } }) as const;
    return { action, to, entry };
  }
  const to = found.conversations.at(-1);
  if (to === undefined) throw conflict('NoConversation', 'This case has no conversation to resolve it in.');
  const { automation } = read;
  const entry = (id: string, operation: string) =>
    ({ kind: 'resolve', id, caseId, asker, automation, operation }) as const;
  return { action, to, entry };
}

/** @throws ApiProblem 422 where the source is none of the case's. */
async function conversationOf({ context }: ApiDeps, found: Case, { kind, id }: Source): Promise<string> {
  const mail = kind === 'conversation' ? undefined : await context.store.get('mails', id);
  const conversationId = kind === 'email' ? mail?.conversationId : (mail?.conversationId ?? id);
  if (conversationId !== undefined && found.conversations.includes(conversationId)) return conversationId;
  throw new ApiProblem(422, 'NotOfTheCase', 'The source is no email and no conversation of this case.', [
    { path: 'sourceContextEntity', message: 'name an email or a conversation of the case' },
  ]);
}

const look = route({
  method: 'get',
  path: '/api/operations/{id}',
  id: 'getOperation',
  tag: 'Cases',
  summary: 'What came of an invocation: what changed, what was asked or drafted, or why nothing',
  headers: ['Accept-Language'],
  answer: operationView,
  problems: [404],
  handle: async (deps, call) => {
    const id = param(call, 'id');
    const caseId = caseIdOfOperation(id);
    const found = caseId === undefined ? undefined : await deps.context.store.get('cases', caseId);
    const operation = found?.operations?.find((one) => one.id === id);
    if (!found || !operation) throw notFound('such operation; the newest of each case are kept');
    return { body: await viewOf(deps, await viewsFor(deps, call.language), found, operation) };
  },
});

async function viewOf(
  deps: ApiDeps,
  views: Views,
  found: Case,
  { id, at, by, actions: asked }: Operation,
): Promise<Frozen<z.output<typeof operationView>>> {
  const actions = await Promise.all(asked.map((one) => viewOfAction(deps, views, found, one)));
  const status = actions.every((one) => one.status === 'done') ? 'done' : 'under-way';
  return { id, caseId: found._id, status, at, by, actions };
}

async function viewOfAction(
  deps: ApiDeps,
  views: Views,
  found: Case,
  asked: AskedAction,
): Promise<Frozen<z.output<typeof actionView>>> {
  const { action, conversationId, doneAt, outcome } = endedWith(found, asked);
  if (!outcome) return { action, conversationId, status: 'under-way' };
  const words = operationTexts(views.words.language);
  return {
    action,
    conversationId,
    status: 'done',
    outcome: outcome.kind,
    text: words.outcome(outcome, (name) => views.label(name)),
    ...(outcome.kind === 'enriched' ? { changed: outcome.changed, proposed: outcome.proposed } : {}),
    ...('response' in outcome ? { response: outcome.response } : {}),
    ...('why' in outcome ? { why: outcome.why, decision: await decisionOf(deps, views, asked) } : {}),
    doneAt,
  };
}

/** A case that was closed or merged meanwhile answers nothing more. */
function endedWith({ status, updatedAt }: Case, asked: AskedAction): AskedAction {
  if (asked.outcome || status === 'active') return asked;
  return { ...asked, outcome: { kind: 'nothing', why: 'case-closed' }, doneAt: updatedAt };
}

async function decisionOf({ context }: ApiDeps, views: Views, { conversationId, requestId }: AskedAction) {
  const conversation = await context.store.get('conversations', conversationId);
  const seq = conversation && seqOfRecent(conversation, requestId);
  const turn = seq === undefined ? undefined : await context.store.get('turns', turnId(conversationId, seq));
  return turn?.decision && views.decision(turn.decision);
}

export const actionRoutes: readonly Route[] = [invoke, look];
