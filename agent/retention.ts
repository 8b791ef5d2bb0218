/** What is past its time is erased, in small steps, by an index: nothing is ever scanned for it. */
import { isErasedAsItStands } from '../cases/erasedCase';
import { forgotten, type Erasure } from '../cases/erasing';
import type { Conversation } from '../cases/conversation/conversation';
import { changed, type Change, type Store } from '../cases/store';
import type { Turn } from '../cases/conversation/turns';
import type { Person } from '../cases/values';
import { Attempts } from './attempts';
import { Eraser, type EraseContext } from './eraser';
import { eraseDue } from './erasing';
import { forgetContacts } from './leftContacts';
import { removeMail } from './mail/removing';

const BATCH = 200;
const BATCHES_MAX = 25; // a pass: 5,000 documents, some seconds; the rest is there for the next
const DAY_MS = 86_400_000;
const RETENTION: Person = { id: 'retention', name: 'Retention' };
/** How far the closed cases are done: they keep their time of closing, so that they stay in its index. */
const CASES_PLACE = 'retention/cases';

export const RETENTION_MS = 30_000;

/** One pass over whatever is due; `stopped` ends it between two steps. What fails keeps nothing else waiting. */
export async function keepRetention(context: EraseContext, stopped: () => boolean): Promise<void> {
  await eraseDue(context, stopped);
  const { retention } = (await context.settings.current()).settings;
  const { transcriptDays, closedCaseDays } = retention;
  const attempts = attemptsOf(context);
  const step = async (what: Erasure['what'], batch: () => Promise<number>): Promise<void> =>
    void (await attempts.one({ what }, () => inBatches(context, what, stopped, batch)));
  if (transcriptDays !== undefined) {
    const cutoff = daysAgo(context, transcriptDays);
    await step('transcripts', () => forgetTurns(context, cutoff));
    await step('transcripts', () => forgetMails(context, cutoff));
  }
  if (closedCaseDays !== undefined) {
    const cutoff = daysAgo(context, closedCaseDays);
    await step('cases', () => forgetCases(context, cutoff));
  }
  const days = Math.min(transcriptDays ?? Infinity, closedCaseDays ?? Infinity);
  if (days < Infinity) await step('contacts', () => forgetContacts(context, daysAgo(context, days)));
}

function attemptsOf({ log }: EraseContext): Attempts {
  return new Attempts(log, 'something past its time could not be erased; it is tried again');
}

export function daysAgo({ clock }: Pick<EraseContext, 'clock'>, days: number): string {
  return new Date(Date.parse(clock()) - days * DAY_MS).toISOString();
}

async function inBatches(
  context: EraseContext,
  what: Erasure['what'],
  stopped: () => boolean,
  batch: () => Promise<number>,
): Promise<void> {
  for (let n = 0; n < BATCHES_MAX && !stopped(); n++) {
    const erased = await batch();
    if (erased > 0) await note(context, what, erased);
    if (erased < BATCH) return;
  }
}

/** The conversations first: a turn that is missing for no reason would look like a lost one. */
async function forgetTurns(context: EraseContext, cutoff: string): Promise<number> {
  const { store } = context;
  const attempts = attemptsOf(context);
  const { items } = await store.list('turns', { index: 'stored', range: { lte: cutoff }, limit: BATCH });
  for (const [conversationId, upTo] of newestOfEach(items)) {
    const forget = (found: Conversation): Change<Conversation> => forgotten(found, upTo, cutoff);
    await attempts.one({ conversationId }, () => store.update('conversations', conversationId, forget));
  }
  for (const { _id } of items) await store.remove('turns', _id);
  return items.length;
}

function newestOfEach(turns: readonly Turn[]): Map<string, number> {
  const newest = new Map<string, number>();
  for (const { conversationId, seq } of turns)
    newest.set(conversationId, Math.max(seq, newest.get(conversationId) ?? 0));
  return newest;
}

/** What is still to be read or sent is left: it is not old, whatever its date says. */
async function forgetMails({ store }: EraseContext, cutoff: string): Promise<number> {
  const { items } = await store.list('mails', { index: 'received', range: { lte: cutoff }, limit: BATCH });
  let removed = 0;
  for (const mail of items) if (mail.dueAt === undefined) removed += await removeMail(store, mail);
  return removed;
}

/**
 * In the order of closing, from where the pass before ended; that moment's cases are looked at again, and so are those
 * from the first one on that could not be erased.
 */
async function forgetCases(context: EraseContext, cutoff: string): Promise<number> {
  const { store } = context;
  const place = (await store.get('counters', CASES_PLACE))?.place ?? '';
  const eraser = new Eraser(context);
  const attempts = attemptsOf(context);
  let erased = 0;
  let last = place;
  for (let after: string | undefined; ;) {
    const range = { gte: place, lte: cutoff };
    const { items, next } = await store.list('cases', { index: 'closed', range, limit: BATCH, after });
    for (const found of items) {
      if (attempts.failed === 0 && 'closedAt' in found) last = found.closedAt;
      if (isErasedAsItStands(found)) continue;
      const caseId = found._id;
      if (await attempts.one({ caseId }, () => eraser.caseAndMerged(caseId).then(() => true))) erased += 1;
    }
    after = next;
    if (after === undefined || erased >= BATCH) break;
  }
  if (last !== place) await moveOn(context, last);
  return erased;
}

/** Cases that were closed long ago have come in: all are looked at again, of which the erased ones are passed over. */
export async function beginRetentionAnew(store: Store): Promise<void> {
  await store.update('counters', CASES_PLACE, (found) => changed({ ...found, place: undefined }));
}

async function moveOn({ store }: EraseContext, place: string): Promise<void> {
  const result = await store.update('counters', CASES_PLACE, (found) => changed({ ...found, place }));
  if (result.is === 'missing')
    await store.insert('counters', { _id: CASES_PLACE, version: 1, next: 0, place });
}

/** One entry a day says how much was erased. */
async function note({ store, clock }: EraseContext, what: Erasure['what'], removed: number): Promise<void> {
  const at = clock();
  const _id = `retention/${what}/${at.slice(0, 10)}`;
  const made: Erasure = {
    ...{ _id, version: 1, what, subject: 'retention', state: 'done', at, endedAt: at, by: RETENTION },
    ...{ passes: 1, conversations: [], cases: [], removed },
  };
  if ((await store.insert('erasures', made)) === 'inserted') return;
  await store.update('erasures', _id, (found) =>
    changed({ ...found, endedAt: at, removed: found.removed + removed }),
  );
}
