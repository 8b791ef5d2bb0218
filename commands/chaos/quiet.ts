/** Whether a store has nothing left to do. */
import { setTimeout as pause } from 'node:timers/promises';
import type { StoreReader } from '../../cases/store';
import type { ChaosStore } from './stores';
import type { Faults } from './verdict';

const LOOK_MS = 50;
const QUIET_AHEAD_MS = 30_000; // what is due later than that is a person's time, not a machine's

export async function isQuiet(reader: StoreReader): Promise<boolean> {
  const soon = new Date(Date.now() + QUIET_AHEAD_MS).toISOString();
  for (const collection of ['conversations', 'cases'] as const) {
    const due = await reader.list(collection, { index: 'due', range: { lte: soon }, limit: 1 });
    if (due.items.length > 0) return false;
  }
  return true;
}

/** Resolves when nothing is due, nor will be in a while; that it never comes to that is a fault. */
export async function untilQuiet(
  store: ChaosStore,
  withinMs: number,
  faults: Pick<Faults, 'broken'>,
): Promise<void> {
  const end = Date.now() + withinMs;
  while (!(await store.read(isQuiet))) {
    if (Date.now() > end) return void faults.broken.push('something is due and never done');
    await pause(LOOK_MS);
  }
}
