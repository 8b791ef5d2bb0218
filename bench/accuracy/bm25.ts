/** Plain BM25 over the words of options: what the predictor without training is compared with. */
import type { FieldOption } from '../../cases/fields';

const K1 = 1.2;
const B = 0.75;
const STOP_WORDS = new Set(
  (
    'a all am an and any are as at be been but by can could did do does for from had has have he hello her here hi ' +
    'his how i if in is it just may me might more my no not of ok okay on or our please she should so some thank ' +
    'thanks that the their there these they this those to was we were what when where which who will with would ' +
    'yes you your'
  ).split(' '),
);

export interface Bm25 {
  /** The value of the option that the words fit best. */
  best(text: string): string;
}

/** Each option's name, label and description (which lists its choices) are one document; a word asks once. */
export function createBm25(options: readonly FieldOption[]): Bm25 {
  const documents = options.map(({ value, label, description }) =>
    wordsOf(`${label} ${value.replace(/_/g, ' ')} ${description ?? ''}`),
  );
  const meanLength = documents.reduce((sum, words) => sum + words.length, 0) / documents.length;
  const counts = documents.map(countsOf);
  const idf = (word: string): number => {
    const having = counts.filter((count) => count.has(word)).length;
    return Math.log(1 + (documents.length - having + 0.5) / (having + 0.5));
  };
  const scoreOf = (id: number, query: readonly string[]): number => {
    const length = documents[id]?.length ?? 0;
    return query.reduce((sum, word) => {
      const times = counts[id]?.get(word) ?? 0;
      return sum + (idf(word) * times * (K1 + 1)) / (times + K1 * (1 - B + (B * length) / meanLength));
    }, 0);
  };
  return {
    best: (text) => {
      const query = [...new Set(wordsOf(text))];
      const scores = options.map((_, id) => scoreOf(id, query));
      return options[scores.indexOf(Math.max(...scores))]?.value ?? '';
    },
  };
}

function wordsOf(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.filter((word) => !STOP_WORDS.has(word));
}

function countsOf(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
