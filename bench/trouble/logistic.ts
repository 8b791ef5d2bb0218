/** Logistic regression over features that are there or not, by Nesterov's gradient; small enough to be read. */
import type { Example } from './sentences';

export interface Weights {
  readonly bias: number;
  readonly of: ReadonlyMap<string, number>;
}

const RIDGE = 3; // pulls each weight to nought, as a prior would
const ROUNDS = 250;
const LINES_MIN = 3; // a feature of fewer lines would only know them by heart

/** The same examples give the same weights. */
export function learn(examples: readonly Example[]): Weights {
  const places = commonFeatures(examples);
  const bias = places.size;
  const rows = examples.map(({ features, trouble }) => ({
    at: [...features.flatMap((one) => places.get(one) ?? []), bias],
    wanted: trouble ? 1 : 0,
  }));
  const step = 1 / (0.04 * rows.length * Math.max(...rows.map(({ at }) => at.length)) + RIDGE);
  let [now, before] = [new Float64Array(bias + 1), new Float64Array(bias + 1)];
  for (let round = 1; round <= ROUNDS; round++) {
    const push = (round - 1) / (round + 2);
    const ahead = now.map((weight, at) => weight + push * (weight - (before[at] ?? 0)));
    const slope = ahead.map((weight, at) => (at === bias ? 0 : RIDGE * weight));
    for (const { at, wanted } of rows) {
      const error = sigmoid(at.reduce((sum, place) => sum + (ahead[place] ?? 0), 0)) - wanted;
      for (const place of at) slope[place] = (slope[place] ?? 0) + error;
    }
    [before, now] = [now, ahead.map((weight, at) => weight - step * (slope[at] ?? 0))];
  }
  const of = new Map([...places].map(([feature, at]) => [feature, now[at] ?? 0] as const));
  return { bias: now[bias] ?? 0, of };
}

export function probability({ bias, of }: Weights, features: readonly string[]): number {
  return sigmoid(features.reduce((sum, feature) => sum + (of.get(feature) ?? 0), bias));
}

function sigmoid(sum: number): number {
  return 1 / (1 + Math.exp(-sum));
}

function commonFeatures(examples: readonly Example[]): Map<string, number> {
  const lines = new Map<string, Set<number>>();
  for (const { line, features } of examples)
    for (const feature of features) {
      const seen = lines.get(feature);
      if (seen) seen.add(line);
      else lines.set(feature, new Set([line]));
    }
  const common = [...lines].filter(([, { size }]) => size >= LINES_MIN).map(([feature]) => feature);
  return new Map(common.sort().map((feature, at) => [feature, at]));
}
