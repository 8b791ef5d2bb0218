/** Reads a sheet, CSV or Excel, as a whole: the cells of its first page as text, the header among them. */
import { parse } from 'csv-parse/sync';
import { Workbook, type Cell } from 'exceljs';

export const SHEET = /\.(csv|tsv|xlsx)$/i;

/** `name` tells what the bytes are, by its ending. */
export async function cellsOf(name: string, bytes: Uint8Array): Promise<string[][]> {
  return /\.xlsx$/i.test(name) ? excelCells(bytes) : csvCells(bytes);
}

/** A semicolon parts the columns where the first line has more of them: what a German Excel writes. */
function csvCells(bytes: Uint8Array): string[][] {
  const text = decoded(bytes);
  const [first = ''] = text.split('\n', 1);
  const count = (mark: string): number => first.split(mark).length;
  const delimiter = [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
  return parse(text, { bom: true, delimiter, relaxColumnCount: true, skipEmptyLines: true });
}

/** UTF-8, UTF-16 where it says so, else what Excel writes on Windows. */
function decoded(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

async function excelCells(bytes: Uint8Array): Promise<string[][]> {
  const book = new Workbook();
  // Its types name a Buffer of an older Node; any bytes are read.
  await book.xlsx.load(bytes as unknown as Parameters<typeof book.xlsx.load>[0]);
  const rows: string[][] = [];
  book.worksheets[0]?.eachRow((row) => {
    const cells: string[] = [];
    row.eachCell({ includeEmpty: true }, (cell, at) => (cells[at - 1] = textOf(cell)));
    rows.push(Array.from(cells, (cell: string | undefined) => cell ?? ''));
  });
  return rows;
}

/** A day without a time as a day. */
function textOf(cell: Cell): string {
  if (!(cell.value instanceof Date)) return cell.text;
  return cell.value
    .toISOString()
    .replace(/T00:00:00\.000Z$/, '')
    .slice(0, 16);
}
