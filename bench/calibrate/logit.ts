/** A conditional logit: of several alternatives one is right, each with its evidence; fitted by Newton's method. */

/** The alternatives of one case, of which the last is "none of them", without evidence. */
export interface Case {
  readonly alternatives: readonly (readonly number[])[];
  /** The right one's place; none where none of them is right. */
  readonly right: number | undefined;
  readonly weight: number;
}

const STEPS_MAX = 25;
const SETTLED = 1e-5;
const RIDGE = 1; // a prior of one: evidence that hardly ever occurs is worth nothing

/** The weights of the evidence that make what is right the likeliest. */
export function fitLogit(cases: readonly Case[], size: number): number[] {
  let weights = new Array<number>(size).fill(0);
  for (let step = 0; step < STEPS_MAX; step++) {
    const slope = weights.map((weight) => -RIDGE * weight);
    const bend = weights.map((_, i) => weights.map((__, j) => (i === j ? RIDGE : 0)));
    for (const one of cases) addCase(one, weights, slope, bend);
    const move = solve(bend, slope);
    weights = weights.map((weight, i) => weight + (move[i] ?? 0));
    if (Math.max(...move.map(Math.abs)) < SETTLED) break;
  }
  return weights;
}

/** Each alternative's share; what is missing to one is "none of them". */
export function sharesOf(alternatives: readonly (readonly number[])[], weights: readonly number[]): number[] {
  const worth = alternatives.map((evidence) => Math.exp(dot(evidence, weights)));
  const all = 1 + worth.reduce((sum, one) => sum + one, 0);
  return worth.map((one) => one / all);
}

function addCase(
  { alternatives, right, weight }: Case,
  weights: number[],
  slope: number[],
  bend: number[][],
): void {
  const shares = sharesOf(alternatives, weights);
  const mean = weights.map((_, i) =>
    alternatives.reduce((sum, one, k) => sum + (shares[k] ?? 0) * (one[i] ?? 0), 0),
  );
  const truth = right === undefined ? undefined : alternatives[right];
  for (let i = 0; i < weights.length; i++) {
    slope[i] = (slope[i] ?? 0) + weight * ((truth?.[i] ?? 0) - (mean[i] ?? 0));
    const row = bend[i] ?? [];
    for (let j = 0; j < weights.length; j++) {
      const product = alternatives.reduce(
        (sum, one, k) => sum + (shares[k] ?? 0) * (one[i] ?? 0) * (one[j] ?? 0),
        0,
      );
      row[j] = (row[j] ?? 0) + weight * (product - (mean[i] ?? 0) * (mean[j] ?? 0));
    }
  }
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0);
}

/** Gauss-Jordan; the matrix is positive definite, so no row is exchanged. */
function solve(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const size = rows.length;
  for (let i = 0; i < size; i++) {
    const pivot = rows[i] ?? [];
    const scale = pivot[i] ?? 1;
    for (let j = i; j <= size; j++) pivot[j] = (pivot[j] ?? 0) / scale;
    rows.forEach((row, k) => {
      const factor = row[i] ?? 0;
      if (k === i || factor === 0) return;
      for (let j = i; j <= size; j++) row[j] = (row[j] ?? 0) - factor * (pivot[j] ?? 0);
    });
  }
  return rows.map((row) => row[size] ?? 0);
}
