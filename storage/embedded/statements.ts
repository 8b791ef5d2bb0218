/** The writes, as SQL: what the main thread hands to the writing one. */
import type { CollectionName, Document } from '../../cases/documents';
import { indexedProperties, indexKeyOf, type IndexKey } from '../indexed';
import { column, type Statement } from './sql';
import { wordChanges } from './wordTable';

/** Writes nothing where the id is taken. */
export function insertStatement(collection: CollectionName, doc: Document): Statement {
  const { id, version, keys } = toStored(collection, doc);
  const values = [id, version, JSON.stringify(doc), ...keys];
  return [
    insertSql(collection, indexedProperties(collection)),
    values,
    wordChanges(collection, undefined, doc),
  ];
}

/** What is stored of a document beside its content, as it was when it was read. */
export interface Stored {
  readonly doc: Document;
  readonly id: string;
  readonly version: number;
  readonly keys: readonly IndexKey[];
}

export function toStored(collection: CollectionName, doc: Document): Stored {
  const keys = indexedProperties(collection).map((property) => indexKeyOf(doc, property));
  return { doc, id: doc._id, version: doc.version, keys };
}

/**
 * Writes nothing where the version has moved on. Sets only the index columns whose values differ: SQLite rewrites the
 * entry of each index that a statement names, changed or not, which more than doubles the cost of a write.
 */
export function replaceStatement(collection: CollectionName, stored: Stored, next: Document): Statement {
  const { version, keys } = toStored(collection, next);
  const differs = (_: unknown, at: number): boolean => keys[at] !== stored.keys[at];
  const sql = replaceSql(collection, indexedProperties(collection).filter(differs));
  const values = [version, JSON.stringify(next), ...keys.filter(differs), stored.id, stored.version];
  return [sql, values, wordChanges(collection, stored.doc, next)];
}

/** `found`: the document as it was read, where it is found by words, too. */
export function removeStatement(collection: CollectionName, id: string, found?: Document): Statement {
  return [`delete from ${collection} where id = ?`, [id], wordChanges(collection, found, undefined)];
}

function insertSql(collection: CollectionName, properties: readonly string[]): string {
  const columns = ['id', 'version', 'doc', ...properties.map(column)].join(', ');
  const marks = Array.from({ length: properties.length + 3 }, () => '?').join(', ');
  return `insert into ${collection} (${columns}) values (${marks}) on conflict (id) do nothing`;
}

function replaceSql(collection: CollectionName, properties: readonly string[]): string {
  const sets = ['version = ?', 'doc = ?', ...properties.map((property) => `${column(property)} = ?`)];
  return `update ${collection} set ${sets.join(', ')} where id = ? and version = ?`;
}
