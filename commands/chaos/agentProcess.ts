/** The whole agent as a child process, as it runs in production, to be killed. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { extname, join } from 'node:path';

export interface AgentProcess {
  readonly url: string;
  readonly pid: number;
  /** Resolves when the process is gone, however it ended. */
  readonly gone: Promise<unknown>;
  /** SIGKILL: no handler runs, nothing is flushed. */
  kill(): Promise<void>;
  /** SIGTERM; how it ended. */
  stop(): Promise<string | number | null>;
}

/** `env`: where its store is, and whatever else differs from a plain start. */
export async function startAgent(env: NodeJS.ProcessEnv, cwd: string): Promise<AgentProcess> {
  const extension = extname(__filename);
  const loader = extension === '.ts' ? ['--import', require.resolve('tsx')] : [];
  const child = fork(join(__dirname, `../../bot/main${extension}`), {
    cwd, // not the caller's: its .env is none of ours
    execArgv: [...loader, '--disable-warning=DEP0111'],
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'fatal', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit').then(([code, signal]) => (signal ?? code) as string | number | null);
  const url = await Promise.race([listening(child), gone.then(refuse)]);
  return {
    url,
    pid: child.pid ?? 0,
    gone,
    kill: async () => {
      child.kill('SIGKILL');
      await gone;
    },
    stop: async () => {
      child.kill('SIGTERM');
      return gone;
    },
  };
}

async function listening(child: ChildProcess): Promise<string> {
  const [told] = (await once(child, 'message')) as [{ readonly url: string }];
  return told.url;
}

function refuse(how: string | number | null): never {
  throw new Error(`the agent ended while it was starting: ${how}`);
}
