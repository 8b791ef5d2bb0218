/**
 * Reads mails in a thread of their own: whatever a sender made up, it costs that thread's time and memory, bounded,
 * and never this one's.
 */
import { extname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { TIMEOUT_MS, type ReadOptions } from './options';
import type { MailRead } from './read';
import type { ReadOrder, ReadReport } from './worker';

export type { AttachmentPolicy, AuthenticationTrust, ReadOptions } from './options';
export type { MailRead } from './read';

export interface MailReader {
  /**
   * Never rejects for what the mail holds: what cannot be parsed, or not in time, is `kind: 'unreadable'` with the
   * reason, and with what its header says. One mail is read at a time, in the order of the calls.
   * @throws Error where the thread cannot be started, or after `stop`.
   */
  readonly readMail: (raw: Buffer, options?: ReadOptions) => Promise<MailRead>;
  /** Ends the thread once the mail in hand is answered for. */
  readonly stop: () => Promise<void>;
}

/** A mail that needs more ends the thread, not the process. */
const HEAP_MB_MAX = 512;

export function createMailReader(): MailReader {
  let thread: Worker | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let stopped = false;

  async function read(raw: Buffer, options: ReadOptions): Promise<MailRead> {
    if (stopped) throw new Error('the reader of mails has been stopped');
    thread ??= await startThread();
    const outcome = await readIn(thread, raw, options);
    if ('mail' in outcome) return outcome;
    void thread.terminate();
    thread = undefined;
    const { readHead } = await import('./read.js'); // the parsers are loaded where they are needed
    return await readHead(raw, outcome.failed, options);
  }

  return {
    readMail(raw, options = {}) {
      const next = last.then(() => read(raw, options));
      last = next.catch(() => undefined);
      return next;
    },
    async stop() {
      stopped = true;
      await last;
      await thread?.terminate();
      thread = undefined;
    },
  };
}

/** Resolves once it has loaded: the time that takes is no mail's. An idle one keeps no process alive. */
async function startThread(): Promise<Worker> {
  const extension = extname(__filename);
  // The compiled file next to this one; from source the thread needs the loader that this one came through.
  const thread = new Worker(join(__dirname, `worker${extension}`), {
    name: 'mail',
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB_MAX },
    execArgv: extension === '.ts' ? ['--require', require.resolve('tsx/cjs')] : [],
  });
  await new Promise((resolve, reject) => {
    thread.once('message', resolve);
    thread.once('error', reject);
    thread.once('exit', (code) => reject(new Error(`the reading thread ended with code ${code}`)));
  });
  thread.on('error', () => undefined); // one that fails while idle is found out at the next mail
  thread.unref();
  return thread;
}

/** The thread's answer, or why it has none: then the thread is of no more use. */
function readIn(
  thread: Worker,
  raw: Buffer,
  options: ReadOptions,
): Promise<MailRead | { readonly failed: string }> {
  return new Promise((resolve) => {
    const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
    const done = (outcome: MailRead | { readonly failed: string }): void => {
      clearTimeout(timer);
      for (const [event, listener] of listeners) thread.off(event, listener);
      thread.unref();
      resolve(outcome);
    };
    const timer = setTimeout(() => done({ failed: `not read within ${timeoutMs} ms` }), timeoutMs);
    const listeners = [
      ['message', (report: ReadReport) => done(readOf(report))],
      ['error', (error: Error) => done({ failed: error.message })],
      ['exit', () => done({ failed: 'the reading thread ended' })],
    ] as const;
    for (const [event, listener] of listeners) thread.on(event, listener);
    thread.ref();
    thread.postMessage({ raw, options } satisfies ReadOrder);
  });
}

/** A Buffer crosses threads as a Uint8Array. */
function readOf({ mail, contents }: ReadReport): MailRead {
  const kept = [...contents].map(
    ([sha256, bytes]) => [sha256, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)] as const,
  );
  return { mail, contents: new Map(kept) };
}
