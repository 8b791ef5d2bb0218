/** Each list query that the product asks, and what one page of it takes. */
import type { Query, StoreReader } from '../../cases/store';
import { caseOf } from './documents';
import type { Place } from './places';

const PAGE = 50;
const RUNS = 300;

type CaseQuery = Omit<Query<'cases'>, 'limit'>;

/** By name; where a query needs a value, one that a case in the middle has. */
function queriesOf(cases: number): Readonly<Record<string, CaseQuery>> {
  const { number, contactId, openedAt, ownerId } = caseOf(Math.floor(cases / 2));
  const newest = { order: 'desc' as const };
  return {
    opened: { index: 'opened', ...newest },
    openedBefore: { index: 'opened', range: { lt: openedAt }, ...newest },
    active: { index: 'status', equals: ['active'], ...newest },
    contact: { index: 'contact', equals: [contactId ?? ''], ...newest },
    owner: { index: 'owner', equals: [ownerId ?? ''], ...newest },
    number: { index: 'number', equals: [number] },
    closed: { index: 'closed', range: { lte: openedAt } },
    due: { index: 'due', range: { lte: new Date().toISOString() } },
  };
}

/** The median of each query's time in microseconds; caches are warm after the first run. */
export function timeQueries(place: Place, cases: number): Promise<Record<string, number>> {
  return place.read(async (reader) => {
    const times: Record<string, number> = {};
    for (const [name, query] of Object.entries(queriesOf(cases))) times[name] = await median(reader, query);
    return times;
  });
}

async function median(reader: StoreReader, query: CaseQuery): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const from = performance.now();
    await reader.list('cases', { ...query, limit: PAGE });
    times.push((performance.now() - from) * 1_000);
  }
  return times.sort((a, b) => a - b)[RUNS / 2] ?? Number.NaN;
}
