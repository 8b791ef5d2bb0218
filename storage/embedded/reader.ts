/** Reads on a connection of the main thread's own: a get takes microseconds, less than the way to another thread. */
import Database from 'libsql';
import type { CollectionName, Documents } from '../../cases/documents';
import { StoreUnavailable, type Page, type Query, type ScanPage } from '../../cases/store';
import { toLimit, writeCursor } from '../cursor';
import { UnreadableDocument } from '../errors';
import { indexKeyOf } from '../indexed';
import { wordOrder } from '../words';
import { toListing } from './listing';
import { toWordListing } from './wordTable';

type Row = readonly [id: string, json: string];

const CACHE_KB = 16 * 1024;

export class Reader {
  private readonly db: Database.Database;
  private readonly prepared = new Map<string, Database.Statement>();

  /** Opens the database, which the writer has made. */
  constructor(file: string) {
    this.db = new Database(file);
    this.db.pragma('query_only = 1'); // libsql takes no notice of its `readonly` option
    this.db.pragma(`cache_size = -${CACHE_KB}`);
  }

  /** The newest committed document; a fresh object each time. */
  get<K extends CollectionName>(collection: K, id: string): Documents[K] | undefined {
    const sql = `select id, doc from ${collection} where id = ?`;
    const row = this.read(sql, (statement) => statement.get([id]) as Row | undefined);
    return row === undefined ? undefined : parse(collection, row);
  }

  list<K extends CollectionName>(collection: K, query: Query<K>): Page<Documents[K]> {
    const order = wordOrder(collection, query.index);
    const { sql, values, limit, orderedBy } =
      order === undefined ? toListing(collection, query) : toWordListing(collection, query, order);
    const rows = this.read(sql, (statement) => statement.all(values) as Row[]);
    const items = rows.slice(0, limit).map((row) => parse(collection, row));
    const last = items.at(-1);
    if (last === undefined || rows.length <= limit) return { items };
    const keys = orderedBy.map((property) => indexKeyOf(last, property));
    return { items, next: writeCursor(query.index, { keys, id: last._id }) };
  }

  versions(collection: CollectionName, ids: readonly string[]): Map<string, number> {
    const sql = `select version from ${collection} where id = ?`;
    const found = new Map<string, number>();
    for (const id of ids) {
      const row = this.read(sql, (statement) => statement.get([id]) as [number] | undefined);
      if (row !== undefined) found.set(id, row[0]);
    }
    return found;
  }

  scan<K extends CollectionName>(collection: K, { after, limit }: ScanPage): Documents[K][] {
    const sql = `select id, doc from ${collection} where id > ? order by id limit ?`;
    const values = [after ?? '', toLimit(limit)];
    return this.read(sql, (statement) => statement.all(values) as Row[]).map((row) => parse(collection, row));
  }

  count(collection: CollectionName): number {
    const sql = `select count(*) from ${collection}`;
    return this.read(sql, (statement) => statement.get([]) as [number])[0];
  }

  /** From here on what is read is what was committed by now. */
  freeze(): void {
    this.db.exec('begin');
    this.read('select count(*) from sqlite_master', (statement) => statement.get([])); // takes the snapshot
  }

  close(): void {
    this.prepared.clear();
    this.db.close();
  }

  private read<T>(sql: string, run: (statement: Database.Statement) => T): T {
    try {
      return run(this.statement(sql));
    } catch (error) {
      throw new StoreUnavailable('the store could not read', error);
    }
  }

  private statement(sql: string): Database.Statement {
    let statement = this.prepared.get(sql);
    if (statement === undefined) {
      statement = this.db.prepare(sql).raw();
      this.prepared.set(sql, statement);
    }
    return statement;
  }
}

function parse<K extends CollectionName>(collection: K, [id, json]: Row): Documents[K] {
  try {
    return JSON.parse(json) as Documents[K];
  } catch {
    throw new UnreadableDocument(collection, id);
  }
}
