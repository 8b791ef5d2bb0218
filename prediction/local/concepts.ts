/** Which everyday concepts a word stands for; see `words/concepts.ts`. */
import { fold, stem } from './tokens';
import { CONCEPTS } from './words/concepts';

const NONE: readonly number[] = [];

const BY_STEM: ReadonlyMap<string, readonly number[]> = build();

function build(): Map<string, number[]> {
  const map = new Map<string, number[]>();
  CONCEPTS.forEach((line, concept) => {
    for (const word of line.split(' ')) {
      const key = stem(fold(word));
      const list = map.get(key);
      if (list === undefined) map.set(key, [concept]);
      else if (!list.includes(concept)) list.push(concept);
    }
  });
  return map;
}

/** The concepts of a stem, by number; none for most words. */
export function conceptsOf(stemmed: string): readonly number[] {
  return BY_STEM.get(stemmed) ?? NONE;
}

/** Whether two stems share a concept. */
export function related(a: string, b: string): boolean {
  const left = conceptsOf(a);
  if (left.length === 0) return false;
  const right = conceptsOf(b);
  return left.some((concept) => right.includes(concept));
}

/** How many words stand for a concept: a broad concept says less than a narrow one. */
export function conceptSize(concept: number): number {
  return CONCEPTS[concept]?.split(' ').length ?? 1;
}
