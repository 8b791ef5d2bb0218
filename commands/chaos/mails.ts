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
  readonly crashed: readonly string[];
  readonly slow: readonly string[];
}

const SLOW_MS = 2_000;
const TRIES = 3;

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
  const report = { mails: 0, unreadable: 0, timedOut: 0, slowestMs: 0, crashed: [], slow: [] } as Tally;
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
  return { ...report, slowestMs: Math.round(report.slowestMs) };

  /** Why it is unreadable; undefined where it is not. */
  async function through(name: string, raw: Buffer): Promise<string | undefined> {
    let fastestMs = Infinity;
    let kind: string | undefined;
    let reason = '';
    // On a machine that does much else any mail may be slow once.
    for (let tries = 0; tries < TRIES && fastestMs > SLOW_MS; tries++) {
      const from = performance.now();
      const read = await reader
        .readMail(raw)
        .catch((error: unknown) => void report.crashed.push(`${name}: ${String(error)}`));
      fastestMs = Math.min(fastestMs, performance.now() - from);
      kind = read?.mail.kind;
      reason = read?.mail.kindReason ?? '';
    }
    report.mails++;
    report.slowestMs = Math.max(report.slowestMs, fastestMs);
    if (fastestMs > SLOW_MS) report.slow.push(`${name}: ${Math.round(fastestMs)} ms`);
    if (kind !== 'unreadable') return undefined;
    report.unreadable++;
    if (/not read within/.test(reason)) report.timedOut++;
    return reason;
  }
}

interface Tally {
  mails: number;
  unreadable: number;
  timedOut: number;
  slowestMs: number;
  readonly crashed: string[];
  readonly slow: string[];
}
