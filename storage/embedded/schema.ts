/**
 * One table a collection: id, version, the JSON, and a column for each indexed property. The tables follow from
 * `INDEXES`: a new collection, index or property is added when the store starts, an index that is gone is dropped.
 *
 * The columns are written beside the document and not generated from it: measured on 100,000 documents of 4 KB,
 * generated ones take 2.3 times as long per update, since SQLite then rewrites every index of the table each time.
 */
import type Database from 'libsql';
import { INDEXES, type CollectionName, type Document } from '../../cases/documents';
import { UnreadableDocument } from '../errors';
import { indexedProperties, indexKeyOf } from '../indexed';
import { column, indexName } from './sql';
import { createWordTables, fillWordTables } from './wordTable';

/** `STEPS[n]` takes a database of layout n to n + 1. Only for what does not follow from `INDEXES`. */
const STEPS: readonly ((db: Database.Database) => void)[] = [
  () => undefined, // 1: the first layout
  (db) => {
    // 2: cases are found by words
    createTable(db, 'cases');
    fillWordTables(db, 'cases');
  },
];

/** The layout that this program writes. */
export const LAYOUT = STEPS.length;

const ROWS_AT_ONCE = 500; // a new index is filled in steps, so that the log of the database stays small

/**
 * Brings a database to the layout of this program. Safe to run again after it was interrupted anywhere.
 * @throws Error where a newer program made the database.
 */
export function migrate(db: Database.Database): void {
  const layout = db.prepare('pragma user_version').raw().get() as [number];
  if (layout[0] > LAYOUT) {
    throw new Error(
      `the store was written by a newer version of the agent (layout ${layout[0]}, this one knows ${LAYOUT})`,
    );
  }
  for (let at = layout[0]; at < LAYOUT; at++) {
    STEPS[at]?.(db);
    db.exec(`pragma user_version = ${at + 1}`);
  }
  for (const collection of Object.keys(INDEXES) as CollectionName[]) {
    createTable(db, collection);
    matchIndexes(db, collection);
  }
}

function createTable(db: Database.Database, collection: CollectionName): void {
  const columns = indexedProperties(collection).map(column);
  // The document comes last: what stands before it is read without walking through its pages.
  const all = ['id text primary key', 'version integer not null', ...columns, 'doc text not null'];
  db.exec(`create table if not exists ${collection} (${all.join(', ')})`);
  createWordTables(db, collection);
  const present = new Set(textColumn(db, `select name from pragma_table_info('${collection}')`));
  for (const property of indexedProperties(collection)) {
    if (present.has(`p_${property}`)) continue;
    db.exec(`alter table ${collection} add column ${column(property)}`);
  }
}

/** An index is created last, so that one that is there says that its columns are filled. */
function matchIndexes(db: Database.Database, collection: CollectionName): void {
  const wanted = new Map(
    Object.entries<readonly string[]>(INDEXES[collection]).map(([name, properties]) => [
      indexName(collection, name),
      indexSql(collection, name, properties),
    ]),
  );
  const present = new Set<string>();
  for (const [name, sql] of indexesOf(db, collection)) {
    if (wanted.get(name) === sql) present.add(name);
    else db.exec(`drop index ${name}`);
  }
  const missing = [...wanted].filter(([name]) => !present.has(name));
  if (missing.length > 0) fillColumns(db, collection);
  for (const [, sql] of missing) db.exec(sql);
}

function indexSql(collection: CollectionName, index: string, properties: readonly string[]): string {
  const columns = [...properties.map(column), 'id'].join(', ');
  const first = column(properties[0] ?? '');
  return `CREATE INDEX ${indexName(collection, index)} on ${collection} (${columns}) where ${first} is not null`;
}

/** Those that this file made; SQLite's own of the primary key has no SQL. */
function indexesOf(db: Database.Database, collection: CollectionName): [string, string][] {
  const sql = `select name, sql from sqlite_master where type = 'index' and sql is not null and tbl_name = ?`;
  return db.prepare(sql).raw().all(collection) as [string, string][];
}

function fillColumns(db: Database.Database, collection: CollectionName): void {
  const properties = indexedProperties(collection);
  const sets = properties.map((property) => `${column(property)} = ?`).join(', ');
  const read = db
    .prepare(`select rowid, id, doc from ${collection} where rowid > ? order by rowid limit ${ROWS_AT_ONCE}`)
    .raw();
  const write = db.prepare(`update ${collection} set ${sets} where rowid = ?`);
  for (let last: number | undefined = 0; last !== undefined;) {
    const rows = read.all(last) as [number, string, string][];
    db.exec('begin immediate');
    for (const [rowid, id, json] of rows) {
      const doc = parse(collection, id, json);
      write.run([...properties.map((property) => indexKeyOf(doc, property)), rowid]);
    }
    db.exec('commit');
    last = rows.at(-1)?.[0];
  }
}

function parse(collection: CollectionName, id: string, json: string): Document {
  try {
    return JSON.parse(json) as Document;
  } catch {
    throw new UnreadableDocument(collection, id);
  }
}

function textColumn(db: Database.Database, sql: string): string[] {
  return (db.prepare(sql).raw().all() as [string][]).map(([text]) => text);
}
