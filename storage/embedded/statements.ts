/** The writes, as SQL: what the main thread hands to the writing one. */
import type { CollectionName, Document } from '../../cases/documents';
import { indexedProperties, indexKeyOf, type IndexKey } from '../indexed';

/** A statement with its values: only what crosses to another thread and what libsql can bind. */
export type Statement = readonly [sql: string, values: readonly IndexKey[]];

/** Writes nothing where the id is taken. */
export function insertStatement(collection: CollectionName, doc: Document): Statement {
  const { id, version, keys } = toStored(collection, doc);
  return [insertSql(collection, indexedProperties(collection)), [id, version, JSON.stringify(doc), ...keys]];
}

/** What is stored of a document beside its content, as it was when it was read. */
export interface Stored {
  readonly id: string;
  readonly version: number;
  readonly keys: readonly IndexKey[];
}

export function toStored(collection: CollectionName, doc: Document): Stored {
  const keys = indexedProperties(collection).map((property) => indexKeyOf(doc, property));
  return { id: doc._id, version: doc.version, keys };
}

/**
 * Writes nothing where the version has moved on. Sets only the index columns whose values differ: SQLite rewrites the
 * entry of each index that a statement names, changed or not, which more than doubles the cost of a write.
 */
export function replaceStatement(collection: CollectionName, stored: Stored, next: Document): Statement {
  const { version, keys } = toStored(collection, next);
  const differs = (_: unknown, at: number): boolean => keys[at] !== stored.keys[at];
  const sql = replaceSql(collection, indexedProperties(collection).filter(differs));
  return [sql, [version, JSON.stringify(next), ...keys.filter(differs), stored.id, stored.version]];
}

export function removeStatement(collection: CollectionName, id: string): Statement {
  return [`delete from ${collection} where id = ?`, [id]];
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

/** The column of an indexed property; quoted, since "index" is one. */
export function column(property: string): string {
  return `"p_${property}"`;
}
