/** The table of an index by words: a row for each word of each document, written with the document. */
import type Database from 'libsql';
import { type CollectionName, type Document } from '../../cases/documents';
import { LIST_MAX, type Query } from '../../cases/store';
import { readCursor, toLimit } from '../cursor';
import { indexKey, indexKeyOf, type IndexKey } from '../indexed';
import { wordIndexes, wordsOf } from '../words';
import type { Listing, Statement } from './sql';

const tableName = (collection: CollectionName, index: string): string => `${collection}_${index}_words`;

/** The rows that come and go when a document becomes another; what stays is not written. */
export function wordChanges(
  collection: CollectionName,
  before: Document | undefined,
  after: Document | undefined,
): Statement[] {
  const [old, fresh] = [before, after].map((doc) => (doc === undefined ? [] : wordsOf(collection, doc)));
  return Object.entries(wordIndexes(collection)).flatMap(([index, order]) => {
    const table = tableName(collection, index);
    const moved = before && after && indexKeyOf(before, order) !== indexKeyOf(after, order);
    const still = new Set(fresh);
    const kept = new Set(moved ? [] : old?.filter((word) => still.has(word)));
    return [
      ...changeOf(
        `delete from ${table} where place = ? and id = ? and word in (select value from json_each(?))`,
        before,
        order,
        old,
        kept,
      ),
      ...changeOf(
        `insert or ignore into ${table} (place, id, word) select ?, ?, value from json_each(?)`,
        after,
        order,
        fresh,
        kept,
      ),
    ];
  });
}

function changeOf(
  sql: string,
  doc: Document | undefined,
  order: string,
  words: readonly string[] = [],
  kept: ReadonlySet<string>,
): Statement[] {
  const changed = words.filter((word) => !kept.has(word));
  if (doc === undefined || changed.length === 0) return [];
  return [[sql, [indexKeyOf(doc, order), doc._id, JSON.stringify(changed)]]];
}

/**
 * One word's rows in their order, each with its document.
 * @throws RangeError where the query does not give one word; BadCursor where `after` is not a cursor of it.
 */
export function toWordListing<K extends CollectionName>(
  collection: K,
  query: Query<K>,
  order: string,
): Listing {
  const [word, ...others] = query.equals ?? [];
  if (word === undefined || others.length > 0 || query.range !== undefined)
    throw new RangeError(`index "${query.index}" takes one word`);
  const limit = toLimit(query.limit);
  const values: IndexKey[] = [indexKey(word)];
  let beyond = '';
  if (query.after !== undefined) {
    const place = readCursor(query.index, 1, query.after);
    beyond = `and (w.place, w.id) ${query.order === 'desc' ? '<' : '>'} (?, ?)`;
    values.push(...place.keys, place.id);
  }
  const direction = query.order ?? 'asc';
  // A cross join is read in the order in which it is written: first the words, then their documents.
  const sql =
    `select d.id, d.doc from ${tableName(collection, query.index)} w cross join ${collection} d on d.id = w.id ` +
    `where w.word = ? ${beyond} order by w.place ${direction}, w.id ${direction} limit ?`;
  return { sql, values: [...values, limit + 1], limit, orderedBy: [order] };
}

/** Makes the tables, empty, and drops nothing. */
export function createWordTables(db: Database.Database, collection: CollectionName): void {
  for (const index of Object.keys(wordIndexes(collection)))
    db.exec(
      `create table if not exists ${tableName(collection, index)} ` +
        `(word text not null, place not null, id text not null, primary key (word, place, id)) without rowid`,
    );
}

/** Of documents that were there before the tables were. Safe to run again. */
export function fillWordTables(db: Database.Database, collection: CollectionName): void {
  const read = db
    .prepare(`select id, doc from ${collection} where id > ? order by id limit ${LIST_MAX}`)
    .raw();
  for (let after: string | undefined = ''; after !== undefined;) {
    const rows = read.all(after) as [string, string][];
    db.exec('begin immediate');
    for (const [, json] of rows)
      for (const [sql, values] of wordChanges(collection, undefined, JSON.parse(json) as Document))
        db.prepare(sql).run(values);
    db.exec('commit');
    after = rows.at(-1)?.[0];
  }
}
