/** Putting a backup back: into a folder that nobody works in, whole or not at all. */
import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { FolderHasData } from '../errors';
import { DATABASE_FILE, flush, lockFolder, prepareFolder } from './folder';
import { LAYOUT } from './schema';

/** The files of one database, beside each other. */
const PARTS = ['', '-wal', '-shm'] as const;

export interface RestoreOptions {
  /** Puts what is there aside instead of refusing. */
  readonly force?: boolean;
}

/**
 * Makes the folder's store the one in `file`. What was there is kept beside it as `store.db.replaced`.
 * @throws FolderInUse where an agent has the folder; FolderHasData where there is a store and no `force`; Error where
 * the file is no whole backup, or a newer version's.
 */
export function restoreEmbedded(file: string, folder: string, { force = false }: RestoreOptions = {}): void {
  requireWhole(file);
  const target = join(folder, DATABASE_FILE);
  const had = existsSync(target);
  prepareFolder(folder);
  const lock = lockFolder(folder);
  try {
    if (had && !isEmpty(target)) {
      if (!force) throw new FolderHasData(folder);
      for (const part of PARTS)
        if (existsSync(target + part)) renameSync(target + part, `${target}.replaced${part}`);
    }
    for (const part of PARTS) rmSync(target + part, { force: true });
    const unfinished = `${target}.unfinished`;
    copyFileSync(file, unfinished);
    flush(unfinished);
    renameSync(unfinished, target);
    flush(folder);
  } finally {
    lock.release();
  }
}

function isEmpty(file: string): boolean {
  const db = new Database(file);
  try {
    return db.prepare(`select 1 from sqlite_master limit 1`).get([]) === undefined;
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
