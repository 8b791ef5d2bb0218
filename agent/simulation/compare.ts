/** Two runs side by side: how each field's figures have changed, and which values fare differently. */
import type {
  FieldFigures,
  SimulatedCase,
  SimulatedValue,
  SimulationReport,
  SimulationVerdict,
} from '../../cases/simulation';

export type ComparedFigures = Pick<FieldFigures, 'match' | 'coverage' | 'falseFill'>;

/** Now minus then; null where one of the two is no figure. */
export type Change = ComparedFigures;

/** The fields that both runs have. */
export function changesSince(
  before: { readonly fields: Readonly<Record<string, ComparedFigures>> },
  { fields }: Pick<SimulationReport, 'fields'>,
): Record<string, Change> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, now]) => {
      const then = before.fields[name];
      if (!then) return [];
      const change: Change = {
        match: difference(now.match, then.match),
        coverage: difference(now.coverage, then.coverage),
        falseFill: now.falseFill - then.falseFill,
      };
      return [[name, change] as const];
    }),
  );
}

function difference(now: number | null, then: number | null): number | null {
  return now === null || then === null ? null : now - then;
}

/** One field of one conversation that the two runs filled differently; a verdict is missing where nothing was filled. */
export interface ChangedValue {
  readonly id: string;
  readonly field: string;
  readonly truth?: SimulatedValue['truth'];
  readonly before?: SimulatedValue['predicted'];
  readonly after?: SimulatedValue['predicted'];
  readonly verdictBefore?: SimulationVerdict;
  readonly verdictAfter?: SimulationVerdict;
}

/** Conversations are known again by their id; those that only one run has are left out. */
export function changedValues(
  before: readonly SimulatedCase[],
  after: readonly SimulatedCase[],
): ChangedValue[] {
  const earlier = new Map(before.map((one) => [one.id, one]));
  return after.flatMap((now) => {
    const then = earlier.get(now.id);
    return then ? differences(then, now) : [];
  });
}

function differences(then: SimulatedCase, now: SimulatedCase): ChangedValue[] {
  const names = new Set([...then.values, ...now.values].map(({ field }) => field));
  return [...names].flatMap((field) => {
    const [a, b] = [then, now].map(({ values }) => values.find((one) => one.field === field));
    if (a?.predicted === b?.predicted && a?.verdict === b?.verdict) return [];
    return [
      {
        id: now.id,
        field,
        truth: b?.truth ?? a?.truth,
        before: a?.predicted,
        after: b?.predicted,
        verdictBefore: a?.verdict,
        verdictAfter: b?.verdict,
      },
    ];
  });
}
