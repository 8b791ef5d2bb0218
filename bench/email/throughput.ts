/** Mails a second from a mailbox on a real IMAP server to an open case each, by the whole agent; and what its memory does meanwhile. */
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishedVersion } from '../../agent/sources';
import { settingsSchema, type Settings } from '../../cases/settings';
import { shippedSettings } from '../../cases/shipped/settings';
import { createEmbeddedStore } from '../../storage/embedded/store';
import { Dovecot, MAIL_PASSWORD } from '../../test/support/dovecot';
import { NODE_OPTIONS } from '../nodeOptions';
import { aBenchMail } from './mails';

const MAILS = 10_000;
const ADDRESS = 'support@bench.test';
const LOOK_MS = 500;
const AT_ONCE_MAX = 50; // cases that are opened just now, and need not be so in the order of their numbers
const WAIT_MS_MAX = 30 * 60_000;
/** As in `npm start`. */

interface Look {
  readonly ms: number;
  readonly stored: number;
  readonly cases: number;
  readonly rssMb: number;
  /** Of all threads of the agent, since its start. */
  readonly cpuMs: number;
}

export async function benchThroughput(): Promise<Record<string, number>> {
  const server = await Dovecot.start();
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    await server.fill(ADDRESS, MAILS, aBenchMail);
    await prepare(folder, server.imapPort);
    return await measure(folder);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function prepare(folder: string, port: number): Promise<void> {
  const store = createEmbeddedStore({ folder });
  await store.start();
  const at = new Date().toISOString();
  await store.insert('settings', publishedVersion({ settings: settingsWith(port), at, by: 'bench' }));
  await store.stop();
}

/** A rule that opens a case for every mail; nothing is sent, so that it is the way in that is measured. */
function settingsWith(port: number): Settings {
  return settingsSchema.parse({
    ...shippedSettings,
    creation: { ...shippedSettings.creation, channels: ['chat', 'email'] },
    intake: { ask: false },
    mailboxes: [
      {
        name: 'support',
        address: ADDRESS,
        imap: { host: '127.0.0.1', port, tls: 'none' },
        auth: { kind: 'basic', passwordName: 'BENCH_MAIL_PASSWORD' },
        authservIds: ['mx.bench.test'],
      },
    ],
    emailRules: [{ name: 'every mail' }],
  });
}

async function measure(folder: string): Promise<Record<string, number>> {
  const child = fork(join(__dirname, '../../bot/main'), {
    execArgv: [...NODE_OPTIONS],
    env: {
      ...process.env,
      PORT: '0',
      DATA_DIR: folder,
      LOG_LEVEL: 'error',
      BENCH_MAIL_PASSWORD: MAIL_PASSWORD,
    },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const gone = once(child, 'exit').then(() => Promise.reject(new Error('the agent ended')));
  gone.catch(() => undefined);
  try {
    const [{ url }] = (await Promise.race([once(child, 'message'), gone])) as [{ url: string }];
    const looks = await Promise.race([watch(url, child), gone]);
    return figures(looks, await countCases(url));
  } finally {
    child.kill('SIGTERM');
    await gone.catch(() => undefined);
  }
}

async function watch(url: string, child: ChildProcess): Promise<Look[]> {
  const from = performance.now();
  const looks: Look[] = [];
  for (;;) {
    const ms = performance.now() - from;
    const { items } = await getJson<{ items: { folders: { stored: number }[] }[] }>(`${url}/api/mailboxes`);
    const stored = items[0]?.folders[0]?.stored ?? 0;
    const look = { ms, stored, cases: await newestCase(url), rssMb: residentMb(child), cpuMs: cpuMs(child) };
    looks.push(look);
    if (look.cases >= MAILS - AT_ONCE_MAX && (await countCases(url)) >= MAILS) return looks;
    if (ms > WAIT_MS_MAX) throw new Error(`${look.cases} of ${MAILS} cases are open after ${ms} ms`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** Cases are numbered in order: the newest one's number is about how many there are. */
async function newestCase(url: string): Promise<number> {
  const { items } = await getJson<{ items: { number: string }[] }>(`${url}/api/cases?limit=1`);
  return Number(/\d+/.exec(items[0]?.number ?? '')?.[0] ?? 0);
}

async function countCases(url: string): Promise<number> {
  let count = 0;
  for (let after = ''; ;) {
    const page = await getJson<{ items: unknown[]; next?: string }>(`${url}/api/cases?limit=200${after}`);
    count += page.items.length;
    if (page.next === undefined) return count;
    after = `&after=${encodeURIComponent(page.next)}`;
  }
}

function figures(looks: readonly Look[], cases: number): Record<string, number> {
  const end = looks.at(-1)?.ms ?? NaN;
  const allStored = looks.find(({ stored }) => stored >= MAILS)?.ms ?? NaN;
  const rssBetween = (least: number, most: number): number =>
    median(
      looks
        .filter((look) => look.cases >= least * MAILS && look.cases <= most * MAILS)
        .map(({ rssMb }) => rssMb),
    );
  const [early, late] = [rssBetween(0.1, 0.3), rssBetween(0.8, 1)];
  return {
    mails: MAILS,
    cases,
    mailsPerSecond: (cases / end) * 1000,
    cpuMsPerMail: (looks.at(-1)?.cpuMs ?? NaN) / cases,
    storedPerSecond: (MAILS / allStored) * 1000,
    rssMb: late,
    rssGrowthMb: late - early,
  };
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

function residentMb({ pid }: ChildProcess): number {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid ?? 0}/status`, 'utf8'))?.[1];
  return Number(kilobytes ?? NaN) / 1024;
}

const TICK_MS = 10; // Linux counts a process's time in hundredths of a second

function cpuMs({ pid }: ChildProcess): number {
  // After the name, which may hold anything but ")": state is the third field, utime and stime the 14th and 15th.
  const fields =
    readFileSync(`/proc/${pid ?? 0}/stat`, 'utf8')
      .split(') ')
      .at(-1)
      ?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS;
}

async function getJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as T;
}
