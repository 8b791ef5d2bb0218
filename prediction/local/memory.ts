/** What the predictor remembers of a conversation: bounded, serialisable, and lost without harm. */
import { asideOf } from '../../cases/deciding/asides';
import {
  PREDICTOR_MEMORY_BYTES_MAX,
  type PredictorMemory,
  type PredictorTurn,
} from '../../cases/deciding/prediction';
import { Hearings } from './hearings';
import type { LanguageCounts } from './language';
import type { Question } from './questions';
import { saysUnknown } from './recognisers/answers';
import { splitSentences, type Sentence } from './sentences';
import { fold, tokenize, type Token } from './tokens';
import { STOP_STEMS } from './words/small';
import { withoutIdioms } from './idioms';
import { EMPTY_OPENING } from './words/trouble';

export const MEMORY_NAME = 'local';
export const MEMORY_VERSION = 1;

/** A customer's turn as it is kept: the head of its text, so that offsets stay those of the turn. */
export interface KeptTurn {
  readonly id: string;
  readonly seq: number;
  readonly at: string;
  readonly text: string;
  readonly question?: Question;
}

/** How often a word was said, by the customer and by the other side. */
export interface WordCount {
  customer: number;
  other: number;
  /** The customer said it in the first turns that told anything. */
  early: boolean;
}

export interface Memory {
  turns: KeptTurn[];
  question: Question | undefined;
  /** Names of the fields that the kept turns were read for already. */
  readFor: Set<string>;
  words: Map<string, WordCount>;
  /** How many of the customer's turns have told something, up to those that count as early. */
  toldTurns: number;
  /** The options that were brought up. */
  hearings: Hearings;
  language: LanguageCounts;
}

const KEPT_TEXT_CHARS_MAX = 700;
const QUESTION_KEPT_CHARS_MAX = 160;
const TURNS_BYTES_MAX = 4400;
const WORDS_MAX = 160;
const SENTENCE_CHARS_MAX = 400;
const SKIP_WORDS_MAX = 7;
const WORD_CHARS_MAX = 28; // German compounds are long
const EARLY_TURNS = 2;
const FIELDS_MAX = 60;

export function emptyMemory(): Memory {
  return {
    turns: [],
    question: undefined,
    readFor: new Set(),
    words: new Map(),
    toldTurns: 0,
    hearings: new Hearings(undefined),
    language: { en: 0, de: 0 },
  };
}

/** Adds a turn of either side; answers what was kept of a customer's. */
export function remember(memory: Memory, turn: PredictorTurn): KeptTurn | undefined {
  countWords(memory, turn);
  if (turn.from !== 'customer') return undefined;
  const kept: KeptTurn = {
    id: turn.id,
    seq: turn.seq,
    at: turn.at,
    text: turn.text.slice(0, KEPT_TEXT_CHARS_MAX),
    question: shortened(memory.question),
  };
  memory.turns.push(kept);
  return kept;
}

function shortened(question: Question | undefined): Question | undefined {
  if (question === undefined || question.text.length <= QUESTION_KEPT_CHARS_MAX) return question;
  const cut = question.text.length - QUESTION_KEPT_CHARS_MAX;
  return { ...question, text: question.text.slice(cut), offset: question.offset + cut };
}

const ADDRESS = /\S+@\S+/g;
const COUNTED_CHARS_MAX = 4000;
const ECHO_TURNS = 4;
const ECHO_CHARS_MIN = 20;

/** What the agent itself asked for says nothing of the matter, nor do addresses, nor "I don't know". */
function countWords(memory: Memory, turn: PredictorTurn): void {
  const { words, turns } = memory;
  if (turn.from !== 'customer' && turn.asks !== undefined) return;
  const telling = tokensToCount(turn, turns).filter(({ stem }) => countsAsWord(stem));
  const early = turn.from === 'customer' && memory.toldTurns < EARLY_TURNS;
  for (const { stem } of telling) {
    const count = words.get(stem) ?? { customer: 0, other: 0, early: false };
    if (turn.from === 'customer') count.customer = Math.min(99, count.customer + 1);
    else count.other = Math.min(99, count.other + 1);
    if (early) count.early = true;
    words.set(stem, count);
  }
  if (early && telling.length > 0) memory.toldTurns++;
  if (words.size > WORDS_MAX) forgetWords(words, WORDS_MAX);
}

function countsAsWord(stem: string): boolean {
  return !STOP_STEMS.has(stem) && stem.length > 1 && stem.length <= WORD_CHARS_MAX && !/^\d/.test(stem);
}

function tokensToCount(turn: PredictorTurn, before: readonly KeptTurn[]): Token[] {
  const text = withoutIdioms(turn.text.slice(0, COUNTED_CHARS_MAX).replace(ADDRESS, ' '));
  if (turn.from !== 'customer') return tokenize(withoutEcho(text, before));
  return splitSentences(text)
    .filter(tells)
    .flatMap((sentence) => withoutDenied(text, sentence));
}

const DENIED =
  /(?<![\p{L}\p{N}'’])(?:not|nicht|instead of|rather than|statt|anstatt)(?: (?:really|just|even|about|for|with|from|because of|wirklich|mehr|nur|um|wegen|mit|an|über|für|von))*(?: (?:the|a|an|my|our|der|die|das|den|dem|des|ein|eine|einen|einem|einer|mein|meine|meinen|meiner|unser|unsere))(?= )|(?<![\p{L}\p{N}'’])(?:not about|instead of|rather than|nicht um|nicht wegen|statt|anstatt)(?= )/giu;
const CLAUSE_ENDS = /[,;:–(]|\s(?:but|and|it's|its|sondern|aber|und|es ist)\s/giu;

/** "It is not the invoice, it is the delivery" is about the delivery. */
function withoutDenied(text: string, { start, end, tokens }: Sentence): readonly Token[] {
  const said = text.slice(start, end);
  const denied = [...said.matchAll(DENIED)].map(({ index, 0: words }) => {
    CLAUSE_ENDS.lastIndex = index + words.length;
    return { from: start + index, to: start + (CLAUSE_ENDS.exec(said)?.index ?? said.length) };
  });
  if (denied.length === 0) return tokens;
  return tokens.filter((token) => !denied.some(({ from, to }) => token.start >= from && token.end <= to));
}

/** The customer's own words, said back to them, are no new evidence. */
function withoutEcho(text: string, before: readonly KeptTurn[]): string {
  let left = text;
  for (const said of before.slice(-ECHO_TURNS).flatMap((turn) => splitSentences(turn.text))) {
    const at = said.text.length < ECHO_CHARS_MIN ? -1 : left.indexOf(said.text.slice(0, ECHO_CHARS_MIN));
    if (at === -1) continue;
    let end = 0;
    while (end < said.text.length && left[at + end] === said.text[end]) end++;
    left = left.slice(0, at) + left.slice(at + end);
  }
  return left;
}

function tells({ text, tokens }: Sentence): boolean {
  const skips = tokens.length <= SKIP_WORDS_MAX && saysUnknown(text);
  return (
    !skips &&
    !(tokens.length <= ASIDE_WORDS_MAX && isBesideTheMatter(text)) &&
    !EMPTY_OPENING.test(fold(text.slice(0, SENTENCE_CHARS_MAX)))
  );
}

const ASIDE_WORDS_MAX = 14;

/** "How long will it take?", "why do you need that?": whether this is the matter is told elsewhere. */
function isBesideTheMatter(text: string): boolean {
  const aside = asideOf(text);
  return aside !== undefined && aside !== 'question' && aside !== 'settled';
}

/** The rarest go first, of equals the latest: what a conversation is about is said early. */
function forgetWords(words: Map<string, WordCount>, left: number): void {
  const ranked = [...words].map(([stem, { customer, other }], at) => ({
    stem,
    weight: customer * 2 + other - at / 10_000,
  }));
  ranked.sort((a, b) => a.weight - b.weight);
  for (const { stem } of ranked.slice(0, words.size - left)) words.delete(stem);
}

/** The memory as it is stored, never over its bound: the oldest turns are dropped first, then the words. */
export function writeMemory(memory: Memory): PredictorMemory {
  let turns = memory.turns;
  let bytes = turns.reduce((sum, turn) => sum + bytesOf(packTurn(turn)), 0);
  while (turns.length > 0 && bytes > TURNS_BYTES_MAX) {
    bytes -= bytesOf(packTurn(turns[0] as KeptTurn));
    turns = turns.slice(1);
  }
  const readFor = [...memory.readFor].slice(-FIELDS_MAX).join(',');
  const question = memory.question === undefined ? null : packQuestion(memory.question);
  const written = {
    predictor: MEMORY_NAME,
    version: MEMORY_VERSION,
    turns: turns.map(packTurn),
    question,
    readFor,
    words: packWords(memory.words),
    told: memory.toldTurns,
    heard: memory.hearings.pack(),
    language: [memory.language.en, memory.language.de],
  };
  const words = new Map(memory.words);
  while (bytesOf(written) > PREDICTOR_MEMORY_BYTES_MAX && words.size > 0) {
    forgetWords(words, words.size >> 1);
    written.words = packWords(words);
  }
  if (bytesOf(written) <= PREDICTOR_MEMORY_BYTES_MAX) return written;
  const lighter = { ...written, readFor: '', heard: [] };
  return bytesOf(lighter) <= PREDICTOR_MEMORY_BYTES_MAX ? lighter : { ...lighter, turns: [], question: null };
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value), 'utf8') + 1;
}

function packQuestion({ turn, offset, text, asks }: Question): unknown[] {
  return [turn, offset, text, ...(asks === undefined ? [] : [asks.slice(0, 12)])];
}

function packTurn({ id, seq, at, text, question }: KeptTurn): unknown[] {
  return [id, seq, at, text, ...(question === undefined ? [] : [packQuestion(question)])];
}

/** A stored memory, or an empty one where it is missing, another's, of another version, or not what it should be. */
export function readMemory(stored: PredictorMemory | null): Memory {
  const memory = emptyMemory();
  if (
    stored === null ||
    typeof stored !== 'object' ||
    stored.predictor !== MEMORY_NAME ||
    stored.version !== MEMORY_VERSION
  )
    return memory;
  const { turns, question, readFor, words, told, heard, language } = stored as Record<string, unknown>;
  if (
    !Array.isArray(turns) ||
    typeof words !== 'string' ||
    typeof readFor !== 'string' ||
    !Array.isArray(language)
  )
    return memory;
  const read = turns.map(unpackTurn);
  if (read.some((turn) => turn === undefined)) return memory;
  memory.turns = read.filter((turn) => turn !== undefined);
  memory.question = unpackQuestion(question);
  memory.readFor = new Set(readFor === '' ? [] : readFor.split(','));
  memory.words = unpackWords(words);
  memory.toldTurns = count(told);
  memory.hearings = new Hearings(heard);
  memory.language = { en: count(language[0]), de: count(language[1]) };
  return memory;
}

function count(value: unknown): number {
  return typeof value === 'number' && value >= 0 && Number.isFinite(value) ? value : 0;
}

function packWords(words: ReadonlyMap<string, WordCount>): string {
  return [...words]
    .map(([stem, { customer, other, early }]) => `${stem} ${customer} ${other}${early ? ' 1' : ''}`)
    .join(',');
}

function unpackWords(words: string): Map<string, WordCount> {
  const map = new Map<string, WordCount>();
  for (const entry of words === '' ? [] : words.split(',')) {
    const [stem, customer, other, early] = entry.split(' ');
    if (stem !== undefined)
      map.set(stem, { customer: Number(customer) || 0, other: Number(other) || 0, early: early === '1' });
  }
  return map;
}

function unpackTurn(packed: unknown): KeptTurn | undefined {
  if (!Array.isArray(packed)) return undefined;
  const [id, seq, at, text, question] = packed as unknown[];
  if (typeof id !== 'string' || typeof seq !== 'number' || typeof at !== 'string' || typeof text !== 'string')
    return undefined;
  return { id, seq, at, text, question: unpackQuestion(question) };
}

function unpackQuestion(packed: unknown): Question | undefined {
  if (!Array.isArray(packed)) return undefined;
  const [turn, offset, text, asks] = packed as unknown[];
  if (typeof turn !== 'string' || typeof offset !== 'number' || typeof text !== 'string') return undefined;
  return {
    turn,
    offset,
    text,
    asks: Array.isArray(asks) ? asks.filter((name): name is string => typeof name === 'string') : undefined,
  };
}
