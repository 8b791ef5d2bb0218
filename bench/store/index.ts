/** What a turn, a list and a start cost with a thousand, a hundred thousand and a million cases in the store. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NODE_OPTIONS } from '../nodeOptions';
import { pause, runLoad } from '../turn/load';
import { conversation } from '../turn/settings';
import { embeddedPlace, fill, mongoPlace, type Place } from './places';
import { timeQueries } from './queries';

const SIZES = [1_000, 100_000, 1_000_000] as const;
const WARM_UP_MS = 4_000;
const MEASURE_MS = 8_000;
const CONVERSATIONS = 100;
const TICKS_PER_SECOND = 100; // of /proc/PID/stat, on every Linux that Node runs on

interface Measured {
  readonly startMs: number;
  readonly rssMb: number;
  /** Processor time of the agent, whose share of a busy machine does not matter to it. */
  readonly turnCpuMs: number;
  readonly turnP50Ms: number;
  readonly lists: Readonly<Record<string, number>>;
}

/** The embedded store, and the MongoDB that MONGODB_URI names, where it does. */
export async function benchStore(): Promise<Record<string, number>> {
  const embedded = await benched('embedded', embeddedPlace());
  const place = mongoPlace();
  return { ...embedded, ...(place ? await benched('mongodb', place) : {}) };
}

async function benched(name: string, place: Place): Promise<Record<string, number>> {
  try {
    const measured: Measured[] = [];
    let filled = 0;
    for (const size of SIZES) {
      await fill(place, filled, size);
      filled = size;
      measured.push(await measure(place, size));
    }
    return figures(name, measured);
  } finally {
    await place.cleanUp();
  }
}

async function measure(place: Place, cases: number): Promise<Measured> {
  const lists = await timeQueries(place, cases); // before the load opens cases of its own, which would fill the first pages
  const from = performance.now();
  const child = fork(join(__dirname, '../../bot/main'), {
    execArgv: [...NODE_OPTIONS],
    env: { ...process.env, PORT: '0', LOG_LEVEL: 'error', ...place.env },
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

function figures(name: string, measured: readonly Measured[]): Record<string, number> {
  const [first, , last] = measured as readonly [Measured, Measured, Measured];
  const ratios = Object.keys(first.lists).map((list) => (last.lists[list] ?? 0) / (first.lists[list] ?? 1));
  const each = measured.flatMap(({ turnCpuMs, turnP50Ms, startMs, rssMb, lists }, at) => {
    const size = ['1k', '100k', '1M'][at] ?? '';
    const row: [string, number][] = [
      [`turnCpuMs${size}`, turnCpuMs],
      [`turnP50Ms${size}`, turnP50Ms],
      [`startMs${size}`, startMs],
      [`rssMb${size}`, rssMb],
    ];
    return [
      ...row,
      ...Object.entries(lists).map(([list, us]): [string, number] => [`listUs.${list}${size}`, us]),
    ];
  });
  const all: [string, number][] = [
    ['turn1Mover1k', last.turnCpuMs / first.turnCpuMs],
    ['list1Mover1k', Math.max(...ratios)],
    ...each,
  ];
  return Object.fromEntries(all.map(([key, value]) => [`${name}.${key}`, value]));
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
