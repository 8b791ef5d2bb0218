/** A server of MongoDB's protocol, to be ended and started again: the one of the tests, `MongoServerMain.java`. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { extname, join, resolve } from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = resolve(__dirname, extname(__filename) === '.ts' ? '../..' : '../../..'); // compiled, it is in dist/
const SOURCE = join(ROOT, 'test/support/mongoServer');
const JARS = join(ROOT, 'node_modules/.cache/mongo-java-server');
const HEAP = '-Xmx512m';

/** What the machine lacks, and how to get it; undefined where everything is there. */
export function missingForServer(): string | undefined {
  const hint = 'or set MONGODB_URI to a MongoDB that may be used';
  if (spawnSync('javac', ['-version']).status !== 0)
    return `needs a JDK (Debian: apt-get install default-jdk-headless maven), ${hint}`;
  if (existsSync(JARS)) return undefined;
  if (spawnSync('mvn', ['-version']).status !== 0)
    return `needs Maven (Debian: apt-get install maven), ${hint}`;
  return fetchJars()
    ? undefined
    : `needs mongo-java-server from Maven Central, which did not answer, ${hint}`;
}

/** Into a folder of its own first: one that is half filled is not taken for whole. */
function fetchJars(): boolean {
  const partial = `${JARS}.${process.pid}`;
  mkdirSync(partial, { recursive: true });
  const pom = join(SOURCE, 'pom.xml');
  const args = ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${partial}`];
  const fetched = spawnSync('mvn', args, { stdio: ['ignore', 'ignore', 'inherit'] }).status === 0;
  if (fetched && !existsSync(JARS)) renameSync(partial, JARS);
  rmSync(partial, { recursive: true, force: true });
  return fetched;
}

export class JavaServer {
  private child?: ChildProcess;
  private port = 0;
  private starting?: Promise<string>;

  /** Keeps its data in the folder. */
  constructor(readonly folder: string) {}

  /** Resolves to its address, the same after a restart. */
  start(): Promise<string> {
    return (this.starting ??= this.launch());
  }

  /** Ends it as a crash would. */
  async kill(): Promise<void> {
    await this.end((child) => void child.kill('SIGKILL'));
  }

  async stop(): Promise<void> {
    await this.end((child) => void child.stdin?.end());
  }

  private async launch(): Promise<string> {
    const child = spawn(
      'java',
      [
        HEAP,
        '-Dslf4j.internal.verbosity=ERROR',
        '-cp',
        join(JARS, '*'),
        join(SOURCE, 'MongoServerMain.java'),
        String(this.port),
        join(this.folder, 'data.mv'),
      ],
      { stdio: ['pipe', 'pipe', 'inherit'] },
    );
    this.child = child;
    const lines = createInterface({ input: child.stdout });
    const ended = once(child, 'exit').then(() => Promise.reject(new Error('the database server ended')));
    const [line] = (await Promise.race([once(lines, 'line'), ended])) as [string];
    ended.catch(() => undefined);
    this.port = Number(/^listening (\d+)$/.exec(line)?.[1]);
    return `mongodb://127.0.0.1:${this.port}`;
  }

  private async end(how: (child: ChildProcess) => void): Promise<void> {
    await this.starting?.catch(() => undefined);
    const child = this.child;
    this.starting = undefined;
    this.child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    how(child);
    await gone;
  }
}

/** The address with another database in it. */
export function withDatabase(uri: string, database: string): string {
  const [, server = '', options = ''] = /^([^:]+:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(uri) ?? [];
  return `${server}/${database}${options}`;
}
