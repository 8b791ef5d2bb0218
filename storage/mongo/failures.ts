/** What the driver says, as the store says it. */
import { MongoError, MongoServerError, MongoServerSelectionError } from 'mongodb';
import type { CollectionName } from '../../cases/documents';
import { StoreUnavailable } from '../../cases/store';
import { DocumentRefused } from '../errors';

const DUPLICATE_KEY = 11_000;
const COMMAND_NOT_FOUND = 59;
const UNAUTHORIZED = 13;
const NAMESPACE_EXISTS = 48;
/** Larger than a document may be, nested deeper, or no document by the collection's validator. */
const REFUSED: ReadonlySet<unknown> = new Set([15, 121, 10_334]);
/** What no later try of the same write changes. */
const PERMANENT: ReadonlySet<unknown> = new Set([DUPLICATE_KEY, UNAUTHORIZED, 18, ...REFUSED]);

export function isDuplicate(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === DUPLICATE_KEY;
}

/** Servers of the protocol that are not MongoDB lack commands, and accounts of the agent lack rights. */
export function isNotOffered(error: unknown): boolean {
  return (
    error instanceof MongoServerError && (error.code === COMMAND_NOT_FOUND || error.code === UNAUTHORIZED)
  );
}

export function isThereAlready(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === NAMESPACE_EXISTS;
}

/** Whether the write may have happened although an error came back, and sending it again may tell. */
export function isUncertain(error: unknown): boolean {
  if (error instanceof MongoServerSelectionError) return false; // it has been waited for
  return error instanceof MongoError && !(error instanceof MongoServerError && PERMANENT.has(error.code));
}

/** Whatever the driver threw while it read or wrote; other errors as they are. */
export function toStoreError(error: unknown, collection: CollectionName): unknown {
  if (isTooLarge(error)) return new DocumentRefused(collection, error);
  if (!(error instanceof MongoError)) return error;
  if (error instanceof MongoServerError && REFUSED.has(error.code))
    return new DocumentRefused(collection, error);
  return new StoreUnavailable('the database did not answer', error);
}

/** The driver writes documents into a buffer that is a little larger than the largest document. */
function isTooLarge(error: unknown): error is RangeError {
  return error instanceof RangeError && (error as { code?: unknown }).code === 'ERR_OUT_OF_RANGE';
}
