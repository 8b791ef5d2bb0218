/** Contacts whose cases and conversations have all forgotten them are removed, a few at a time, once round a day. */
import type { Contact, Counter } from '../cases/documents';
import { changed, type Store } from '../cases/store';
import { Eraser, type EraseContext } from './eraser';

const BATCH = 200;
const DAY_MS = 86_400_000;
/** How far today's round has come: `next` is the day, counted from 1970; without `place` its round is over. */
const CONTACTS_PLACE = 'retention/contacts';

/** The next ones that were made before `cutoff`; how many of them were removed, with what is known by them. */
export async function forgetContacts(context: EraseContext, cutoff: string): Promise<number> {
  const { store, clock } = context;
  const today = Math.floor(Date.parse(clock()) / DAY_MS);
  const round = await store.get('counters', CONTACTS_PLACE);
  if (round?.place === undefined && round?.next === today) return 0;
  const query = { index: 'created', range: { lte: cutoff }, limit: BATCH } as const;
  const { items, next } = await store.list('contacts', { ...query, after: round?.place });
  const eraser = new Eraser(context);
  for (const contact of items)
    if (await isLeft(store, contact)) await eraser.contactAndAddresses(contact._id);
  await moveOn(store, { next: today, place: next });
  return eraser.removed;
}

async function isLeft(store: Store, { _id }: Contact): Promise<boolean> {
  const by = { index: 'contact', equals: [_id], limit: 1 } as const;
  const [cases, conversations] = [await store.list('cases', by), await store.list('conversations', by)];
  return cases.items.length === 0 && conversations.items.length === 0;
}

async function moveOn(store: Store, to: Pick<Counter, 'next' | 'place'>): Promise<void> {
  const result = await store.update('counters', CONTACTS_PLACE, (found) => changed({ ...found, ...to }));
  if (result.is === 'missing') await store.insert('counters', { _id: CONTACTS_PLACE, version: 1, ...to });
}
