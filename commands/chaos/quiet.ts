/** Whether a store has nothing left to do. */
import type { StoreReader } from '../../cases/store';

const QUIET_AHEAD_MS = 30_000; // what is due later than that is a person's time, not a machine's

export async function isQuiet(reader: StoreReader): Promise<boolean> {
  const soon = new Date(Date.now() + QUIET_AHEAD_MS).toISOString();
  for (const collection of ['conversations', 'cases'] as const) {
    const due = await reader.list(collection, { index: 'due', range: { lte: soon }, limit: 1 });
    if (due.items.length > 0) return false;
  }
  return true;
}
