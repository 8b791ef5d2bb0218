/** Against an earlier run: how match, coverage and false fills have changed. */
import { readFileSync } from 'node:fs';
import { z } from 'zod/v4';
import type { SimulationReport } from '../../agent/simulateReport';

const figures = z.object({
  match: z.number().nullable(),
  coverage: z.number().nullable(),
  falseFill: z.number(),
});
const earlier = z.object({ fields: z.record(z.string(), figures) });

export type Earlier = z.infer<typeof earlier>;

export interface Change {
  /** Now minus then; null where one of the two is no figure. */
  readonly match: number | null;
  readonly coverage: number | null;
  readonly falseFill: number;
}

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

/** The fields that both runs have. */
export function changesSince(before: Earlier, { fields }: SimulationReport): Record<string, Change> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, now]) => {
      const then = before.fields[name];
      if (!then) return [];
      const change: Change = {
        match: difference(now.match, then.match),
        coverage: difference(now.coverage, then.coverage),
        falseFill: now.falseFill - then.falseFill,
      };
      return [[name, change] as const];
    }),
  );
}

function difference(now: number | null, then: number | null): number | null {
  return now === null || then === null ? null : now - then;
}
