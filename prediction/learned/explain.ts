/** Why a value: the words of the text that weighed most for it, and the passage that holds most of them. */
import type { WeighedToken } from './features';
import type { SparsePlanes } from './packing';
import type { Vector } from './vocabulary';

export interface TellingWord {
  /** As written: `text.slice(start, end)`. */
  readonly word: string;
  readonly start: number;
  readonly end: number;
  /** What it added to the value's score. */
  readonly weight: number;
}

const WORDS_MAX = 8;

/** The words that spoke for a value, heaviest first; those that spoke against it are left out. */
export function tellingOf(words: readonly TellingWord[]): TellingWord[] {
  return words
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || a.start - b.start)
    .slice(0, WORDS_MAX);
}

/** What each word of the text adds to the score of class `k`, in the text's order. */
export function worthOf(
  planes: SparsePlanes,
  vector: Vector,
  tokens: readonly WeighedToken[],
  k: number,
): TellingWord[] {
  const { places } = planes.vocabulary;
  const worth = new Map<number, number>();
  vector.places.forEach((place, i) => worth.set(place, (vector.values[i] ?? 0) * weightOf(planes, place, k)));
  const said = new Map<number, number>();
  for (const { hashes, weight } of tokens)
    for (const hash of hashes) {
      const place = places.get(hash);
      if (place !== undefined) said.set(place, (said.get(place) ?? 0) + weight);
    }
  return tokens.map(({ raw, start, end, hashes, weight }) => {
    let sum = 0;
    for (const hash of hashes) {
      const place = places.get(hash);
      if (place !== undefined) sum += ((worth.get(place) ?? 0) * weight) / (said.get(place) ?? 1);
    }
    return { word: raw, start, end, weight: sum };
  });
}

function weightOf({ starts, classIds, weights }: SparsePlanes, place: number, k: number): number {
  for (let at = starts[place] ?? 0; at < (starts[place + 1] ?? 0); at++)
    if (classIds[at] === k) return weights[at] ?? 0;
  return 0;
}
