/** The cursor of a page: the place in the index after which the next one begins, opaque to everybody else. */
import { LIST_MAX } from '../cases/store';
import type { IndexKey } from './indexed';
import { BadCursor } from './errors';

/** The index's keys and the id of the last document of a page. */
export interface Place {
  readonly keys: readonly IndexKey[];
  readonly id: string;
}

/**
 * How many documents a page may have.
 * @throws RangeError where `limit` is no count.
 */
export function toLimit(limit: number): number {
  if (!Number.isInteger(limit) || limit < 1) throw new RangeError('limit must be a whole number from 1');
  return Math.min(limit, LIST_MAX);
}

export function writeCursor(index: string, place: Place): string {
  return Buffer.from(JSON.stringify([index, ...place.keys, place.id])).toString('base64url');
}

/**
 * Reads a cursor that came back from outside.
 * @throws BadCursor where it is not one that `writeCursor` made for this index.
 */
export function readCursor(index: string, keyCount: number, cursor: string): Place {
  const parts = parse(cursor);
  if (!Array.isArray(parts) || parts.length !== keyCount + 2 || parts[0] !== index) throw new BadCursor();
  const keys: unknown[] = parts.slice(1, -1);
  const id: unknown = parts.at(-1);
  if (typeof id !== 'string' || !keys.every(isKey)) throw new BadCursor();
  return { keys, id };
}

function isKey(key: unknown): key is IndexKey {
  return typeof key === 'string' || typeof key === 'number';
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw new BadCursor();
  }
}
