/** `npm run chaos`: faults on purpose, and what is left afterwards. */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { createProgress } from '../simulate/progress';
import { killedRounds } from './killed';
import { seeded } from './random';

const USAGE = `npm run chaos -- [killed] [--rounds 200] [--seed N] [--json]

killed      a process under load, ended with SIGKILL at random moments, started again and checked
--rounds    how often (200)
--seed      the same seed chooses the same moments
--json      one JSON object of figures

Ends with exit code 1 where anything was lost or doubled.`;

const ROUNDS_SHIPPED = 200;
const SHOWN_MAX = 20; // faults in words; the figures count all

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: String(ROUNDS_SHIPPED) },
      seed: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [name = 'killed'] = positionals;
  if (values.help || name !== 'killed') throw new Error(USAGE);
  const rounds = wholeNumber('--rounds', values.rounds);
  const seed = values.seed === undefined ? randomInt(2 ** 31) : wholeNumber('--seed', values.seed);
  process.stdout.write(`seed ${seed}\n`);
  const progress = createProgress();
  const report = await killedRounds({
    rounds,
    random: seeded(seed),
    step: (done) => progress.step(done / rounds, done),
  });
  progress.end();
  const figures = Object.entries(report).map(([key, value]): [string, number] => [
    key,
    typeof value === 'number' ? value : (value as readonly string[]).length,
  ]);
  const faults = Object.values(report).flatMap((value: number | readonly string[]) =>
    typeof value === 'number' ? [] : value,
  );
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
