/** The case that stands where one was merged into another. */
import type { Case } from '../cases/case';
import type { Store } from '../cases/store';

const MERGES_MAX = 20; // each leads to an older case

/** Follows `mergedInto`; undefined where there is no such case. */
export async function standingCase(
  store: Pick<Store, 'get'>,
  id: string | undefined,
): Promise<Case | undefined> {
  let found = id === undefined ? undefined : await store.get('cases', id);
  for (let at = 0; found?.status === 'merged' && at < MERGES_MAX; at++)
    found = (await store.get('cases', found.mergedInto)) ?? found;
  return found;
}
