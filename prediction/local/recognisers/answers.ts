/** Answers as they were given: the whole of a short answer, and what "my X is ..." says. */
import type { Sentence } from '../sentences';
import type { Token } from '../tokens';
import { CLOSERS, FILLERS, STOP_WORDS } from '../words/small';
import { answerSlice, saysNothingMore } from './longAnswers';
import type { Candidate } from './types';

const UNKNOWN =
  /\b(?:don'?t (?:know|have|remember|recall|care)|do not (?:know|have|remember|recall|care)|can'?t (?:remember|recall|find)|cannot (?:remember|recall|find)|not sure|no idea|forgot(?:ten)?|what do you mean|why do you|wei(?:ß|ss) (?:ich )?nicht|keine ahnung|vergessen)\b/i;
/** Whether somebody says that they do not know, remember or have it. */
export function saysUnknown(text: string): boolean {
  return UNKNOWN.test(text.replaceAll('’', "'"));
}

/** Where "I don't know" and the like end in a text, or undefined. */
export function unknownEnd(text: string): number | undefined {
  const match = UNKNOWN.exec(text.replaceAll('’', "'"));
  return match === null ? undefined : match.index + match[0].length;
}

/** The first sentence with something in it, without "yes, it's" before and "please" after. */
export function findAnswer(text: string, sentences: readonly Sentence[]): Candidate | undefined {
  for (const sentence of sentences) {
    if (isEmpty(sentence, sentences.length)) continue;
    const core = shortCore(text, sentence.tokens);
    if (core === undefined) continue;
    return answerAt(text, core.start, core.end, sentences.length);
  }
  return undefined;
}

/** The same for a field that takes a sentence; `whole`: a report, of which no word goes. */
export function findLongAnswer(
  text: string,
  sentences: readonly Sentence[],
  whole: boolean,
): Candidate | undefined {
  for (const sentence of sentences) {
    if (isEmpty(sentence, sentences.length) || saysNothingMore(sentence.text)) continue;
    const slice = answerSlice(text, sentence, whole);
    if (slice !== undefined) return answerAt(text, slice.start, slice.end, sentences.length);
  }
  return undefined;
}

function answerAt(text: string, start: number, end: number, sentences: number): Candidate {
  return { kind: 'text', start, end, value: text.slice(start, end), trust: 0.8, bare: sentences === 1 };
}

/** A question, "I don't know", politeness. */
function isEmpty({ asks, text, tokens }: Sentence, sentences: number): boolean {
  return (
    asks ||
    saysUnknown(text) ||
    (sentences > 1 && saysNothing(tokens)) ||
    tokens.every(({ word }) => POLITE.has(word))
  );
}

/** A pronoun begins another thought: "University, I guess". */
const CLAUSE = new Set(
  "i i'm i've i'll i'd im ive we we're it it's he she they you can could would will did does ich wir du kann konnen".split(
    ' ',
  ),
);

const JOINS = new Set(['and', 'or', 'so', 'und', 'oder']);
const COMMA_ENDS = /^\s?[,(:–-]\s/;

/** A short answer ends where something else is added: "Shadyside, please hurry". */
function shortCore(text: string, tokens: readonly Token[]): { start: number; end: number } | undefined {
  let first = 0;
  while (first < tokens.length && FILLERS.has(tokens[first]?.word ?? '')) first++;
  let last = tokens.length - 1;
  const comma = tokens.findIndex(
    (token, at) =>
      at > first &&
      COMMA_ENDS.test(text.slice(tokens[at - 1]?.end, token.start)) &&
      !/^\p{Lu}|^\d/u.test(token.raw),
  );
  if (comma !== -1) last = comma - 1;
  const clause = tokens.findIndex(({ word }, at) => at >= first && CLAUSE.has(word));
  if (clause !== -1 && clause <= last) last = clause - 1;
  while (last >= first && (CLOSERS.has(tokens[last]?.word ?? '') || JOINS.has(tokens[last]?.word ?? '')))
    last--;
  const [a, b] = [tokens[first], tokens[last]];
  const said = tokens.slice(first, last + 1);
  const opened = tokens[first - 1]?.word ?? '';
  if (
    said.every(({ word }) => STOP_WORDS.has(word) || POLITE.has(word)) ||
    opened === 'i' ||
    opened.startsWith('thank')
  )
    return undefined; // "I forgot it": a statement, no value
  return a === undefined || b === undefined ? undefined : { start: a.start, end: b.end };
}

/** Nothing but small words and politeness. */
function saysNothing(tokens: readonly Token[]): boolean {
  return tokens.every(
    ({ word }) => FILLERS.has(word) || CLOSERS.has(word) || STOP_WORDS.has(word) || POLITE.has(word),
  );
}

const POLITE = new Set(
  'perfect awesome wonderful nice goodbye bye sorry wait ah oh cool excellent fine super prima tschuss right gosh wow'.split(
    ' ',
  ),
);

const LINKS = new Set(['is', 'are', 'was', 'ist', 'lautet', 'war', "it's", 'its', 'says']);
const STATED_WORDS_MAX = 5;

/** What stands after "is", "are", a colon or an equals sign, each with its place: "the top cable is green". */
export function findStated(text: string, sentence: Sentence): Candidate[] {
  const { tokens } = sentence;
  const found: Candidate[] = [];
  for (let i = 0; i + 1 < tokens.length; i++) {
    const [token, after] = [tokens[i], tokens[i + 1]];
    if (token === undefined || after === undefined) continue;
    const between = text.slice(token.end, after.start);
    const linked =
      (LINKS.has(token.word) && i > 0 && /^["'\s:]+$/.test(between)) || /^\s?[:=]\s?["']?$/.test(between);
    if (!linked) continue;
    let first = i + 1;
    while (
      first < tokens.length &&
      ['the', 'a', 'an', 'like', 'also', 'either', 'just', 'der', 'die', 'das', 'ein', 'eine'].includes(
        tokens[first]?.word ?? '',
      )
    )
      first++;
    const end = statedEnd(text, tokens, first);
    const [a, b] = [tokens[first], tokens[end - 1]];
    if (
      end > first &&
      a !== undefined &&
      b !== undefined &&
      !saysUnknown(text.slice(a.start, b.end)) &&
      !['not', 'nicht'].includes(a.word)
    ) {
      found.push({ kind: 'text', start: a.start, end: b.end, value: text.slice(a.start, b.end), trust: 0.8 });
    }
  }
  return found;
}

function statedEnd(text: string, tokens: readonly Token[], from: number): number {
  let next = from;
  for (; next < tokens.length && next - from < STATED_WORDS_MAX; next++) {
    const token = tokens[next];
    if (token === undefined) break;
    if (next > from && !/^(?: |-|['’"] ?)$/.test(text.slice(tokens[next - 1]?.end, token.start))) break;
    if (
      next > from &&
      [
        'and',
        'but',
        'or',
        'so',
        'because',
        'which',
        'und',
        'aber',
        'oder',
        'weil',
        'please',
        'thanks',
        'bitte',
        'i',
        'my',
        'the',
        'is',
        'for',
      ].includes(token.word)
    )
      break;
  }
  return next;
}
