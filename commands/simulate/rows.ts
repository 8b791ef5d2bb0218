/** Reads conversations with their truth, one after the other: JSON lines (also gzipped) of any size, or a sheet. */
import { createReadStream } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import { z } from 'zod/v4';
import { turnsOf } from '../../agent/simulation/rows';
import type { SimulationRow } from '../../cases/simulation';
import { isSheet, readSheet } from './sheet';

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const several = z.array(scalar);

const rowSchema = z.looseObject({
  id: z.union([z.string(), z.number()]).optional(),
  turns: z
    .array(
      z.object({
        from: z.enum(['customer', 'agent', 'representative']),
        text: z.string(),
        at: z.iso.datetime({ offset: true }).optional(),
      }),
    )
    .optional(),
  /** A conversation in one piece, where there are no turns. */
  text: z.coerce.string().optional(),
  fields: z.record(z.string(), z.unknown()).nullish(),
  aliases: z.record(z.string(), z.array(z.coerce.string())).nullish(),
});

type RawRow = z.infer<typeof rowSchema>;

/** `onBytes` hears how much of the file has been read. */
export async function* readRows(
  file: string,
  onBytes: (read: number) => void = () => undefined,
): AsyncGenerator<SimulationRow> {
  let line = 0;
  const records = isSheet(file) ? readSheet(file) : linesOf(file, onBytes);
  for await (const record of records) {
    line++;
    if (record === '') continue;
    const row = rowSchema.safeParse(typeof record === 'string' ? jsonOf(record) : record);
    if (!row.success || (row.data.turns ?? row.data.text) === undefined)
      throw new Error(
        `${file}, row ${line}: not a conversation ({"id", "turns": [{"from", "text"}], "fields"})`,
      );
    yield simulationRow(row.data, line);
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** The lines of a text file, unpacked where it ends in .gz. `onBytes` hears how much of the file has been read. */
export async function* linesOf(file: string, onBytes: (read: number) => void): AsyncGenerator<string> {
  const source = createReadStream(file);
  const unpacked = file.endsWith('.gz') ? source.pipe(createGunzip()) : source;
  source.on('error', (error) => unpacked.destroy(error));
  const decoder = new StringDecoder('utf8');
  let rest = '';
  let unpackedBytes = 0;
  let taken = 0;
  try {
    for await (const chunk of unpacked as AsyncIterable<Buffer>) {
      unpackedBytes += chunk.length;
      const lines = (rest + decoder.write(chunk)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        taken += Buffer.byteLength(line) + 1;
        // The file is read ahead: what counts is how much of it has been taken.
        onBytes((source.bytesRead * taken) / unpackedBytes);
        yield trimmed(line);
      }
    }
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  yield trimmed(rest + decoder.end());
}

function trimmed(line: string): string {
  return line.replace(/^\uFEFF/, '').trim();
}

/** The truth lies in `fields`, or beside the text as the columns of a sheet do. */
function simulationRow({ id, turns, text, fields, aliases, ...beside }: RawRow, line: number): SimulationRow {
  const truth = Object.entries(fields ?? beside);
  const more: Record<string, string[]> = { ...aliases };
  const values: Record<string, z.infer<typeof scalar>> = {};
  for (const [name, value] of truth) {
    const one = scalar.safeParse(value);
    const many = several.safeParse(value);
    if (one.success) values[name] = one.data;
    else if (many.success) {
      const [first = null, ...others] = many.data;
      values[name] = first;
      more[name] = [...(more[name] ?? []), ...others.map(String)];
    }
  }
  return { id: String(id ?? line), turns: turns ?? turnsOf(text ?? ''), fields: values, aliases: more };
}
