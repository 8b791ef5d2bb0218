/** The thread that reads one sheet of a stranger's: what it costs and where it fails stays in here. */
import { parentPort, workerData } from 'node:worker_threads';
import { cellsOf } from './cells';

export interface SheetFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export type SheetReport = { readonly cells: string[][] } | { readonly failed: string };

async function report({ name, bytes }: SheetFile): Promise<SheetReport> {
  try {
    return { cells: await cellsOf(name, bytes) };
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

if (parentPort !== null) {
  const port = parentPort;
  void report(workerData as SheetFile).then((made) => port.postMessage(made));
}
