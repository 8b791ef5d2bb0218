/** How long the prediction takes: a turn with twenty fields, late turns, long lists, training. */
import type { FieldDefinition } from '../../cases/fields';
import type { PredictorMemory, PredictorTurn } from '../../cases/deciding/prediction';
import { createLocalPredictor } from '../../prediction';
import { trainClassifier } from '../../prediction/learned';
import { readRows, shuffled } from '../accuracy/data';
import { labelled } from '../accuracy/trained';
import { twentyFields, QUESTIONS, WORDS } from './script';

const FEW_OPTIONS = 50;
const MANY_OPTIONS = 5_000;
const WARM_TURNS = 500;
const MEASURED_TURNS = 5_000;
const ROUNDS = 9;
const CYCLE = QUESTIONS.length * WORDS.length; // each question before each answer, once
const TRAINING_ROWS = 3_000;
const TRAININGS = 3;

export async function benchPredict(): Promise<Record<string, number>> {
  const few = twentyFields(FEW_OPTIONS);
  await timesOf(few, WARM_TURNS);
  const times = (await timesOf(few, MEASURED_TURNS)).sort((a, b) => a - b);
  return {
    p50Ms: at(times, 0.5),
    p99Ms: at(times, 0.99),
    turn1000over10: await lateOverEarly(few),
    options5000over50: await manyOverFew(few, twentyFields(MANY_OPTIONS)),
    train3000s: trainingSeconds(),
  };
}

/** One long conversation: the milliseconds of each of its decisions. */
async function timesOf(fields: readonly FieldDefinition[], count: number): Promise<number[]> {
  const predictor = createLocalPredictor();
  const times: number[] = [];
  let memory: PredictorMemory | null = null;
  for (let i = 0; i < count; i++) {
    const newTurns = [turn(2 * i, 'agent', QUESTIONS), turn(2 * i + 1, 'customer', WORDS)];
    const from = performance.now();
    const result = await predictor.predict({ fields, newTurns, known: {}, memory, region: 'US' });
    times.push(performance.now() - from);
    memory = result.memory;
  }
  return times;
}

function turn(seq: number, from: PredictorTurn['from'], lines: readonly string[]): PredictorTurn {
  const text = lines[(seq >> 1) % lines.length] ?? '';
  return { id: `bench/${seq}`, seq, from, text, at: '2026-01-05T10:00:00Z' };
}

/** The same questions and answers around turn 1,000 and around turn 10; of each the best of some rounds. */
async function lateOverEarly(fields: readonly FieldDefinition[]): Promise<number> {
  const late = 1_000 - (1_000 % CYCLE);
  const runs: number[][] = [];
  for (let round = 0; round < ROUNDS; round++) runs.push(await timesOf(fields, late + CYCLE));
  return bestOf(runs, late, late + CYCLE) / bestOf(runs, 0, CYCLE);
}

async function manyOverFew(
  few: readonly FieldDefinition[],
  many: readonly FieldDefinition[],
): Promise<number> {
  const runs = { few: [] as number[][], many: [] as number[][] };
  for (let round = 0; round < ROUNDS; round++) {
    runs.few.push(await timesOf(few, 2 * CYCLE));
    runs.many.push(await timesOf(many, 2 * CYCLE));
  }
  return bestOf(runs.many, CYCLE, 2 * CYCLE) / bestOf(runs.few, CYCLE, 2 * CYCLE);
}

/** The sum over turns of each turn's best time: what else the machine does is left out. */
function bestOf(runs: readonly (readonly number[])[], from: number, to: number): number {
  let sum = 0;
  for (let i = from; i < to; i++) sum += Math.min(...runs.map((run) => run[i] ?? Infinity));
  return sum;
}

function trainingSeconds(): number {
  const all = labelled(readRows('star', 'train'), (row) => row.fields['subcategory']);
  const rows = shuffled(all).slice(0, TRAINING_ROWS);
  const seconds = Array.from({ length: TRAININGS }, () => {
    const from = performance.now();
    trainClassifier(rows);
    return (performance.now() - from) / 1000;
  });
  return Math.min(...seconds);
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor(sorted.length * share)] ?? NaN;
}
