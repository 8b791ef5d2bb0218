/** What was said in a case's conversations. */
import type { Case } from '../cases/case';
import type { Store } from '../cases/store';
import type { Turn } from '../cases/conversation/turns';

/** Oldest first, at most `max` of each conversation; a channel's retries are left out. */
export async function turnsOfCase(
  store: Pick<Store, 'get' | 'list'>,
  theCase: Case,
  max: number,
): Promise<Turn[]> {
  const turns: Turn[] = [];
  for (const id of theCase.conversations) {
    const conversation = await store.get('conversations', id);
    const isNewest = conversation?.caseId === theCase._id;
    const { problemSince } = conversation ?? {};
    const { items } = await store.list('turns', {
      index: 'conversation',
      equals: [id],
      // A conversation's next problem has its own case: its words begin where this one's end.
      range: problemSince === undefined ? undefined : isNewest ? { gt: problemSince } : { lte: problemSince },
      limit: max,
    });
    turns.push(...items.filter((turn) => turn.text !== '' && turn.repeats === undefined));
  }
  return turns;
}
