/** Raw mails, whole and broken, through the reader: none may crash it or hold it up. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createMailReader } from '../../adapters/email/reading';
import { mutatedMail } from './mailMutations';
import type { Random } from './random';

export interface MailRoundsOptions {
  /** How many mutations, after all the mails as they are. */
  readonly rounds: number;
  readonly random: Random;
  readonly step?: (done: number) => void;
}

export interface MailsReport {
  readonly mails: number;
  /** Listed as such with a reason, which is no fault; those that nobody mutated are told one by one. */
  readonly unreadable: number;
  /** Of those, the ones that the time limit ended. */
  readonly timedOut: number;
  readonly slowestMs: number;
  readonly slowestCpuMs: number;
  readonly crashed: readonly string[];
  readonly slow: readonly string[];
}

/** All threads together; nothing else runs in this process. The clock tells more of a busy machine than of the mail. */
const SLOW_CPU_MS = 2_000;

export interface RawMail {
  readonly file: string;
  readonly raw: Buffer;
}

/** Beside the repository, where npm scripts are run. */
const FOLDER = join(process.cwd(), '..', 'shared', 'data', 'eml');

/** The mails of three libraries' test suites, some of them broken on purpose; none where the folder is missing. */
export function readRawMails(folder = FOLDER): RawMail[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(?:eml|txt)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ file: file.slice(folder.length + 1), raw: readFileSync(file) }));
}

export async function mailRounds({ rounds, random, step }: MailRoundsOptions): Promise<MailsReport> {
  const mails = readRawMails();
  if (mails.length === 0) throw new Error(`These rounds need the mails in ${FOLDER}.`);
  const originals = mails.map(({ raw }) => raw);
  const report = {
    mails: 0,
    unreadable: 0,
    timedOut: 0,
    slowestMs: 0,
    slowestCpuMs: 0,
    crashed: [],
    slow: [],
  } as Tally;
  const reader = createMailReader();
  await reader.readMail(Buffer.from('From: a@b.example\n\n')); // the thread's start is no mail's time
  for (const { file, raw } of mails) {
    const reason = await through(file, raw);
    if (reason !== undefined) process.stderr.write(`unreadable: ${file}: ${reason}\n`);
  }
  for (let round = 1; round <= rounds; round++) {
    await through(`mutation ${round}`, mutatedMail(originals, random));
    step?.(round);
  }
  await reader.stop();
  const [slowestMs, slowestCpuMs] = [Math.round(report.slowestMs), Math.round(report.slowestCpuMs)];
  return { ...report, slowestMs, slowestCpuMs };

  /** Why it is unreadable; undefined where it is not. */
  async function through(name: string, raw: Buffer): Promise<string | undefined> {
    const from = performance.now();
    const before = process.cpuUsage();
    const read = await reader
      .readMail(raw)
      .catch((error: unknown) => void report.crashed.push(`${name}: ${String(error)}`));
    const spent = process.cpuUsage(before);
    const cpuMs = (spent.user + spent.system) / 1_000;
    report.mails++;
    report.slowestMs = Math.max(report.slowestMs, performance.now() - from);
    report.slowestCpuMs = Math.max(report.slowestCpuMs, cpuMs);
    if (cpuMs > SLOW_CPU_MS) report.slow.push(`${name}: ${Math.round(cpuMs)} ms of a processor`);
    if (read?.mail.kind !== 'unreadable') return undefined;
    report.unreadable++;
    const reason = read.mail.kindReason ?? '';
    if (reason.startsWith('not read within')) report.timedOut++;
    return reason;
  }
}

interface Tally {
  mails: number;
  unreadable: number;
  timedOut: number;
  slowestMs: number;
  slowestCpuMs: number;
  readonly crashed: string[];
  readonly slow: string[];
}
