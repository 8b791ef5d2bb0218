/** One run of the simulation: what the command line asked for, from the files to the report. */
import { statSync } from 'node:fs';
import { simulate } from '../../agent/simulation/simulate';
import type { FieldDefinition } from '../../cases/fields';
import type { FieldPredictor } from '../../cases/deciding/prediction';
import type { SimulatedCase, SimulationReport } from '../../cases/simulation';
import { createLocalPredictor, createValueParser } from '../../prediction';
import { createExport } from './exports';
import { readRows } from './rows';
import type { Progress } from './progress';
import { trainOn, type Trained } from './trained';

export interface Run {
  readonly file: string;
  readonly fields: readonly FieldDefinition[];
  readonly train?: string;
  readonly out?: string;
  readonly region: string;
  readonly timeZone: string;
  readonly locale?: string;
}

export interface RunResult {
  readonly report: SimulationReport;
  readonly trained?: Trained['fields'];
  /** The first cases, truth and prediction side by side. */
  readonly cases: readonly SimulatedCase[];
  readonly seconds: number;
}

export const SHOWN_CASES_MAX = 100; // `--out` has them all

export async function run(
  { file, fields, train, out, ...place }: Run,
  progress: Progress,
): Promise<RunResult> {
  const exported = out === undefined ? undefined : createExport(out);
  const trained = train === undefined ? undefined : await trainedOn(train, fields, progress);
  const from = performance.now();
  const cases: SimulatedCase[] = [];
  const onCase = (one: SimulatedCase): void | Promise<void> => {
    if (cases.length < SHOWN_CASES_MAX) cases.push(one);
    return exported?.add(one);
  };
  const parser = (at: string) => createValueParser({ ...place, now: () => new Date(at) });
  const predictor: FieldPredictor = trained?.predictor ?? createLocalPredictor();
  const report = await simulate(counted(file, progress), fields, predictor, { ...place, parser, onCase });
  if (report.rows === 0) throw new Error(`${file} holds no conversation`);
  const learned = trained ? { trained: trained.fields } : {};
  await exported?.end({ ...report, ...learned });
  return { report, ...learned, cases, seconds: (performance.now() - from) / 1000 };
}

function trainedOn(file: string, fields: readonly FieldDefinition[], progress: Progress): Promise<Trained> {
  progress.say(`Reading ${file}`);
  const onField = (label: string): void => progress.say(`Training: ${label}`);
  return trainOn(readRows(file), fields, createLocalPredictor(), onField);
}

/** The rows of a file, each told to the progress line. */
async function* counted(file: string, progress: Progress): ReturnType<typeof readRows> {
  const { size } = statSync(file);
  let read = 0;
  let rows = 0;
  for await (const row of readRows(file, (bytes) => (read = bytes))) {
    yield row;
    progress.step(size === 0 ? 1 : read / size, ++rows);
  }
}
