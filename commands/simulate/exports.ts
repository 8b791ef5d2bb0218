/** `--out FILE.json|.xlsx`: every case with its truth and prediction side by side, written as it comes. */
import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { stream as excel } from 'exceljs';
import type { SimulatedCase } from '../../agent/simulate';
import type { SimulationReport } from '../../agent/simulateReport';

export interface Export {
  add(one: SimulatedCase): Promise<void>;
  end(report: SimulationReport & Readonly<Record<string, unknown>>): Promise<void>;
}

/** @throws Error where the name ends in something else. */
export function createExport(file: string): Export {
  if (/\.json$/i.test(file)) return new JsonExport(file);
  if (/\.xlsx$/i.test(file)) return new ExcelExport(file);
  throw new Error(`--out writes .json or .xlsx, not ${file}`);
}

class JsonExport implements Export {
  private readonly out: WriteStream;
  private failed: Error | undefined;
  private separator = '';

  constructor(file: string) {
    this.out = createWriteStream(file);
    this.out.on('error', (error) => (this.failed = error));
    this.out.write('{"cases":[');
  }

  async add(one: SimulatedCase): Promise<void> {
    await this.write(`${this.separator}\n${JSON.stringify(one)}`);
    this.separator = ',';
  }

  async end(report: SimulationReport): Promise<void> {
    await this.write(`\n],\n${JSON.stringify(report).slice(1)}\n`);
    this.out.end();
    if (!this.out.closed && !this.failed) await once(this.out, 'close');
    if (this.failed) throw this.failed;
  }

  private async write(text: string): Promise<void> {
    if (this.failed) throw this.failed;
    if (!this.out.write(text)) await once(this.out, 'drain');
  }
}

const SHEET_ROWS_MAX = 1_000_000; // Excel opens 1,048,576
const FIGURES = ['label', 'truth', 'coverage', 'right', 'wrong', 'falseFill', 'match'] as const;

class ExcelExport implements Export {
  private readonly book: excel.xlsx.WorkbookWriter;
  private readonly cases;
  private count = 0;

  constructor(filename: string) {
    this.book = new excel.xlsx.WorkbookWriter({ filename });
    this.cases = this.book.addWorksheet('Cases');
    this.cases
      .addRow(['id', 'field', 'truth', 'predicted', 'verdict', 'confidence', 'evidence', 'reason'])
      .commit();
  }

  add({ id, values }: SimulatedCase): Promise<void> {
    for (const { field, truth, predicted, verdict, confidence, evidence, reason } of values) {
      if (++this.count > SHEET_ROWS_MAX) break;
      const words = evidence?.map(({ text }) => text).join(' … ');
      const cells = [id, field, truth, predicted, verdict, confidence, words, reason];
      this.cases.addRow(cells.map(safeCell)).commit();
    }
    return Promise.resolve();
  }

  async end({ fields }: SimulationReport): Promise<void> {
    this.cases.commit();
    const sheet = this.book.addWorksheet('Fields');
    sheet.addRow(['field', ...FIGURES]).commit();
    for (const [name, figures] of Object.entries(fields))
      sheet.addRow([name, ...FIGURES.map((key) => figures[key])].map(safeCell)).commit();
    sheet.commit();
    await this.book.commit();
  }
}

/** Customers' words never become a formula. */
export function safeCell(cell: unknown): unknown {
  return typeof cell === 'string' && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
