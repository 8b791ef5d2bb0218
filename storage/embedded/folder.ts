/** The folder of the embedded store: private to its owner, and one running agent's at a time. */
import { closeSync, fsyncSync, mkdirSync, openSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { FolderInUse } from '../errors';

export const DATABASE_FILE = 'store.db';

export interface FolderLock {
  release(): void;
}

/** Makes the folder and an empty database file that nobody else may read; whether others can look into the folder. */
export function prepareFolder(folder: string): { readonly file: string; readonly open: boolean } {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(folder, DATABASE_FILE);
  createPrivately(file);
  const open = process.platform !== 'win32' && (statSync(folder).mode & 0o077) !== 0;
  return { file, open };
}

/**
 * Takes the folder for this process, until released or until the process ends, however it ends.
 * @throws FolderInUse where another running process has it.
 */
export function lockFolder(folder: string): FolderLock {
  const db = new Database(join(folder, 'lock.db'));
  try {
    db.exec('begin exclusive');
  } catch (error) {
    db.close();
    throw (error as { code?: unknown }).code === 'SQLITE_BUSY' ? new FolderInUse(folder) : error;
  }
  return { release: () => void db.close() };
}

/** SQLite gives the files beside it the same mode. A file that exists is not opened: closing it would free SQLite's locks. */
function createPrivately(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

/** Makes what was written to a file, or what was renamed in a folder, outlive a loss of power. */
export function flush(path: string): void {
  if (process.platform === 'win32') return; // it flushes no folders, and files only where they are open for writing
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
