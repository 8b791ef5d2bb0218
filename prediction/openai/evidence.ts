/** The evidence for a choice is a glance: of what a model quotes, twelve words at most. */
import type { OptionIndex } from '../local/optionIndex';
import { bestPassage, fitsQuote, QUOTE_WORDS_MAX } from '../local/passages';
import type { Passage } from './reread';

/** All passages where together they are short enough, else as many as are, the first cut to its telling words. */
export function briefly(passages: readonly Passage[], index: OptionIndex, option: number): Passage[] {
  const kept: Passage[] = [];
  for (const passage of passages.map((one) => shortened(one, index, option))) {
    const words = [...kept, passage].map(wordsOf).join(' ');
    if (kept.length === 0 || fitsQuote(words)) kept.push(passage);
  }
  return kept;
}

function wordsOf({ text, span }: Passage): string {
  return text.slice(span.start, span.end).trim();
}

function shortened(passage: Passage, index: OptionIndex, option: number): Passage {
  if (fitsQuote(wordsOf(passage))) return passage;
  const { text, turn, at, span } = passage;
  const quoted = text.slice(span.start, span.end);
  const telling = bestPassage(index, option, [{ id: turn, seq: 0, at, text: quoted }]);
  const { start, end } = telling ?? headOf(quoted);
  return { ...passage, span: { start: span.start + start, end: span.start + end } };
}

const HEAD = new RegExp(`^\\s*(?:\\S+\\s+){${QUOTE_WORDS_MAX - 1}}\\S+`, 'u');

function headOf(text: string): { start: number; end: number } {
  const head = HEAD.exec(text)?.[0] ?? text;
  return { start: head.length - head.trimStart().length, end: head.length };
}
