/**
 * Erasing what the store holds of one person. Everything is found by an index and done again without harm, so that
 * it goes on where a process that ended left it; the document of the erasure says how far it is.
 */
import { createHash } from 'node:crypto';
import type { Erasure } from '../cases/erasing';
import { LEASE_LATE_MS, LEASE_MS } from '../cases/lease';
import { changed, documentOf, LIST_MAX, unchanged, type Store } from '../cases/store';
import type { Person } from '../cases/values';
import { Attempts } from './attempts';
import { eraseShares } from './eraseShare';
import { addressesOf, everyItem, Eraser, type EraseContext } from './eraser';

const AGAIN_MS = 5_000; // moves are applied within milliseconds, unless their process has ended
/** By then whatever was being sent or decided when the first pass came has ended, and its turns are there to be removed. */
const LAST_PASS_MS = LEASE_MS + LEASE_LATE_MS + 10_000;

/** Notes that a contact is to be erased, durably; undefined where the store knows nothing of them. */
export async function requestErasure(
  { store, clock }: EraseContext,
  contactId: string,
  { id, by }: { readonly id: string; readonly by: Person },
): Promise<Erasure | undefined> {
  const found = await store.get('erasures', id);
  if (found) return found;
  if (!(await isKnown(store, contactId))) return undefined;
  const at = clock();
  const made: Erasure = {
    ...{ _id: id, version: 1, what: 'contact', subject: contactId, state: 'running', at, by, dueAt: at },
    ...{ passes: 0, conversations: [], cases: [], removed: 0 },
  };
  await store.insert('erasures', made);
  return store.get('erasures', id);
}

async function isKnown(store: Store, contactId: string): Promise<boolean> {
  if (await store.get('contacts', contactId)) return true;
  const by = { index: 'contact', equals: [contactId], limit: 1 } as const;
  const pages = [await store.list('cases', by), await store.list('conversations', by)];
  return pages.some(({ items }) => items.length > 0);
}

/** Goes on with every erasure that is due; `stopped` ends it between two of them. */
export async function eraseDue(context: EraseContext, stopped: () => boolean): Promise<void> {
  const due = { index: 'due', range: { lte: context.clock() }, limit: LIST_MAX } as const;
  const attempts = new Attempts(context.log, 'an erasure failed; it goes on later');
  for (const found of (await context.store.list('erasures', due)).items)
    if (!stopped()) await attempts.one({ erasureId: found._id }, () => pass(context, found));
}

/** One pass, due or not: all that can be erased now. The second one removes what was on its way during the first. */
export async function erasePass(context: EraseContext, id: string): Promise<Erasure | undefined> {
  const found = await context.store.get('erasures', id);
  return found && pass(context, found);
}

async function pass(context: EraseContext, found: Erasure): Promise<Erasure | undefined> {
  if (found.state === 'done') return found;
  const { store } = context;
  const { passes } = found;
  const erasure = passes === 0 ? await gathered(context, found) : found;
  // Another process has done this pass meanwhile; the next one is not due yet.
  if (erasure?.passes !== passes) return erasure;
  const done = await erasedBy(new Eraser(context), erasure, context);
  return documentOf(await store.update('erasures', found._id, (now) => changed(afterPass(now, done))));
}

/** One document that cannot be erased keeps the others from nothing: it is tried again. */
async function erasedBy(eraser: Eraser, erasure: Erasure, context: EraseContext): Promise<Pass> {
  const { _id: erasureId, passes, subject } = erasure;
  const { log, clock } = context;
  const attempts = new Attempts(log, 'something of a contact could not be erased; it is tried again');
  const whole: (boolean | undefined)[] = [];
  for (const conversationId of erasure.conversations) {
    const act = (): Promise<boolean> => eraser.conversation(conversationId, passes === 0);
    whole.push(await attempts.one({ erasureId, conversationId }, act));
  }
  for (const caseId of erasure.cases) await attempts.one({ erasureId, caseId }, () => eraser.case(caseId));
  await attempts.one({ erasureId }, () => eraseShares(context, eraser, erasure));
  for (const one of erasure.addresses ?? [])
    whole.push(await attempts.one({ erasureId }, () => eraser.address(one)));
  if (passes === 0) await attempts.one({ erasureId }, () => eraser.contact(subject));
  const { failed } = attempts;
  return {
    passes,
    whole: whole.every((one) => one === true) && failed === 0,
    failed,
    removed: eraser.removed,
    now: clock(),
  };
}

/**
 * Whose they are is written down before any of them forgets it; what another process has written down meanwhile stays,
 * since by now it may have made them forget.
 */
async function gathered({ store }: EraseContext, { _id, subject }: Erasure): Promise<Erasure | undefined> {
  const cases = new Set<string>();
  const conversations = new Set<string>();
  const query = { index: 'contact', equals: [subject] } as const;
  await everyItem(
    (after) => store.list('cases', { ...query, limit: LIST_MAX, after }),
    async (found) => {
      cases.add(found._id);
      for (const one of found.conversations) conversations.add(one);
    },
  );
  await everyItem(
    (after) => store.list('conversations', { ...query, limit: LIST_MAX, after }),
    async (found) => void conversations.add(found._id),
  );
  const addresses = await addressesOf(store, subject);
  const result = await store.update('erasures', _id, (found) => {
    if (found.passes > 0) return unchanged;
    for (const one of found.cases) cases.add(one);
    for (const one of found.conversations) conversations.add(one);
    for (const one of found.addresses ?? []) addresses.add(one);
    const lists = { cases: [...cases], conversations: [...conversations], addresses: [...addresses] };
    return changed({ ...found, ...lists });
  });
  return documentOf(result);
}

interface Pass {
  /** How many there were when it began. */
  readonly passes: number;
  readonly whole: boolean;
  readonly failed: number;
  readonly removed: number;
  readonly now: string;
}

/** Where another process has ended the same pass already, this one only adds what it removed. */
function afterPass(found: Erasure, { passes, whole, failed, removed, now }: Pass): Erasure {
  const later = (ms: number): string => new Date(Date.parse(now) + ms).toISOString();
  const counted = { ...found, removed: found.removed + removed };
  if (found.passes !== passes) return counted;
  if (!whole) return { ...counted, failed, dueAt: later(AGAIN_MS) };
  if (found.passes === 0) return { ...counted, failed: undefined, passes: 1, dueAt: later(LAST_PASS_MS) };
  const subject = fingerprint(found._id, found.subject);
  const done = {
    state: 'done',
    endedAt: now,
    dueAt: undefined,
    conversations: [],
    cases: [],
    addresses: undefined,
    failed: undefined,
  } as const;
  return { ...counted, ...done, passes: found.passes + 1, subject };
}

/** Who knows the contact's id finds the erasure; nobody reads the id out of it. */
export function fingerprint(erasureId: string, contactId: string): string {
  return createHash('sha256').update(`${erasureId}\n${contactId}`).digest('hex');
}
