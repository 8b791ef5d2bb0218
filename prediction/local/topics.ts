/** What a conversation is about: options ranked by all that was said, for category-like choices. */
import { conceptsOf } from './concepts';
import type { KeptTurn, WordCount } from './memory';
import { listed, type OptionIndex } from './optionIndex';
import { splitSentences } from './sentences';
import type { Token } from './tokens';
import { STOP_STEMS } from './words/small';

export interface Topic {
  readonly option: number;
  readonly score: number;
  /** The next best option's score. */
  readonly rival: number;
  /** How much of the score the customer's own words carry. */
  readonly own: number;
}

const OTHER_SIDE = 0.8; // an agent's words follow the form, but also offer what was never asked for
const SATURATION = 1.2;
const CONCEPT_SHARE = 0.5;

/** Each option's score for the words of a conversation. Costs by the words said, through the index. */
export function scoreTopics(
  index: OptionIndex,
  words: ReadonlyMap<string, WordCount>,
): { scores: Float64Array; own: Float64Array } {
  const scores = new Float64Array(index.options.length);
  const own = new Float64Array(index.options.length);
  const concepts = new Map<number, WordCount>();
  for (const [said, count] of words) {
    const stem =
      index.postings.has(said) || count.customer === 0 ? said : (listed(index, said)?.stem ?? said);
    addTerm(index, stem, count, 1, scores, own);
    for (const concept of conceptsOf(stem)) {
      const held = concepts.get(concept) ?? { customer: 0, other: 0 };
      concepts.set(concept, { customer: held.customer + count.customer, other: held.other + count.other });
    }
  }
  for (const [concept, count] of concepts) addTerm(index, `#${concept}`, count, CONCEPT_SHARE, scores, own);
  return { scores, own };
}

function addTerm(
  index: OptionIndex,
  term: string,
  count: WordCount,
  share: number,
  scores: Float64Array,
  own: Float64Array,
): void {
  const posting = index.postings.get(term);
  if (posting === undefined) return;
  const mine = saturated(count.customer);
  const all = saturated(count.customer + count.other * OTHER_SIDE);
  for (let i = 0; i < posting.options.length; i++) {
    const option = posting.options[i] ?? 0;
    const weight = (posting.weights[i] ?? 0) * posting.rarity * share;
    scores[option] = (scores[option] ?? 0) + weight * all;
    own[option] = (own[option] ?? 0) + weight * mine;
  }
}

function saturated(count: number): number {
  return (count * (1 + SATURATION)) / (count + SATURATION);
}

/** The best option that is allowed, with its nearest rival. */
export function bestTopic(
  scores: Float64Array,
  own: Float64Array,
  allowed: (option: number) => boolean,
): Topic | undefined {
  let best = -1;
  let rival = 0;
  for (let option = 0; option < scores.length; option++) {
    const score = scores[option] ?? 0;
    if (score <= 0 || !allowed(option)) continue;
    if (best === -1 || score > (scores[best] ?? 0)) {
      rival = best === -1 ? 0 : (scores[best] ?? 0);
      best = option;
    } else if (score > rival) rival = score;
  }
  return best === -1 ? undefined : { option: best, score: scores[best] ?? 0, rival, own: own[best] ?? 0 };
}

const SUPPORT = 3.5; // a score that one telling word of a label reaches
const SCALE_AT = Math.log(1 + 24 / 1.5);

/** 0 to 1: real support, and a lead over the next. */
export function topicConfidence(topic: Topic, optionCount: number): number {
  if (topic.own <= 0) return 0;
  const lead = (topic.score - topic.rival) / topic.score;
  const scale = Math.log(1 + optionCount / 1.5) / SCALE_AT; // words are rarer in longer lists, so scores grow with them
  const support = topic.score / (topic.score + SUPPORT * scale);
  return Math.min(0.97, 0.08 + 0.95 * support * (0.45 + 0.9 * Math.sqrt(lead)));
}

const NAMED = 1.1; // a word of a name or synonym, or an everyday equivalent of one
const PASSING = 0.75;
const DESCRIBED_ONLY = 0.5;

/**
 * One word in passing that only a description has is little to go by. A lookup's records are meant by their names
 * (`byName`), not by what else is said of them.
 */
export function supportOf(
  index: OptionIndex,
  option: number,
  words: ReadonlyMap<string, WordCount>,
  byName: boolean,
): number {
  let described = 0;
  for (const [said] of words) {
    const stem = listed(index, said)?.stem ?? said;
    const weight = Math.max(
      plainWeight(index, stem, option),
      ...conceptsOf(stem).map((concept) => plainWeight(index, `#${concept}`, option)),
    );
    if (weight >= NAMED) return 1;
    if (weight > 0) described++;
  }
  return byName ? DESCRIBED_ONLY : described > 1 ? 1 : PASSING;
}

export interface Passage {
  readonly turn: string;
  readonly start: number;
  readonly end: number;
  readonly worth: number;
  readonly text: string;
}

const PASSAGE_WORDS_MAX = 12;

/** The customer's own words, twelve at most, that speak most for an option. */
export function bestPassage(
  index: OptionIndex,
  option: number,
  turns: readonly KeptTurn[],
): Passage | undefined {
  let best: Passage | undefined;
  for (const turn of turns) {
    for (const { tokens } of splitSentences(turn.text)) {
      const found = bestWindow(
        tokens,
        tokens.map(({ stem }) => worthFor(index, option, stem)),
      );
      if (found !== undefined && (best === undefined || found.worth > best.worth)) {
        best = {
          turn: turn.id,
          start: found.start,
          end: found.end,
          worth: found.worth,
          text: turn.text.slice(found.start, found.end),
        };
      }
    }
  }
  return best;
}

function worthFor(index: OptionIndex, option: number, said: string): number {
  if (STOP_STEMS.has(said)) return 0;
  const stem = listed(index, said)?.stem ?? said;
  const direct = weightIn(index, stem, option);
  return direct > 0
    ? direct
    : Math.max(
        0,
        ...conceptsOf(stem).map((concept) => CONCEPT_SHARE * weightIn(index, `#${concept}`, option)),
      );
}

function weightIn(index: OptionIndex, term: string, option: number): number {
  return plainWeight(index, term, option) * (index.postings.get(term)?.rarity ?? 0);
}

function plainWeight(index: OptionIndex, term: string, option: number): number {
  const posting = index.postings.get(term);
  const at = posting === undefined ? -1 : binarySearch(posting.options, option);
  return posting?.weights[at] ?? 0;
}

function binarySearch(list: Int32Array, wanted: number): number {
  let [low, high] = [0, list.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = list[middle] ?? 0;
    if (value === wanted) return middle;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

function bestWindow(
  tokens: readonly Token[],
  worths: readonly number[],
): { start: number; end: number; worth: number } | undefined {
  let best = { from: -1, to: -1, worth: 0 };
  for (let from = 0; from < tokens.length; from++) {
    if ((worths[from] ?? 0) === 0) continue;
    let worth = 0;
    let to = from;
    for (let i = from; i < Math.min(tokens.length, from + PASSAGE_WORDS_MAX); i++) {
      if ((worths[i] ?? 0) === 0) continue;
      worth += worths[i] ?? 0;
      to = i;
    }
    if (worth > best.worth) best = { from, to, worth };
  }
  const [a, b] = [tokens[best.from], tokens[best.to]];
  return a === undefined || b === undefined ? undefined : { start: a.start, end: b.end, worth: best.worth };
}
