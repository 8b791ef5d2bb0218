/** Runs one benchmark by name. */
import { benchAccuracy } from './accuracy';
import { benchArgs } from './args';
import { benchEmail } from './email';
import { benchCalibrate } from './calibrate';
import { benchFollowUp } from './followup';
import { benchPredict } from './predict';
import { benchStore } from './store';
import { benchTokens } from './tokens';
import { benchTurn } from './turn';

const BENCHES: Readonly<Record<string, () => Promise<Record<string, number>>>> = {
  accuracy: benchAccuracy,
  calibrate: benchCalibrate,
  email: benchEmail,
  followup: benchFollowUp,
  predict: benchPredict,
  store: benchStore,
  tokens: benchTokens,
  turn: benchTurn,
};

async function main(): Promise<void> {
  const { name, json } = benchArgs(process.argv.slice(2));
  const bench = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  if (!bench)
    throw new Error(`There is no benchmark "${name}". There are: ${Object.keys(BENCHES).join(', ')}.`);
  const figures = await bench();
  const width = Math.max(...Object.keys(figures).map((key) => key.length));
  for (const [key, value] of Object.entries(figures))
    process.stdout.write(`${key.padEnd(width)}  ${readable(value)}\n`);
  if (json) process.stdout.write(`${JSON.stringify(figures)}\n`);
}

function readable(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 10 ? 3 : 1 });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
