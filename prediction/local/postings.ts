/** For retrieval: which options a word speaks for, and how strongly (Okapi BM25 over names and descriptions). */
import type { FieldOption } from '../../cases/fields';
import { conceptsOf } from './concepts';
import { nameWords } from './fieldKinds';
import { stem, tokenize } from './tokens';
import { STOP_STEMS } from './words/small';

/** The options that have a word, with what its being said is worth for each. */
export interface Posting {
  readonly options: Int32Array;
  readonly weights: Float32Array;
  /** 1 where the word is of the option's name or a synonym, 0 where only its description or its parent has it. */
  readonly named: Uint8Array;
}

/** A concept's key among the stems. */
export function conceptKey(concept: number): string {
  return `#${concept}`;
}

const NAME = 2.5; // a word of a name counts as often said
const DESCRIPTION = 1;
const PARENT = 1;
const CONCEPT = 0.7; // an everyday equivalent of a word
const NAME_WORDS = 3; // of longer names each word tells less
const K1 = 3;
const B = 0.65;
const LENGTH_MIN = 0.5; // an option without a description is no better described for it
const LENGTH_MAX = 2;
const LISTED_MAX = 400; // a word that so many options share narrows nothing, and looking through them would cost
const SHARED_MAX = 0.5;

/** Whoever a description speaks of is in all of them. */
const WHO = new Set(['customer', 'kunde', 'kunden', 'client', 'user'].map(stem));

interface Document {
  /** How often each word is there, those of names weightier. */
  readonly said: ReadonlyMap<string, number>;
  readonly names: ReadonlySet<string>;
  readonly length: number;
}

/** What each option is found by: its names most, then its description, then its parent's name. */
export function postingsOf(
  options: readonly FieldOption[],
  parents: readonly FieldOption[] | undefined,
): ReadonlyMap<string, Posting> {
  const parentOf = new Map((parents ?? []).map((option) => [option.value, option]));
  const documents = options.map((option) =>
    documentOf(option, option.parent === undefined ? undefined : parentOf.get(option.parent)),
  );
  const meanLength = documents.reduce((sum, { length }) => sum + length, 0) / documents.length || 1;
  const lists = new Map<string, number[]>();
  documents.forEach(({ said }, id) => {
    for (const term of said.keys()) {
      const list = lists.get(term);
      if (list === undefined) lists.set(term, [id]);
      else list.push(id);
    }
  });
  const postings = new Map<string, Posting>();
  for (const [term, list] of lists) {
    if (list.length > LISTED_MAX && list.length > SHARED_MAX * options.length) continue;
    postings.set(term, postingOf(term, list, documents, meanLength));
  }
  return postings;
}

function postingOf(
  term: string,
  list: readonly number[],
  documents: readonly Document[],
  meanLength: number,
): Posting {
  const rarity = Math.log(1 + (documents.length - list.length + 0.5) / (list.length + 0.5));
  const weightOf = (id: number): number => {
    const document = documents[id];
    const said = document?.said.get(term) ?? 0;
    const length = Math.min(LENGTH_MAX, Math.max(LENGTH_MIN, (document?.length ?? 0) / meanLength));
    return (rarity * said * (K1 + 1)) / (said + K1 * (1 - B + B * length));
  };
  return {
    options: Int32Array.from(list),
    weights: Float32Array.from(list, weightOf),
    named: Uint8Array.from(list, (id) => (documents[id]?.names.has(term) === true ? 1 : 0)),
  };
}

function documentOf(option: FieldOption, parent: FieldOption | undefined): Document {
  const said = new Map<string, number>();
  const names = new Set<string>();
  for (const name of [option.label, nameWords(option.value), ...(option.synonyms ?? [])])
    for (const [term, weight] of nameTerms(name)) {
      raise(said, term, weight);
      names.add(term);
    }
  const described = termsOf(option.description ?? '');
  for (const term of described) add(said, term, DESCRIPTION);
  for (const term of parent === undefined
    ? []
    : termsOf(`${parent.label} ${(parent.synonyms ?? []).join(' ')}`))
    raise(said, term, PARENT);
  addConcepts(said, names);
  return { said, names, length: described.length };
}

/** "Whenever you have time" is not about time: small words beside a word make it tell less. */
function nameTerms(name: string): [string, number][] {
  const words = tokenize(name).map(({ stem: said }) => said);
  const telling = words.filter((said) => !STOP_STEMS.has(said));
  const terms = telling.filter(isTerm);
  const share = (telling.length / words.length) * NAME;
  return terms.map((term) => [term, share / Math.max(1, Math.sqrt(terms.length / NAME_WORDS))]);
}

function termsOf(text: string): string[] {
  return tokenize(text)
    .map(({ stem: said }) => said)
    .filter((said) => !STOP_STEMS.has(said) && isTerm(said));
}

function isTerm(said: string): boolean {
  return said.length > 1 && !WHO.has(said);
}

function addConcepts(said: Map<string, number>, names: Set<string>): void {
  for (const [term, weight] of [...said])
    for (const concept of conceptsOf(term)) {
      add(said, conceptKey(concept), weight * CONCEPT);
      if (names.has(term)) names.add(conceptKey(concept));
    }
}

function add(said: Map<string, number>, term: string, weight: number): void {
  said.set(term, (said.get(term) ?? 0) + weight);
}

/** Several names with the same word say it once. */
function raise(said: Map<string, number>, term: string, weight: number): void {
  said.set(term, Math.max(said.get(term) ?? 0, weight));
}
