/** Beside a running agent: reading its folder, and a copy of it, without taking the folder and without holding up writes. */
import { closeSync, existsSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import type { CollectionName, Documents } from '../../cases/documents';
import type { Page, Query, ScanPage, StoreReader } from '../../cases/store';
import { NoStore } from '../errors';
import { DATABASE_FILE, flush } from './folder';
import { Reader } from './reader';

export interface OpenReader extends StoreReader {
  count(collection: CollectionName): Promise<number>;
  close(): void;
}

/**
 * Reads a folder that an agent may be working in. Each call sees what is committed then; with `frozen` all of them
 * see what was committed when this was called. (A frozen reader keeps the agent's log from being cut back meanwhile.)
 * @throws NoStore where the folder holds none.
 */
export function openEmbeddedReader(folder: string, { frozen = false } = {}): OpenReader {
  const reader = new Reader(fileIn(folder));
  if (frozen) reader.freeze();
  return {
    get: async <K extends CollectionName>(collection: K, id: string): Promise<Documents[K] | undefined> =>
      reader.get(collection, id),
    list: async <K extends CollectionName>(collection: K, query: Query<K>): Promise<Page<Documents[K]>> =>
      reader.list(collection, query),
    scan: async <K extends CollectionName>(collection: K, page: ScanPage): Promise<readonly Documents[K][]> =>
      reader.scan(collection, page),
    count: async (collection) => reader.count(collection),
    close: () => reader.close(),
  };
}

/** Opens a reader for what is to be read, and closes it again. */
export async function readEmbedded<T>(folder: string, work: (reader: OpenReader) => Promise<T>): Promise<T> {
  const reader = openEmbeddedReader(folder);
  try {
    return await work(reader);
  } finally {
    reader.close();
  }
}

const BUSY_MS_MAX = 5_000;

/**
 * Writes all that is committed at this moment into one file, complete or not there at all. SQLite's `vacuum into`
 * reads one snapshot: the agent goes on writing meanwhile. Blocks the calling thread while it copies.
 * @throws NoStore where the folder holds none; Error where the file exists or the disk is full.
 */
export function snapshotEmbedded(folder: string, file: string): void {
  const source = fileIn(folder);
  if (existsSync(file)) throw new Error(`${file} is there already: name another file`);
  const unfinished = `${file}.unfinished`;
  rmSync(unfinished, { force: true });
  closeSync(openSync(unfinished, 'wx', 0o600)); // an empty file is fine, and nobody else may read it
  const db = new Database(source);
  try {
    db.pragma(`busy_timeout = ${BUSY_MS_MAX}`);
    db.prepare('vacuum into ?').run([unfinished]);
    flush(unfinished);
    renameSync(unfinished, file);
    flush(dirname(file));
  } finally {
    db.close();
    rmSync(unfinished, { force: true });
  }
}

function fileIn(folder: string): string {
  const file = join(folder, DATABASE_FILE);
  if (!existsSync(file)) throw new NoStore(folder);
  return file;
}
