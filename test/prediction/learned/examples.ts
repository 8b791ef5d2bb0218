/** Made-up cases whose words tell their value more or less clearly; the same each time. */
import type { FieldModel, TrainedField, TrainingRow } from '../../../cases/training';
import type { FieldDefinition } from '../../../cases/fields';
import type { TrainingText } from '../../../prediction/learned';
import { definitionOf } from '../../../cases/training';

const MATTERS = {
  billing: ['invoice', 'charged', 'refund', 'amount', 'payment', 'receipt'],
  delivery: ['parcel', 'courier', 'arrived', 'tracking', 'shipment', 'doorstep'],
  defect: ['broken', 'leaks', 'noise', 'smoke', 'cracked', 'stopped'],
} as const;

export const VALUES = Object.keys(MATTERS) as readonly (keyof typeof MATTERS)[];
const FILLER = 'hello please since yesterday about what order we you help with thanks morning could'.split(
  ' ',
);

/** 0 (inclusive) to 1 (exclusive), the same row of numbers for a seed. */
export function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
}

export interface Exemplary {
  readonly seed?: number;
  /** How often the words are another matter's. */
  readonly confusion?: number;
}

export function someTexts(count: number, { seed = 11, confusion = 0 }: Exemplary = {}): TrainingText[] {
  const next = numbers(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T;
  return Array.from({ length: count }, () => {
    const value = pick(VALUES);
    const words = Array.from({ length: 10 }, (_, at) => {
      if (at % 4 !== 1) return pick(FILLER);
      return pick(MATTERS[next() < confusion ? pick(VALUES) : value]);
    });
    return { value, text: `${words.slice(0, 5).join(' ')}\n${words.slice(5).join(' ')}` };
  });
}

export function aRow(
  caseId: string,
  value: string | null,
  text: string,
  at = '2026-01-05T10:00:00Z',
): TrainingRow {
  return {
    _id: `${caseId}/matter/${at}`,
    version: 1,
    caseId,
    field: 'matter',
    value,
    turns: [{ from: 'customer', text }],
    at,
    source: 'case',
  };
}

export function someRows(count: number, exemplary?: Exemplary): TrainingRow[] {
  return someTexts(count, exemplary).map(({ text, value }, at) => aRow(`case-${at}`, value, text));
}

/** As the store would hold it. */
export function modelOf(field: FieldDefinition, trained: TrainedField): FieldModel {
  const { rows, newestAt, verdict, model } = trained;
  const at = '2026-01-05T10:00:00Z';
  const doc = {
    _id: field.name,
    version: 1,
    at,
    definition: definitionOf(field),
    rows,
    newestAt,
    verdict,
    model,
  };
  return JSON.parse(JSON.stringify(doc)) as FieldModel;
}
