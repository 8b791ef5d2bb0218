/**
 * Documents as MongoDB stores them: themselves, so that people can look at them and report on them with its tools,
 * beside what the store needs for itself. What comes back is what JSON would have kept.
 */
import { Binary } from 'mongodb';
import type { CollectionName, Document } from '../../cases/documents';
import { wordsOf } from '../words';

/** Names the write that made the stored document what it is: after a lost connection it tells whose write won. */
export const WRITE_ID = '_write';

/** The words that a document is found by. */
export const WORDS = '_words';

/** What is stored beside a document's own properties. */
const OURS: ReadonlySet<string> = new Set([WRITE_ID, WORDS]);

export type Stored = Record<string, unknown> & { _id: string };

export function toStored(collection: CollectionName, doc: Document, writeId: Binary): Stored {
  const words = wordsOf(collection, doc);
  return {
    ...(encoded(doc) as Stored),
    ...(words.length > 0 ? { [WORDS]: words } : {}),
    [WRITE_ID]: writeId,
  };
}

export function fromStored(stored: Stored): unknown {
  return decoded(Object.fromEntries(Object.entries(stored).filter(([name]) => !OURS.has(name))));
}

/** As `JSON.stringify` takes values, and with property names that MongoDB allows. */
function encoded(value: unknown): unknown {
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null; // JSON has no NaN and no -0
  if (Array.isArray(value)) return value.map((one: unknown) => (one === undefined ? null : encoded(one)));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  // An own property even where its name is "__proto__".
  return Object.fromEntries(entries.map(([name, one]) => [encodedName(name), encoded(one)]));
}

function decoded(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(decoded);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [decodedName(name), decoded(one)]));
}

/**
 * MongoDB takes a name that begins with "$" for an operator, the driver takes an object with "$ref" for a reference,
 * and no name may hold NUL. Escapes as in RFC 6901: "~0" is "~".
 */
function encodedName(name: string): string {
  if (!/^\$|[~\0]/.test(name)) return name;
  return name.replaceAll('~', '~0').replace(/^\$/, '~1').replaceAll('\0', '~2');
}

function decodedName(name: string): string {
  if (!name.includes('~')) return name;
  return name.replaceAll('~2', '\0').replace(/^~1/, '$').replaceAll('~0', '~');
}
