/** What a turn, a list and a start cost with a thousand, a hundred thousand and a million cases in the store. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { settingsId } from '../../agent/sources';
import { settingsSchema } from '../../cases/settings';
import { createEmbeddedStore } from '../../storage/embedded/store';
import { NODE_OPTIONS } from '../nodeOptions';
import { pause, runLoad } from '../turn/load';
import { benchSettings, conversation } from '../turn/settings';
import { caseOf, conversationOf } from './documents';
import { timeQueries } from './queries';

const SIZES = [1_000, 100_000, 1_000_000] as const;
const LOADED_AT_ONCE = 2_000;
const CONVERSATIONS = 100;
const WARM_UP_MS = 4_000;
const MEASURE_MS = 8_000;
const TICKS_PER_SECOND = 100; // of /proc/PID/stat, on every Linux that Node runs on

interface Measured {
  readonly startMs: number;
  readonly rssMb: number;
  /** Processor time of the agent, whose share of a busy machine does not matter to it. */
  readonly turnCpuMs: number;
  readonly turnP50Ms: number;
  readonly lists: Readonly<Record<string, number>>;
}

export async function benchStore(): Promise<Record<string, number>> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const measured: Measured[] = [];
    let filled = 0;
    for (const size of SIZES) {
      await fill(folder, filled, size);
      filled = size;
      measured.push(await measure(folder, size));
    }
    return figures(measured);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fill(folder: string, from: number, to: number): Promise<void> {
  const store = createEmbeddedStore({ folder });
  await store.start();
  if (from === 0) {
    const at = new Date().toISOString();
    const settings = settingsSchema.parse(benchSettings(0));
    const published = { n: 1, state: 'published', at, by: 'bench', settings } as const;
    await store.insert('settings', { _id: settingsId(1), version: 1, ...published });
  }
  for (let n = from; n < to; n += LOADED_AT_ONCE) {
    const numbers = Array.from({ length: Math.min(LOADED_AT_ONCE, to - n) }, (_, at) => n + at);
    await Promise.all([
      store.load('cases', numbers.map(caseOf)),
      store.load('conversations', numbers.map(conversationOf)),
    ]);
    if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${n} of ${to}`);
  }
  await store.stop();
}

async function measure(folder: string, cases: number): Promise<Measured> {
  const lists = await timeQueries(folder, cases); // before the load opens cases of its own, which would fill the first pages
  const from = performance.now();
  const child = fork(join(__dirname, '../../bot/main'), {
    execArgv: [...NODE_OPTIONS],
    env: { ...process.env, PORT: '0', DATA_DIR: folder, MONGODB_URI: '', LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    const [{ url }] = (await once(child, 'message')) as [{ readonly url: string }];
    const startMs = performance.now() - from;
    const script = conversation;
    const load = { url, conversations: CONVERSATIONS, script };
    await runLoad({ ...load, warmUpMs: 0, measureMs: WARM_UP_MS });
    const before = processorMs(child);
    const { turns, p50Ms } = await runLoad({ ...load, warmUpMs: 0, measureMs: MEASURE_MS });
    const turnCpuMs = (processorMs(child) - before) / turns;
    const rssMb = residentMb(child);
    return { startMs, rssMb, turnCpuMs, turnP50Ms: p50Ms, lists };
  } finally {
    child.kill('SIGTERM');
    await Promise.race([once(child, 'exit'), pause(15_000)]);
  }
}

function figures(measured: readonly Measured[]): Record<string, number> {
  const [first, , last] = measured as readonly [Measured, Measured, Measured];
  const ratios = Object.keys(first.lists).map((name) => (last.lists[name] ?? 0) / (first.lists[name] ?? 1));
  const each = measured.flatMap(({ turnCpuMs, turnP50Ms, startMs, rssMb, lists }, at) => {
    const size = ['1k', '100k', '1M'][at] ?? '';
    const row: [string, number][] = [
      [`embedded.turnCpuMs${size}`, turnCpuMs],
      [`embedded.turnP50Ms${size}`, turnP50Ms],
      [`embedded.startMs${size}`, startMs],
      [`embedded.rssMb${size}`, rssMb],
    ];
    return [
      ...row,
      ...Object.entries(lists).map(([name, us]): [string, number] => [`embedded.listUs.${name}${size}`, us]),
    ];
  });
  return {
    'embedded.turn1Mover1k': last.turnCpuMs / first.turnCpuMs,
    'embedded.list1Mover1k': Math.max(...ratios),
    ...Object.fromEntries(each),
  };
}

/** User and system time; Linux tells it in /proc, elsewhere it is left out. */
function processorMs({ pid }: ChildProcess): number {
  const stat = readProc(pid, 'stat');
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return ((Number(user) + Number(system)) / TICKS_PER_SECOND) * 1_000;
}

function residentMb({ pid }: ChildProcess): number {
  return Number(/VmRSS:\s+(\d+) kB/.exec(readProc(pid, 'status'))?.[1]) / 1024;
}

function readProc(pid: number | undefined, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return '';
  }
}
