/** Reads an uploaded sheet in a thread of its own: a packed one can unfold to far more than came over the wire. */
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { SheetFile, SheetReport } from './worker';

export const SHEET_BYTES_MAX = 1024 * 1024;
const UNPACKED_BYTES_MAX = 32 * 1024 * 1024; // a sheet's XML packs ten to one
const HEAP_MB_MAX = 256;
const READ_MS_MAX = 20_000;

/** The sheet cannot be read; the message is for whoever sent it. */
export class UnreadableSheet extends Error {}

/** @throws UnreadableSheet. */
export async function readSheet(file: SheetFile): Promise<string[][]> {
  if (/\.xlsx$/i.test(file.name) && unpackedBytes(file.bytes) > UNPACKED_BYTES_MAX)
    throw new UnreadableSheet(
      'It is no Excel workbook, or it unpacks to far more than a sheet of 1 MB should.',
    );
  const worker = startWorker(file);
  try {
    const report = await answerOf(worker);
    if ('cells' in report) return report.cells;
    throw new UnreadableSheet(`It could not be read: is it really a ${extname(file.name).slice(1)} file?`);
  } finally {
    await worker.terminate();
  }
}

function answerOf(worker: Worker): Promise<SheetReport> {
  return new Promise((resolve, reject) => {
    const refuse = (): void => reject(new UnreadableSheet('It takes too long or too much memory to read.'));
    const timer = setTimeout(refuse, READ_MS_MAX);
    worker.once('message', (report: SheetReport) => resolve(report));
    worker.once('error', refuse);
    worker.once('exit', () => {
      clearTimeout(timer);
      refuse();
    });
  });
}

/** The compiled file next to this one; from source the thread needs the loader that this one came through. */
function startWorker(file: SheetFile): Worker {
  const extension = extname(__filename);
  return new Worker(join(__dirname, `worker${extension}`), {
    name: 'sheet',
    workerData: file,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
    execArgv: extension === '.ts' ? ['--require', require.resolve('tsx/cjs')] : [],
  });
}

const ENTRY = 0x02014b50; // "central file header signature", APPNOTE.TXT 4.3.12
const ENTRY_BYTES = 46;

/** What the directory of a ZIP says that its files unpack to; infinite where there is none. */
function unpackedBytes(bytes: Uint8Array): number {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let sum = 0;
  let found = false;
  for (let at = view.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0 && at + ENTRY_BYTES <= view.length;) {
    if (view.readUInt32LE(at) === ENTRY) sum += view.readUInt32LE(at + 24);
    found = true;
    at = view.indexOf('PK\x01\x02', at + 4, 'latin1');
  }
  return found ? sum : Infinity;
}
