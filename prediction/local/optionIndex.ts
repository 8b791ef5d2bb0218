/** The options of a choice or lookup, indexed once: a turn costs by its words, not by the length of the list. */
import type { FieldOption } from '../../cases/fields';
import { nameWords } from './fieldKinds';
import { postingsOf, type Posting } from './postings';
import { deletions, withinEdits } from './spelling';
import { tokenize } from './tokens';
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
  /** For retrieval: a stem, or a concept ("#12"), to the options that it speaks for. */
  readonly postings: ReadonlyMap<string, Posting>;
  /** A misspelt word to the words of the list one letter away. */
  readonly spellings: ReadonlyMap<string, string>;
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
    postings: postingsOf(options, parents),
    spellings: spellingsOf(counts.keys()),
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
