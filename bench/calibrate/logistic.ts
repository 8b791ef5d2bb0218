/** Logistic regression by Newton's method, with a ridge so that what is rarely seen stays near nothing. */
export interface Sample {
  readonly evidence: Readonly<Record<string, number>>;
  readonly right: boolean;
}

const ROUNDS = 25;
const STEP_MIN = 1e-6;

/** The weight of each name of the evidence. `ridge`: how much a weight has to be worth its while. */
export function fitLogistic(samples: readonly Sample[], ridge: number): Map<string, number> {
  const names = [...new Set(samples.flatMap(({ evidence }) => Object.keys(evidence)))].sort();
  const rows = samples.map(({ evidence }) => names.map((name) => evidence[name] ?? 0));
  let weights = names.map(() => 0);
  for (let round = 0; round < ROUNDS; round++) {
    const step = newtonStep(rows, samples, weights, ridge);
    weights = weights.map((weight, at) => weight + (step[at] ?? 0));
    if (Math.max(...step.map(Math.abs)) < STEP_MIN) break;
  }
  return new Map(names.map((name, at) => [name, weights[at] ?? 0]));
}

/** The probability that the weights give to an evidence. */
export function probability(weights: ReadonlyMap<string, number>, evidence: Sample['evidence']): number {
  let sum = 0;
  for (const [name, amount] of Object.entries(evidence)) sum += (weights.get(name) ?? 0) * amount;
  return 1 / (1 + Math.exp(-sum));
}

function newtonStep(
  rows: readonly (readonly number[])[],
  samples: readonly Sample[],
  weights: readonly number[],
  ridge: number,
): number[] {
  const size = weights.length;
  const gradient = weights.map((weight) => -ridge * weight);
  const hessian = weights.map((_, at) => weights.map((__, other) => (at === other ? ridge : 0)));
  rows.forEach((row, at) => {
    const guess = 1 / (1 + Math.exp(-row.reduce((sum, amount, k) => sum + amount * (weights[k] ?? 0), 0)));
    const miss = (samples[at]?.right === true ? 1 : 0) - guess;
    const spread = guess * (1 - guess);
    for (let i = 0; i < size; i++) {
      const amount = row[i] ?? 0;
      if (amount === 0) continue;
      gradient[i] = (gradient[i] ?? 0) + miss * amount;
      const line = hessian[i] ?? [];
      for (let k = 0; k < size; k++) line[k] = (line[k] ?? 0) + spread * amount * (row[k] ?? 0);
    }
  });
  return solve(hessian, gradient);
}

/** Gaussian elimination with pivoting; the ridge keeps the matrix regular. */
function solve(matrix: number[][], right: readonly number[]): number[] {
  const size = right.length;
  const rows = matrix.map((line, at) => [...line, right[at] ?? 0]);
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let i = column + 1; i < size; i++)
      if (Math.abs(rows[i]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = i;
    [rows[column], rows[pivot]] = [rows[pivot] as number[], rows[column] as number[]];
    const lead = rows[column] as number[];
    for (let i = 0; i < size; i++) {
      const line = rows[i] as number[];
      const factor = i === column ? 0 : (line[column] ?? 0) / (lead[column] ?? 1);
      if (factor !== 0)
        for (let k = column; k <= size; k++) line[k] = (line[k] ?? 0) - factor * (lead[k] ?? 0);
    }
  }
  return rows.map((line, at) => (line[size] ?? 0) / (line[at] ?? 1));
}
