/** Sentences of trouble: what an issue description or a title may be made of. */
import type { Sentence } from './sentences';
import { saysUnknown } from './recognisers/answers';
import { fold, type Token } from './tokens';
import {
  EMPTY_OPENING,
  GENERAL_QUESTION,
  HAPPENED,
  NOT_A_CUSTOMER,
  NEGATED_ABILITY,
  OWN_QUESTION,
  PLEASANTRY,
  PRAISE,
  PRAISING,
  PROBLEM,
  SERVICE,
  WANTS,
  WANTS_PERSON,
} from './words/trouble';
import { repaired } from './words/troubleSpelling';
import { STOP_WORDS } from './words/small';

const READ_CHARS_MAX = 400; // of one sentence; the cue stands early
const TELLING_MIN = 2; // words that are no small words

/** 0 to 1: how surely a sentence says what the customer's trouble or request is. `answering`: a question for something else stands. */
export function troubleOf(sentence: Sentence, answering: boolean): number {
  const text = fold(sentence.text.slice(0, READ_CHARS_MAX));
  const words = sentence.tokens.length;
  const telling = sentence.tokens.filter(
    (token) => !STOP_WORDS.has(token.word) && /\p{L}/u.test(token.word),
  ).length;
  if (words < 2 || telling < 1) return 0;
  const score = scoreWords(sentence, text, telling, answering);
  if (score >= REPAIR_BELOW) return score;
  const better = repaired(text);
  return better === text ? score : Math.max(score, scoreWords(sentence, better, telling, answering));
}

const REPAIR_BELOW = 0.5;

interface Signs {
  readonly problem: boolean;
  readonly unable: boolean;
  readonly own: boolean;
  readonly wants: boolean;
}

function scoreWords(sentence: Sentence, text: string, telling: number, answering: boolean): number {
  const signs: Signs = {
    problem: PROBLEM.test(text),
    unable: NEGATED_ABILITY.test(text),
    own: OWN_QUESTION.test(text),
    wants: WANTS.test(text),
  };
  if (isNoTrouble(sentence, text, signs)) return 0;
  const { problem, unable, own, wants } = signs;
  const service = SERVICE.test(text);
  let score = Math.max(
    problem ? 0.75 : 0,
    unable ? 0.8 : 0,
    own ? 0.7 : 0,
    wants && service ? 0.8 : 0,
    HAPPENED.test(text) && telling > 2 ? 0.6 : 0,
    startsWithVerb(sentence.tokens) && service ? 0.65 : 0,
    wants && telling >= 2 && !sentence.asks && !THANKS.test(text) ? 0.55 : 0,
  );
  const words = sentence.tokens.length;
  if (telling < TELLING_MIN) score -= problem || unable || own ? 0.1 : 0.3;
  if (words <= 4 && !wants && !unable && !own) score -= 0.1;
  if (answering) score -= words <= 6 ? 0.45 : 0.2;
  return Math.max(0, Math.min(0.95, score + Math.min(0.1, telling * 0.015)));
}

/** Openings, pleasantries, praise, questions that anybody could ask, a wish for a person. */
function isNoTrouble(sentence: Sentence, text: string, { problem, unable, own, wants }: Signs): boolean {
  if (EMPTY_OPENING.test(text)) return true;
  if (WANTS_PERSON.test(text) && !PROBLEM.test(text.replace(WANTS_PERSON, ''))) return true;
  if (saysUnknown(sentence.text) && !wants && !problem) return true;
  if (problem || unable) return false;
  if (NOT_A_CUSTOMER.test(text)) return true;
  if (!wants && (PRAISE.test(text) || PRAISING.test(text))) return true;
  if (own) return false;
  return GENERAL_QUESTION.test(text) || (PLEASANTRY.test(text.replace(/[.!?,]+$/, '')) && !wants);
}

const THANKS = /\b(?:thank|thanks|appreciate|danke)\b/;

function startsWithVerb(tokens: readonly Token[]): boolean {
  const first = tokens.find(
    ({ word }) => !['hi', 'hello', 'hey', 'hallo', 'please', 'bitte', 'yes', 'ja'].includes(word),
  );
  const next = tokens[first === undefined ? 0 : tokens.indexOf(first) + 1];
  return (
    first !== undefined &&
    SERVICE.test(first.word) &&
    !/^(?:number|no|nr|id|code|nummer|num|\d+)$/.test(next?.word ?? '') &&
    !(tokens.length < 7 && tokens.some(({ word }) => /^\d/.test(word)))
  );
}

export interface Trouble {
  readonly start: number;
  readonly end: number;
  readonly score: number;
}

const DESCRIPTION_SENTENCES_MAX = 4;

/** The sentences of trouble of a turn as one slice: those between them come along. */
export function findTrouble(sentences: readonly Sentence[], answering: boolean): Trouble | undefined {
  const scored = sentences.map((sentence, at) => ({ sentence, at, score: troubleOf(sentence, answering) }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  if (best === 0) return undefined;
  const good = scored.filter(({ score }) => score >= Math.max(0.5, best - 0.25));
  const first = good[0] ?? scored.find(({ score }) => score === best);
  if (first === undefined) return undefined;
  const last = good.filter(({ at }) => at - first.at < DESCRIPTION_SENTENCES_MAX).at(-1) ?? first;
  return { start: withoutGreeting(first.sentence), end: last.sentence.end, score: best };
}

/** A greeting at the head of the sentence is left out of the slice. */
export function withoutGreeting(sentence: Sentence): number {
  const head =
    /^(?:hi|hello|hey|hallo|moin|servus|grüezi|grüß gott|guten tag|guten morgen|guten abend|good morning|good afternoon|good evening)(?: there| all| zusammen)?[\s,!.:-]+(?=\S)/i.exec(
      sentence.text,
    );
  return head === null ? sentence.start : sentence.start + head[0].length;
}

const TITLE_CHARS_MAX = 80;

/** A title: the head of the trouble, cut at a clause or a word, still a slice. */
export function titleEnd(text: string, trouble: Trouble, sentences: readonly Sentence[]): number {
  const sentence = sentences.find(({ start, end }) => trouble.start >= start && trouble.start < end);
  let end = Math.min(sentence?.end ?? trouble.end, trouble.end);
  if (end - trouble.start > TITLE_CHARS_MAX) {
    const head = text.slice(trouble.start, trouble.start + TITLE_CHARS_MAX);
    const cut = Math.max(head.lastIndexOf(', '), head.lastIndexOf(' - '));
    const space = head.lastIndexOf(' ');
    end = trouble.start + (cut > 25 ? cut : space > 0 ? space : TITLE_CHARS_MAX);
  }
  while (end > trouble.start && /[\s.!?,;:]/.test(text[end - 1] ?? '')) end--;
  return end;
}
