/** `npm run train:trouble`: learns the weights that tell a sentence of trouble, and says how well on lines left out. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from '../accuracy/data';
import { learn, probability, type Weights } from './logistic';
import { examplesOf, taughtLines, type Example } from './sentences';

const FOLDS = 5;
const LIKELY = 0.7; // as prediction/local/trouble.ts has it
const WEIGHT_MIN = 0.05;
const LINE_CHARS_MAX = 4_000;
const OUTPUT = 'prediction/local/words/troubleWeights.ts';

function main(): void {
  const lines = taughtLines();
  const examples = examplesOf(lines);
  const { precision, recall } = leftOut(examples);
  const percent = (share: number): string => (share * 100).toFixed(1);
  const weights = learn(examples);
  const kept = [...weights.of].filter(([, weight]) => Math.abs(weight) >= WEIGHT_MIN);
  writeFileSync(join(repository(), OUTPUT), written(weights.bias, kept));
  process.stdout.write(
    `${lines.length} lines, ${kept.length} weights in ${OUTPUT}\n` +
      `on lines left out: precision ${percent(precision)} %, recall ${percent(recall)} %\n`,
  );
}

/** Each fold judged by what the others teach; the line decides the fold, so that no variant of it is known. */
function leftOut(examples: readonly Example[]): { precision: number; recall: number } {
  let [right, told, wanted] = [0, 0, 0];
  for (let fold = 0; fold < FOLDS; fold++) {
    const weights: Weights = learn(examples.filter(({ line }) => line % FOLDS !== fold));
    for (const { line, features, trouble } of examples) {
      if (line % FOLDS !== fold) continue;
      const tells = probability(weights, features) >= LIKELY;
      if (tells) told++;
      if (trouble) wanted++;
      if (tells && trouble) right++;
    }
  }
  return { precision: right / told, recall: right / wanted };
}

/** Hundredths, the strongest first. */
function written(bias: number, weights: readonly (readonly [string, number])[]): string {
  const cells = [...weights]
    .sort(([a, x], [b, y]) => Math.abs(y) - Math.abs(x) || (a < b ? -1 : 1))
    .map(([feature, weight]) => `${feature}:${Math.round(weight * 100)}`);
  const rows: string[] = [''];
  for (const cell of cells) {
    const last = rows.at(-1) ?? '';
    if (last.length + cell.length > LINE_CHARS_MAX) rows.push(cell);
    else rows[rows.length - 1] = last === '' ? cell : `${last}|${cell}`;
  }
  return `/** Learned by \`npm run train:trouble\` from bench/data/trouble-*.txt: not to be edited by hand. In hundredths, the strongest first. */
const LEARNED = [
${rows.map((row) => `  ${JSON.stringify(row)},`).join('\n')}
];

export const BIAS = ${(Math.round(bias * 100) / 100).toFixed(2)};

/** What a feature weighs for trouble, or against it. */
export const WEIGHTS: ReadonlyMap<string, number> = new Map(
  LEARNED.flatMap((row) => row.split('|')).map((cell) => {
    const at = cell.lastIndexOf(':');
    return [cell.slice(0, at), Number(cell.slice(at + 1)) / 100] as const;
  }),
);
`;
}

main();
