/** A query as SQL: one range of one index, read in its order. */
import type { CollectionName } from '../../cases/documents';
import type { IndexedValue, Query } from '../../cases/store';
import { readCursor, toLimit } from '../cursor';
import { indexKey, propertiesOf, toIndexKeys, type IndexKey } from '../indexed';
import { column, indexName, type Listing } from './sql';

const RANGE = { gt: '>', gte: '>=', lt: '<', lte: '<=' } as const;

/** @throws RangeError where the query does not fit its index; BadCursor where `after` is not a cursor of it. */
export function toListing<K extends CollectionName>(collection: K, query: Query<K>): Listing {
  const properties = propertiesOf(collection, query.index);
  const equals = query.equals ?? [];
  if (equals.length > properties.length) throw new RangeError(`index "${query.index}" has fewer properties`);
  const orderedBy = properties.slice(equals.length);
  const limit = toLimit(query.limit);
  const where = [
    `${column(properties[0] ?? '')} is not null`,
    ...equals.map((_, at) => `${column(properties[at] ?? '')} = ?`),
  ];
  const values = toIndexKeys(equals);
  addRange(query.range, orderedBy[0], where, values);
  if (query.after !== undefined) addPlace(query, orderedBy, where, values);
  const order = [...orderedBy.map(column), 'id'].map((name) => `${name} ${query.order ?? 'asc'}`);
  // Named, so that a plan that would scan the table is an error and not a slow answer.
  const sql =
    `select id, doc from ${collection} indexed by ${indexName(collection, query.index)} ` +
    `where ${where.join(' and ')} order by ${order.join(', ')} limit ?`;
  return { sql, values: [...values, limit + 1], limit, orderedBy };
}

function addRange(
  range: Readonly<Partial<Record<keyof typeof RANGE, IndexedValue>>> | undefined,
  property: string | undefined,
  where: string[],
  values: IndexKey[],
): void {
  for (const [bound, operator] of Object.entries(RANGE) as [keyof typeof RANGE, string][]) {
    const value = range?.[bound];
    if (value === undefined) continue;
    if (property === undefined) throw new RangeError('a range needs a property after those that are equal');
    where.push(`${column(property)} ${operator} ?`);
    values.push(indexKey(value));
  }
}

/** A row value, so that SQLite seeks to the place and reads on from there. */
function addPlace(
  query: { readonly index: string; readonly order?: 'asc' | 'desc'; readonly after?: string },
  orderedBy: readonly string[],
  where: string[],
  values: IndexKey[],
): void {
  const place = readCursor(query.index, orderedBy.length, query.after ?? '');
  const names = [...orderedBy.map(column), 'id'].join(', ');
  const marks = [...orderedBy, 'id'].map(() => '?').join(', ');
  where.push(`(${names}) ${query.order === 'desc' ? '<' : '>'} (${marks})`);
  values.push(...place.keys, place.id);
}
