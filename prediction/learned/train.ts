/** Trains a classifier, and judges it on cases that it was not trained on. */
import { calibrate, sharesOf, type Judged } from './calibration';
import { CLASSIFIER_FORMAT, type ToldClassifier, type TrainingText } from './classifier';
import { readText, TEXT_CHARS_MAX, type WeighedToken } from './features';
import { pack } from './packing';
import { randomOf } from './random';
import { biasesOf, scoresOf, separate, type Planes } from './separate';
import { countsOf, vectorOf, vocabularyOf, type Counts, type Vocabulary } from './vocabulary';

export interface TrainingOptions {
  readonly seed?: number;
}

/** What a classifier that had not seen a row said about it. */
export interface HeldOut {
  /** The row's place among those that were given. */
  readonly row: number;
  readonly value: string;
  readonly confidence: number;
}

export interface Trained {
  readonly classifier: ToldClassifier;
  readonly heldOut: readonly HeldOut[];
}

const SEED = 7;
const FOLDS = 5;
const HELD_OUT_ENOUGH = 500; // with as many, a share is known to some 3 %; further folds would cost time only
const VALUES_MAX = 400;
const CELLS_MAX = 12_000_000; // weights while training: 48 MB
const FEATURES_MAX = 40_000;

/** @throws RangeError without rows. */
export function trainClassifier(
  rows: readonly TrainingText[],
  options: TrainingOptions = {},
): ToldClassifier {
  return train(rows, options).classifier;
}

/** Five folds, as many of them as give enough held-out cases; then all rows together. */
export function train(rows: readonly TrainingText[], { seed = SEED }: TrainingOptions = {}): Trained {
  if (rows.length === 0) throw new RangeError('there is nothing to train on');
  const read = readRows(rows);
  const order = shuffled(rows.length, seed);
  const judged: (Judged & { readonly row: number })[] = [];
  const early: Judged[] = [];
  for (let fold = 0; fold < FOLDS && judged.length < HELD_OUT_ENOUGH; fold++) {
    const held = order.filter((_, i) => i % FOLDS === fold);
    const taught = order.filter((_, i) => i % FOLDS !== fold);
    if (held.length === 0 || taught.length === 0) continue;
    const fitted = fit(read, taught, seed);
    for (const row of held) {
      judged.push({ row, ...judge(fitted, read, row, read.counts[row]) });
      early.push(judge(fitted, read, row, read.openings[row]));
    }
  }
  const calibration = calibrate([...judged, ...early]);
  const heldOut = judged.map(({ row, scores, heard }) => ({
    row,
    ...likeliest(read.values, sharesOf(scores, calibration, heard)),
  }));
  const { planes, vocabulary } = fit(read, order, seed);
  const classifier: ToldClassifier = {
    format: CLASSIFIER_FORMAT,
    values: read.values,
    planes: pack(planes, vocabulary),
    bias: [...biasesOf(planes)],
    calibration,
    words: tellingWords(planes, vocabulary, read.names),
  };
  return { classifier, heldOut };
}

interface ReadRows {
  readonly values: readonly string[];
  /** -1: a value too rare to be learned. */
  readonly classes: Int32Array;
  readonly counts: readonly Counts[];
  /** Of what was said first: confidence must hold there, too. */
  readonly openings: readonly Counts[];
  /** Words by their hash; of several forms the shortest. */
  readonly names: ReadonlyMap<number, string>;
}

const OPENING_TURNS = 2;

function readRows(rows: readonly TrainingText[]): ReadRows {
  const values = commonest(rows.map(({ value }) => value));
  const places = new Map(values.map((value, k) => [value, k]));
  const counts: Counts[] = [];
  const openings: Counts[] = [];
  const names = new Map<number, string>();
  for (const { text } of rows) {
    const tokens = readText(text);
    counts.push(countsOf(tokens));
    openings.push(countsOf(tokens.slice(0, openingLength(text, tokens))));
    for (const { word, hashes } of tokens) {
      const hash = hashes[0] ?? 0;
      const name = names.get(hash);
      if ((name === undefined || word.length < name.length) && !/^\p{N}/u.test(word)) names.set(hash, word);
    }
  }
  const classes = Int32Array.from(rows, ({ value }) => places.get(value) ?? -1);
  return { values, classes, counts, openings, names };
}

function openingLength(text: string, tokens: readonly WeighedToken[]): number {
  const first = text.slice(0, TEXT_CHARS_MAX).split('\n', OPENING_TURNS).join('\n').length;
  const after = tokens.findIndex(({ end }) => end > first);
  return after === -1 ? tokens.length : after;
}

function commonest(values: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, VALUES_MAX)
    .map(([value]) => value);
}

const NOTHING: Counts = countsOf([]);

interface Fitted {
  readonly planes: Planes;
  readonly vocabulary: Vocabulary;
}

function fit({ values, classes, counts }: ReadRows, rows: readonly number[], seed: number): Fitted {
  const taught = rows.filter((row) => (classes[row] ?? -1) >= 0);
  const texts = taught.map((row) => counts[row] ?? NOTHING);
  const vocabulary = vocabularyOf(texts, Math.min(FEATURES_MAX, Math.floor(CELLS_MAX / values.length)));
  const vectors = texts.map((text) => vectorOf(vocabulary, text));
  const own = Int32Array.from(taught, (row) => classes[row] ?? 0);
  const featureCount = vocabulary.rarity.length;
  return { vocabulary, planes: separate(vectors, own, { featureCount, classCount: values.length, seed }) };
}

function judge(fitted: Fitted, read: ReadRows, row: number, counts = NOTHING): Judged {
  const vector = vectorOf(fitted.vocabulary, counts);
  return {
    scores: scoresOf(fitted.planes, vector, new Float64Array(read.values.length)),
    heard: vector.heard,
    right: read.classes[row] ?? -1,
  };
}

function likeliest(
  values: readonly string[],
  shares: Float64Array,
): { readonly value: string; readonly confidence: number } {
  let best = 0;
  shares.forEach((share, k) => {
    if (share > (shares[best] ?? 0)) best = k;
  });
  return { value: values[best] ?? '', confidence: shares[best] ?? 0 };
}

function shuffled(count: number, seed: number): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  const random = randomOf(seed);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] ?? 0, order[i] ?? 0];
  }
  return order;
}

const TELLING_MAX = 8;

/** By class, the words of the training texts with the heaviest weights. */
function tellingWords(
  { weights, classCount }: Planes,
  { places, rarity }: Vocabulary,
  names: ReadonlyMap<number, string>,
): string[][] {
  const words = [...names].flatMap(([hash, word]) => {
    const place = places.get(hash);
    return place === undefined ? [] : [{ place, word }];
  });
  return Array.from({ length: classCount }, (_, k) => {
    const heaviest: { word: string; weight: number }[] = [];
    for (const { place, word } of words) {
      const weight = (weights[place * classCount + k] ?? 0) * (rarity[place] ?? 0);
      if (weight <= (heaviest[TELLING_MAX - 1]?.weight ?? 0)) continue;
      heaviest.push({ word, weight });
      heaviest.sort((a, b) => b.weight - a.weight).splice(TELLING_MAX);
    }
    return heaviest.map(({ word }) => word);
  });
}
