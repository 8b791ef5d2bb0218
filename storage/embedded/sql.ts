/** What the store's SQL is made of: the names of columns and indexes, a write with its values, a page to read. */
import type { CollectionName } from '../../cases/documents';
import type { IndexKey } from '../indexed';

/**
 * A statement with its values: only what crosses to another thread and what libsql can bind. `then`: what else is run
 * in the same transaction, where the statement changed something.
 */
export type Statement = readonly [sql: string, values: readonly IndexKey[], then?: readonly Statement[]];

export interface Listing {
  /** Selects id and document. */
  readonly sql: string;
  readonly values: readonly IndexKey[];
  /** How many documents the page has; one more is selected, to know whether another page follows. */
  readonly limit: number;
  /** The properties that order the page, before the id. */
  readonly orderedBy: readonly string[];
}

/** The column of an indexed property; quoted, since "index" is one. */
export function column(property: string): string {
  return `"p_${property}"`;
}

export function indexName(collection: CollectionName, index: string): string {
  return `${collection}_${index}`;
}
