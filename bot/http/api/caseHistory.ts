/** What happened to a case, and why it is as it is. */
import { z } from 'zod/v4';
import { newestDecision, timelineOf } from '../../../agent/readers';
import type { AuditEntry } from '../../../cases/audit';
import type { Case } from '../../../cases/case';
import type { Decision } from '../../../cases/conversation/turns';
import { requireCase } from './caseViews';
import type { ApiDeps } from './deps';
import { missingOf } from './missing';
import { param, route, type Frozen, type Route } from './route';
import {
  decision,
  fieldEntry,
  listOf,
  missingField,
  named,
  namedField,
  paging,
  person,
  quote,
  time,
} from './schemas';
import { viewsFor, type Views } from './views';

const auditEntry = named(
  'AuditEntry',
  z.object({
    id: z.string(),
    at: time,
    caseVersion: z.number().int(),
    by: person,
    byKind: z.enum(['agent', 'representative', 'customer', 'rule', 'api']),
    kind: z.enum([
      'opened',
      'field',
      'proposed',
      'reviewed',
      'unlocked',
      'undelivered',
      'owner',
      'status',
      'note',
      'closed',
      'reopened',
      'resolution',
      'merged',
      'absorbed',
      'joined',
      'split',
      'draft',
      'follow-up',
      'closure',
      'custom-agent',
    ]),
    text: z.string().describe('The change in words.'),
    field: z.string().optional(),
    label: z.string().optional(),
    from: fieldEntry.optional(),
    to: fieldEntry.optional(),
    state: z
      .string()
      .optional()
      .describe('What became of a reviewed row, a draft or a closure, or the new status.'),
    owner: person.optional(),
    reason: z.string(),
    quotes: z.array(quote),
  }),
);

const audit = route({
  method: 'get',
  path: '/api/cases/{id}/audit',
  id: 'getCaseAudit',
  tag: 'Cases',
  summary: 'Every change of a case, oldest first: old value, new value, who, when, why, and the words',
  description: 'What is about to be written stands at the end of the last page, which it may lengthen.',
  headers: ['Accept-Language'],
  query: z.strictObject(paging),
  answer: listOf('AuditList', auditEntry),
  problems: [404],
  handle: async (deps, call) => {
    // The case is read first: an entry that leaves `pending` meanwhile is among the audit's.
    const found = await requireCase(deps, param(call, 'id'));
    const views = await viewsFor(deps, call.language);
    const { items, next } = await deps.context.store.list('audit', {
      index: 'case',
      equals: [found._id],
      ...call.query,
    });
    const all = next === undefined ? [...items, ...pendingOf(found, items)] : items;
    return { body: { items: await Promise.all(all.map((entry) => auditView(views, entry))), next } };
  },
});

function pendingOf(found: Case, written: readonly AuditEntry[]): AuditEntry[] {
  const ids = new Set(written.map((entry) => entry._id));
  return found.pending.flatMap((effect) =>
    effect.kind === 'audit' && !ids.has(effect.id) ? [effect.entry] : [],
  );
}

async function auditView(views: Views, entry: AuditEntry): Promise<Frozen<z.output<typeof auditEntry>>> {
  const { _id: id, at, caseVersion, by, byKind, what, reason } = entry;
  const field = 'field' in what ? what.field : undefined;
  const [line] = timelineOf([entry], views.settings, views.words);
  const values = what.kind === 'field' || what.kind === 'proposed' ? what : undefined;
  return {
    id,
    at,
    caseVersion,
    by,
    byKind,
    kind: what.kind,
    text: line?.text ?? '',
    field,
    label: field === undefined ? undefined : views.label(field),
    from: await views.optionalEntry(values?.from),
    to: await views.optionalEntry(values?.to),
    state: stateOf(what),
    owner: what.kind === 'owner' ? what.to : undefined,
    reason,
    quotes: await views.quotes(entry.quotes),
  };
}

function stateOf(what: AuditEntry['what']): string | undefined {
  if (what.kind === 'reviewed' || what.kind === 'draft' || what.kind === 'closure') return what.state;
  if (what.kind === 'custom-agent') return what.answer;
  return what.kind === 'status' ? what.to : undefined;
}

const explanation = named(
  'CaseExplanation',
  z.object({
    caseId: z.string(),
    number: z.string(),
    fields: z.array(namedField).describe('Each value with its evidence, reason, who and when.'),
    missing: z.array(missingField),
    decision: decision.optional().describe('The newest one made in its conversations.'),
  }),
);

const explain = route({
  method: 'get',
  path: '/api/cases/{id}/explanation',
  id: 'explainCase',
  tag: 'Cases',
  summary: 'Why the case is as it is: the evidence of each value, the newest decision, what is missing',
  headers: ['Accept-Language'],
  answer: explanation,
  problems: [404],
  handle: async (deps, call) => {
    const found = await requireCase(deps, param(call, 'id'));
    const views = await viewsFor(deps, call.language);
    const { context } = deps;
    const last = found.conversations.at(-1);
    const conversation = last === undefined ? undefined : await context.store.get('conversations', last);
    const newest = await newestOf(deps, found.conversations);
    const body = {
      caseId: found._id,
      number: found.number,
      fields: await views.fields(found.fields),
      missing: missingOf({ case: found, conversation }, views.settings, views.words, context.clock()),
      decision: newest && views.decision(newest),
    };
    return { body };
  },
});

/** The last conversation is the likely one; an older one where nothing has been decided there. */
async function newestOf({ context }: ApiDeps, ids: readonly string[]): Promise<Decision | undefined> {
  for (const id of [...ids].reverse()) {
    const found = await newestDecision(context, id);
    if (found) return found;
  }
  return undefined;
}

export const caseHistoryRoutes: readonly Route[] = [audit, explain];
