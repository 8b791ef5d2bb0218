/** The properties that a store keeps beside a document, so that it is found by them. */
import {
  INDEXES,
  type CollectionName,
  type Document,
  type Documents,
  type IndexName,
} from '../cases/documents';
import type { IndexedValue } from '../cases/store';

export type IndexKey = string | number | null;

/**
 * What an index holds for a property. Truth values count as 0 and 1, as in JSON columns of SQLite; whatever has no
 * order (missing, null, objects) is not in the index.
 */
export function indexKey(value: unknown): IndexKey {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : null; // JSON has no NaN: it is stored as null
  if (typeof value === 'boolean') return value ? 1 : 0;
  return null;
}

export function indexKeyOf(doc: Document, property: string): IndexKey {
  return indexKey((doc as unknown as Readonly<Record<string, unknown>>)[property]);
}

/** Every property that some index of the collection names, once. */
export function indexedProperties(collection: CollectionName): readonly string[] {
  return PROPERTIES[collection];
}

const PROPERTIES = Object.fromEntries(
  Object.entries(INDEXES).map(([collection, indexes]) => [
    collection,
    [...new Set(Object.values<readonly string[]>(indexes).flat())],
  ]),
) as unknown as Readonly<Record<CollectionName, readonly string[]>>;

/** @throws RangeError where the collection has no such index. */
export function propertiesOf<K extends CollectionName>(
  collection: K,
  index: IndexName<K>,
): readonly string[] {
  const indexes: Readonly<Record<string, readonly string[]>> = INDEXES[collection];
  const properties = Object.hasOwn(indexes, index) ? indexes[index] : undefined;
  if (properties === undefined) throw new RangeError(`${collection} has no index "${index}"`);
  return properties;
}

export function toIndexKeys(values: readonly IndexedValue[]): IndexKey[] {
  return values.map(indexKey);
}

/**
 * Paging by key needs a value in every property after an index's first: this breaks the build where one of them is
 * optional in its document.
 */
type Tail<P> = P extends readonly [string, ...infer Rest] ? Rest[number] : never;
type Missing<T, P> = P extends keyof T ? (undefined extends T[P] ? P : never) : P;
type OptionalTails = {
  [K in CollectionName]: Missing<Documents[K], Tail<(typeof INDEXES)[K][keyof (typeof INDEXES)[K]]>>;
}[CollectionName];
const noOptionalTails: [OptionalTails] extends [never] ? true : OptionalTails = true;
void noOptionalTails;
