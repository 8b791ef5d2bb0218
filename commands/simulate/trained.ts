/** `--train`: classifiers of choices and lookups, learned from a file of conversations, as the product learns them. */
import { truthOf } from '../../agent/simulation/simulate';
import { optionNamed } from '../../agent/simulation/truth';
import type { FieldDefinition } from '../../cases/fields';
import type { FieldPredictor } from '../../cases/deciding/prediction';
import type { SimulationRow } from '../../cases/simulation';
import {
  boundedTurns,
  definitionOf,
  trainable,
  trainingId,
  type FieldModel,
  type TrainingRow,
  type Verdict,
} from '../../cases/training';
import { createLearnedPredictor, trainField } from '../../prediction/learned';

const ROWS_MAX = 10_000; // as many as a training takes; a longer file is read no further

export interface Trained {
  readonly predictor: FieldPredictor;
  readonly fields: Readonly<Record<string, { readonly rows: number; readonly verdict: Verdict }>>;
}

/** A classifier takes over only where it beat the retrieval on conversations that it had not seen. */
export async function trainOn(
  rows: AsyncIterable<SimulationRow>,
  fields: readonly FieldDefinition[],
  local: FieldPredictor,
  onField: (label: string) => void = () => undefined,
): Promise<Trained> {
  const lessons = await lessonsOf(rows, fields.filter(trainable));
  const models = new Map<string, FieldModel>();
  const told: Record<string, { rows: number; verdict: Verdict }> = {};
  for (const [field, taught] of lessons) {
    onField(field.label);
    const { newestAt, verdict, model, rows: count } = trainField(withParents(field, fields), taught);
    const definition = definitionOf(field);
    models.set(field.name, {
      _id: field.name,
      version: 1,
      at: AT,
      definition,
      rows: count,
      newestAt,
      verdict,
      model,
    });
    told[field.name] = { rows: count, verdict };
  }
  const of = ({ name }: FieldDefinition): FieldModel | undefined => models.get(name);
  return { predictor: createLearnedPredictor({ local, models: { of } }), fields: told };
}

const AT = '2026-01-05T10:00:00Z';

async function lessonsOf(
  rows: AsyncIterable<SimulationRow>,
  fields: readonly FieldDefinition[],
): Promise<Map<FieldDefinition, TrainingRow[]>> {
  const lessons = new Map(fields.map((field): [FieldDefinition, TrainingRow[]] => [field, []]));
  let count = 0;
  for await (const row of rows) {
    if (++count > ROWS_MAX) break;
    const turns = boundedTurns(row.turns);
    const caseId = String(count).padStart(String(ROWS_MAX).length, '0');
    for (const [field, taught] of lessons) {
      const truth = truthOf(row, field.name);
      const option = truth && optionNamed(field, String(truth.value));
      if (!option) continue;
      const _id = trainingId(caseId, field.name, 1);
      taught.push({
        _id,
        version: 1,
        caseId,
        field: field.name,
        value: option.value,
        turns,
        at: AT,
        source: 'import',
      });
    }
  }
  return lessons;
}

/** The field, then its parent, and so on up. */
function withParents(field: FieldDefinition, all: readonly FieldDefinition[]): FieldDefinition[] {
  const chain = [field];
  for (;;) {
    const above = all.find(({ name }) => name === chain.at(-1)?.parentField);
    if (!above || chain.includes(above)) return chain;
    chain.push(above);
  }
}
