/** `--out FILE.json|.xlsx`: every case with its truth and prediction side by side, written as it comes. */
import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { SimulationWorkbook } from '../../bot/sheets/excel';
import type { SimulatedCase, SimulationReport } from '../../cases/simulation';

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

class ExcelExport implements Export {
  private readonly book: SimulationWorkbook;

  constructor(filename: string) {
    this.book = new SimulationWorkbook({ filename });
  }

  add(one: SimulatedCase): Promise<void> {
    return Promise.resolve(this.book.add(one));
  }

  end(report: SimulationReport): Promise<void> {
    return this.book.end(report);
  }
}
