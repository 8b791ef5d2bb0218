/** Judging each case by what was measured on the others. */
export const FOLDS = 5;

/** `measure` sees the cases of all folds but one, `judge` those of that one. */
export function inFolds<T, M>(
  cases: readonly (readonly T[])[],
  measure: (taught: readonly T[]) => M,
  judge: (one: T, measured: M) => void,
): void {
  for (let fold = 0; fold < FOLDS; fold++) {
    const measured = measure(cases.filter((_, at) => at % FOLDS !== fold).flat());
    for (const one of cases.filter((_, at) => at % FOLDS === fold).flat()) judge(one, measured);
  }
}
