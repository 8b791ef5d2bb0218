/** A simulation as an Excel workbook: every case with its truth and prediction side by side, then the figures. */
import type { Writable } from 'node:stream';
import { stream as excel } from 'exceljs';
import type { SimulatedCase, SimulationReport } from '../../cases/simulation';

const SHEET_ROWS_MAX = 1_000_000; // Excel opens 1,048,576
const FIGURES = ['label', 'truth', 'coverage', 'right', 'wrong', 'falseFill', 'match'] as const;

/** Written as it comes, so that a file of any size takes little memory. */
export class SimulationWorkbook {
  private readonly book: excel.xlsx.WorkbookWriter;
  private readonly cases;
  private count = 0;

  constructor(to: { readonly filename: string } | { readonly stream: Writable }) {
    this.book = new excel.xlsx.WorkbookWriter(to);
    this.cases = this.book.addWorksheet('Cases');
    this.cases
      .addRow(['id', 'field', 'truth', 'predicted', 'verdict', 'confidence', 'evidence', 'reason'])
      .commit();
  }

  add({ id, values }: SimulatedCase): void {
    for (const { field, truth, predicted, verdict, confidence, evidence, reason } of values) {
      if (++this.count > SHEET_ROWS_MAX) break;
      const words = evidence?.map(({ text }) => text).join(' … ');
      const cells = [id, field, truth, predicted, verdict, confidence, words, reason];
      this.cases.addRow(cells.map(safeCell)).commit();
    }
  }

  async end({ fields }: Pick<SimulationReport, 'fields'>): Promise<void> {
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
