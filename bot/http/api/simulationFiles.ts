/** A run as a file: everything as JSON, or an Excel workbook. */
import { PassThrough, Readable, type Writable } from 'node:stream';
import { z } from 'zod/v4';
import type { SimulationCase, SimulationRun } from '../../../cases/simulation';
import { SimulationWorkbook } from '../../sheets/excel';
import { param, route, type Route } from './route';
import { named } from './schemas';
import { requireDone, type DoneRun } from './simulations';
import { caseView, simulatedCase, simulation, simulationView } from './simulationViews';

const shared = { method: 'get', tag: 'Simulation', problems: [404, 409] } as const;

const json = route({
  ...shared,
  path: '/api/simulations/{n}/export.json',
  id: 'exportSimulationAsJson',
  summary: 'The run with all of its conversations',
  file: 'application/json',
  answer: named('SimulationExport', z.object({ simulation, cases: z.array(simulatedCase) })),
  handle: async (deps, call) => {
    const run = await requireDone(deps, param(call, 'n'));
    const content = Readable.from(jsonOf(run, deps.simulations.allRowsOf(run.n)));
    return { file: { name: `simulation-${run.n}.json`, content } };
  },
});

const excel = route({
  ...shared,
  path: '/api/simulations/{n}/export.xlsx',
  id: 'exportSimulationAsExcel',
  summary: 'The run as an Excel workbook: its conversations side by side, and the figures',
  file: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  answer: named('Workbook', z.string()),
  handle: async (deps, call) => {
    const run = await requireDone(deps, param(call, 'n'));
    const content = new PassThrough();
    workbook(content, run, deps.simulations.allRowsOf(run.n)).catch((error: unknown) => {
      content.destroy(error instanceof Error ? error : new Error(String(error)));
    });
    return { file: { name: `simulation-${run.n}.xlsx`, content } };
  },
});

export const simulationFileRoutes: readonly Route[] = [json, excel];

async function* jsonOf(run: SimulationRun, rows: AsyncIterable<SimulationCase>): AsyncGenerator<string> {
  yield `{"simulation":${JSON.stringify(simulationView(run))},\n"cases":[`;
  let separator = '\n';
  for await (const row of rows) {
    yield `${separator}${JSON.stringify(caseView(row))}`;
    separator = ',\n';
  }
  yield ']}\n';
}

async function workbook(to: Writable, run: DoneRun, rows: AsyncIterable<SimulationCase>): Promise<void> {
  const book = new SimulationWorkbook({ stream: to });
  for await (const row of rows) book.add(row);
  await book.end(run.report);
}
