/** Sentences of trouble: how surely a sentence says what the customer's matter is. */
import type { Sentence } from './sentences';
import { tokenize } from './tokens';
import { featuresOf, readText, signsOf, type Signs } from './troubleFeatures';
import { GRATITUDE, NOT_A_CUSTOMER, PRAISE, PROBLEM, WANTS_PERSON } from './words/trouble';
import { repaired } from './words/troubleSpelling';
import { BIAS, WEIGHTS } from './words/troubleWeights';

const WORDS_MIN = 2;
/** What counts as trouble: a case that opens for nothing costs people more than one that opens a turn later. */
const LIKELY = 0.7;
const SCORE_MAX = 0.95;

/** 0 to 1, .5 and more where it is one. `answering`: a question for something else stands. */
export function troubleOf(sentence: Sentence, answering: boolean): number {
  const words = sentence.tokens.length;
  if (words < WORDS_MIN) return 0;
  const score = scoreOf(remembered(sentence));
  return Math.max(0, answering ? score - (words <= ANSWER_WORDS ? 0.45 : 0.2) : score);
}

const ANSWER_WORDS = 6;

/** Several fields ask the same sentence. */
const KNOWN = new WeakMap<Sentence, number>();

function remembered(sentence: Sentence): number {
  const known = KNOWN.get(sentence) ?? probabilityOf(sentence);
  KNOWN.set(sentence, known);
  return known;
}

/** How surely the sentence as it was written, or as it was meant, is of trouble. */
function probabilityOf(sentence: Sentence): number {
  const bare = withoutGreeting(sentence);
  if (bare && bare.tokens.length >= BARE_WORDS_MIN) return Math.max(asMeant(bare), asMeant(sentence));
  return asMeant(sentence);
}

/** "hi my kettle leaks", without a comma: what is greeted in front of says as much as without. */
const GREETING =
  /^\s*(?:hi|hello|helo|hey|hallo|moin|servus|guten (?:tag|morgen|abend)|good (?:morning|evening|afternoon))(?: (?:there|all|zusammen|team)\b)?\s+(?!(?:there|all|zusammen|team)\b)(?=\p{L})/iu;
const BARE_WORDS_MIN = 3;

function withoutGreeting(sentence: Sentence): Sentence | undefined {
  const greeted = GREETING.exec(sentence.text)?.[0];
  if (greeted === undefined) return undefined;
  const start = sentence.start + greeted.length;
  const tokens = sentence.tokens.filter((token) => token.start >= start);
  return { ...sentence, text: sentence.text.slice(greeted.length), start, tokens };
}

function asMeant(sentence: Sentence): number {
  const text = readText(sentence);
  const written = weigh(sentence, text);
  if (written >= LIKELY) return written;
  const meant = repaired(text);
  if (meant === text) return written;
  return Math.max(written, weigh({ ...sentence, text: meant, start: 0, tokens: tokenize(meant) }, meant));
}

function weigh(sentence: Sentence, text: string): number {
  const signs = signsOf(sentence, text);
  if (isNoTrouble(text, sentence.tokens.length, signs)) return 0;
  let sum = BIAS;
  for (const feature of featuresOf(sentence, text, signs)) sum += WEIGHTS.get(feature) ?? 0;
  return 1 / (1 + Math.exp(-sum));
}

/** What it certainly is not, whatever else the words weigh: openings, praise, a wish for a person, "I don't know". */
function isNoTrouble(text: string, words: number, signs: Signs): boolean {
  const { problem, unable, own, wants, empty, person, unknown, pleasantry } = signs;
  if (empty) return true;
  if (person && !PROBLEM.test(text.replace(WANTS_PERSON, ''))) return true;
  if (unknown && words <= ANSWER_WORDS && !wants && !problem) return true;
  if (wants || problem || unable) return false;
  return PRAISE.test(text) || GRATITUDE.test(text) || (pleasantry && !own);
}

function scoreOf(probability: number): number {
  const over = (probability - LIKELY) / (1 - LIKELY);
  return over < 0 ? (0.5 * probability) / LIKELY : 0.5 + over * (SCORE_MAX - 0.5);
}

/** Whether somebody writes for another reason altogether, so that no sentence of theirs is a customer's matter. */
export function isNoCustomers(sentences: readonly Sentence[]): boolean {
  const texts = sentences.map(readText);
  return texts.some((text) => NOT_A_CUSTOMER.test(text)) && !texts.some((text) => PROBLEM.test(text));
}

/** For people: the features of a sentence that weigh most, for trouble and against it. */
export function reasonsOf(sentence: Sentence, count: number): readonly (readonly [string, number])[] {
  const text = readText(sentence);
  const weighed = [...featuresOf(sentence, text, signsOf(sentence, text))].map(
    (feature) => [feature, WEIGHTS.get(feature) ?? 0] as const,
  );
  return weighed.sort(([, a], [, b]) => Math.abs(b) - Math.abs(a)).slice(0, count);
}
