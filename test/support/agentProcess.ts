/** Starts the agent as a child process on a free port, and ends it. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Step } from '../../agent/context';

export interface AgentProcess {
  readonly url: string;
  /** Resolves with the signal or exit code when the process is gone. */
  readonly gone: Promise<string | number | null>;
  kill(): void;
  /** Asks it to end, and does not wait. */
  terminate(): void;
  stop(): Promise<void>;
}

export interface AgentProcessOptions {
  readonly dataDir: string;
  readonly killAfter?: Step;
  /** The nth time that the step is done; the first unless told. */
  readonly killOn?: number;
  readonly env?: NodeJS.ProcessEnv;
}

export async function startAgent({
  dataDir,
  killAfter,
  killOn = 1,
  env,
}: AgentProcessOptions): Promise<AgentProcess> {
  const child = fork(join(__dirname, 'agentChild.ts'), {
    execArgv: ['--import', 'tsx', '--disable-warning=DEP0111'],
    env: {
      ...process.env,
      PORT: '0',
      DATA_DIR: dataDir,
      MONGODB_URI: '', // of the tests' own environment
      LOG_LEVEL: 'error',
      KILL_AFTER: killAfter ?? '',
      KILL_ON: String(killOn),
      ...env,
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit').then(([code, signal]) => (signal ?? code) as string | number | null);
  const started = once(child, 'message').then(([message]) => (message as { url: string }).url);
  const url = await Promise.race([
    started,
    gone.then((how) => Promise.reject(new Error(`the agent ended at start: ${how}`))),
  ]);
  return {
    url,
    gone,
    kill: () => void child.kill('SIGKILL'),
    terminate: () => void child.kill('SIGTERM'),
    stop: () => stop(child, gone),
  };
}

const STOP_MS_MAX = 15_000; // the agent gives itself ten seconds

/** A child that does not end when it is asked to is a fault, and must not outlive the test. */
async function stop(child: ChildProcess, gone: Promise<unknown>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const hurry = setTimeout(() => child.kill('SIGKILL'), STOP_MS_MAX);
  const how = await gone;
  clearTimeout(hurry);
  if (how === 'SIGKILL') throw new Error('the agent did not stop by itself');
}
