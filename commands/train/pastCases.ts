/** Reads past cases from a file: JSON lines of conversations, or a sheet with a column of text. */
import { turnsOf } from '../../agent/simulation/rows';
import { resolvedFields, type Settings } from '../../cases/settings';
import { readRows } from '../simulate/rows';
import { isSheet, readSheet, type Cells } from './sheet';
import type { PastCase } from './lessons';

const TEXT_COLUMNS = [
  'text',
  'description',
  'conversation',
  'transcript',
  'message',
  'beschreibung',
  'nachricht',
];
const ID_COLUMNS = ['id', 'case id', 'case number', 'ticket', 'ticket id', 'number'];

/**
 * @throws Error that names the file and what is wrong with it.
 */
export async function readPastCases(file: string, settings: Settings): Promise<PastCase[]> {
  if (isSheet(file)) return fromSheet(file, await readSheet(file), settings);
  const cases: PastCase[] = [];
  for await (const { id, turns, fields } of readRows(file)) cases.push({ id, turns, fields });
  return cases;
}

function fromSheet(file: string, rows: readonly Cells[], settings: Settings): PastCase[] {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  const textColumn = columnNamed(names, [...TEXT_COLUMNS, ...freeTexts(settings)]);
  if (textColumn === undefined)
    throw new Error(`${file} has no column with what customers said: name it "text" or "description"`);
  const idColumn = columnNamed(names, ID_COLUMNS);
  return rows.map((row) => ({
    id: idColumn === undefined ? undefined : row[idColumn],
    turns: turnsOf(row[textColumn] ?? ''),
    fields: row,
  }));
}

/** A free text of the case says what the matter was, too: "Issue description". */
function freeTexts(settings: Settings): string[] {
  return [...resolvedFields(settings).values()]
    .filter(({ type }) => type === 'multilineText')
    .flatMap(({ name, label }) => [name, label]);
}

function columnNamed(names: Iterable<string>, wanted: readonly string[]): string | undefined {
  const all = [...names];
  for (const one of wanted) {
    const found = all.find((name) => name.trim().toLowerCase() === one.toLowerCase());
    if (found !== undefined) return found;
  }
  return undefined;
}
