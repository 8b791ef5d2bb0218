/**
 * Rules that were changed are about other cases than before: once after each change all active cases are gone through
 * by index, a part each second. Any process may do it: how far it has come is in the store.
 */
import { watched } from '../../cases/followUp/followingUp';
import { changed, unchanged } from '../../cases/store';
import type { AgentContext } from '../context';

const ROUND = 'follow-up-rules';
const CASES_AT_ONCE = 200;
const PAGES_MAX = 5; // a thousand cases a second beside everything else

/** One part of the round; nothing where the newest settings have had theirs. */
export async function followUpRound(context: AgentContext): Promise<void> {
  const { n, settings } = await context.settings.current();
  if (settings.followUp.rules.length === 0 && !(await context.store.get('counters', ROUND))) return;
  for (let page = 0; page < PAGES_MAX; page++) if (await nextPage(context, n)) return;
}

/** Whether the round is over. */
async function nextPage(context: AgentContext, n: number): Promise<boolean> {
  const { store } = context;
  const round = await store.get('counters', ROUND);
  if (!round) {
    await store.insert('counters', { _id: ROUND, version: 1, next: 0 });
    return false;
  }
  if (round.next >= n) return true;
  const begun = `${n}:`;
  const place = round.place?.startsWith(begun) ? round.place.slice(begun.length) : undefined;
  const { items, next } = await store.list('cases', {
    index: 'status',
    equals: ['active'],
    limit: CASES_AT_ONCE,
    after: place,
  });
  const { settings } = await context.settings.current();
  const judging = { settings, now: context.clock() };
  const touched = items.filter((found) => watched(found, judging, true) !== found);
  await Promise.all(
    touched.map(({ _id }) =>
      store.update('cases', _id, (fresh) => {
        const next = watched(fresh, judging, true);
        return next === fresh ? unchanged : changed(next);
      }),
    ),
  );
  await store.update('counters', ROUND, (fresh) => {
    // Another process has gone on from here.
    if (fresh.place !== round.place || fresh.next >= n) return unchanged;
    return changed(
      next === undefined ? { ...fresh, next: n, place: undefined } : { ...fresh, place: `${begun}${next}` },
    );
  });
  return next === undefined;
}
