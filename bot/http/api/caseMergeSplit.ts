/** Two cases of one matter become one, and one case of two matters becomes two; both keep their history. */
import { z } from 'zod/v4';
import { mergeOf, splitOf } from '../../../agent/mergeSplit';
import type { Case } from '../../../cases/case';
import { LIST_MAX } from '../../../cases/store';
import { callId, lookAt } from './asking';
import { answerWith, carryOut, closed, typedOrCleared } from './caseActs';
import { fullCase, requireCase } from './caseViews';
import type { ApiDeps } from './deps';
import { ApiProblem, changedMeanwhile, conflict } from './problems';
import { param, route, type Route } from './route';
import { fieldValue, named } from './schemas';

const TEXT_CHARS_MAX = 4_000;

const merge = route({
  method: 'post',
  path: '/api/cases/{id}/merge',
  id: 'mergeCase',
  tag: 'Cases',
  summary: 'Make one case of two: the younger goes into the older, whichever is named where',
  description:
    'Answers with the older case, which takes in the conversations and the values that it lacked. The younger one ' +
    'keeps its history, and leads to the older.',
  headers: ['If-Match', 'Idempotency-Key', 'Accept-Language'],
  body: named(
    'CaseMerge',
    z.strictObject({ with: z.string().min(1).max(1000).describe('The other case, by id or number.') }),
  ),
  answer: fullCase,
  problems: [404, 409, 412],
  handle: async (deps, call) => {
    const found = await requireCase(deps, param(call, 'id'));
    const other = await requireCase(deps, call.body.with);
    if (other._id === found._id) throw conflict('SameCase', 'That is one and the same case.');
    const { older, younger, act, closed: gone } = mergeOf(found, other);
    const again = younger.recent.includes(callId(call));
    if (gone && !again) throw closed();
    // The case that is named in the path is the one that `If-Match` is about.
    const { ifMatch } = call;
    if (!again && ifMatch !== undefined && ifMatch !== found.version) throw changedMeanwhile(found.version);
    const acting = found === younger ? call : { ...call, ifMatch: undefined };
    await carryOut(deps, acting, younger._id, () => act);
    return { ...(await answerWith(deps, call, older._id)), location: lookAt('cases', older._id) };
  },
});

const split = route({
  method: 'post',
  path: '/api/cases/{id}/split',
  id: 'splitCase',
  tag: 'Cases',
  summary: 'Give another matter of the same customer a case of its own',
  description: "Answers with the new case, where the case's newest conversation goes on.",
  headers: ['If-Match', 'Idempotency-Key', 'Accept-Language'],
  body: named(
    'CaseSplit',
    z.strictObject({
      matter: z.string().trim().min(1).max(TEXT_CHARS_MAX).optional().describe('What it is, in words.'),
      fields: z
        .record(z.string().min(1).max(64), fieldValue)
        .default({})
        .describe('What is known of it, by field name, as a person would type it.'),
    }),
  ),
  status: 201,
  answer: fullCase,
  problems: [404, 409, 412, 422],
  handle: async (deps, call) => {
    const found = await requireCase(deps, param(call, 'id'));
    const { matter } = call.body;
    const typed = await typedOrCleared(deps, call);
    const entries = Object.fromEntries(
      Object.entries(typed).flatMap(([name, entry]) => (entry ? [[name, entry] as const] : [])),
    );
    if (matter === undefined && Object.keys(entries).length === 0)
      throw new ApiProblem(422, 'NoMatter', 'Say what the other matter is: "matter", or "fields".');
    const { settings } = await deps.context.settings.current();
    const typing = { settings, by: call.caller, id: callId(call) };
    const act = await splitOf(deps.context, found, { matter, entries }, typing);
    await carryOut(deps, call, found._id, () => act);
    const made = await madeBy(deps, found, callId(call));
    return { ...(await answerWith(deps, call, made)), location: lookAt('cases', made) };
  },
});

/** The case that the act made, now or when it came first. */
async function madeBy({ context }: ApiDeps, { _id }: Case, actId: string): Promise<string> {
  const newestFirst = { index: 'case', equals: [_id], order: 'desc', limit: LIST_MAX } as const;
  for (const { what } of (await context.store.list('audit', newestFirst)).items) {
    const made = what.kind === 'split' ? await context.store.get('cases', what.into) : undefined;
    if (made?.recent.includes(actId)) return made._id;
  }
  // Its audit is not written yet: the store could not.
  throw new ApiProblem(503, 'Busy', 'It is being split: look at the case again.', undefined, 1);
}

export const caseMergeSplitRoutes: readonly Route[] = [merge, split];
