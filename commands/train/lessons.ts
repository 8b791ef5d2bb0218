/** Past cases as training rows: which columns are fields, which option a cell names, and what could not be read. */
import { createHash } from 'node:crypto';
import { optionNamed, plain } from '../../agent/simulation/truth';
import type { FieldDefinition } from '../../cases/fields';
import { resolvedFields, type Settings } from '../../cases/settings';
import { boundedTurns, trainable, trainingId, type TrainingRow } from '../../cases/training';
import type { Speaker } from '../../cases/conversation/turns';

/** A past case as a file holds it. */
export interface PastCase {
  readonly id?: string;
  readonly turns: readonly { readonly from: Speaker; readonly text: string }[];
  /** By the field's name or label, as in the file. */
  readonly fields: Readonly<Record<string, unknown>>;
}

export interface Lessons {
  readonly rows: readonly TrainingRow[];
  readonly cases: number;
  /** Cases without a word of the customer. */
  readonly silent: number;
  /** By field: values that are none of its options, with how often they came. */
  readonly unknown: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** The same case again makes the same row: importing a file twice teaches nothing twice. */
export function lessonsFrom(cases: Iterable<PastCase>, settings: Settings, at: string): Lessons {
  const fields = [...resolvedFields(settings).values()].filter(trainable);
  const rows: TrainingRow[] = [];
  const unknown = new Map<string, Map<string, number>>();
  const seen = new Map<string, number>();
  let count = 0;
  let silent = 0;
  for (const past of cases) {
    count++;
    const turns = boundedTurns(past.turns.filter(({ text }) => text.trim() !== ''));
    if (!turns.some(({ from }) => from === 'customer')) {
      silent++;
      continue;
    }
    const caseId = importId(past, seen);
    for (const [field, raw] of valuesOf(past, fields)) {
      const option = optionNamed(field, raw);
      if (option === undefined) {
        tally(unknown, field.name, raw);
        continue;
      }
      const _id = trainingId(caseId, field.name, 1);
      const row = { _id, version: 1, caseId, field: field.name, value: option.value };
      rows.push({ ...row, turns, at, source: 'import' });
    }
  }
  return { rows, cases: count, silent, unknown };
}

/** By the file's own id and the words; the same words under no id are counted apart. */
function importId({ id, turns }: PastCase, seen: Map<string, number>): string {
  const key = `${id ?? ''}\n${JSON.stringify(turns)}`;
  const before = seen.get(key) ?? 0;
  seen.set(key, before + 1);
  return `import-${createHash('sha256').update(`${key}\n${before}`).digest('base64url').slice(0, 22)}`;
}

function valuesOf(
  { fields: cells }: PastCase,
  fields: readonly FieldDefinition[],
): [FieldDefinition, string][] {
  const given = new Map(Object.entries(cells).map(([name, value]) => [plain(name), value]));
  return fields.flatMap((field): [FieldDefinition, string][] => {
    const raw = given.get(plain(field.name)) ?? given.get(plain(field.label));
    const text = typeof raw === 'string' || typeof raw === 'number' ? String(raw).trim() : '';
    return text === '' ? [] : [[field, text]];
  });
}

const UNKNOWN_MAX = 1_000; // the wrong column must not fill the memory

function tally(unknown: Map<string, Map<string, number>>, field: string, value: string): void {
  const counts = unknown.get(field) ?? new Map<string, number>();
  unknown.set(field, counts);
  const key = value.slice(0, 60);
  if (counts.has(key) || counts.size < UNKNOWN_MAX) counts.set(key, (counts.get(key) ?? 0) + 1);
}
