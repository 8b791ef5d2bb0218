/** Reads a small sheet, CSV or Excel: a column `text`, one column a field, named as the field is. */
import { readFileSync, statSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { Workbook, type Cell } from 'exceljs';

export const SHEET_BYTES_MAX = 1024 * 1024; // it is read as a whole

const SHEET = /\.(csv|xlsx)$/i;

export function isSheet(file: string): boolean {
  return SHEET.test(file);
}

/** @throws Error where the sheet is too large or has no column `text`. */
export async function* readSheet(file: string): AsyncGenerator<Record<string, unknown>> {
  const { size } = statSync(file);
  if (size > SHEET_BYTES_MAX) throw new Error(`${file} is larger than 1 MB: save it as JSON lines instead`);
  const [header = [], ...rows] = /\.csv$/i.test(file) ? csvRows(file) : await excelRows(file);
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

/** A semicolon parts the columns where the first line has more of them: what a German Excel writes. */
function csvRows(file: string): string[][] {
  const text = readFileSync(file, 'utf8');
  const [first = ''] = text.split('\n', 1);
  const count = (mark: string): number => first.split(mark).length;
  const delimiter = [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
  return parse(text, { bom: true, delimiter, relaxColumnCount: true, skipEmptyLines: true });
}

async function excelRows(file: string): Promise<string[][]> {
  const book = new Workbook();
  await book.xlsx.readFile(file);
  const rows: string[][] = [];
  book.worksheets[0]?.eachRow((row) => {
    const cells: string[] = [];
    row.eachCell({ includeEmpty: true }, (cell, at) => (cells[at - 1] = textOf(cell)));
    rows.push(cells);
  });
  return rows;
}

function textOf(cell: Cell): string {
  if (!(cell.value instanceof Date)) return cell.text;
  return cell.value
    .toISOString()
    .replace(/T00:00:00\.000Z$/, '')
    .slice(0, 16);
}
