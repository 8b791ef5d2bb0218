/** What every run with agents has in common: a sink and a store around it, and nothing left behind. */
import { Sink } from './sink';
import type { ChaosStore } from './stores';

export interface Run<Report> {
  run(): Promise<Report>;
  /** Ends its processes, however far it came. */
  stop(): Promise<void>;
}

/** Carries out a run on a store that is ready; whatever comes of it, the store is cleaned up. */
export async function carryOut<Report>(
  store: ChaosStore,
  made: (sink: Sink) => Run<Report>,
): Promise<Report> {
  const sink = await new Sink().start();
  const run = made(sink);
  try {
    return await run.run();
  } finally {
    await run.stop();
    await sink.stop();
    await store.cleanUp();
  }
}
