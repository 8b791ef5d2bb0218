/** Putting a backup back: into a folder that nobody works in, whole or not at all. */
import { copyFileSync, existsSync, linkSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { FolderHasData } from '../errors';
import { DATABASE_FILE, flush, lockFolder, prepareFolder } from './folder';
import { LAYOUT } from './schema';

/** What SQLite keeps beside a database that was not closed. */
const LOGS = ['-wal', '-shm'] as const;

export interface RestoreOptions {
  /** Puts what is there aside instead of refusing. */
  readonly force?: boolean;
}

/**
 * Makes the folder's store the one in `file`. What was there is kept beside it; the answer is its file. Where this fails
 * or is killed, the folder has its old store or the new one.
 * @throws FolderInUse where an agent has the folder; FolderHasData where there is a store and no `force`; Error where
 * the file is no whole backup, or a newer version's, or cannot be copied.
 */
export function restoreEmbedded(
  file: string,
  folder: string,
  { force = false }: RestoreOptions = {},
): string | undefined {
  requireWhole(file);
  prepareFolder(folder);
  const lock = lockFolder(folder);
  try {
    const target = join(folder, DATABASE_FILE);
    const had = !isEmpty(target);
    if (had && !force) throw new FolderHasData(folder);
    const unfinished = copied(file, target);
    const aside = had ? putAside(target) : undefined;
    for (const part of LOGS) rmSync(target + part, { force: true });
    renameSync(unfinished, target);
    flush(folder);
    return aside;
  } finally {
    lock.release();
  }
}

/** The copy, whole and on the disk beside its place; nothing where that fails. */
function copied(file: string, target: string): string {
  const unfinished = `${target}.unfinished`;
  try {
    copyFileSync(file, unfinished);
    flush(unfinished);
    return unfinished;
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/** Under a name that nothing has yet; it keeps its own name beside it, until the new one takes that in one step. */
function putAside(target: string): string {
  const aside = freeName(`${target}.replaced`);
  for (const part of LOGS) if (existsSync(target + part)) renameSync(target + part, aside + part);
  try {
    linkSync(target, aside);
  } catch {
    renameSync(target, aside); // a file system without links
  }
  return aside;
}

function freeName(wanted: string): string {
  let name = wanted;
  for (let n = 2; existsSync(name); n++) name = `${wanted}.${n}`;
  return name;
}

/** Closing it, SQLite also writes home what its log still holds: the one file is then all there is. */
function isEmpty(file: string): boolean {
  const db = new Database(file);
  try {
    return db.prepare(`select 1 from sqlite_master limit 1`).get([]) === undefined;
  } catch {
    return false; // what it was cannot be read any more, but somebody may want it
  } finally {
    db.close();
  }
}

/** @throws Error that says what is wrong with the file. */
function requireWhole(file: string): void {
  if (!existsSync(file)) throw new Error(`there is no file ${file}`);
  const db = new Database(file);
  try {
    const answers = db.prepare('pragma quick_check(1)').raw().all([]) as [string][];
    if (answers[0]?.[0] !== 'ok')
      throw new Error(`${file} is damaged: ${answers[0]?.[0] ?? 'it cannot be read'}`);
    const [layout] = db.prepare('pragma user_version').raw().get([]) as [number];
    if (layout === 0) throw new Error(`${file} is no backup of this agent`);
    if (layout > LAYOUT) throw new Error(`${file} was written by a newer version of the agent`);
  } catch (error) {
    if ((error as { code?: unknown }).code === 'SQLITE_NOTADB')
      throw new Error(`${file} is no backup: not a database`);
    throw error;
  } finally {
    db.close();
  }
}
