/** Reads an earlier run, to show what has changed since. */
import { readFileSync } from 'node:fs';
import { z } from 'zod/v4';

const figures = z.object({
  match: z.number().nullable(),
  coverage: z.number().nullable(),
  falseFill: z.number(),
});
const earlier = z.object({ fields: z.record(z.string(), figures) });

export type Earlier = z.infer<typeof earlier>;

/**
 * What `--json` printed or `--out` wrote.
 * @throws Error that names the file.
 */
export function readEarlier(file: string): Earlier {
  const text = readFileSync(file, 'utf8').trim();
  for (const candidate of [text, text.slice(text.lastIndexOf('\n') + 1)]) {
    try {
      const read = earlier.safeParse(JSON.parse(candidate));
      if (read.success) return read.data;
    } catch {
      continue; // npm's own lines may stand before the last one
    }
  }
  throw new Error(`${file} holds no earlier run: write one with --out ${file}`);
}
