/** Drafts of a case over the API: words for its customer that wait for somebody's word. */
import { z } from 'zod/v4';
import { draft as writeDraft } from '../../../agent/apply';
import { draftProblems, placeOf } from '../../../agent/drafts/actions';
import { draftFor } from '../../../agent/drafts/drafting';
import { DRAFT_KINDS, DRAFT_STATES, type Draft, type DraftEdit } from '../../../cases/drafts/draft';
import { draftById, isByAi, isStale } from '../../../cases/drafts/drafts';
import { texts } from '../../../cases/texts';
import { callId } from './asking';
import { actOn } from './caseActs';
import { requireCase } from './caseViews';
import type { ApiDeps } from './deps';
import { ApiProblem, conflict, notFound } from './problems';
import { param, route, type Answer, type Call, type Frozen, type Route } from './route';
import { listOf, named, person, quote, time } from './schemas';
import { viewsFor, type Views } from './views';
import { shownTo } from '../../../agent/shownTo';

const TEXT_CHARS_MAX = 10_000;
const words = z.string().max(TEXT_CHARS_MAX).regex(/\S/, 'is empty');
const name = z.string().min(1).max(100);
const revision = z.int().min(1).describe('The one that was read: an older one is refused.');

const draftView = named(
  'Draft',
  z.object({
    id: z.string(),
    kind: z.enum(DRAFT_KINDS).describe('resolution: sending it resolves the case.'),
    conversationId: z.string().describe('Where the words go.'),
    text: z.string(),
    subject: z.string().optional(),
    template: z.string().optional().describe('Put around the words where they go out as a mail.'),
    language: z.string(),
    writtenBy: z.object({
      kind: z.enum(['model', 'custom-agent', 'template', 'person']),
      name: z.string(),
      ai: z.boolean().describe('The customer is told that AI wrote it.'),
    }),
    intent: z.string().optional(),
    rule: z.string().optional().describe('The follow-up rule.'),
    number: z.number().int().optional().describe("Which of the rule's follow-ups."),
    resolves: z.boolean().optional().describe('Sending it resolves the case, too.'),
    asks: z.array(z.string()).describe('Names of the fields that it asks for.'),
    fields: z.array(z.string()).describe('Names of the fields that it refers to.'),
    quotes: z.array(quote).describe("The customer's words that it answers."),
    statusReason: z.string().optional(),
    remarks: z.string().optional(),
    at: time,
    revision: z.number().int(),
    heard: z.number().int().describe("The customer's newest `seq` now: what `seen` is compared with."),
    stale: z.boolean().describe('The customer has spoken since it was written.'),
    state: z.enum(DRAFT_STATES),
    editedBy: person.optional(),
    decidedBy: person.optional(),
    decidedAt: z.string().optional(),
  }),
);

type DraftAnswer = Promise<Answer<Frozen<z.output<typeof draftView>>>>;

const acting = {
  tag: 'Cases',
  headers: ['If-Match', 'Idempotency-Key'],
  answer: draftView,
  problems: [404, 409, 412, 422],
} as const;

const list = route({
  method: 'get',
  path: '/api/cases/{id}/drafts',
  id: 'listDrafts',
  tag: 'Cases',
  summary: 'The drafts of a case, oldest first: the last ten',
  answer: listOf('DraftList', draftView),
  problems: [404],
  handle: async (deps, call) => {
    const found = await requireCase(deps, param(call, 'id'));
    const views = await viewsFor(deps, call.language);
    const items = await Promise.all((found.drafts ?? []).map((one) => viewOf(deps, views, one)));
    return { body: { items } };
  },
});

const make = route({
  ...acting,
  method: 'post',
  path: '/api/cases/{id}/drafts',
  id: 'makeDraft',
  summary: 'Have a draft written: from a template, by a model where one is configured, else in plain words',
  headers: ['Idempotency-Key'],
  status: 201,
  body: named(
    'DraftWish',
    z.strictObject({
      kind: z.enum(DRAFT_KINDS),
      material: words.optional().describe('What must be said: questions a line each, the solution.'),
      template: name.optional().describe('Missing: the recommended one, else the default one.'),
      fields: z.array(name).max(20).optional().describe('Names of the fields that it refers to.'),
    }),
  ),
  handle: async (deps, call) => {
    const { context, agent } = deps;
    const { kind, material } = call.body;
    const found = await requireCase(deps, param(call, 'id'));
    if ((kind === 'question' || kind === 'solution') && material === undefined)
      throw invalid('material', 'is what must be said: give it with a question or a solution');
    await checkTyped(deps, call.language, { template: call.body.template ?? '' });
    const id = callId(call);
    if (!found.recent.includes(id)) {
      const made = await draftFor(context, found, call.body);
      if (!made) throw conflict('NoConversation', 'This case has no conversation in which it could be said.');
      const tell = await shownTo(context, found);
      await writeDraft(context, id, { kind: 'draft', caseId: found._id, made, by: call.caller, tell });
      await agent.drain(found._id);
    }
    const now = await requireCase(deps, found._id);
    const newest = now.drafts?.findLast((one) => one.kind === kind && one.state === 'open');
    if (!newest) throw conflict('CaseClosed', 'The case is closed: nothing was drafted.');
    return { body: await viewOf(deps, await viewsFor(deps, call.language), newest), version: now.version };
  },
});

const edit = route({
  ...acting,
  method: 'patch',
  path: '/api/cases/{id}/drafts/{draftId}',
  id: 'editDraft',
  summary: 'Edit a draft, or put it into another template',
  body: named(
    'DraftEdit',
    z.strictObject({
      revision,
      text: words.optional(),
      subject: z.string().max(200).optional().describe("Empty: the template's, else the thread's own."),
      template: z.string().max(100).optional().describe('Empty: none.'),
      statusReason: name.optional(),
      remarks: z.string().max(TEXT_CHARS_MAX).optional(),
    }),
  ),
  handle: async (deps, call) => {
    const { revision: of, ...typed } = call.body;
    const edited: DraftEdit = Object.fromEntries(
      Object.entries(typed).map(([key, value]) => [key, value.trim()]),
    );
    await checkTyped(deps, call.language, edited);
    return onDraft(deps, call, async (draft) => ({
      kind: 'edit-draft',
      draftId: draft.id,
      revision: of,
      edit: edited,
      place: await placeOf(deps.context, draft),
    }));
  },
});

const send = route({
  ...acting,
  method: 'post',
  path: '/api/cases/{id}/drafts/{draftId}/send',
  id: 'sendDraft',
  summary: 'Send a draft under your name: once, and not over what the customer has said since',
  body: named(
    'DraftSending',
    z.strictObject({
      revision,
      seen: z
        .int()
        .min(0)
        .describe("The draft's `heard` as it was read: newer words of the customer refuse."),
    }),
  ),
  handle: (deps, call) =>
    onDraft(deps, call, async (draft) => ({
      kind: 'send-draft',
      draftId: draft.id,
      ...call.body,
      place: await placeOf(deps.context, draft),
    })),
});

const discard = route({
  ...acting,
  method: 'post',
  path: '/api/cases/{id}/drafts/{draftId}/discard',
  id: 'discardDraft',
  summary: 'Discard a draft: it is never sent',
  body: named('DraftDiscarding', z.strictObject({})),
  handle: (deps, call) =>
    onDraft(deps, call, (draft) => Promise.resolve({ kind: 'discard-draft', draftId: draft.id })),
});

/** Acts once for each key, and answers with the draft as it is then. */
async function onDraft(
  deps: ApiDeps,
  call: Call<unknown, unknown>,
  what: (draft: Draft) => Promise<DraftActOf>,
): DraftAnswer {
  const found = await requireCase(deps, param(call, 'id'));
  const draft = draftById(found, param(call, 'draftId'));
  if (!draft) throw notFound('such draft on this case');
  const act = await what(draft);
  const { version } = await actOn(deps, call, found._id, () => act);
  const now = await requireCase(deps, found._id);
  const newest = draftById(now, draft.id) ?? draft;
  return { body: await viewOf(deps, await viewsFor(deps, call.language), newest), version };
}

type DraftActOf = Extract<ReturnType<Parameters<typeof actOn>[3]>, { readonly draftId: string }>;

/** @throws ApiProblem 422 with what is wrong with each. */
async function checkTyped(
  { context }: ApiDeps,
  language: string | undefined,
  typed: DraftEdit,
): Promise<void> {
  const { settings } = await context.settings.current();
  const problems = Object.entries(draftProblems({ ...typed }, settings, texts(language)));
  if (problems.length === 0) return;
  const details = problems.map(([path, message]) => ({ path, message }));
  throw new ApiProblem(422, 'InvalidDraft', 'Some values do not fit: see the details.', details);
}

function invalid(path: string, message: string): ApiProblem {
  return new ApiProblem(422, 'InvalidDraft', 'Some values do not fit: see the details.', [{ path, message }]);
}

async function viewOf(
  { context }: ApiDeps,
  views: Views,
  draft: Draft,
): Promise<Frozen<z.output<typeof draftView>>> {
  const { heard } = await placeOf(context, draft);
  const { purpose, quotes = [], asks = [], fields = [], writtenBy } = draft;
  return {
    ...draftView.parse({
      ...draft,
      ...purpose,
      ...{ asks, fields, heard },
      writtenBy: { ...writtenBy, ai: isByAi(draft) },
      stale: isStale(draft, heard),
      quotes: await views.quotes(quotes),
    }),
  };
}

export const caseDraftRoutes: readonly Route[] = [list, make, edit, send, discard];
