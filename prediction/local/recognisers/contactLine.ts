/** Names that stand beside an address or number ("Tim Gray, tim@example.com"), or whose words are in the address itself. */
import type { Sentence } from '../sentences';
import type { Token } from '../tokens';
import { NOT_NAME_WORDS } from '../words/small';
import type { Candidate, Span } from './types';

const WORDS_MAX = 4;
const LINK =
  /^[\s,;:|/<(–-]*(?:(?:and |und )?(?:my |meine? )?(?:e-?mail|mail|tel(?:efon|ephone)?|phone|mobile?|cell|handy|fon)(?: is| ist| number| adresse| address)*[.:,\s]*){0,2}$/i;

/** The name just before or just after where somebody can be reached. */
export function namesBeside(text: string, sentence: Sentence, reach: readonly Candidate[]): Candidate[] {
  const { tokens } = sentence;
  const near = reach.filter(({ start, end }) => start < sentence.end && end > sentence.start);
  return near.flatMap((span) => {
    const words = ownWords(tokens, near);
    const inAddress = span.kind === 'email' ? wordsOfAddress(words, String(span.value)) : undefined;
    const found = inAddress ?? before(text, words, span) ?? after(text, words, span, sentence.end);
    return found === undefined ? [] : [nameOf(text, found, inAddress === undefined ? 0.9 : 1)];
  });
}

function ownWords(tokens: readonly Token[], reach: readonly Span[]): Token[] {
  return tokens.filter((token) => !reach.some(({ start, end }) => token.start < end && token.end > start));
}

function nameOf(text: string, words: readonly Token[], trust: number): Candidate {
  const start = words[0]?.start ?? 0;
  const end = words.at(-1)?.end ?? start;
  return { kind: 'name', start, end, value: text.slice(start, end), trust, cue: 'self' };
}

function before(text: string, words: readonly Token[], span: Span): Token[] | undefined {
  const ahead = words.filter(({ end }) => end <= span.start);
  while (ahead.length > 0 && isLink(ahead.at(-1))) ahead.pop();
  const last = ahead.at(-1);
  if (last === undefined || !LINK.test(text.slice(last.end, span.start))) return undefined;
  const name: Token[] = [];
  for (const token of ahead.reverse()) {
    const [next] = name;
    if (name.length >= WORDS_MAX || !isCapital(token) || (next && !touches(text, token, next))) break;
    name.unshift(token);
  }
  return name.length > 1 ? name : undefined;
}

function after(text: string, words: readonly Token[], span: Span, lineEnd: number): Token[] | undefined {
  const behind = words.filter(({ start }) => start >= span.end);
  const [first] = behind;
  if (first === undefined || !/^[\s,;|/>)–-]+$/.test(text.slice(span.end, first.start))) return undefined;
  const name: Token[] = [];
  for (const token of behind) {
    const last = name.at(-1);
    if (name.length >= WORDS_MAX || !isCapital(token) || (last && !touches(text, last, token))) break;
    name.push(token);
  }
  const end = name.at(-1)?.end ?? lineEnd;
  return name.length > 1 && /^[\s.,!]*$/.test(text.slice(end, lineEnd)) ? name : undefined;
}

function isLink(token: Token | undefined): boolean {
  return /^(?:e|mail|email|tel|telefon|telephone|phone|mobile?|cell|handy|fon|my|meine?|is|ist|and|und|number|nummer|adresse|address)$/.test(
    token?.word ?? '',
  );
}

function isCapital({ raw, word }: Token): boolean {
  return /^\p{Lu}/u.test(raw) && !NOT_NAME_WORDS.has(word);
}

function touches(text: string, left: Token, right: Token): boolean {
  return /^(?: |-|\. )$/.test(text.slice(left.end, right.start));
}

const PART_LETTERS_MIN = 3;

/** Neighbouring words that are the parts of an address: "jenny wals" of jenny.wals@example.com. */
function wordsOfAddress(words: readonly Token[], address: string): Token[] | undefined {
  const parts = address.slice(0, address.indexOf('@')).split(/[^\p{L}]+/u);
  const local = parts.join('');
  const name = words.filter(
    ({ word }) => word.length >= PART_LETTERS_MIN && !NOT_NAME_WORDS.has(word) && local.includes(plain(word)),
  );
  const [first, second] = name;
  const adjacent =
    first !== undefined && second !== undefined && words.indexOf(second) === words.indexOf(first) + 1;
  return adjacent && covers([first, second], local) ? [first, second] : undefined;
}

/** Umlauts as addresses write them. */
function plain(word: string): string {
  return word.replace(/[^\p{L}]/gu, '');
}

function covers(words: readonly Token[], local: string): boolean {
  return words.reduce((sum, { word }) => sum + plain(word).length, 0) >= local.length * 0.8;
}
