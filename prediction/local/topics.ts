/** What a conversation is about: options ranked by all that was said, for category-like choices. */
import { compoundParts } from './compounds';
import { conceptsOf } from './concepts';
import type { WordCount } from './memory';
import { listed, type OptionIndex } from './optionIndex';
import { conceptKey, type Posting } from './postings';

/** Each option's score. */
export interface TopicScores {
  readonly scores: Float64Array;
  /** What of it the customer's own words carry. */
  readonly own: Float64Array;
}

const OTHER_SIDE = 0.8; // an agent's words follow the form, but also offer what was never asked for
const EARLY = 1.3; // what somebody wants is said first
const TYPO = 0.9;
const PART = 0.7; // of a compound
const OVERLAP = 0.5; // a word and its everyday equivalent are one piece of evidence, not two

interface Heard {
  readonly all: number;
  readonly own: number;
}

/** Each word counts once, however often it was said. Costs by the words, through the index. */
export function scoreTopics(index: OptionIndex, words: ReadonlyMap<string, WordCount>): TopicScores {
  const total = {
    scores: new Float64Array(index.options.length),
    own: new Float64Array(index.options.length),
  };
  const concepts = new Map<number, { heard: Heard; postings: { posting: Posting; heard: Heard }[] }>();
  for (const [said, count] of words) {
    const heard = heardOf(count);
    for (const { term, share } of listedTerms(index, said)) {
      const weighed = { all: heard.all * share, own: heard.own * share };
      const posting = index.postings.get(term);
      if (posting !== undefined) addPosting(posting, weighed, total);
      for (const concept of conceptsOf(term)) {
        const held = concepts.get(concept) ?? { heard: { all: 0, own: 0 }, postings: [] };
        const { all, own } = held.heard;
        held.heard = { all: Math.max(all, weighed.all), own: Math.max(own, weighed.own) };
        if (posting !== undefined) held.postings.push({ posting, heard: weighed });
        concepts.set(concept, held);
      }
    }
  }
  for (const [concept, { heard, postings }] of concepts) addConcept(index, concept, heard, postings, total);
  return total;
}

function heardOf({ customer, other, early }: WordCount): Heard {
  const own = customer === 0 ? 0 : early ? EARLY : 1;
  return { own, all: Math.max(own, other > 0 ? OTHER_SIDE : 0) };
}

/** The list's words for a word that was said: itself, its right spelling, the parts of a compound. */
export function listedTerms(index: OptionIndex, said: string): readonly { term: string; share: number }[] {
  if (index.postings.has(said)) return [{ term: said, share: 1 }];
  const near = listed(index, said);
  if (near !== undefined) return [{ term: near.stem, share: near.exact ? 1 : TYPO }];
  const parts = conceptsOf(said).length > 0 ? [] : compoundParts(said, (part) => index.postings.has(part));
  return parts.length === 0 ? [{ term: said, share: 1 }] : parts.map((term) => ({ term, share: PART }));
}

function addPosting({ options, weights }: Posting, { all, own }: Heard, total: TopicScores): void {
  for (let i = 0; i < options.length; i++) add(total, options[i] ?? 0, weights[i] ?? 0, all, own);
}

function add({ scores, own }: TopicScores, option: number, weight: number, all: number, mine: number): void {
  scores[option] = (scores[option] ?? 0) + weight * all;
  own[option] = (own[option] ?? 0) + weight * mine;
}

/** An equivalent of a word that was said; where the option has the very word, what that one gave is taken off. */
function addConcept(
  index: OptionIndex,
  concept: number,
  heard: Heard,
  literal: readonly { posting: Posting; heard: Heard }[],
  total: TopicScores,
): void {
  const posting = index.postings.get(conceptKey(concept));
  if (posting === undefined) return;
  const given = new Map<number, number>();
  for (const { posting: own, heard: said } of literal)
    own.options.forEach((option, i) => {
      given.set(option, (given.get(option) ?? 0) + (own.weights[i] ?? 0) * said.all);
    });
  posting.options.forEach((option, i) => {
    const weight = posting.weights[i] ?? 0;
    const left = Math.max(weight * (1 - OVERLAP), weight - (OVERLAP * (given.get(option) ?? 0)) / heard.all);
    add(total, option, left, heard.all, heard.own);
  });
}

/** How much a word that was said speaks for an option, and whether it is of its name. */
export function speaksFor(
  index: OptionIndex,
  said: string,
  option: number,
): { worth: number; named: boolean } {
  let worth = 0;
  let named = false;
  const look = (key: string, share: number): void => {
    const posting = index.postings.get(key);
    const at = posting === undefined ? -1 : binarySearch(posting.options, option);
    if (at === -1) return;
    worth = Math.max(worth, (posting?.weights[at] ?? 0) * share);
    named ||= posting?.named[at] === 1;
  };
  for (const { term, share } of listedTerms(index, said)) {
    look(term, share);
    for (const concept of conceptsOf(term)) look(conceptKey(concept), share * OVERLAP);
  }
  return { worth, named };
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
