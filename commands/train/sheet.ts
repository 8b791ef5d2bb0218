/** Reads a sheet of past cases, CSV or Excel, as large as an export gets. */
import { readFileSync, statSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { Workbook, type Cell } from 'exceljs';

export type Cells = Readonly<Record<string, string>>;

const SHEET = /\.(csv|tsv|xlsx)$/i;
const SHEET_BYTES_MAX = 100 * 1024 * 1024; // it is read as a whole

export function isSheet(file: string): boolean {
  return SHEET.test(file);
}

/** One object a row, by the names of the first row; empty cells are left out. */
export async function readSheet(file: string): Promise<Cells[]> {
  if (statSync(file).size > SHEET_BYTES_MAX)
    throw new Error(`${file} is larger than 100 MB: save it as JSON lines instead`);
  const [header = [], ...rows] = /\.xlsx$/i.test(file) ? await excelRows(file) : csvRows(file);
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

function csvRows(file: string): string[][] {
  const text = decoded(readFileSync(file));
  const [first = ''] = text.split('\n', 1);
  const count = (mark: string): number => first.split(mark).length;
  // A semicolon parts the columns where the first line has more of them: what a German Excel writes.
  const delimiter = [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
  return parse(text, { bom: true, delimiter, relaxColumnCount: true, skipEmptyLines: true });
}

/** UTF-8, UTF-16 where it says so, else what Excel writes on Windows. */
function decoded(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
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
  return cell.value instanceof Date ? cell.value.toISOString() : cell.text;
}
