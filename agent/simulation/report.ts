/** Counting a simulation: coverage, right, wrong and false fill of each field. */
import { hasOptions, type FieldDefinition } from '../../cases/fields';
import type {
  Confusion,
  FieldFigures,
  SimulatedValue,
  SimulationReport,
  SimulationVerdict,
} from '../../cases/simulation';

const CONFUSIONS_MAX = 20;
const PAIRS_MAX = 2_000; // a file of any size, a bounded memory

export interface Tally {
  add(values: readonly SimulatedValue[]): void;
  report(): SimulationReport;
}

export function createTally(fields: readonly FieldDefinition[]): Tally {
  const counts = new Map(fields.map((field) => [field.name, new FieldCount(field)]));
  let rows = 0;
  return {
    add: (values) => {
      rows++;
      for (const value of values) counts.get(value.field)?.add(value);
    },
    report: () => {
      const figures = [...counts].map(([name, count]) => [name, count.figures()] as const);
      const plain = figures.map(([, one]) => one).filter(({ freeText }) => !freeText);
      return { rows, fields: Object.fromEntries(figures), ...overall(plain) };
    },
  };
}

class FieldCount {
  private readonly counts: Record<SimulationVerdict, number> = {
    right: 0,
    wrong: 0,
    'false-fill': 0,
    missed: 0,
    unjudged: 0,
  };
  private readonly pairs = new Map<string, { truth: string; predicted: string; count: number }>();

  constructor(private readonly field: FieldDefinition) {}

  add({ verdict, truth, predicted }: SimulatedValue): void {
    this.counts[verdict]++;
    if (verdict !== 'wrong' || !hasOptions(this.field)) return;
    const key = JSON.stringify([truth, predicted]);
    const pair = this.pairs.get(key);
    if (pair) pair.count++;
    else if (this.pairs.size < PAIRS_MAX)
      this.pairs.set(key, { truth: String(truth), predicted: String(predicted), count: 1 });
  }

  figures(): FieldFigures {
    const { right, wrong, missed, 'false-fill': falseFill } = this.counts;
    const { label, type } = this.field;
    const filled = right + wrong;
    return {
      label,
      type,
      freeText: isFreeText(this.field),
      truth: filled + missed,
      filled,
      coverage: share(filled, filled + missed),
      right,
      wrong,
      falseFill,
      match: share(right, filled),
      ...(hasOptions(this.field) ? { confusions: this.confusions() } : {}),
    };
  }

  private confusions(): Confusion[] {
    return [...this.pairs.values()].sort((a, b) => b.count - a.count).slice(0, CONFUSIONS_MAX);
  }
}

export function isFreeText({ type }: Pick<FieldDefinition, 'type'>): boolean {
  return type === 'text' || type === 'multilineText';
}

function overall(figures: readonly FieldFigures[]): { match: number | null; coverage: number | null } {
  const sum = (of: (one: FieldFigures) => number): number =>
    figures.reduce((total, one) => total + of(one), 0);
  const filled = sum((one) => one.filled);
  return {
    match: share(
      sum((one) => one.right),
      filled,
    ),
    coverage: share(
      filled,
      sum((one) => one.truth),
    ),
  };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
