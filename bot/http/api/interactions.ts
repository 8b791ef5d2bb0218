/** What people made of what the agent proposed or did: as JSON in pages, and as a CSV file (RFC 4180). */
import { Readable } from 'node:stream';
import { z } from 'zod/v4';
import { FEEDBACK_ACTS, RECORDED_CARDS, type Interaction } from '../../../cases/feedback/interaction';
import { LIST_MAX, type Page, type Query, type Store } from '../../../cases/store';
import { safeCell } from '../../sheets/excel';
import { route, type Frozen, type Route } from './route';
import { listOf, named, paging, person, time } from './schemas';

const interaction = named(
  'Interaction',
  z.object({
    id: z.string(),
    at: time,
    by: person,
    byKind: z.enum(['representative', 'api']),
    act: z
      .enum(FEEDBACK_ACTS)
      .describe('stood: nobody touched the value until the case was resolved; thumbs are about a card.'),
    caseId: z.string(),
    caseNumber: z.string(),
    field: z.string().optional(),
    predictor: z.string().optional(),
    confidence: z.number().optional().describe('Of the prediction, 0 to 1.'),
    matched: z.boolean().optional().describe('Whether what stands is what was proposed.'),
    proposed: z.string().optional().describe('With the setting `recording.values` only, as `stands`.'),
    stands: z.string().optional(),
    card: z.enum(RECORDED_CARDS).optional(),
    target: z.string().optional().describe("What on the card: a review's or a draft's id."),
  }),
);

const filter = {
  field: z.string().min(1).max(64).optional(),
  caseId: z.string().min(1).max(1000).optional().describe('Comes before `field`.'),
  since: z.iso.datetime().optional().describe('From this moment on, ISO 8601, UTC.'),
  before: z.iso.datetime().optional().describe('Up to this moment, and without it.'),
};

type Filter = z.output<z.ZodObject<typeof filter>>;

const shared = { method: 'get', tag: 'Interactions', needs: 'manage' } as const;

const list = route({
  ...shared,
  path: '/api/interactions',
  id: 'listInteractions',
  summary: 'Every act of a person on what the agent proposed or did, newest first; kept with `recording` on',
  query: z.strictObject({ ...paging, ...filter }),
  answer: listOf('InteractionList', interaction),
  handle: async ({ context }, { query: { limit, after, ...wanted } }) => {
    const { items, next } = await context.store.list('interactions', {
      ...queryOf(wanted),
      order: 'desc',
      limit,
      after,
    });
    return { body: { items: items.map(view), next } };
  },
});

const csv = route({
  ...shared,
  path: '/api/interactions.csv',
  id: 'exportInteractions',
  summary: 'The same as a CSV file, oldest first',
  query: z.strictObject(filter),
  file: 'text/csv; charset=utf-8',
  answer: named('InteractionsFile', z.string()),
  handle: async ({ context }, { query }) => ({
    file: { name: 'interactions.csv', content: Readable.from(linesOf(context.store, query)) },
  }),
});

export const interactionRoutes: readonly Route[] = [list, csv];

function queryOf({
  field,
  caseId,
  since,
  before,
}: Filter): Pick<Query<'interactions'>, 'index' | 'equals' | 'range'> {
  const range = since === undefined && before === undefined ? undefined : { gte: since, lt: before };
  if (caseId !== undefined) return { index: 'case', equals: [caseId], range };
  return field === undefined ? { index: 'at', range } : { index: 'field', equals: [field], range };
}

function view({ _id, version: _version, ...rest }: Interaction): Frozen<z.output<typeof interaction>> {
  return { id: _id, ...rest };
}

const COLUMNS = [
  ...['at', 'byId', 'by', 'byKind', 'act', 'caseNumber', 'caseId', 'field', 'predictor', 'confidence'],
  ...['matched', 'proposed', 'stands', 'card', 'target', 'id'],
] as const;

/** In pages, so that a file of any size takes little memory. */
async function* linesOf(store: Store, wanted: Filter): AsyncGenerator<string> {
  yield lineOf(COLUMNS);
  for (let after: string | undefined; ;) {
    const page: Page<Interaction> = await store.list('interactions', {
      ...queryOf(wanted),
      limit: LIST_MAX,
      after,
    });
    for (const one of page.items) yield lineOf(cellsOf(one));
    after = page.next;
    if (after === undefined) return;
  }
}

function cellsOf(one: Interaction): unknown[] {
  const { at, by, byKind, act, caseNumber, caseId, field, predictor, confidence, matched } = one;
  const { proposed, stands, card, target, _id } = one;
  return [
    ...[at, by.id, by.name, byKind, act, caseNumber, caseId, field, predictor, confidence],
    ...[matched, proposed, stands, card, target, _id],
  ];
}

function lineOf(cells: readonly unknown[]): string {
  return `${cells.map(cellText).join(',')}\r\n`;
}

function cellText(cell: unknown): string {
  const safe = safeCell(cell);
  const text = typeof safe === 'string' ? safe : JSON.stringify(safe ?? '').replaceAll('"', '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
