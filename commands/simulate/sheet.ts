/** Reads a small sheet, CSV or Excel: a column `text`, one column a field, named as the field is. */
import { readFileSync, statSync } from 'node:fs';
import { cellsOf } from '../../bot/sheets/cells';

const SHEET_BYTES_MAX = 1024 * 1024; // it is read as a whole

const SHEET = /\.(csv|xlsx)$/i;

export function isSheet(file: string): boolean {
  return SHEET.test(file);
}

/** @throws Error where the sheet is too large or has no column `text`. */
export async function* readSheet(file: string): AsyncGenerator<Record<string, unknown>> {
  const { size } = statSync(file);
  if (size > SHEET_BYTES_MAX) throw new Error(`${file} is larger than 1 MB: save it as JSON lines instead`);
  const [header = [], ...rows] = await cellsOf(file, readFileSync(file));
  const names = header.map((name) => name.trim());
  const columns = names.map((name) =>
    ['text', 'id'].includes(name.toLowerCase()) ? name.toLowerCase() : name,
  );
  if (!columns.includes('text')) throw new Error(`${file} has no column "text"`);
  for (const row of rows) {
    const cells = columns.map((name, at) => [name, row[at]] as const);
    const filled = cells.filter(([name, cell]) => name !== '' && cell !== undefined && cell !== '');
    if (filled.length > 0) yield { text: '', ...Object.fromEntries(filled) };
  }
}
