/** What a conversation is about, after training on other conversations: all of them, 1,000 or 300. */
import { classify, trainClassifier } from '../../prediction/learned';
import { shuffled, textOf, type DataRow } from './data';
import { share, type Figures } from './figures';
import { trainNodeNlp } from './nodeNlp';
import type { Progress } from './progress';

export interface LabelledText {
  readonly text: string;
  readonly value: string;
}

/** The customer's turns with the truth; rows without one are left out. */
export function labelled(
  rows: readonly DataRow[],
  truth: (row: DataRow) => string | null | undefined,
): LabelledText[] {
  return rows.flatMap((row) => {
    const value = truth(row);
    return value ? [{ text: textOf(row, 'customer'), value }] : [];
  });
}

const SIZES = [
  { end: '', size: Infinity },
  { end: '300', size: 300 },
  { end: '1000', size: 1000 },
];

/** `key`, `key300` and `key1000`, and the same for node-nlp on the same rows. */
export async function trainedFigures(
  key: string,
  train: readonly LabelledText[],
  held: readonly LabelledText[],
  progress: Progress,
): Promise<Figures> {
  const figures: Figures = {};
  const order = shuffled(train);
  for (const [at, { end, size }] of SIZES.entries()) {
    const rows = order.slice(0, size);
    figures[`${key}${end}`] = learnedShare(rows, held);
    progress.step(2 * at + 1, 2 * SIZES.length);
    figures[`nodeNlp.${key}${end}`] = await nodeNlpShare(rows, held);
    progress.step(2 * at + 2, 2 * SIZES.length);
  }
  return figures;
}

function learnedShare(rows: readonly LabelledText[], held: readonly LabelledText[]): number {
  const classifier = trainClassifier(rows);
  const right = held.filter(({ text, value }) => classify(classifier, text)[0]?.value === value);
  return share(right.length, held.length);
}

async function nodeNlpShare(rows: readonly LabelledText[], held: readonly LabelledText[]): Promise<number> {
  const nodeNlp = await trainNodeNlp(rows);
  let right = 0;
  for (const { text, value } of held) if ((await nodeNlp.classify(text)) === value) right++;
  return share(right, held.length);
}
