/** German compounds, taken apart where both parts are words that somebody knows: "Internetstörung", "Rechnungsbetrag". */
import { conceptsOf } from './concepts';
import { stem } from './tokens';

const COMPOUND_MIN = 8;
const COMPOUND_MAX = 30; // longer ones are no words
const PART_MIN = 4;
/** What German puts between the parts. */
const LINKS = ['', 's', 'n', 'en', 'es', 'e', 'er'];

/** A lone part must be a word of its own, no syllable. */
const LONE_MIN = 6;

/**
 * The stems of a compound's parts: both where both are known words, else the one that `listed` has; nothing where it
 * is no compound of such words.
 */
export function compoundParts(word: string, listed: (stemmed: string) => boolean): readonly string[] {
  if (word.length < COMPOUND_MIN || word.length > COMPOUND_MAX || !/^\p{L}+$/u.test(word)) return [];
  let lone: string | undefined;
  for (let at = word.length - PART_MIN; at >= PART_MIN; at--) {
    const tail = stem(word.slice(at));
    const tailKnown = isKnown(tail, listed);
    if (word.length - at >= LONE_MIN && listed(tail)) lone ??= tail;
    for (const link of LINKS) {
      const end = at - link.length;
      if (end < PART_MIN || word.slice(end, at) !== link) continue;
      const head = stem(word.slice(0, end));
      if (!isKnown(head, listed)) continue;
      if (tailKnown) return [head, tail];
      if (end >= LONE_MIN && listed(head)) lone ??= head;
    }
  }
  return lone === undefined ? [] : [lone];
}

function isKnown(part: string, listed: (stemmed: string) => boolean): boolean {
  return listed(part) || conceptsOf(part).length > 0;
}
