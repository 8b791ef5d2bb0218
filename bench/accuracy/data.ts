/** The conversations that the figures are measured on: other people's in `../shared/data`, our own in `bench/data`. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod/v4';

const turn = z.object({ from: z.enum(['customer', 'agent']), text: z.string() });

const rowSchema = z.object({
  id: z.string(),
  turns: z.array(turn),
  /** A conversation about nothing in particular has no category; of several values the first is taken. */
  fields: z.record(
    z.string(),
    z.union([z.string().nullable(), z.array(z.string()).transform(([first]) => first ?? null)]),
  ),
  present: z.array(z.string()).default([]),
  choiceFields: z.array(z.string()).default([]),
});

export type DataRow = z.infer<typeof rowSchema>;
export type DataTurn = z.infer<typeof turn>;

/** The repository: compiled or not, the first folder above that has the benchmarks' data. */
export function repository(from = __dirname): string {
  if (existsSync(join(from, 'bench', 'data'))) return from;
  const above = dirname(from);
  if (above === from) throw new Error('bench/data is missing.');
  return repository(above);
}

/** @throws Error that says which folder is missing. */
export function dataFolder(): string {
  const folder = join(repository(), '..', 'shared', 'data');
  if (!existsSync(join(folder, 'star')))
    throw new Error(`This benchmark needs the conversations in ${folder}, and that folder is not there.`);
  return folder;
}

export function readRows(set: 'star' | 'sgd' | 'multidogo', split: 'train' | 'dev'): DataRow[] {
  const file = join(dataFolder(), set, `${set}-${split}.jsonl.gz`);
  return linesOf(gunzipSync(readFileSync(file)).toString('utf8')).map((line) => rowSchema.parse(line));
}

export function readJson(name: string): unknown {
  return JSON.parse(readFileSync(join(dataFolder(), name), 'utf8'));
}

const chatSchema = z.strictObject({
  id: z.string(),
  language: z.enum(['en', 'de']),
  topic: z.string(),
  turns: z.array(turn).min(1),
  /** The place of the turn at which the case should open; null where none should. */
  opensAt: z.number().int().min(0).nullable(),
});

export type SupportChat = z.infer<typeof chatSchema>;

/** `heldOut`: other chats, of other companies, that nothing was developed by. */
export function readSupportChats(heldOut = false): SupportChat[] {
  const file = join(repository(), 'bench', 'data', `support-chats${heldOut ? '-heldout' : ''}.jsonl`);
  return linesOf(readFileSync(file, 'utf8')).map((line) => chatSchema.parse(line));
}

function linesOf(text: string): unknown[] {
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line): unknown => JSON.parse(line));
}

/** All that was said, or what the customer said. */
export function textOf({ turns }: Pick<DataRow, 'turns'>, side: 'both' | 'customer'): string {
  return turns
    .filter(({ from }) => side === 'both' || from === 'customer')
    .map(({ text }) => text)
    .join('\n');
}

/** The same order each time (mulberry32 and Fisher-Yates). */
export function shuffled<T>(items: readonly T[], seed = 1): T[] {
  const all = [...items];
  let state = seed;
  const random = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  for (let at = all.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [all[at], all[other]] = [all[other] as T, all[at] as T];
  }
  return all;
}
