/** `/api/cases`: the list and one case whole. */
import { z } from 'zod/v4';
import type { Case } from '../../../cases/case';
import { askedWords, hasWords } from '../../../cases/searchWords';
import type { Page, Query } from '../../../cases/store';
import { CASE_STATUSES, caseHead, fullCase, fullView, headOf, requireCase } from './caseViews';
import type { ApiDeps } from './deps';
import { param, route, type Route } from './route';
import { listOf, paging } from './schemas';
import { viewsFor } from './views';

const filters = z.strictObject({
  ...paging,
  status: z.enum(CASE_STATUSES).optional(),
  contactId: z.string().min(1).max(1000).optional(),
  search: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Words that are all in its number, title or values; in any case, whole words.'),
  number: z.string().min(1).max(40).optional().describe('The whole number, in any case.'),
});

const list = route({
  method: 'get',
  path: '/api/cases',
  id: 'listCases',
  tag: 'Cases',
  summary: 'Cases, newest first',
  query: filters,
  answer: listOf('CaseList', caseHead),
  handle: async (deps, { query }) => {
    const { items, next } = await findCases(deps, query);
    return { body: { items: items.map(headOf), next } };
  },
});

/** One index does the finding; what it leaves is sifted here, so that a page may be shorter than asked for. */
async function findCases({ context }: ApiDeps, query: z.output<typeof filters>): Promise<Page<Case>> {
  const { status, contactId, number, search } = query;
  const words = search === undefined ? [] : askedWords(search);
  if (search !== undefined && words.length === 0) return { items: [] };
  const { items, next } = await context.store.list('cases', casesQuery(query, words[0]));
  const fits = (found: Case): boolean =>
    (status === undefined || found.status === status) &&
    (contactId === undefined || found.contactId === contactId) &&
    (number === undefined || found.number === number.toUpperCase()) &&
    (words.length < 2 || hasWords(found, words)); // the index has found by the first
  return { items: items.filter(fits), next };
}

function casesQuery(
  { limit, after, status, contactId, number }: z.output<typeof filters>,
  word: string | undefined,
): Query<'cases'> {
  const page = { limit, after, order: 'desc' as const };
  if (number !== undefined) return { index: 'number', equals: [number.toUpperCase()], ...page };
  if (word !== undefined) return { index: 'search', equals: [word], ...page };
  if (contactId !== undefined) return { index: 'contact', equals: [contactId], ...page };
  if (status !== undefined) return { index: 'status', equals: [status], ...page };
  return { index: 'opened', ...page };
}

const get = route({
  method: 'get',
  path: '/api/cases/{id}',
  id: 'getCase',
  tag: 'Cases',
  summary: 'One case by id or number: fields with their evidence, reviews, contact, conversations',
  headers: ['Accept-Language'],
  answer: fullCase,
  problems: [404],
  handle: async (deps, call) => {
    const found = await requireCase(deps, param(call, 'id'));
    const views = await viewsFor(deps, call.language);
    return { body: await fullView(deps, views, found), version: found.version };
  },
});

export const caseRoutes: readonly Route[] = [list, get];
