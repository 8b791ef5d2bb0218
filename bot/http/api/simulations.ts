/** `/api/simulations`: the prediction on past cases or on a sheet, in the background, and how two runs compare. */
import { z } from 'zod/v4';
import { changedValues, changesSince } from '../../../agent/simulation/compare';
import { SHEET_ROWS_MAX, SIMULATED_CASES_MAX } from '../../../agent/simulation/rows';
import type { SimulationOf, SimulationStarted } from '../../../agent/simulation/simulations';
import type { SimulationCase, SimulationRun } from '../../../cases/simulation';
import { SHEET } from '../../sheets/cells';
import { readSheet, SHEET_BYTES_MAX, UnreadableSheet } from '../../sheets/read';
import { CASE_STATUSES } from './caseViews';
import type { ApiDeps } from './deps';
import { ApiProblem, conflict, notFound } from './problems';
import { param, route, type Route } from './route';
import { fieldValue, listOf, named, paging } from './schemas';
import {
  caseView,
  headView,
  requireRun,
  simulatedCase,
  simulation,
  simulationHead,
  simulationView,
  verdict,
} from './simulationViews';

const BASE64_CHARS_MAX = Math.ceil(SHEET_BYTES_MAX / 3) * 4;
const CHANGED_MAX = 500; // of two runs; the exports have all

const order = named(
  'SimulationOrder',
  z
    .strictObject({
      cases: z
        .strictObject({
          count: z.number().int().min(1).max(SIMULATED_CASES_MAX).default(SIMULATED_CASES_MAX),
          status: z.enum(CASE_STATUSES).optional().describe('Missing: any but merged.'),
        })
        .optional()
        .describe('The newest past cases. Values that a person set or accepted are the truth.'),
      sheet: z
        .strictObject({
          name: z.string().max(200).regex(SHEET, 'ends in .csv, .tsv or .xlsx'),
          content: z
            .string()
            .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'base64')
            .max(BASE64_CHARS_MAX, 'more than 1 MB'),
        })
        .optional()
        .describe('A column `text`, perhaps one `id`, and a column a field, by its name or label.'),
      again: z.number().int().min(1).optional().describe('The number of a run: the same conversations.'),
      settings: z.enum(['published', 'draft']).default('published'),
    })
    .refine(
      ({ cases, sheet, again }) => [cases, sheet, again].filter((one) => one !== undefined).length === 1,
      'name one of cases, sheet and again',
    ),
);

const start = route({
  method: 'post',
  path: '/api/simulations',
  id: 'startSimulation',
  tag: 'Simulation',
  summary: 'Try the prediction on past cases or a sheet: it runs in the background, one at a time',
  description:
    'Nothing is changed by it. With a model configured the model is asked, and its budget counts. ' +
    'Look at Location for how far it is, and for the report once it is done.',
  body: order,
  status: 201,
  answer: simulation,
  problems: [404, 409, 413, 422],
  handle: async (deps, { body, caller }) => {
    const started = await deps.simulations.start({
      of: await ofOrder(body),
      settings: body.settings,
      by: caller.name,
    });
    if (started.is !== 'started') throw refusalOf(started);
    return { body: simulationView(started.run), location: `/api/simulations/${started.run.n}` };
  },
});

async function ofOrder({ cases, sheet, again }: z.output<typeof order>): Promise<SimulationOf> {
  if (cases) return { kind: 'cases', ...cases };
  if (again !== undefined) return { kind: 'again', n: again };
  const { name = '', content = '' } = sheet ?? {};
  try {
    return { kind: 'sheet', name, cells: await readSheet({ name, bytes: Buffer.from(content, 'base64') }) };
  } catch (error) {
    if (error instanceof UnreadableSheet) throw new ApiProblem(422, 'UnreadableSheet', error.message);
    throw error;
  }
}

const SHEET_WORDS: Readonly<Record<Extract<SimulationStarted, { is: 'bad-sheet' }>['why'], string>> = {
  'no-text': 'The sheet has no column "text" with what was said.',
  'no-field': 'No column of the sheet is named as a field: use the names or labels of the settings.',
  'no-row': 'The sheet has no row with text.',
  'too-many': `The sheet has more than ${SHEET_ROWS_MAX} rows: use npm run simulate with a file.`,
};

function refusalOf(started: Exclude<SimulationStarted, { is: 'started' }>): ApiProblem {
  switch (started.is) {
    case 'busy':
      return conflict(
        'SimulationRunning',
        `Simulation ${started.n} is running: wait for /api/simulations/${started.n}, then try again.`,
      );
    case 'no-draft':
      return conflict('NoDraft', 'There is no draft of the settings: what is newest is published already.');
    case 'no-case':
      return new ApiProblem(422, 'NoCases', 'There is no such past case to try the prediction on.');
    case 'no-such-run':
      return notFound('such simulation that is done: the newest 20 are kept');
    case 'bad-sheet':
      return new ApiProblem(422, 'UnreadableSheet', SHEET_WORDS[started.why]);
  }
}

const list = route({
  method: 'get',
  path: '/api/simulations',
  id: 'listSimulations',
  tag: 'Simulation',
  summary: 'The runs that are kept, newest first',
  query: z.strictObject(paging),
  answer: listOf('SimulationList', simulationHead),
  handle: async ({ simulations }, { query }) => {
    const { items, next } = await simulations.list(query);
    return { body: { items: items.map(headView), next } };
  },
});

const get = route({
  method: 'get',
  path: '/api/simulations/{n}',
  id: 'getSimulation',
  tag: 'Simulation',
  summary: 'How far a run is; its report once it is done',
  answer: simulation,
  problems: [404],
  handle: async (deps, call) => ({ body: simulationView(await requireRun(deps, param(call, 'n'))) }),
});

const cases = route({
  method: 'get',
  path: '/api/simulations/{n}/cases',
  id: 'listSimulatedCases',
  tag: 'Simulation',
  summary: 'Truth and prediction side by side, with the words that each value rests on',
  query: z.strictObject(paging),
  answer: listOf('SimulatedCaseList', simulatedCase),
  problems: [404],
  handle: async (deps, call) => {
    const { n } = await requireRun(deps, param(call, 'n'));
    const { items, next } = await deps.simulations.rowsOf(n, call.query);
    return { body: { items: items.map(caseView), next } };
  },
});

const share = z.number().nullable();

const comparison = named(
  'SimulationComparison',
  z.object({
    before: z.number().int(),
    after: z.number().int(),
    fields: z
      .record(z.string(), z.object({ match: share, coverage: share, falseFill: z.number().int() }))
      .describe('After minus before, for the fields that both have.'),
    changed: z
      .array(
        z.object({
          id: z.string(),
          field: z.string(),
          truth: fieldValue.optional(),
          before: fieldValue.optional(),
          after: fieldValue.optional(),
          verdictBefore: verdict.optional(),
          verdictAfter: verdict.optional(),
        }),
      )
      .describe(`Values of the same conversations that fare differently, at most ${CHANGED_MAX}.`),
    changedCount: z.number().int(),
  }),
);

const compare = route({
  method: 'get',
  path: '/api/simulations/{n}/changes',
  id: 'compareSimulations',
  tag: 'Simulation',
  summary: 'What has changed since an earlier run',
  query: z.strictObject({ since: z.string().max(9).describe('The number of the earlier run.') }),
  answer: comparison,
  problems: [404, 409],
  handle: async (deps, call) => {
    const [after, before] = [
      await requireDone(deps, param(call, 'n')),
      await requireDone(deps, call.query.since),
    ];
    const [rowsBefore, rowsAfter] = [await rowsOf(deps, before), await rowsOf(deps, after)];
    const changed = changedValues(rowsBefore, rowsAfter);
    return {
      body: {
        before: before.n,
        after: after.n,
        fields: changesSince(before.report, after.report),
        changed: changed.slice(0, CHANGED_MAX),
        changedCount: changed.length,
      },
    };
  },
});

export const simulationRoutes: readonly Route[] = [start, list, get, cases, compare];

export type DoneRun = SimulationRun & Required<Pick<SimulationRun, 'report'>>;

/** @throws ApiProblem 404, 409. */
export async function requireDone(deps: ApiDeps, id: string): Promise<DoneRun> {
  const run = await requireRun(deps, id);
  if (run.report) return { ...run, report: run.report };
  const why = run.state === 'running' ? 'is still running' : 'did not come to its end';
  throw conflict('SimulationNotDone', `Simulation ${run.n} ${why}: it has no report.`);
}

async function rowsOf({ simulations }: ApiDeps, { n }: SimulationRun): Promise<SimulationCase[]> {
  const rows: SimulationCase[] = [];
  for await (const row of simulations.allRowsOf(n)) rows.push(row);
  return rows;
}
