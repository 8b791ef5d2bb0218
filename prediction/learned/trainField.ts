/** From the rows of a field to a verdict and, where it is good enough, a model. Runs in the training thread. */
import type { FieldDefinition } from '../../cases/fields';
import type { TrainedField, TrainingRow, TrainingTurn } from '../../cases/training';
import { predictLocally } from '../local/predict';
import type { ToldClassifier, TrainingText } from './classifier';
import { settle, type Answer } from './decide';
import { train, type HeldOut } from './train';
import { verdictOf, type Compared } from './verdict';

interface Lesson extends TrainingText {
  readonly turns: readonly TrainingTurn[];
}

const ROWS_MAX = 10_000; // the newest; more would cost time and memory and teach little
const TOLD_VALUES_MAX = 5;

/** `fields`: the field first, then its parents. */
export function trainField(fields: readonly FieldDefinition[], rows: readonly TrainingRow[]): TrainedField {
  const [field] = fields;
  if (field === undefined) throw new RangeError('there is no field to train');
  const lessons = lessonsOf(field, rows);
  const newestAt = rows.reduce((newest, { at }) => (at > newest ? at : newest), '');
  const valueCount = new Set(lessons.map(({ value }) => value)).size;
  if (valueCount < 2)
    return { rows: lessons.length, newestAt, verdict: verdictOf([], valueCount), words: {} };
  const { classifier, heldOut } = train(lessons);
  const learned = new Set(classifier.values);
  const compared = heldOut.flatMap((one) => compare(fields, field, lessons[one.row], one, learned));
  const verdict = verdictOf(compared, valueCount);
  const { words: _words, ...stored } = classifier;
  const model = verdict.inUse ? { model: stored } : {};
  return { rows: lessons.length, newestAt, verdict, words: wordsOf(classifier), ...model };
}

/** What each case teaches last, oldest first; nothing where a person took the value away or its option is gone. */
function lessonsOf({ options }: FieldDefinition, rows: readonly TrainingRow[]): Lesson[] {
  const offered = new Set((options ?? []).map(({ value }) => value));
  const newest = new Map<string, TrainingRow>();
  for (const row of [...rows].sort((a, b) => compareText(a.at, b.at) || compareText(a._id, b._id))) {
    newest.delete(row.caseId);
    newest.set(row.caseId, row);
  }
  return [...newest.values()]
    .slice(-ROWS_MAX)
    .flatMap(({ value, turns }) =>
      value === null || !offered.has(value) ? [] : [{ value, turns, text: customerText(turns) }],
    )
    .filter(({ text }) => text.trim() !== '');
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function customerText(turns: readonly TrainingTurn[]): string {
  return turns
    .filter(({ from }) => from === 'customer')
    .map(({ text }) => text)
    .join('\n');
}

function compare(
  fields: readonly FieldDefinition[],
  field: FieldDefinition,
  lesson: Lesson | undefined,
  held: HeldOut,
  learned: ReadonlySet<string>,
): Compared[] {
  if (lesson === undefined) return [];
  const retrieved = retrieve(fields, field, lesson.turns);
  // As in life: what the customer named outright may still win over the classifier.
  const who = settle(held, retrieved, learned, field.threshold);
  const filled = who === 'classifier' ? held.value : who === 'retrieval' ? retrieved?.value : undefined;
  return [{ right: lesson.value, classifier: filled, retrieval: retrieved?.value }];
}

const REPLAYED_AT = '2000-01-01T00:00:00.000Z'; // choices know no time

/** What the retrieval says of the same conversation, both sides heard. */
function retrieve(
  fields: readonly FieldDefinition[],
  { name }: FieldDefinition,
  turns: readonly TrainingTurn[],
): Answer | undefined {
  const newTurns = turns.map((turn, i) => ({ ...turn, id: String(i), seq: i + 1, at: REPLAYED_AT }));
  const { predictions } = predictLocally({ fields, newTurns, known: {}, memory: null });
  const found = predictions.find((one) => one.field === name);
  return found && { value: String(found.value), confidence: found.confidence };
}

function wordsOf({ values, words }: ToldClassifier): Record<string, readonly string[]> {
  return Object.fromEntries(values.slice(0, TOLD_VALUES_MAX).map((value, k) => [value, words[k] ?? []]));
}
