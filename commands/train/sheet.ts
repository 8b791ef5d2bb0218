/** Reads a sheet of past cases, CSV or Excel, as large as an export gets. */
import { readFileSync, statSync } from 'node:fs';
import { cellsOf, SHEET } from '../../bot/sheets/cells';

export type Cells = Readonly<Record<string, string>>;

const SHEET_BYTES_MAX = 100 * 1024 * 1024; // it is read as a whole

export function isSheet(file: string): boolean {
  return SHEET.test(file);
}

/** One object a row, by the names of the first row; empty cells are left out. */
export async function readSheet(file: string): Promise<Cells[]> {
  if (statSync(file).size > SHEET_BYTES_MAX)
    throw new Error(`${file} is larger than 100 MB: save it as JSON lines instead`);
  const [header = [], ...rows] = await cellsOf(file, readFileSync(file));
  const names = header.map((name) => name.trim());
  return rows.map((row) =>
    Object.fromEntries(
      names.flatMap((name, at) => {
        const cell = (row[at] ?? '').trim();
        return name === '' || cell === '' ? [] : [[name, cell]];
      }),
    ),
  );
}
