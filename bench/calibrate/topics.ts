/** What conversations are about, turn by turn, of STAR's tasks and the services: which scores proved right. */
import type { FieldOption } from '../../cases/fields';
import { emptyMemory, remember } from '../../prediction/local/memory';
import { optionIndexOf } from '../../prediction/local/optionIndex';
import { sharesOf, type TopicCalibration } from '../../prediction/local/topicConfidence';
import { scoreTopics } from '../../prediction/local/topics';
import { readRows, shuffled, type DataRow } from '../accuracy/data';
import { Calibration } from '../accuracy/figures';
import { readServices, readStar } from '../accuracy/forms';
import { inFolds } from './folds';

const ROWS = 400; // of each set
const AT = '2026-01-05T10:00:00Z';
const MISSING_EACH = 20;
const FEW = [5, 12];
const STRETCH = [1, 1.2, 1.4, 1.7];
const TIRING = [0.05, 0.1, 0.15];
const NOTHING = [2, 3, 4, 5, 6];

interface TopicCase {
  readonly scores: Float64Array;
  /** -1: not in the list. */
  readonly right: number;
  readonly weight: number;
  readonly ends: boolean;
}

export interface MeasuredTopics {
  readonly calibration: TopicCalibration;
  /** In folds. */
  readonly judged: Calibration;
}

export function measureTopics(): MeasuredTopics {
  const cases = [...starCases(), ...serviceCases()];
  const judged = new Calibration();
  inFolds(cases, bestOf, ({ scores, right, ends }, calibration) => {
    const shares = sharesOf(scores, () => true, calibration);
    if (ends && right !== -1 && shares) judged.add(shares.of(shares.best), shares.best === right);
  });
  return { calibration: bestOf(cases.flat()), judged };
}

function starCases(): TopicCase[][] {
  const rows = shuffled(readRows('star', 'train')).slice(0, ROWS);
  const options = readStar().task.options ?? [];
  const truth = (row: DataRow): string => row.fields['subcategory'] ?? '';
  const customers = rows.map((row) => ({
    ...row,
    turns: row.turns.filter(({ from }) => from === 'customer'),
  }));
  return casesOf(options, [...rows, ...customers], truth);
}

function serviceCases(): TopicCase[][] {
  const rows = shuffled(readRows('sgd', 'train')).slice(0, ROWS);
  const truth = (row: DataRow): string => row.fields['category'] ?? '';
  const options = readServices(new Set(rows.map(truth))).options ?? [];
  return casesOf(options, rows, truth);
}

/** Against all options, and against few of them, among which the right one is missing once in `MISSING_EACH` rows. */
function casesOf(
  options: readonly FieldOption[],
  rows: readonly DataRow[],
  truth: (row: DataRow) => string,
): TopicCase[][] {
  const listsOf = new Map(
    options.map(({ value }) => [value, FEW.map((size) => fewOf(options, value, size))]),
  );
  return rows.map((row, at) => {
    const missing = at % MISSING_EACH === 0;
    const few = (listsOf.get(truth(row)) ?? []).map((lists) => (missing ? lists.without : lists.with));
    return [options, ...few].flatMap((list) => casesOfRow(row, list, truth(row)));
  });
}

/** Made once for each value: an index is kept by its list. */
function fewOf(
  options: readonly FieldOption[],
  value: string,
  size: number,
): { with: FieldOption[]; without: FieldOption[] } {
  const others = shuffled(options, size).filter((option) => option.value !== value);
  const own = options.filter((option) => option.value === value);
  return { with: [...own, ...others.slice(0, size - 1)], without: others.slice(0, size) };
}

function casesOfRow(row: DataRow, options: readonly FieldOption[], truth: string): TopicCase[] {
  const index = optionIndexOf(options);
  const right = options.findIndex(({ value }) => value === truth);
  const memory = emptyMemory();
  const scored: Float64Array[] = [];
  for (const [seq, { from, text }] of row.turns.entries()) {
    remember(memory, { id: `row/${seq}`, seq, from, text, at: AT });
    if (from === 'customer') scored.push(scoreTopics(index, memory.words).scores);
  }
  const told = scored.filter((scores) => scores.some((score) => score > 0));
  return told.map((scores, i) => {
    const ends = i === told.length - 1;
    const share = ends ? 0.5 : 0.5 / (told.length - 1);
    return { scores, right, ends, weight: share };
  });
}

function bestOf(cases: readonly TopicCase[]): TopicCalibration {
  let best: TopicCalibration = { stretch: 1, tiring: 0.1, nothing: 5 };
  let least = Infinity;
  for (const stretch of STRETCH)
    for (const tiring of TIRING)
      for (const nothing of NOTHING) {
        const one = { stretch, tiring, nothing };
        const loss = lossOf(cases, one);
        if (loss < least) [best, least] = [one, loss];
      }
  return best;
}

/** Log loss of "the best one is right". */
function lossOf(cases: readonly TopicCase[], calibration: TopicCalibration): number {
  let loss = 0;
  for (const { scores, right, weight } of cases) {
    const shares = sharesOf(scores, () => true, calibration);
    if (!shares) continue;
    const share = shares.of(shares.best);
    loss -= weight * Math.log(Math.max(1e-6, shares.best === right ? share : 1 - share));
  }
  return loss;
}
