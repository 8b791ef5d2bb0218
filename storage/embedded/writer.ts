/** The main thread's end of the writing thread. */
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { StoreUnavailable } from '../../cases/store';
import type { Statement } from './sql';
import type { Failure, Order, Report } from './worker';

interface Waiting {
  readonly resolve: (changes: number) => void;
  readonly reject: (error: StoreUnavailable) => void;
}

export class Writer {
  /** For diagnostics: how many transactions were committed, and how many statements with them. */
  commits = 0;
  writes = 0;

  private worker?: Worker;
  private ended?: Promise<void>;
  private closing = false;
  private dead?: StoreUnavailable;
  private gathered: Statement[] = [];
  /** In the order in which their statements went to the thread, which is the order of its answers. */
  private waiting: Waiting[] = [];

  /** `onDeath` is told when the thread ends although nobody closed it. */
  constructor(
    private readonly file: string,
    private readonly onDeath: (error: StoreUnavailable) => void,
  ) {}

  /** Resolves when the database is open and its tables match this program. */
  start(): Promise<void> {
    const worker = startWorker(this.file);
    this.worker = worker;
    return new Promise((resolve, reject) => {
      this.ended = new Promise((end) => worker.once('exit', () => end()));
      worker.once('message', (report: Report) => {
        if (report.is !== 'ready') return reject(toError(report));
        worker.on('message', (next: Report) => this.settle(next));
        resolve();
      });
      worker.once('error', (error) => {
        reject(error);
        this.die(error);
      });
      worker.once('exit', (code) => {
        const error = new Error(`the thread ended with code ${code}`);
        reject(error);
        this.die(error);
      });
    });
  }

  /**
   * Resolves once the statement is durable, to the number of rows that it changed.
   * @throws StoreUnavailable where its transaction failed: nothing of it was written.
   */
  run(statement: Statement): Promise<number> {
    if (this.dead !== undefined) return Promise.reject(this.dead);
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      // One message for all that this turn of the event loop writes: each costs both threads.
      if (this.gathered.push(statement) === 1) setImmediate(() => this.flush());
    });
  }

  /** Writes what was given, then closes the database and ends the thread. */
  async close(): Promise<void> {
    this.flush();
    this.closing = true;
    this.order('close');
    await this.ended;
  }

  private flush(): void {
    if (this.gathered.length === 0) return;
    const statements = this.gathered;
    this.gathered = [];
    this.order(statements);
  }

  private order(order: Order): void {
    this.worker?.postMessage(order);
  }

  private settle(report: Report): void {
    if (report.is === 'committed') {
      this.commits += 1;
      this.writes += report.changes.length;
      const settled = this.waiting.splice(0, report.changes.length);
      settled.forEach(({ resolve }, at) => resolve(report.changes[at] ?? 0));
    } else if (report.is === 'failed') {
      const error = new StoreUnavailable('the store could not write', toError(report));
      for (const { reject } of this.waiting.splice(0, report.count)) reject(error);
    }
  }

  private die(cause: Error): void {
    if (this.dead !== undefined) return;
    this.dead = new StoreUnavailable('the thread that writes the store has ended', cause);
    for (const { reject } of this.waiting.splice(0)) reject(this.dead);
    this.gathered = [];
    if (!this.closing) this.onDeath(this.dead);
  }
}

/** The compiled file next to this one; from source the thread needs the loader that this one came through. */
function startWorker(file: string): Worker {
  const extension = extname(__filename);
  return new Worker(join(__dirname, `worker${extension}`), {
    name: 'store',
    workerData: { file },
    execArgv: extension === '.ts' ? ['--require', require.resolve('tsx/cjs')] : [],
  });
}

function toError(report: Report): Error {
  const why: Failure = report.is === 'failed' ? report.why : { message: `unexpected report ${report.is}` };
  return Object.assign(new Error(why.message), { code: why.code });
}
