/** How sure a classifier may say it is: of the values at .9, nine in ten were right on cases that it had not seen. */

/** Scores are stretched by `base + perLog * ln(1 + heard)` before they become shares: the more was said, the surer. */
export interface Calibration {
  readonly base: number;
  readonly perLog: number;
}

/** A case that the classifier was not trained on. */
export interface Judged {
  readonly scores: Float64Array;
  /** How much of the text it knew: the sum of its words' weights. */
  readonly heard: number;
  /** The right class; -1 where training never saw it. */
  readonly right: number;
}

export const CONFIDENCE_MAX = 0.99;
const UNFITTED: Calibration = { base: 1, perLog: 1 }; // timid: nothing was there to fit it to
const BASE_MAX = 12;
const PER_LOG_MAX = 5;
const HALF_STRETCHED = 0.25; // heard this much, half the stretch: who heard nothing knows nothing
const SCORES_KEPT = 24; // the lower ones take no share worth counting

/** The stretch that makes the right classes of held-out cases the likeliest, with a prior of one case either way. */
export function calibrate(cases: readonly Judged[]): Calibration {
  if (cases.length === 0) return UNFITTED;
  const heads = cases.map(headOf);
  const target = (cases.length + 1) / (cases.length + 2);
  let best = { base: 1, perLog: 1, loss: Infinity };
  for (const [step, reach] of [[1, Infinity] as const, [0.25, 0.75] as const]) {
    const around = best;
    for (let base = 0; base <= BASE_MAX; base += step) {
      if (Math.abs(base - around.base) > reach) continue;
      for (let perLog = 0; perLog <= PER_LOG_MAX; perLog += step) {
        if (Math.abs(perLog - around.perLog) > reach) continue;
        const loss = lossOf(heads, { base, perLog }, target);
        if (loss < best.loss) best = { base, perLog, loss };
      }
    }
  }
  return { base: best.base, perLog: best.perLog };
}

interface Head {
  readonly heard: number;
  /** Highest first. */
  readonly scores: Float64Array;
  readonly right: number | undefined;
}

function headOf({ scores, heard, right }: Judged): Head {
  return {
    heard,
    scores: Float64Array.from(scores).sort().reverse().slice(0, SCORES_KEPT),
    right: scores[right],
  };
}

function lossOf(heads: readonly Head[], calibration: Calibration, target: number): number {
  let loss = 0;
  for (const { scores, heard, right } of heads) {
    const stretch = stretchOf(calibration, heard);
    const top = scores[0] ?? 0;
    let sum = 0;
    for (const score of scores) sum += Math.exp((score - top) * stretch);
    // A class that was never seen has no score: whatever was said with confidence was wrong.
    const share = right === undefined ? 1 - 1 / sum : Math.exp((right - top) * stretch) / sum;
    loss -= target * Math.log(share + 1e-9) + (1 - target) * Math.log(1 - share + 1e-9);
  }
  return loss;
}

function stretchOf({ base, perLog }: Calibration, heard: number): number {
  return ((base + perLog * Math.log(1 + heard)) * heard) / (heard + HALF_STRETCHED);
}

/** Shares of all classes, which add up to 1. */
export function sharesOf(scores: Float64Array, calibration: Calibration, heard: number): Float64Array {
  const stretch = stretchOf(calibration, heard);
  let top = -Infinity;
  for (const score of scores) top = Math.max(top, score);
  const shares = scores.map((score) => Math.exp((score - top) * stretch));
  const sum = shares.reduce((total, share) => total + share, 0);
  return shares.map((share) => share / sum);
}
