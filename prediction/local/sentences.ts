/** Sentences with their places in the text. */
import { tokenize, type Token } from './tokens';

export interface Sentence {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly tokens: readonly Token[];
  /** Ends with a question mark. */
  readonly asks: boolean;
}

export const SENTENCES_MAX = 200; // a mail may be long; what decides a field stands early

const ABBREVIATIONS = new Set([
  'dr',
  'mr',
  'mrs',
  'ms',
  'st',
  'no',
  'nr',
  'hr',
  'fr',
  'prof',
  'bzw',
  'ca',
  'str',
  'tel',
  'vs',
  'usw',
]);

/** Cuts a text at line ends and at closing marks followed by a space. Linear in its length. */
export function splitSentences(text: string): Sentence[] {
  const sentences: Sentence[] = [];
  const tokens = tokenize(text);
  let from = 0;
  let next = 0;
  const cut = (to: number): void => {
    const start = skipBlank(text, from, to);
    from = to;
    let end = to;
    while (end > start && isBlank(text.charCodeAt(end - 1))) end--;
    const first = next;
    while (next < tokens.length && (tokens[next]?.start ?? 0) < to) next++;
    if (end <= start || sentences.length >= SENTENCES_MAX) return;
    const slice = text.slice(start, end);
    sentences.push({
      start,
      end,
      text: slice,
      tokens: tokens.slice(first, next),
      asks: /\?[)"'!?\s]*$/.test(slice.slice(-8)),
    });
  };
  for (let i = 0; i < text.length; i++) {
    if (endsSentence(text, i)) cut(i + 1);
  }
  cut(text.length);
  return sentences;
}

function endsSentence(text: string, i: number): boolean {
  const char = text[i];
  if (char === '\n') return true;
  if (char !== '.' && char !== '!' && char !== '?' && char !== ';') return false;
  const after = text[i + 1];
  if (after !== undefined && !/[\s"')]/.test(after)) return false;
  if (char !== '.') return true;
  const word = /\p{L}+$/u.exec(text.slice(Math.max(0, i - 6), i))?.[0] ?? '';
  return !ABBREVIATIONS.has(word.toLowerCase());
}

function skipBlank(text: string, from: number, to: number): number {
  let i = from;
  while (i < to && isBlank(text.charCodeAt(i))) i++;
  return i;
}

function isBlank(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 160;
}
