/** `import`: what `export` wrote, into a store; what is there already stays, so it can be run again. */
import { statSync } from 'node:fs';
import { z } from 'zod/v4';
import { beginRetentionAnew } from '../../agent/retention';
import type { CollectionName, Documents } from '../../cases/documents';
import type { Store } from '../../cases/store';
import { linesOf } from '../simulate/rows';
import { COLLECTIONS, FORMAT, toCounts, type Counts } from './exports';

const LOADED_AT_ONCE = 500;

const header = z.object({ format: z.literal(FORMAT) });

const end = z.object({ end: z.object({ documents: z.int().min(0) }) });

const line = z.object({
  collection: z.enum(COLLECTIONS as unknown as readonly [CollectionName, ...CollectionName[]]),
  /** Written by this program: what else it holds is taken as it is. */
  doc: z.looseObject({ _id: z.string().min(1), version: z.int().min(1) }),
});

export interface ImportOptions {
  readonly step?: (share: number, documents: number) => void;
  /** Takes what there is of a file that does not say where it ends. */
  readonly incomplete?: boolean;
}

/**
 * Loads a file; `added` is what was not there before.
 * @throws Error where the file is not whole, before anything is loaded; Error that names the line which is none.
 */
export async function importStore(
  file: string,
  store: Store,
  { step = () => undefined, incomplete = false }: ImportOptions = {},
): Promise<{ readonly read: number; readonly added: Counts }> {
  await requireWhole(file, incomplete);
  const size = Math.max(1, statSync(file).size);
  const added = new Map<CollectionName, number>();
  const load = async (
    collection: CollectionName,
    docs: readonly Documents[CollectionName][],
  ): Promise<void> => {
    const count = await store.load(collection, docs);
    added.set(collection, (added.get(collection) ?? 0) + count);
  };
  let share = 0;
  let read = 0;
  let batch: Documents[CollectionName][] = [];
  let of: CollectionName | undefined;
  for await (const { collection, doc } of documentsOf(file, (bytes) => (share = bytes / size))) {
    if (of !== undefined && (collection !== of || batch.length >= LOADED_AT_ONCE)) {
      await load(of, batch);
      batch = [];
    }
    of = collection;
    batch.push(doc as unknown as Documents[CollectionName]);
    step(share, ++read);
  }
  if (of !== undefined) await load(of, batch);
  if ((added.get('cases') ?? 0) > 0) await beginRetentionAnew(store);
  return { read, added: toCounts(added) };
}

/** Reads it once to its end: half a file that was loaded before that is known would look like a whole store. */
async function requireWhole(file: string, incomplete: boolean): Promise<void> {
  let lines = 0;
  let last = '';
  for await (const text of linesOf(file, () => undefined)) {
    if (text === '') continue;
    if (lines === 0 && !header.safeParse(jsonOf(text)).success)
      throw new Error(`${file} is no export of this agent: its first line does not say ${FORMAT}`);
    lines += 1;
    last = text;
    if (incomplete) return;
  }
  if (lines === 0) throw new Error(`${file} is no export of this agent: it is empty`);
  const parsed = end.safeParse(jsonOf(last));
  if (!parsed.success)
    throw new Error(
      `${file} was cut short, or written by an older version: its last line does not say how many documents there are. Export again, or take what there is with --incomplete.`,
    );
  const { documents } = parsed.data.end;
  if (documents !== lines - 2)
    throw new Error(
      `${file} has ${lines - 2} documents and says that there are ${documents}: lines are missing or were added. Export again.`,
    );
}

async function* documentsOf(
  file: string,
  onBytes: (bytes: number) => void,
): AsyncGenerator<z.infer<typeof line>> {
  let number = 0;
  for await (const text of linesOf(file, onBytes)) {
    number += 1;
    if (number === 1 || text === '') continue;
    const json = jsonOf(text);
    const parsed = line.safeParse(json);
    if (!parsed.success && end.safeParse(json).success) return;
    if (!parsed.success)
      throw new Error(`${file}, line ${number}: not a document ({"collection", "doc": {"_id", "version"}})`);
    yield parsed.data;
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
