/** What a person does to a case over the API: edits fields, decides reviews, asks for an update. */
import { z } from 'zod/v4';
import { readTyped } from '../../../agent/typed';
import type { ActContext } from '../../../cases/acted';
import { act } from '../../../cases/acting';
import type { ActOutcome, CaseAct } from '../../../cases/acts';
import type { Case } from '../../../cases/case';
import { resolvedFields, type Settings } from '../../../cases/settings';
import { changed, refused, unchanged, type Change } from '../../../cases/store';
import { isOwned, type FieldEntry, type Person } from '../../../cases/values';
import { ask, askerOf, callId, lookAt } from './asking';
import { fullCase, fullView, requireCase } from './caseViews';
import type { ApiDeps } from './deps';
import type { ProblemDetail } from './issueWords';
import { ApiProblem, changedMeanwhile, conflict, notFound } from './problems';
import { param, route, type Answer, type Call, type Frozen, type Route } from './route';
import { fieldValue, named, underWay } from './schemas';
import { viewsFor } from './views';

export type Entries = Readonly<Record<string, FieldEntry | null>>;

const NAME_CHARS_MAX = 64;
const FIELDS_MAX = 200;
const REASON_CHARS_MAX = 500;
const name = z.string().min(1).max(NAME_CHARS_MAX);

const edit = named(
  'CaseEdit',
  z.strictObject({
    fields: z
      .record(name, z.union([fieldValue, z.null()]))
      .describe('Values by field name, as a person would type them; null clears.'),
  }),
);

const decideReview = named(
  'ReviewAct',
  z.strictObject({
    act: z
      .enum(['accept', 'reject', 'undo'])
      .describe('undo puts back what stood there before the agent changed it.'),
    fields: z.array(name).min(1).max(FIELDS_MAX).optional().describe('Missing: all rows that are open.'),
  }),
);

const patch = route({
  method: 'patch',
  path: '/api/cases/{id}',
  id: 'editCase',
  tag: 'Cases',
  summary: "Set or clear fields by hand; the agent then leaves them alone and can only propose others'",
  headers: ['If-Match', 'Idempotency-Key', 'Accept-Language'],
  body: edit,
  answer: fullCase,
  problems: [404, 409, 412, 422],
  handle: async (deps, call) => {
    const found = await requireCase(deps, param(call, 'id'));
    const entries = await typedOrCleared(deps, call);
    return actOn(deps, call, found._id, (now) => ({ kind: 'edit', entries: news(entries, now) }));
  },
});

const review = route({
  method: 'post',
  path: '/api/cases/{id}/reviews/{reviewId}',
  id: 'decideReview',
  tag: 'Cases',
  summary: 'Accept, reject or undo what the agent changed or proposes',
  headers: ['If-Match', 'Idempotency-Key', 'Accept-Language'],
  body: decideReview,
  answer: fullCase,
  problems: [404, 409, 412],
  handle: async (deps, call) => {
    const found = await requireCase(deps, param(call, 'id'));
    const reviewId = param(call, 'reviewId');
    const known = found.reviews.find((one) => one.id === reviewId);
    if (!known) throw notFound('such review on this case');
    const { act: kind, fields } = call.body;
    const stranger = fields?.find((field) => !known.rows.some((row) => row.field === field));
    if (stranger !== undefined) throw notFound(`field "${stranger}" in this review`);
    return actOn(deps, call, found._id, () => ({ kind, reviewId, fields }));
  },
});

const unlock = route({
  method: 'post',
  path: '/api/cases/{id}/fields/{name}/unlock',
  id: 'unlockField',
  tag: 'Cases',
  summary:
    'Give a field that a person or a confirmation holds back to the agent, which may then change it again',
  headers: ['If-Match', 'Idempotency-Key', 'Accept-Language'],
  body: named(
    'FieldUnlocking',
    z.strictObject({
      reason: z.string().trim().max(REASON_CHARS_MAX).default('').describe('Why; kept in the audit.'),
    }),
  ),
  answer: fullCase,
  problems: [404, 409, 412],
  handle: async (deps, call) => {
    const found = await requireCase(deps, param(call, 'id'));
    const field = param(call, 'name');
    if (!found.fields[field]) throw notFound(`value of a field "${field}" on this case`);
    const { reason } = call.body;
    return actOn(deps, call, found._id, () => ({ kind: 'unlock', field, reason }));
  },
});

const update = route({
  method: 'post',
  path: '/api/cases/{id}/update',
  id: 'updateFromConversation',
  tag: 'Cases',
  summary: 'Update from conversation: the agent reads it again and changes or proposes what differs',
  headers: ['Idempotency-Key'],
  status: 202,
  answer: underWay,
  problems: [404, 409],
  handle: async (deps, call) => {
    const found = await requireCase(deps, param(call, 'id'));
    if (found.status !== 'active') throw closed();
    const conversationId = found.conversations.at(-1);
    if (conversationId === undefined)
      throw conflict('NoConversation', 'This case has no conversation to update from.');
    const entry = { kind: 'update' as const, id: callId(call), caseId: found._id, asker: askerOf(call) };
    const seq = await ask(deps, conversationId, entry);
    const look = lookAt('cases', found._id);
    return { body: { conversationId, seq, look }, location: look };
  },
});

export const caseActRoutes: readonly Route[] = [patch, review, unlock, update];

/**
 * What was typed as entries, null where the field is cleared.
 * @throws ApiProblem 422 with what is wrong with each field.
 */
export async function typedOrCleared(
  { context }: ApiDeps,
  call: Call<unknown, { readonly fields: Readonly<Record<string, unknown>> }>,
): Promise<Entries> {
  const { settings } = await context.settings.current();
  const raw = call.body.fields;
  const typed = await readTyped(context, raw, { settings, by: call.caller, id: callId(call) });
  const problems: ProblemDetail[] = Object.entries(typed.problems).map(([field, message]) => ({
    path: `fields.${field}`,
    message,
  }));
  for (const [field, value] of Object.entries(raw)) {
    const problem = value === null ? clearingProblem(settings, field) : emptyProblem(value);
    if (problem !== undefined) problems.push({ path: `fields.${field}`, message: problem });
  }
  if (problems.length > 0)
    throw new ApiProblem(
      422,
      'InvalidFields',
      'Some values do not fit their fields: see the details.',
      problems,
    );
  const cleared = Object.keys(raw).filter((field) => raw[field] === null);
  return { ...typed.entries, ...Object.fromEntries(cleared.map((field) => [field, null])) };
}

function clearingProblem(settings: Settings, field: string): string | undefined {
  const known = resolvedFields(settings).get(field);
  if (!known) return `there is no field "${field}"`;
  return known.setBy.includes('representative') ? undefined : `${known.label} is not set by hand`;
}

/** A form's untouched input says nothing; over the API somebody wrote it. */
function emptyProblem(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() === '' ? 'is empty: send null to clear it' : undefined;
}

/** Without what a person has set to the same value already, and what is empty anyhow. */
function news(entries: Entries, found: Case): Entries {
  return Object.fromEntries(
    Object.entries(entries).filter(([field, entry]) => {
      const standing = found.fields[field];
      if (!entry || !standing) return (entry ?? undefined) !== standing;
      return entry.value !== standing.value || !isOwned(standing);
    }),
  );
}

export type CaseAnswer = Promise<Answer<Frozen<z.output<typeof fullCase>>>>;

/** Acts once for each key, and answers with the case as it is then. */
export async function actOn(
  deps: ApiDeps,
  call: Call<unknown, unknown>,
  caseId: string,
  what: (found: Case) => CaseAct,
): CaseAnswer {
  await carryOut(deps, call, caseId, what);
  return answerWith(deps, call, caseId);
}

/**
 * Acts once for each key; the cards and the audit of it are written when it resolves.
 * @throws ApiProblem 404, 409, 412.
 */
export async function carryOut(
  deps: ApiDeps,
  call: Call<unknown, unknown>,
  caseId: string,
  what: (found: Case) => CaseAct,
): Promise<void> {
  const { context } = deps;
  const { settings } = await context.settings.current();
  const at = context.clock();
  const acting: ActContext = { actId: callId(call), by: call.caller, byKind: 'api', at, settings };
  const seen: { outcome?: ActOutcome } = {};
  const result = await context.store.update('cases', caseId, (found): Change<Case> => {
    seen.outcome = undefined;
    if (found.recent.includes(acting.actId)) return unchanged;
    if (call.ifMatch !== undefined && call.ifMatch !== found.version) return refused('changed-meanwhile');
    const acted = act(found, what(found), acting);
    seen.outcome = acted.outcome;
    return acted.case === found ? unchanged : changed(acted.case);
  });
  if (result.is === 'missing') throw notFound('such case');
  if (result.is === 'refused') throw changedMeanwhile(result.doc.version);
  refuseOutcome(seen.outcome);
  // Written first, so that the version answered is one that stays.
  await deps.agent.drain(caseId).catch((error: unknown) => {
    deps.log.error({ caseId, err: error }, 'draining a case failed'); // the act stands; the rest is due
  });
}

function refuseOutcome(outcome: ActOutcome | undefined): void {
  switch (outcome?.kind) {
    case undefined: // the same key again
    case 'done':
    case 'none':
      return;
    case 'already':
      throw conflict('AlreadyDecided', `That is ${outcome.state ?? 'decided'} already${byWhom(outcome)}.`);
    case 'outdated':
      throw conflict('Outdated', 'The values have changed since: read the case again.');
    case 'spoken-since':
      throw conflict('CustomerSpoke', 'The customer has written since: read the draft again, then decide.');
    case 'edited-since':
      throw conflict('DraftEdited', 'Somebody has changed the draft: read it again, then decide.');
    case 'closed':
      throw closed();
  }
}

function byWhom({ by, at }: { readonly by?: Person; readonly at?: string }): string {
  return `${by ? ` by ${by.name}` : ''}${at ? ` at ${at}` : ''}`;
}

export const closed = (): ApiProblem => conflict('CaseClosed', 'The case is closed: nothing was changed.');

/** The case as it stands now. */
export async function answerWith(deps: ApiDeps, call: Call<unknown, unknown>, caseId: string): CaseAnswer {
  const found = await requireCase(deps, caseId);
  found.conversations.forEach((id) => deps.context.news.tell(id));
  return {
    body: await fullView(deps, await viewsFor(deps, call.language), found),
    version: found.version,
  };
}
