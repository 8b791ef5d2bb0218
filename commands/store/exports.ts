/**
 * `export`: every document as a line of JSON, ids and versions kept; what `import` reads, whichever store it came from.
 * The first line says what it is, the last one how many documents there are: a file that was cut short lacks it.
 */
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { INDEXES, type CollectionName } from '../../cases/documents';
import { flush } from '../../storage/embedded/folder';
import { everyPage } from './everyDocument';
import type { Source } from './places';

export const FORMAT = 'case-management-agent/1';

/** What refers to others comes after them: an import that was cut short leaves nothing that is due before it is whole. */
export const COLLECTIONS = [
  ...(Object.keys(INDEXES) as CollectionName[]).filter(
    (name) => name !== 'cases' && name !== 'conversations',
  ),
  'cases',
  'conversations',
] as readonly CollectionName[];

export interface Counts {
  readonly documents: number;
  readonly byCollection: Readonly<Partial<Record<CollectionName, number>>>;
}

/** Written beside the file first, so that it is there whole or not at all. Packed where the name ends in .gz. */
export async function exportStore(
  source: Source,
  file: string,
  step: (share: number, documents: number) => void = () => undefined,
): Promise<Counts> {
  const unfinished = `${file}.unfinished`;
  const counts = new Map<CollectionName, number>();
  try {
    const out = createWriteStream(unfinished, { mode: 0o600 });
    const lines = (): AsyncGenerator<string> => linesOf(source, counts, step);
    if (file.endsWith('.gz')) await pipeline(lines, createGzip({ level: 6 }), out);
    else await pipeline(lines, out);
    flush(unfinished);
    renameSync(unfinished, file);
  } finally {
    rmSync(unfinished, { force: true });
  }
  return toCounts(counts);
}

async function* linesOf(
  source: Source,
  counts: Map<CollectionName, number>,
  step: (share: number, documents: number) => void,
): AsyncGenerator<string> {
  const all = await countAll(source, COLLECTIONS);
  let done = 0;
  yield `${JSON.stringify({ format: FORMAT, at: new Date().toISOString() })}\n`;
  for (const collection of COLLECTIONS) {
    for await (const page of everyPage(source, collection)) {
      yield page.map((doc) => `${JSON.stringify({ collection, doc })}\n`).join('');
      counts.set(collection, (counts.get(collection) ?? 0) + page.length);
      done += page.length;
      step(all === undefined ? 0 : done / all, done);
    }
  }
  yield `${JSON.stringify({ end: toCounts(counts) })}\n`;
}

/** How many documents there are; nothing where that is not known. */
export async function countAll(
  source: Source,
  collections: readonly CollectionName[],
): Promise<number | undefined> {
  let all = 0;
  for (const collection of collections) {
    if (!source.count) return undefined;
    all += await source.count(collection);
  }
  return all;
}

export function toCounts(counts: ReadonlyMap<CollectionName, number>): Counts {
  const documents = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return { documents, byCollection: Object.fromEntries(counts) };
}
