/** A case as the API shows it. */
import { caseByNumber } from '../../../agent/readers';
import { z } from 'zod/v4';
import type { Case } from '../../../cases/case';
import { isOpenRow, type Review } from '../../../cases/review';
import type { ApiDeps } from './deps';
import { closure, closureView, followUp, followUpView } from './followUpViews';
import { resolving, resolvingView } from './resolvingViews';
import { missingOf } from './missing';
import { notFound } from './problems';
import type { Frozen } from './route';
import { fieldEntry, missingField, named, namedField, person, time } from './schemas';
import type { Views } from './views';

export const CASE_STATUSES = ['active', 'resolved', 'cancelled', 'merged'] as const;
const ROW_STATES = ['open', 'confirmed', 'edited', 'rejected', 'undone', 'superseded'] as const;
const CONVERSATIONS_SHOWN_MAX = 20;

const head = {
  id: z.string(),
  number: z.string(),
  title: z.string(),
  status: z.enum(CASE_STATUSES),
  statusReason: z.string(),
  channel: z.string(),
  openedAt: time,
  openedBy: person,
  updatedAt: time,
  owner: person.optional(),
  queue: z.string().optional(),
  relatedTo: z.string().optional().describe('The case that it began as an answer to.'),
  unverified: z.boolean().optional().describe('Nobody vouches for who sent the mail that opened it.'),
  contactId: z.string().optional(),
  version: z.number().int().describe('What `If-Match` is compared with.'),
};

export const caseHead = named('CaseHead', z.object(head));

const contact = named(
  'Contact',
  z.object({
    id: z.string(),
    name: z.string(),
    email: z.string().optional(),
    phone: z.string().optional(),
    createdAt: time,
  }),
);

const review = named(
  'Review',
  z.object({
    id: z.string(),
    kind: z.enum(['changed', 'proposed']).describe('changed: set and shown; proposed: asked first.'),
    at: time,
    open: z.boolean().describe('Something in it waits for a word.'),
    rows: z.array(
      z.object({
        field: z.string(),
        label: z.string(),
        from: fieldEntry.optional(),
        to: fieldEntry,
        state: z.enum(ROW_STATES),
        by: person.optional(),
        at: z.string().optional(),
      }),
    ),
  }),
);

export const fullCase = named(
  'Case',
  z.object({
    ...head,
    contact: contact.optional(),
    fields: z.array(namedField),
    missing: z.array(missingField),
    reviews: z.array(review).describe('Oldest first; the last ten.'),
    resolving: resolving.optional().describe('How far its resolution has come; missing until it begins.'),
    followUp: followUp.optional().describe('How the case is followed up; missing while no rule is about it.'),
    closure: closure.optional().describe('A closure by the agent that can still be undone.'),
    conversations: z.array(
      z.object({ id: z.string(), channel: z.string(), status: z.enum(['active', 'ended']) }),
    ),
    closedAt: z.string().optional(),
    resolution: z.string().optional(),
    remarks: z.string().optional().describe('Of the resolution, for colleagues.'),
    mergedInto: z.string().optional(),
  }),
);

export function headOf(found: Case): Frozen<z.output<typeof caseHead>> {
  const { _id: id, number, title, status, statusReason, channel, openedAt, openedBy, updatedAt } = found;
  const { owner, queue, relatedTo, unverified, contactId, version } = found;
  return {
    id,
    number,
    title,
    status,
    statusReason,
    channel,
    openedAt,
    openedBy,
    updatedAt,
    owner,
    queue,
    relatedTo,
    unverified,
    contactId,
    version,
  };
}

export async function fullView(
  { context }: ApiDeps,
  views: Views,
  found: Case,
): Promise<Frozen<z.output<typeof fullCase>>> {
  const ids = found.conversations.slice(-CONVERSATIONS_SHOWN_MAX);
  const read = await Promise.all(ids.map((id) => context.store.get('conversations', id)));
  const conversations = read.filter((one) => one !== undefined);
  const standing = { case: found, conversation: conversations.at(-1) };
  return {
    ...headOf(found),
    contact: await contactOf(context, found.contactId),
    fields: await views.fields(found.fields),
    missing: missingOf(standing, views.settings, views.words, context.clock()),
    reviews: await Promise.all(found.reviews.map((one) => reviewView(views, one))),
    conversations: conversations.map(({ _id: id, channel, status }) => ({ id, channel, status })),
    resolving: resolvingView(found),
    followUp: followUpView(found),
    closure: closureView(found),
    closedAt: 'closedAt' in found ? found.closedAt : undefined,
    resolution: found.status === 'resolved' ? found.resolution : undefined,
    remarks: found.status === 'resolved' ? found.remarks : undefined,
    mergedInto: found.status === 'merged' ? found.mergedInto : undefined,
  };
}

async function contactOf({ store }: ApiDeps['context'], id: string | undefined) {
  const found = id === undefined ? undefined : await store.get('contacts', id);
  if (!found) return undefined;
  const { _id, name, email, phone, createdAt } = found;
  return { id: _id, name, email, phone, createdAt };
}

async function reviewView(views: Views, { id, kind, at, rows }: Review) {
  const shown = rows.map(async (row) => ({
    field: row.field,
    label: views.label(row.field),
    from: await views.optionalEntry(row.from),
    to: await views.entry(row.to),
    state: row.state,
    by: row.by,
    at: row.at,
  }));
  return { id, kind, at, open: rows.some(isOpenRow), rows: await Promise.all(shown) };
}

/**
 * By id or by number.
 * @throws ApiProblem 404.
 */
export async function requireCase({ context }: ApiDeps, idOrNumber: string): Promise<Case> {
  const found = (await context.store.get('cases', idOrNumber)) ?? (await caseByNumber(context, idOrNumber));
  if (!found) throw notFound('such case');
  return found;
}
