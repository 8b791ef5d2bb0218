/** The words that a store keeps beside a document, so that it is found by them. */
import type { Case } from '../cases/case';
import { WORD_INDEXES, type CollectionName, type Document } from '../cases/documents';
import { searchWords } from '../cases/searchWords';

/** Nothing where the collection has no index by words. */
export function wordsOf(collection: CollectionName, doc: Document): readonly string[] {
  if (collection !== 'cases') return [];
  const theCase = doc as Case;
  const { number, title, fields } = theCase;
  const known = KNOWN.get(fields);
  if (known?.number === number && known.title === title) return known.words;
  const words = searchWords(theCase);
  KNOWN.set(fields, { number, title, words });
  return words;
}

/** Most writes of a case leave its values as they are: the same object then, and the same words. */
const KNOWN = new WeakMap<
  Case['fields'],
  Pick<Case, 'number' | 'title'> & { readonly words: readonly string[] }
>();

/** The property that orders what a word finds; undefined where the index is none by words. */
export function wordOrder(collection: CollectionName, index: string): string | undefined {
  const indexes = wordIndexes(collection);
  return Object.hasOwn(indexes, index) ? indexes[index] : undefined;
}

export function wordIndexes(collection: CollectionName): Readonly<Record<string, string>> {
  return collection === 'cases' ? WORD_INDEXES.cases : {};
}
