/** `npm run chaos`: faults on purpose, and what is left afterwards. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createProgress } from '../simulate/progress';
import { cut, killedOnDatabase, paused, restarted, several } from './database';
import { fullRounds } from './full';
import { killedRounds } from './killed';
import { mailRounds } from './mails';
import { seeded, type Random } from './random';
import { relayedConversations } from './relayed';

const USAGE = `npm run chaos -- [killed|full|several|cut|restarted|paused|relayed|mails] [--rounds N] [--customers N] [--seconds 60] [--seed N] [--json]

killed      a process under load, ended with SIGKILL at random moments, started again and checked
full        the store on a small disk (tmpfs) that fills up under load, until there is room again
several     three processes on one MongoDB; each turn comes to two of them, late and overtaken by others
cut         the same, with the connection to the database cut for --seconds
restarted   the same, with the database's server killed and down for --seconds
paused      the same, with each process in turn standing still for --seconds (45 is past the end of its leases)
relayed     customers and representatives who write to each other for --seconds, in --conversations at once
mails       raw mails, as they are and broken at random, through the reader

--rounds    of killed: how often (200); of full (10)
--mongodb   killed on MongoDB, where a dead process's leases last 40 seconds in every tenth round; of mails: how many broken ones (20,000)
--customers of the others: how many, with nine turns for two of them (2223 are 10,003 turns)
--conversations  of relayed: how many (500)
--seed      the same seed chooses the same moments
--json      one JSON object of figures

MongoDB is a server of its own in Java, or the one that MONGODB_URI names, in a database that stays there.
Ends with exit code 1 where anything was lost or doubled.`;

const ROUNDS_SHIPPED = 200;
const FULL_ROUNDS_SHIPPED = 10;
const MAILS_SHIPPED = 20_000;
const CUSTOMERS_SHIPPED = 2_223;
const SECONDS_SHIPPED = 60;
const CONVERSATIONS_SHIPPED = 500;
const SHOWN_MAX = 20; // faults in words; the figures count all

interface Options {
  readonly rounds: number | undefined;
  readonly customers: number;
  readonly seconds: number;
  readonly conversations: number;
  readonly mongodb: boolean;
  readonly random: Random;
}

/** How much there is to do, and doing it. */
interface Run {
  readonly of: number;
  readonly start: (step: (done: number) => void) => Promise<object>;
}

const RUNS: Readonly<Record<string, (options: Options) => Run>> = {
  killed: ({ rounds = ROUNDS_SHIPPED, random, mongodb }) => ({
    of: rounds,
    start: (step) => (mongodb ? killedOnDatabase : killedRounds)({ rounds, random, step }),
  }),
  full: ({ rounds = FULL_ROUNDS_SHIPPED, random }) => ({
    of: rounds,
    start: (step) => fullRounds({ rounds, random, step }),
  }),
  several: ({ customers, random }) => ({
    of: customers,
    start: (step) => several({ customers, random, step }),
  }),
  cut: ({ customers, random, seconds }) => ({
    of: customers,
    start: (step) => cut({ customers, random, step, cutMs: seconds * 1_000 }),
  }),
  restarted: ({ customers, random, seconds }) => ({
    of: customers,
    start: (step) => restarted({ customers, random, step, downMs: seconds * 1_000 }),
  }),
  paused: ({ customers, random, seconds }) => ({
    of: customers,
    start: (step) => paused({ customers, random, step, pausedMs: seconds * 1_000 }),
  }),
  relayed: ({ conversations, seconds, random }) => ({
    of: seconds,
    start: (step) => relayedConversations({ conversations, seconds, random, step }),
  }),
  mails: ({ rounds = MAILS_SHIPPED, random }) => ({
    of: rounds,
    start: (step) => mailRounds({ rounds, random, step }),
  }),
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string' },
      customers: { type: 'string', default: String(CUSTOMERS_SHIPPED) },
      mongodb: { type: 'boolean', default: false },
      seconds: { type: 'string', default: String(SECONDS_SHIPPED) },
      conversations: { type: 'string', default: String(CONVERSATIONS_SHIPPED) },
      seed: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [name = 'killed'] = positionals;
  const made = Object.hasOwn(RUNS, name) ? RUNS[name] : undefined;
  if (values.help || made === undefined) throw new Error(USAGE);
  const seed = values.seed === undefined ? randomInt(2 ** 31) : wholeNumber('--seed', values.seed);
  const { of, start } = made({
    rounds: values.rounds === undefined ? undefined : wholeNumber('--rounds', values.rounds),
    customers: wholeNumber('--customers', values.customers),
    seconds: wholeNumber('--seconds', values.seconds),
    conversations: wholeNumber('--conversations', values.conversations),
    mongodb: values.mongodb,
    random: seeded(seed),
  });
  process.stdout.write(`seed ${seed}\n`);
  const progress = createProgress();
  const report = (await start((done) => progress.step(done / of, done))) as Record<
    string,
    number | readonly string[]
  >;
  progress.end();
  const figures = Object.entries(report).map(([key, value]): [string, number] => [
    key,
    typeof value === 'number' ? value : value.length,
  ]);
  const faults = Object.values(report).flatMap((value) => (typeof value === 'number' ? [] : value));
  for (const fault of faults.slice(0, SHOWN_MAX)) process.stderr.write(`${fault}\n`);
  if (values.json) process.stdout.write(`${JSON.stringify({ seed, ...Object.fromEntries(figures) })}\n`);
  else for (const [key, value] of figures) process.stdout.write(`${key.padEnd(16)} ${value}\n`);
  if (faults.length > 0) process.exitCode = 1;
}

function wholeNumber(option: string, words: string): number {
  const number = Number(words);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`${option} takes a whole number`);
  return number;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
