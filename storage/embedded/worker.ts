/**
 * The writing thread: gathers the statements that arrived while the last COMMIT ran and makes them one durable
 * transaction. It knows nothing of documents.
 */
import { parentPort, receiveMessageOnPort, workerData, type MessagePort } from 'node:worker_threads';
import Database from 'libsql';
import type { Statement } from './sql';
import { migrate } from './schema';

/** To the thread: statements to run, or the word that nothing more comes. */
export type Order = readonly Statement[] | 'close';

/** From the thread. `changes`: how many rows each statement changed, in the order in which they came; durable. */
export type Report =
  | { readonly is: 'ready' }
  | { readonly is: 'committed'; readonly changes: readonly number[] }
  | { readonly is: 'failed'; readonly count: number; readonly why: Failure };

/** An error as it crosses threads: its class and its code do not. */
export interface Failure {
  readonly message: string;
  readonly code?: string;
}

const BUSY_MS_MAX = 5000; // nobody else writes, save a person with a database tool
const LOG_BYTES_KEPT = 64 * 1024 * 1024; // after a burst the write-ahead log is cut back to this

export function toFailure(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error) };
  const { code } = error as { code?: unknown };
  return { message: error.message, code: typeof code === 'string' ? code : undefined };
}

function open(file: string): Database.Database {
  const db = new Database(file);
  db.pragma(`busy_timeout = ${BUSY_MS_MAX}`);
  db.pragma('journal_mode = wal');
  db.pragma('synchronous = full');
  db.pragma(`journal_size_limit = ${LOG_BYTES_KEPT}`);
  migrate(db);
  return db;
}

class Committer {
  private readonly prepared = new Map<string, Database.Statement>();

  constructor(private readonly db: Database.Database) {}

  commit(statements: readonly Statement[]): Report {
    try {
      this.db.exec('begin immediate');
      const changes = statements.map((statement) => this.run(statement));
      this.db.exec('commit');
      return { is: 'committed', changes };
    } catch (error) {
      // SQLite has rolled back by itself where the disk is full. A rollback that fails ends this thread, loudly.
      if (this.db.inTransaction) this.db.exec('rollback');
      return { is: 'failed', count: statements.length, why: toFailure(error) };
    }
  }

  private run([sql, values, then = []]: Statement): number {
    let statement = this.prepared.get(sql);
    if (statement === undefined) {
      statement = this.db.prepare(sql);
      this.prepared.set(sql, statement);
    }
    const { changes } = statement.run(values);
    if (changes > 0) for (const next of then) this.run(next);
    return changes;
  }
}

function serve(port: MessagePort, db: Database.Database): void {
  const committer = new Committer(db);
  port.on('message', (first: Order) => {
    const gathered: Statement[] = [];
    let closing = false;
    for (let order: Order | undefined = first; order !== undefined; order = nextOrder(port)) {
      if (order === 'close') closing = true;
      else gathered.push(...order);
    }
    if (gathered.length > 0) port.postMessage(committer.commit(gathered));
    if (!closing) return;
    db.pragma('wal_checkpoint(truncate)'); // so that store.db is whole on its own: people copy that one file
    db.close();
    port.close();
  });
  port.postMessage({ is: 'ready' } satisfies Report);
}

function nextOrder(port: MessagePort): Order | undefined {
  const received: { readonly message: Order } | undefined = receiveMessageOnPort(port);
  return received?.message;
}

function main(port: MessagePort, file: string): void {
  try {
    serve(port, open(file));
  } catch (error) {
    port.postMessage({ is: 'failed', count: 0, why: toFailure(error) } satisfies Report);
    port.close();
  }
}

if (parentPort !== null) main(parentPort, (workerData as { file: string }).file);
