/** Erasing a contact's data: asked for here, done in the background, and looked up until it is done. */
import { z } from 'zod/v4';
import { requestErasure } from '../../../agent/erasing';
import type { Erasure } from '../../../cases/erasing';
import { callId } from './asking';
import { notFound } from './problems';
import { param, route, type Route } from './route';
import { listOf, named, paging, person, time } from './schemas';

const erasure = named(
  'Erasure',
  z.object({
    id: z.string(),
    state: z.enum(['running', 'done']).describe('done: nothing personal is left, in this entry either.'),
    at: time,
    by: person,
    endedAt: time.optional(),
    what: z
      .enum(['contact', 'transcripts', 'cases', 'contacts'])
      .describe("contact: somebody asked for it; the others are the settings' retention, an entry a day."),
    removed: z.number().int().describe('How many documents were taken away.'),
    failed: z
      .number()
      .int()
      .optional()
      .describe(
        'How many things could not be erased the last time: the log says why, and they are tried again.',
      ),
  }),
);

function view({ _id, what, state, at, by, endedAt, removed, failed }: Erasure): z.output<typeof erasure> {
  return { id: _id, what, state, at, by, endedAt, removed, failed };
}

const list = route({
  method: 'get',
  path: '/api/erasures',
  id: 'listErasures',
  tag: 'Erasures',
  summary: 'What was erased or is being erased, when and by whom, newest first; not of whom',
  query: z.strictObject(paging),
  answer: listOf('ErasureList', erasure),
  handle: async ({ context }, { query }) => {
    const { items, next } = await context.store.list('erasures', { index: 'at', order: 'desc', ...query });
    return { body: { items: items.map(view), next } };
  },
});

const erase = route({
  method: 'delete',
  path: '/api/contacts/{id}/data',
  id: 'eraseContact',
  tag: 'Erasures',
  summary: 'Erase what is stored of a contact: words, values, names; cases keep number, status and times',
  headers: ['Idempotency-Key'],
  answer: erasure,
  problems: [404],
  handle: async (deps, call) => {
    const asked = { id: `erasure/${callId(call)}`, by: call.caller };
    const found = await requestErasure(deps.context, param(call, 'id'), asked);
    if (!found) throw notFound('such contact');
    void deps.agent.retainOnce(); // it would be due anyway; nobody need wait for that
    return { body: view(found), location: `/api/erasures/${encodeURIComponent(found._id)}` };
  },
});

const look = route({
  method: 'get',
  path: '/api/erasures/{id}',
  id: 'getErasure',
  tag: 'Erasures',
  summary: 'How far an erasure is, and who asked for it',
  answer: erasure,
  problems: [404],
  handle: async ({ context }, call) => {
    const found = await context.store.get('erasures', param(call, 'id'));
    if (!found) throw notFound('such erasure');
    return { body: view(found) };
  },
});

export const erasureRoutes: readonly Route[] = [erase, list, look];
