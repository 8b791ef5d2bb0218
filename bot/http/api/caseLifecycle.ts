/** A case's way through its statuses over the API: resolve, cancel, reopen, another reason, another owner, notes. */
import { z } from 'zod/v4';
import { reasonNamed } from '../../../cases/statusReasons';
import { actOn } from './caseActs';
import { fullCase, requireCase } from './caseViews';
import type { ApiDeps } from './deps';
import { ApiProblem } from './problems';
import { param, route, type Route } from './route';
import { named } from './schemas';

const TEXT_CHARS_MAX = 4_000;
const text = z.string().trim().min(1).max(TEXT_CHARS_MAX);
const reason = z.string().min(1).max(100).optional();

const acting = {
  method: 'post',
  tag: 'Cases',
  headers: ['If-Match', 'Idempotency-Key', 'Accept-Language'],
  answer: fullCase,
  problems: [404, 409, 412, 422],
} as const;

const resolve = route({
  ...acting,
  path: '/api/cases/{id}/resolve',
  id: 'resolveCase',
  summary: 'Resolve a case; its customer is told, and what is written next is about something new',
  body: named(
    'CaseResolution',
    z.strictObject({
      resolution: text.describe('What solved it.'),
      remarks: z.string().trim().max(TEXT_CHARS_MAX).optional().describe('For colleagues.'),
      statusReason: reason.describe("One of the settings' statusReasons.resolved; missing: the first."),
    }),
  ),
  handle: async (deps, call) => {
    const found = await requireCase(deps, param(call, 'id'));
    const statusReason = await reasonOf(deps, 'resolved', call.body.statusReason);
    const { resolution, remarks } = call.body;
    return actOn(deps, call, found._id, () => ({ kind: 'resolve', statusReason, resolution, remarks }));
  },
});

const cancel = route({
  ...acting,
  path: '/api/cases/{id}/cancel',
  id: 'cancelCase',
  summary: 'Cancel a case: it needs no resolution, and its customer is not told',
  body: named('CaseCancellation', z.strictObject({ statusReason: reason })),
  handle: async (deps, call) => {
    const found = await requireCase(deps, param(call, 'id'));
    const statusReason = await reasonOf(deps, 'cancelled', call.body.statusReason);
    return actOn(deps, call, found._id, () => ({ kind: 'cancel', statusReason }));
  },
});

const reopen = route({
  ...acting,
  path: '/api/cases/{id}/reopen',
  id: 'reopenCase',
  summary: 'Make a resolved or cancelled case active again',
  body: named('CaseReopening', z.strictObject({})),
  handle: async (deps, call) => {
    const found = await requireCase(deps, param(call, 'id'));
    return actOn(deps, call, found._id, () => ({ kind: 'reopen' }));
  },
});

const keepOpen = route({
  ...acting,
  path: '/api/cases/{id}/closure/undo',
  id: 'undoClosure',
  summary: "Undo the agent's closure while it is held: the case stays open until something is said",
  body: named('ClosureUndone', z.strictObject({})),
  handle: async (deps, call) => {
    const found = await requireCase(deps, param(call, 'id'));
    return actOn(deps, call, found._id, () => ({ kind: 'keep-open' }));
  },
});

const status = route({
  ...acting,
  path: '/api/cases/{id}/status',
  id: 'setStatusReason',
  summary: 'Give an active case another status reason: on hold, waiting for details',
  body: named('CaseStatusReason', z.strictObject({ statusReason: z.string().min(1).max(100) })),
  handle: async (deps, call) => {
    const found = await requireCase(deps, param(call, 'id'));
    const statusReason = await reasonOf(deps, 'active', call.body.statusReason);
    return actOn(deps, call, found._id, () => ({ kind: 'status', statusReason }));
  },
});

const assign = route({
  ...acting,
  path: '/api/cases/{id}/owner',
  id: 'assignCase',
  summary: 'Give a case to somebody, whoever had it before',
  body: named(
    'CaseOwner',
    z.strictObject({ id: z.string().min(1).max(200), name: z.string().min(1).max(100) }),
  ),
  handle: async (deps, call) => {
    const found = await requireCase(deps, param(call, 'id'));
    const owner = call.body;
    const tell = await deps.context.representatives.conversations(owner.id);
    return actOn(deps, call, found._id, () => ({ kind: 'assign', owner, tell }));
  },
});

const note = route({
  ...acting,
  path: '/api/cases/{id}/notes',
  id: 'addNote',
  summary: "Write a note into a case's history; customers never see it",
  body: named('CaseNote', z.strictObject({ text })),
  handle: async (deps, call) => {
    const found = await requireCase(deps, param(call, 'id'));
    const { text: words } = call.body;
    return actOn(deps, call, found._id, () => ({ kind: 'note', text: words }));
  },
});

/** @throws ApiProblem 422 with the reasons that there are. */
async function reasonOf(
  { context }: ApiDeps,
  of: 'active' | 'resolved' | 'cancelled',
  wanted: string | undefined,
): Promise<string> {
  const reasons = (await context.settings.current()).settings.statusReasons[of];
  const found = wanted === undefined ? reasons[0] : reasonNamed(reasons, wanted);
  if (found !== undefined) return found;
  const message = `is none of: ${reasons.join(', ')}`;
  throw new ApiProblem(422, 'UnknownStatusReason', 'There is no such status reason.', [
    { path: 'statusReason', message },
  ]);
}

export const caseLifecycleRoutes: readonly Route[] = [
  resolve,
  cancel,
  reopen,
  keepOpen,
  status,
  assign,
  note,
];
