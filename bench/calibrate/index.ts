/**
 * Measures how sure the local predictor may be of a value: weighs what spoke for each value on STAR's training
 * conversations, and writes the table that the predictor reads. What is printed comes from folds: each fold is judged
 * by weights from the others.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { playRow } from '../../agent/simulation/simulate';
import { isRight } from '../../agent/simulation/truth';
import { hasOptions, type FieldDefinition } from '../../cases/fields';
import type { FieldPredictor } from '../../cases/deciding/prediction';
import { createValueParser } from '../../prediction';
import { predictWithEvidence } from '../../prediction/local/predict';
import { readRows, repository, shuffled, type DataRow } from '../accuracy/data';
import { Calibration } from '../accuracy/figures';
import { readStar } from '../accuracy/forms';
import { createProgress } from '../accuracy/progress';
import { calibrateChoices } from './choiceTable';
import { fitLogistic, probability, type Sample } from './logistic';

const FOLDS = 5;
const RIDGE = 2;
const SURE = 0.9;
const AT = '2026-01-05T10:00:00Z';
const parser = createValueParser({ region: 'US', timeZone: 'UTC', now: () => new Date(AT) });

/** @throws Error where `../shared/data` is missing. */
export async function benchCalibrate(): Promise<Record<string, number>> {
  const progress = createProgress();
  progress.part('STAR values');
  const star = readStar();
  const rows = shuffled(readRows('star', 'train'));
  const samples: Sample[][] = [];
  for (const [at, row] of rows.entries()) {
    samples.push(await samplesOf(row, star.forms.get(row.fields['subcategory'] ?? '') ?? []));
    progress.step(at + 1, rows.length);
  }
  progress.end();
  const judged = new Calibration();
  for (let fold = 0; fold < FOLDS; fold++) {
    const weights = fitLogistic(samples.filter((_, at) => at % FOLDS !== fold).flat(), RIDGE);
    for (const { evidence, right } of samples.filter((_, at) => at % FOLDS === fold).flat())
      judged.add(probability(weights, evidence), right);
  }
  writeTable(fitLogistic(samples.flat(), RIDGE));
  return {
    samples: samples.flat().length,
    'calibration.at90.values': judged.rightFrom(SURE),
    'coverage.at90.values': judged.coverageFrom(SURE),
    ...calibrateChoices(SURE),
  };
}

/** Each value at the end of a conversation that the customer wrote down, with its evidence and whether it is right. */
async function samplesOf(row: DataRow, form: readonly FieldDefinition[]): Promise<Sample[]> {
  const found = new Map<string, Sample['evidence']>();
  const predictor: FieldPredictor = {
    name: 'local',
    predict: (request) => {
      const { result, evidence } = predictWithEvidence(request);
      for (const { field, value } of result.predictions) {
        const signs = evidence.get(field);
        if (signs) found.set(`${field} ${String(value)}`, signs);
      }
      return Promise.resolve(result);
    },
  };
  const { last } = await playRow(row, form, predictor);
  return form.flatMap((field): Sample[] => {
    const truth = row.fields[field.name] ?? undefined;
    const filled = last.get(field.name);
    if (hasOptions(field) || truth === undefined || !filled || !row.present.includes(field.name)) return [];
    const evidence = found.get(`${field.name} ${String(filled.value)}`);
    return evidence ? [{ evidence, right: isRight(field, filled, { value: truth }, parser) }] : [];
  });
}

function writeTable(weights: ReadonlyMap<string, number>): void {
  const lines = [...weights].map(
    ([name, weight]) => `  ${keyOf(name)}: ${String(Number(weight.toFixed(2)))},`,
  );
  const text = `/**
 * What each sign weighs when the certainty of a value is told (log-odds for one of it), as it proved right on STAR's
 * training conversations. Written by \`npm run bench -- calibrate\`; run it again after a change to how values are read.
 */
export const CERTAINTY: Readonly<Record<string, number>> = {
${lines.join('\n')}
};
`;
  writeFileSync(join(repository(), 'prediction', 'local', 'certaintyTable.ts'), text);
}

function keyOf(name: string): string {
  return /^\w+$/.test(name) ? name : `'${name}'`;
}
