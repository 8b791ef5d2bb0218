/** A query as a filter: one range of one index, read in its order. */
import type { Filter, Sort } from 'mongodb';
import type { CollectionName } from '../../cases/documents';
import type { IndexedValue, Query } from '../../cases/store';
import { readCursor, toLimit } from '../cursor';
import { propertiesOf } from '../indexed';
import { wordOrder } from '../words';
import { WORDS, type Stored } from './format';

export interface Listing {
  readonly filter: Filter<Stored>;
  readonly sort: Sort;
  /** How many documents the page has; one more is read, to know whether another page follows. */
  readonly limit: number;
  /** Named, so that a plan that would scan the collection is an error and not a slow answer. */
  readonly hint: string;
  /** The properties that order the page, before the id. */
  readonly orderedBy: readonly string[];
}

type Condition = Readonly<Record<string, unknown>>;

/**
 * Where the ids of a collection begin with the property that its documents are found by, followed by "/": the range of
 * ids beside the property lets a sharded cluster ask only the shard that has them.
 */
const ID_BEGINS_WITH: { readonly [K in CollectionName]?: string } = {
  turns: 'conversationId',
  audit: 'caseId',
};

/** @throws RangeError where the query does not fit its index; BadCursor where `after` is not a cursor of it. */
export function toListing<K extends CollectionName>(collection: K, query: Query<K>): Listing {
  const byWord = wordOrder(collection, query.index);
  const properties = byWord === undefined ? propertiesOf(collection, query.index) : [WORDS, byWord];
  const equals = query.equals ?? [];
  if (byWord !== undefined && equals.length !== 1)
    throw new RangeError(`index "${query.index}" takes one word`);
  if (equals.length > properties.length) throw new RangeError(`index "${query.index}" has fewer properties`);
  const orderedBy = properties.slice(equals.length);
  const direction = query.order === 'desc' ? -1 : 1;
  const conditions: Condition[] = [
    // The index holds only documents that have its first property.
    ...(equals.length > 0 ? [] : [{ [properties[0] ?? '']: { $exists: true } }]),
    ...equals.map((value, at) => ({ [properties[at] ?? '']: { $eq: value } })),
    ...idRange(collection, properties[0], equals[0]),
    ...rangeOf(query.range, orderedBy[0]),
    ...placeOf(query, orderedBy, direction),
  ];
  return {
    filter: { $and: conditions },
    sort: Object.fromEntries([...orderedBy, '_id'].map((name) => [name, direction])),
    limit: toLimit(query.limit),
    hint: query.index,
    orderedBy,
  };
}

function idRange(collection: CollectionName, property?: string, value?: IndexedValue): Condition[] {
  if (typeof value !== 'string' || property === undefined || ID_BEGINS_WITH[collection] !== property)
    return [];
  return [{ _id: { $gt: `${value}/`, $lt: `${value}0` } }]; // "0" is the character after "/"
}

function rangeOf(range: Query<CollectionName>['range'], property: string | undefined): Condition[] {
  const bounds = Object.entries<IndexedValue | undefined>(range ?? {}).filter(
    ([, value]) => value !== undefined,
  );
  if (bounds.length === 0) return [];
  if (property === undefined) throw new RangeError('a range needs a property after those that are equal');
  return bounds.map(([bound, value]) => ({ [property]: { [`$${bound}`]: value } }));
}

/**
 * What comes after a place, in the order of the keys. The first condition alone bounds the range of the index; the
 * others only take off what has the same first key.
 */
function placeOf(
  query: { readonly index: string; readonly after?: string },
  orderedBy: readonly string[],
  direction: 1 | -1,
): Condition[] {
  if (query.after === undefined) return [];
  const place = readCursor(query.index, orderedBy.length, query.after);
  const names = [...orderedBy, '_id'];
  const keys = [...place.keys, place.id];
  const beyond = direction === 1 ? '$gt' : '$lt';
  const steps = names.map((name, at) => ({
    ...Object.fromEntries(names.slice(0, at).map((before, n) => [before, { $eq: keys[n] }])),
    [name]: { [beyond]: keys[at] },
  }));
  return [{ [names[0] ?? '']: { [`${beyond}e`]: keys[0] } }, { $or: steps }];
}
