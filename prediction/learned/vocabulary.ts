/** Which features a classifier knows, and the vector that a text becomes by them. */
import type { WeighedToken } from './features';

/** The features of one text, words before pieces of words; each once, with the weights of its sayings added up. */
export interface Counts {
  readonly hashes: Int32Array;
  readonly said: Float32Array;
  /** How many of them are words. */
  readonly words: number;
}

export interface Vocabulary {
  /** A feature's hash to its place. */
  readonly places: ReadonlyMap<number, number>;
  /** By place: how rare it is. */
  readonly rarity: Float32Array;
}

/** A sparse vector; places are unique. */
export interface Vector {
  readonly places: Int32Array;
  readonly values: Float32Array;
  /** How much of the text the vocabulary knows: what was said of its words, added up. */
  readonly heard: number;
}

export function countsOf(tokens: readonly WeighedToken[]): Counts {
  const words = new Map<number, number>();
  const pieces = new Map<number, number>();
  for (const { hashes, weight } of tokens) {
    for (let i = 0; i < hashes.length; i++) {
      const hash = hashes[i] ?? 0;
      const group = i === 0 ? words : pieces;
      group.set(hash, (group.get(hash) ?? 0) + weight);
    }
  }
  return {
    hashes: Int32Array.from([...words.keys(), ...pieces.keys()]),
    said: Float32Array.from([...words.values(), ...pieces.values()]),
    words: words.size,
  };
}

const RARE_FROM_TEXTS = 100; // in fewer texts a word that comes once may be all there is to go by

/** The features that came in at least two of many texts; the commonest where there are more than `sizeMax`. */
export function vocabularyOf(texts: readonly Counts[], sizeMax: number): Vocabulary {
  const counts = new Map<number, number>();
  for (const { hashes } of texts) for (const hash of hashes) counts.set(hash, (counts.get(hash) ?? 0) + 1);
  const least = texts.length >= RARE_FROM_TEXTS ? 2 : 1;
  let kept = [...counts].filter(([, count]) => count >= least);
  if (kept.length > sizeMax) kept = kept.sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, sizeMax);
  const places = new Map(kept.map(([hash], place) => [hash, place]));
  const rarity = Float32Array.from(kept, ([, count]) => 1 + Math.log((1 + texts.length) / (1 + count)));
  return { places, rarity };
}

/** Words and pieces are brought to the same length, apart from each other; together the vector has length 1. */
export function vectorOf({ places: known, rarity }: Vocabulary, { hashes, said, words }: Counts): Vector {
  const places: number[] = [];
  const values: number[] = [];
  let heard = 0;
  const add = (from: number, to: number): void => {
    const first = values.length;
    let square = 0;
    for (let i = from; i < to; i++) {
      const place = known.get(hashes[i] ?? 0);
      if (place === undefined) continue;
      if (i < words) heard += said[i] ?? 0;
      const value = dampened(said[i] ?? 0) * (rarity[place] ?? 0);
      places.push(place);
      values.push(value);
      square += value * value;
    }
    const scale = Math.SQRT1_2 / Math.sqrt(square || 1);
    for (let i = first; i < values.length; i++) values[i] = (values[i] ?? 0) * scale;
  };
  add(0, words);
  add(words, hashes.length);
  return { places: Int32Array.from(places), values: Float32Array.from(values), heard };
}

/** The same word again adds less and less. */
function dampened(said: number): number {
  return said < 1 ? said : 1 + Math.log(said);
}
