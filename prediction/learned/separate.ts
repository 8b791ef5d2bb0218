/**
 * One separating plane a class against all others: squared hinge loss with L2, by dual coordinate descent (Hsieh et
 * al. 2008). A few passes settle it, and a row that all classes agree about costs one product.
 */
import type { Vector } from './vocabulary';
import { randomOf } from './random';

export interface Planes {
  readonly classCount: number;
  /** By feature, then by class. */
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

export interface Separating {
  readonly featureCount: number;
  readonly classCount: number;
  readonly passesMax?: number;
  readonly seed: number;
}

const PASSES_MAX = 15;
const SETTLED = 0.1; // no multiplier moved further in a pass
const SOFTNESS = 0.5; // 1 / 2C with C = 1
const BIAS_VALUE = 0.3; // every row has a constant feature of this value

/** `classes[i]` is the class of `rows[i]`. The same rows and seed give the same planes. */
export function separate(rows: readonly Vector[], classes: Int32Array, options: Separating): Planes {
  const { classCount, featureCount } = options;
  const planes: Planes = {
    classCount,
    weights: new Float32Array(featureCount * classCount),
    bias: new Float32Array(classCount),
  };
  const descent: Descent = {
    multipliers: new Float32Array(rows.length * classCount),
    squares: rows.map(
      ({ values }) => BIAS_VALUE ** 2 + values.reduce((sum, value) => sum + value * value, 0),
    ),
    scores: new Float64Array(classCount),
    steps: new Float32Array(classCount),
  };
  const order = Int32Array.from(rows.keys());
  const random = randomOf(options.seed);
  for (let pass = 0; pass < (options.passesMax ?? PASSES_MAX); pass++) {
    shuffle(order, random);
    let furthest = 0;
    for (const at of order) {
      const row = rows[at];
      if (row === undefined) continue;
      scoresOf(planes, row, descent.scores);
      const moved = decideSteps(descent, at, classes[at] ?? 0);
      if (moved === 0) continue;
      furthest = Math.max(furthest, moved);
      step(planes, row, descent.steps);
    }
    if (furthest < SETTLED) break;
  }
  return planes;
}

interface Descent {
  readonly multipliers: Float32Array;
  readonly squares: readonly number[];
  readonly scores: Float64Array;
  readonly steps: Float32Array;
}

/** How far each plane has to move for this row; the furthest. */
function decideSteps({ multipliers, squares, scores, steps }: Descent, at: number, own: number): number {
  const classCount = steps.length;
  const square = (squares[at] ?? 0) + SOFTNESS;
  let furthest = 0;
  for (let k = 0; k < classCount; k++) {
    const sign = k === own ? 1 : -1;
    const held = multipliers[at * classCount + k] ?? 0;
    const slope = sign * (scores[k] ?? 0) - 1 + SOFTNESS * held;
    const next = Math.max(0, held - slope / square);
    multipliers[at * classCount + k] = next;
    steps[k] = (next - held) * sign;
    furthest = Math.max(furthest, Math.abs(next - held));
  }
  return furthest;
}

/** Most classes need no step: only those that do are touched. */
function step({ weights, bias }: Planes, { places, values }: Vector, steps: Float32Array): void {
  const classCount = steps.length;
  for (let k = 0; k < classCount; k++) {
    const far = steps[k] ?? 0;
    if (far === 0) continue;
    for (let i = 0; i < places.length; i++) {
      const at = (places[i] ?? 0) * classCount + k;
      weights[at] = (weights[at] ?? 0) + far * (values[i] ?? 0);
    }
    bias[k] = (bias[k] ?? 0) + far * BIAS_VALUE;
  }
}

/** On which side of each plane a row lies, and how far. */
export function scoresOf(
  { weights, bias, classCount }: Planes,
  { places, values }: Vector,
  scores: Float64Array,
): Float64Array {
  for (let k = 0; k < classCount; k++) scores[k] = (bias[k] ?? 0) * BIAS_VALUE;
  for (let i = 0; i < places.length; i++) {
    const from = (places[i] ?? 0) * classCount;
    const value = values[i] ?? 0;
    for (let k = 0; k < classCount; k++) scores[k] = (scores[k] ?? 0) + (weights[from + k] ?? 0) * value;
  }
  return scores;
}

/** The constant part of each score. */
export function biasesOf({ bias }: Planes): Float32Array {
  return bias.map((value) => value * BIAS_VALUE);
}

function shuffle(order: Int32Array, random: () => number): void {
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    const held = order[i] ?? 0;
    order[i] = order[j] ?? 0;
    order[j] = held;
  }
}
