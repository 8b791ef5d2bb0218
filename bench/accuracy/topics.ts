/** What a conversation is about, without any training: STAR's tasks and the schema-guided services. */
import { playRow } from '../../agent/simulation/simulate';
import type { FieldDefinition } from '../../cases/fields';
import { createLocalPredictor } from '../../prediction';
import { createBm25 } from './bm25';
import { textOf, type DataRow } from './data';
import { share, type Calibration, type Figures } from './figures';
import { trainNodeNlp } from './nodeNlp';
import type { Progress } from './progress';

export interface Topic {
  /** The key of the figure. */
  readonly key: string;
  readonly field: FieldDefinition;
  readonly rows: readonly DataRow[];
  readonly truth: (row: DataRow) => string | null | undefined;
  /** Whose turns are read. */
  readonly side: 'both' | 'customer';
}

/** The share of conversations whose topic is right; one that was left open counts as wrong. */
export async function topicFigures(
  topic: Topic,
  progress: Progress,
  calibration?: Calibration,
): Promise<Figures> {
  const { key, field, truth, side } = topic;
  const options = field.options ?? [];
  const predictor = createLocalPredictor();
  const bm25 = createBm25(options);
  const nodeNlp = await trainNodeNlp(
    options.map(({ value, label, description }) => ({ text: `${label}. ${description ?? ''}`, value })),
  );
  const right = { ours: 0, bm25: 0, nodeNlp: 0 };
  for (const [at, row] of topic.rows.entries()) {
    const heard =
      side === 'both' ? row : { ...row, turns: row.turns.filter(({ from }) => from === 'customer') };
    const found = (await playRow(heard, [field], predictor)).last.get(field.name);
    const wanted = truth(row);
    const text = textOf(row, side);
    if (found) calibration?.add(found.confidence, found.value === wanted);
    if (found?.value === wanted) right.ours++;
    if (bm25.best(text) === wanted) right.bm25++;
    if ((await nodeNlp.classify(text)) === wanted) right.nodeNlp++;
    progress.step(at + 1, topic.rows.length);
  }
  const of = topic.rows.length;
  return {
    [key]: share(right.ours, of),
    [`bm25.${key}`]: share(right.bm25, of),
    [`nodeNlp.${key}`]: share(right.nodeNlp, of),
  };
}
