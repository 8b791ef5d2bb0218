/** Turns a second of the whole product against the SDK's own echo bot, in one run. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NODE_OPTIONS } from '../nodeOptions';
import { pause, runLoad, type LoadResult } from './load';
import { benchSettings, conversation } from './settings';

const CONVERSATIONS = 1_000;
const WARM_UP_MS = 5_000; // the first seconds run at little more than half speed
const MEASURE_MS = 15_000;
const SETTLE_SHIPPED_MS = 700;

interface Measured extends LoadResult {
  readonly startMs: number;
  readonly rssMb: number;
}

export async function benchTurn(): Promise<Record<string, number>> {
  const echo = await measure(join(__dirname, 'echoBot'), {}, async () => undefined);
  const agent = await measureAgent(0);
  const shipped = await measureAgent(SETTLE_SHIPPED_MS);
  return {
    turnsPerSecond: agent.turnsPerSecond,
    echoTurnsPerSecond: echo.turnsPerSecond,
    ratio: agent.turnsPerSecond / echo.turnsPerSecond,
    p50Ms: agent.p50Ms,
    p99Ms: agent.p99Ms,
    echoP50Ms: echo.p50Ms,
    echoP99Ms: echo.p99Ms,
    startMs: agent.startMs,
    echoStartMs: echo.startMs,
    rssMb: agent.rssMb,
    echoRssMb: echo.rssMb,
    turnsPerSecondSettled: shipped.turnsPerSecond,
    p50MsSettled: shipped.p50Ms,
    p99MsSettled: shipped.p99Ms,
  };
}

async function measureAgent(settleMs: number): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const env = { DATA_DIR: folder, LOG_LEVEL: 'error' };
    return await measure(join(__dirname, '../../bot/main'), env, (url) => publish(url, settleMs));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  module: string,
  env: NodeJS.ProcessEnv,
  prepare: (url: string) => Promise<void>,
): Promise<Measured> {
  const from = performance.now();
  const child = fork(module, {
    execArgv: [...NODE_OPTIONS],
    env: { ...process.env, PORT: '0', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const url = await listening(child);
    const startMs = performance.now() - from;
    await prepare(url);
    const result = await runLoad({
      url,
      conversations: CONVERSATIONS,
      warmUpMs: WARM_UP_MS,
      measureMs: MEASURE_MS,
      script: conversation,
    });
    return { ...result, startMs, rssMb: residentMb(child) };
  } finally {
    child.kill('SIGTERM');
    await Promise.race([once(child, 'exit'), pause(15_000)]);
  }
}

async function listening(child: ChildProcess): Promise<string> {
  const gone = once(child, 'exit').then(() => Promise.reject(new Error('the bot ended at start')));
  const [message] = (await Promise.race([once(child, 'message'), gone])) as [{ url: string }];
  return message.url;
}

async function publish(url: string, settleMs: number): Promise<void> {
  await call(`${url}/api/settings/draft`, 'PUT', benchSettings(settleMs));
  await call(`${url}/api/settings/publish`, 'POST', {});
}

async function call(url: string, method: string, body: object): Promise<void> {
  const answer = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
}

/** Linux tells it in /proc; elsewhere it is left out. */
function residentMb({ pid }: ChildProcess): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
  } catch {
    return NaN;
  }
}
