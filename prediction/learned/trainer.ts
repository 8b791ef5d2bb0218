/** The main thread's end of the training thread: one thread a training, gone when it is done. */
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { FieldDefinition } from '../../cases/fields';
import type { FieldTrainer, TrainedField, TrainingRow } from '../../cases/training';
import type { TrainingOrder, TrainingReport } from './worker';

const HEAP_MB_MAX = 512; // a training that needs more ends alone, not with the process

export function createTrainer(): FieldTrainer {
  const running = new Set<Worker>();
  return {
    train: async (fields, pages) => {
      const worker = startWorker();
      running.add(worker);
      try {
        return await trainIn(worker, fields, pages);
      } finally {
        running.delete(worker);
        await worker.terminate();
      }
    },
    stop: async () => void (await Promise.all([...running].map((worker) => worker.terminate()))),
  };
}

/** Rejects where a page cannot be read, or the thread fails or ends. */
async function trainIn(
  worker: Worker,
  fields: readonly FieldDefinition[],
  pages: AsyncIterable<readonly TrainingRow[]>,
): Promise<TrainedField> {
  const answer = answerOf(worker);
  answer.catch(() => undefined); // it is awaited below, unless a page fails first
  const order = (what: TrainingOrder): void => worker.postMessage(what);
  // Page by page: copying all rows at once would hold up this thread.
  for await (const rows of pages) order({ rows });
  order({ fields });
  return answer;
}

function answerOf(worker: Worker): Promise<TrainedField> {
  return new Promise((resolve, reject) => {
    worker.once('message', (report: TrainingReport) => {
      if ('trained' in report) resolve(report.trained);
      else reject(new Error(`training failed: ${report.failed}`));
    });
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the training thread ended with code ${code}`)));
  });
}

/** The compiled file next to this one; from source the thread needs the loader that this one came through. */
function startWorker(): Worker {
  const extension = extname(__filename);
  return new Worker(join(__dirname, `worker${extension}`), {
    name: 'training',
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
    execArgv: extension === '.ts' ? ['--require', require.resolve('tsx/cjs')] : [],
  });
}
