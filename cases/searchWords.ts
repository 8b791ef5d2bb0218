/** The words that a case is found by. */
import type { Case } from './case';

const WORD_CHARS_MIN = 2;
const WORD_CHARS_MAX = 40; // longer ones are no words; they are found by their beginning
const WORDS_MAX = 200; // of one case: a text as long as a page
const ASKED_MAX = 8;

/** Of its number, its title and its values as people read them, the contact among them. */
export function searchWords({ number, title, fields }: Pick<Case, 'number' | 'title' | 'fields'>): string[] {
  const texts = [number, title, ...Object.values(fields).map(({ label }) => label)];
  const words = new Set<string>();
  for (const whole of texts.flatMap(wholeWords)) {
    // "CM-2481-09371" and its parts, "dana@example.com" and its parts.
    for (const word of [whole, ...whole.split(NOT_LETTERS)]) {
      if (words.size >= WORDS_MAX) return [...words];
      if (word.length >= WORD_CHARS_MIN) words.add(word.slice(0, WORD_CHARS_MAX));
    }
  }
  return [...words];
}

/** What somebody looks for, as such words; each must be in the case. The longest first: it is the rarest as a rule. */
export function askedWords(text: string): string[] {
  const words = wholeWords(text)
    .filter((word) => word.length >= WORD_CHARS_MIN)
    .map((word) => word.slice(0, WORD_CHARS_MAX));
  return [...new Set(words)].sort((a, b) => b.length - a.length).slice(0, ASKED_MAX);
}

/** Whether the case has all of them: an index finds by one, the others are looked for in what it found. */
export function hasWords(found: Parameters<typeof searchWords>[0], words: readonly string[]): boolean {
  const has = new Set(searchWords(found));
  return words.every((word) => has.has(word));
}

const NOT_LETTERS = /[^\p{L}\p{N}]+/u;
const AROUND = /^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu;

/** Between spaces, without the marks around them, lower case and without accents. */
function wholeWords(text: string): string[] {
  return folded(text)
    .split(/\s+/)
    .map((word) => word.replace(AROUND, ''));
}

function folded(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss');
}
