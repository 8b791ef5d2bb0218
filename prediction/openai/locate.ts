/** Finds the words that a model quotes in the turn that it names. */

export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Marks that nobody sees: joiners, directions, tags, controls. Line ends and tabs stay. */
const UNSEEN = /(?![\n\t])[\p{Cf}\p{Cc}\p{Zl}\p{Zp}]/gu;

/** A text as a reader sees it: hidden characters carry no words. */
export function visible(text: string): string {
  return text.replace(UNSEEN, '');
}

export function hasUnseen(text: string): boolean {
  return visible(text) !== text;
}

/** Letter by letter, else with other spaces, quotation marks and capitals: copying models change those. */
export function locate(text: string, words: string): Span | undefined {
  const wanted = words.trim();
  if (wanted === '') return undefined;
  const at = text.indexOf(wanted);
  if (at !== -1) return { start: at, end: at + wanted.length };
  const plain = flatten(wanted).text.trim();
  if (plain === '') return undefined;
  const flat = flatten(text);
  const found = flat.text.indexOf(plain);
  if (found === -1) return undefined;
  const last = found + plain.length - 1;
  return { start: flat.starts[found] ?? 0, end: flat.ends[last] ?? text.length };
}

interface Flat {
  readonly text: string;
  /** Where each of its characters begins and ends in the original. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

function flatten(text: string): Flat {
  let flat = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const char of text) {
    const start = at;
    at += char.length;
    const plain = plainOf(char);
    if (plain === '' || (plain === ' ' && flat.endsWith(' '))) continue;
    flat += plain;
    for (let i = 0; i < plain.length; i++) {
      starts.push(start);
      ends.push(at);
    }
  }
  return { text: flat, starts, ends };
}

function plainOf(char: string): string {
  if (/\s/u.test(char)) return ' ';
  if (visible(char) === '') return '';
  if (/[’‘´`]/.test(char)) return "'";
  if (/[“”„«»]/.test(char)) return '"';
  if (/[‐‑–—]/.test(char)) return '-';
  return char.toLowerCase();
}
