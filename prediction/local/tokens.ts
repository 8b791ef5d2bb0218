/** Words with their places: every value must point back at the slice that it was read from. */

export interface Token {
  /** Lower case, without accents: what is compared. */
  readonly word: string;
  /** The word without its inflection. */
  readonly stem: string;
  readonly start: number;
  readonly end: number;
  /** As written. */
  readonly raw: string;
}

/** Letters and digits apart ("4pm" is "4" and "pm"), an apostrophe inside a word kept ("can't", "Ben's"). */
const WORD = /\p{N}+|\p{L}[\p{L}\p{M}]*(?:['’´`]\p{L}+)*/gu;

const MARKS = /\p{M}+/gu;
const ASCII = /^[\x20-\x7e]*$/;

/** Lower case without accents, "ß" as "ss", typographic apostrophes as plain ones. */
export function fold(text: string): string {
  const lower = text.toLowerCase();
  if (ASCII.test(lower)) return lower;
  return lower.normalize('NFD').replace(MARKS, '').replaceAll('ß', 'ss').replace(/[’´`]/g, "'");
}

/** The words of a text, in order. Linear in its length. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  for (const match of text.matchAll(WORD)) {
    const raw = match[0];
    const word = fold(raw);
    tokens.push({ word, stem: stem(word), start: match.index, end: match.index + raw.length, raw });
  }
  return tokens;
}

const STEMS = new Map<string, string>();
const STEMS_MAX = 20_000; // a cache of a vocabulary, never of texts

/** A light stem for English and German alike: inflection off, derivation mostly left alone. */
export function stem(word: string): string {
  const cached = STEMS.get(word);
  if (cached !== undefined) return cached;
  const made = makeStem(word);
  if (STEMS.size >= STEMS_MAX) STEMS.clear();
  STEMS.set(word, made);
  return made;
}

function makeStem(input: string): string {
  let word = input.endsWith("'s") ? input.slice(0, -2) : input.endsWith("'") ? input.slice(0, -1) : input;
  if (word.length <= 3 || /^\d/.test(word)) return word;
  word = withoutPlural(word);
  for (const [suffix, keep] of SUFFIXES) {
    if (word.length >= suffix.length + keep && word.endsWith(suffix)) {
      word = undouble(word.slice(0, -suffix.length));
      break;
    }
  }
  return word.length > 3 && word.endsWith('e') ? word.slice(0, -1) : word;
}

/** Suffix and how many letters must stay before it. */
const SUFFIXES: readonly (readonly [string, number])[] = [
  ['ations', 4],
  ['ation', 4],
  ['ungen', 4],
  ['ung', 4],
  ['ing', 3],
  ['ed', 3],
  ['ern', 3],
  ['en', 3],
  ['er', 4],
  ['em', 4],
  ['es', 4],
  ['ly', 4],
];

function withoutPlural(word: string): string {
  if (word.endsWith('ies') && word.length > 4) return `${word.slice(0, -3)}y`;
  if (word.endsWith('sses') || word.endsWith('xes') || word.endsWith('ches') || word.endsWith('shes'))
    return word.slice(0, -2);
  if (word.endsWith('s') && !word.endsWith('ss') && !word.endsWith('us') && !word.endsWith('is'))
    return word.slice(0, -1);
  return word;
}

function undouble(word: string): string {
  const last = word.at(-1);
  if (word.length > 3 && last === word.at(-2) && last !== undefined && !'lsz'.includes(last))
    return word.slice(0, -1);
  return word;
}
