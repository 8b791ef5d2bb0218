/** The options of a choice or lookup, indexed once: a turn costs by its words, not by the length of the list. */
import type { FieldOption } from '../../cases/fields';
import { conceptsOf } from './concepts';
import { nameWords } from './fieldKinds';
import { deletions, withinEdits } from './spelling';
import { stem, tokenize } from './tokens';
import { STOP_STEMS } from './words/small';

/** One way to name an option: its label, its value, a synonym. */
export interface Form {
  readonly option: number;
  readonly stems: readonly string[];
  readonly worth: number;
}

export interface OptionIndex {
  readonly options: readonly FieldOption[];
  readonly byValue: ReadonlyMap<string, number>;
  readonly forms: readonly Form[];
  readonly formsOf: ReadonlyMap<string, readonly number[]>;
  readonly rarity: ReadonlyMap<string, number>;
  /** For retrieval: stem or concept ("#12") to options and weights. */
  readonly postings: ReadonlyMap<string, Posting>;
  /** A misspelt word to the words of the list one letter away. */
  readonly spellings: ReadonlyMap<string, string>;
  readonly described: boolean;
}

export interface Posting {
  readonly rarity: number;
  readonly options: Int32Array;
  readonly weights: Float32Array;
}

const CACHE = new WeakMap<readonly FieldOption[], Map<readonly FieldOption[] | undefined, OptionIndex>>();

/** The index of a list; parents' labels, where there are any, help to find their children. */
export function optionIndexOf(
  options: readonly FieldOption[],
  parents?: readonly FieldOption[],
): OptionIndex {
  const cached = CACHE.get(options) ?? new Map<readonly FieldOption[] | undefined, OptionIndex>();
  CACHE.set(options, cached);
  let index = cached.get(parents);
  if (index === undefined) {
    if (cached.size > 3) cached.clear();
    index = build(options, parents);
    cached.set(parents, index);
  }
  return index;
}

function build(options: readonly FieldOption[], parents: readonly FieldOption[] | undefined): OptionIndex {
  const raw = options.map(formsOfOption);
  const counts = countStems(raw.flat());
  const total = raw.reduce((sum, forms) => sum + forms.length, 0);
  const rarity = new Map(
    [...counts].map(([stem, count]) => [stem, STOP_STEMS.has(stem) ? 0.1 : Math.log(1 + total / count)]),
  );
  const forms: Form[] = [];
  raw.forEach((list, option) => {
    for (const stems of list)
      forms.push({ option, stems, worth: stems.reduce((sum, stem) => sum + (rarity.get(stem) ?? 0), 0) });
  });
  const formsOf = new Map<string, number[]>();
  forms.forEach(({ stems }, id) => {
    for (const stem of new Set(stems)) push(formsOf, stem, id);
  });
  const byValue = new Map(options.map(({ value }, id) => [value, id]));
  return {
    options,
    byValue,
    forms,
    formsOf,
    rarity,
    postings: retrieval(options, parents),
    spellings: spellingsOf(counts.keys()),
    described: options.some(({ description }) => description !== undefined),
  };
}

function formsOfOption(option: FieldOption): string[][] {
  const texts = [option.label, ...(option.synonyms ?? [])];
  const value = nameWords(option.value);
  if (/\p{L}{3}/u.test(value)) texts.push(value);
  const lists = texts
    .map((text) => tokenize(text).map(({ stem }) => stem))
    .filter((stems) => stems.length > 0);
  const unique = new Map(lists.map((stems) => [stems.join(' '), stems]));
  return [...unique.values()];
}

function countStems(forms: readonly (readonly string[])[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const stems of forms) for (const stem of new Set(stems)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return counts;
}

/** Whoever a description speaks of is in all of them. */
const WHO = new Set(['customer', 'kunde', 'kunden', 'client', 'user'].map(stem));

const LABEL = 2;
const DESCRIPTION = 1;
const PARENT = 0.8;
const CONCEPT = 0.6;

/** What an option is found by, and how strongly: its names most, then its description, then its parent's name. */
function retrieval(
  options: readonly FieldOption[],
  parents: readonly FieldOption[] | undefined,
): Map<string, Posting> {
  const parentOf = new Map((parents ?? []).map((option) => [option.value, option]));
  const lists = new Map<string, [number, number][]>();
  options.forEach((option, id) => {
    for (const [term, weight] of termWeights(
      option,
      option.parent === undefined ? undefined : parentOf.get(option.parent),
    ))
      push(lists, term, [id, weight]);
  });
  const postings = new Map<string, Posting>();
  for (const [term, list] of lists) {
    const rarity = Math.log(1 + (options.length - list.length + 0.5) / (list.length + 0.5));
    postings.set(term, {
      rarity,
      options: Int32Array.from(list, ([id]) => id),
      weights: Float32Array.from(list, ([, weight]) => weight),
    });
  }
  return postings;
}

function termWeights(option: FieldOption, parent: FieldOption | undefined): Map<string, number> {
  const weights = new Map<string, number>();
  const add = (text: string, weight: number): void => {
    const said = tokenize(text).map(({ stem }) => stem);
    const telling = said.filter((stem) => !STOP_STEMS.has(stem));
    const stems = telling.filter((stem) => !WHO.has(stem) && stem.length > 1);
    const own = weight === DESCRIPTION ? 1 : telling.length / said.length; // "whenever you have time" is not about time
    const share = (own * weight) / Math.max(1, Math.sqrt(stems.length / (weight === DESCRIPTION ? 12 : 3)));
    for (const stem of stems) {
      raise(weights, stem, share);
      for (const concept of conceptsOf(stem)) raise(weights, `#${concept}`, share * CONCEPT);
    }
  };
  add(option.label, LABEL);
  add(nameWords(option.value), LABEL);
  for (const synonym of option.synonyms ?? []) add(synonym, LABEL);
  if (option.description !== undefined) add(option.description, DESCRIPTION);
  if (parent !== undefined) add(`${parent.label} ${(parent.synonyms ?? []).join(' ')}`, PARENT);
  return weights;
}

/** Saturating: the same word again adds little. */
function raise(weights: Map<string, number>, term: string, weight: number): void {
  const held = weights.get(term) ?? 0;
  weights.set(term, Math.max(held, weight) + Math.min(held, weight) * 0.2);
}

const SPELLED_MIN = 5; // shorter words must be right
const SPELLED_MAX = 40; // longer ones are no words

function spellingsOf(stems: Iterable<string>): Map<string, string> {
  const map = new Map<string, string>();
  for (const stem of stems) {
    if (stem.length < SPELLED_MIN || stem.length > SPELLED_MAX) continue;
    for (const form of deletions(stem)) if (!map.has(form)) map.set(form, stem);
  }
  return map;
}

/** The list's word for a word that was said, a spelling mistake forgiven. */
export function listed(index: OptionIndex, stem: string): { stem: string; exact: boolean } | undefined {
  if (index.formsOf.has(stem)) return { stem, exact: true };
  if (stem.length < SPELLED_MIN || stem.length > SPELLED_MAX || STOP_STEMS.has(stem)) return undefined;
  for (const form of deletions(stem)) {
    const near = index.spellings.get(form);
    if (near !== undefined && near[0] === stem[0] && withinEdits(near, stem, 1))
      return { stem: near, exact: false };
  }
  return undefined;
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
