/** A classifier of texts: trained on rows of text and value, plain JSON when stored, explainable word by word. */
import { CONFIDENCE_MAX, sharesOf, type Calibration } from './calibration';
import { tellingOf, worthOf, type TellingWord } from './explain';
import { readText } from './features';
import { unpack, type PackedPlanes, type SparsePlanes } from './packing';
import { countsOf, vectorOf, type Vector } from './vocabulary';

export const CLASSIFIER_FORMAT = 1;

export interface TrainingText {
  /** What the customer said, one turn a line. */
  readonly text: string;
  readonly value: string;
}

/** Plain JSON, below 2 MB. */
export interface Classifier {
  readonly format: typeof CLASSIFIER_FORMAT;
  readonly values: readonly string[];
  readonly planes: PackedPlanes;
  /** By class. */
  readonly bias: readonly number[];
  readonly calibration: Calibration;
}

/** For whoever trained it: nobody's words are stored with it, which would outlive them. */
export interface ToldClassifier extends Classifier {
  /** By class: the words that speak most for it, in all of the training texts. */
  readonly words: readonly (readonly string[])[];
}

export interface Classified {
  readonly value: string;
  /** 0 to 1; of the values at .9, nine in ten are right. */
  readonly confidence: number;
  /** The words that weighed most for the value, heaviest first. */
  readonly words: readonly TellingWord[];
}

const EXPLAINED_MAX = 3; // nobody asks why the tenth was not it

/** All values, the likeliest first; `words` are slices of `text`. The same text gives the same answer. */
export function classify(classifier: Classifier, text: string): Classified[] {
  const planes = unpacked(classifier);
  const tokens = readText(text);
  const vector = vectorOf(planes.vocabulary, countsOf(tokens));
  const scores = sparseScores(classifier, planes, vector);
  const shares = sharesOf(scores, classifier.calibration, vector.heard);
  return [...shares.keys()]
    .sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0) || a - b)
    .map((k, rank) => ({
      value: classifier.values[k] ?? '',
      confidence: Math.min(CONFIDENCE_MAX, shares[k] ?? 0),
      words: rank < EXPLAINED_MAX ? tellingOf(worthOf(planes, vector, tokens, k)) : [],
    }));
}

/** What each word of a text adds to the score of a value, in the text's order; nothing where training never saw the value. */
export function explain(classifier: Classifier, text: string, value: string): TellingWord[] {
  const k = classifier.values.indexOf(value);
  if (k === -1) return [];
  const planes = unpacked(classifier);
  const tokens = readText(text);
  return worthOf(planes, vectorOf(planes.vocabulary, countsOf(tokens)), tokens, k);
}

const UNPACKED = new WeakMap<Classifier, SparsePlanes>();

function unpacked(classifier: Classifier): SparsePlanes {
  const found = UNPACKED.get(classifier);
  if (found) return found;
  const made = unpack(classifier.planes);
  UNPACKED.set(classifier, made);
  return made;
}

function sparseScores(
  { bias }: Classifier,
  { starts, classIds, weights }: SparsePlanes,
  { places, values }: Vector,
): Float64Array {
  const scores = Float64Array.from(bias);
  for (let i = 0; i < places.length; i++) {
    const place = places[i] ?? 0;
    const value = values[i] ?? 0;
    for (let at = starts[place] ?? 0; at < (starts[place + 1] ?? 0); at++) {
      const k = classIds[at] ?? 0;
      scores[k] = (scores[k] ?? 0) + (weights[at] ?? 0) * value;
    }
  }
  return scores;
}
