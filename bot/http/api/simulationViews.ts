/** Runs and their conversations as the API shows them. */
import { z } from 'zod/v4';
import { FIELD_TYPES } from '../../../cases/fields';
import type { SimulationCase, SimulationRun } from '../../../cases/simulation';
import type { ApiDeps } from './deps';
import { notFound } from './problems';
import type { Frozen } from './route';
import { CASE_STATUSES } from './caseViews';
import { fieldValue, named, time } from './schemas';

const share = z.number().nullable();

const figures = named(
  'SimulatedField',
  z.object({
    label: z.string(),
    type: z.enum(FIELD_TYPES),
    freeText: z.boolean().describe('Right only where the words are the same.'),
    truth: z.number().int().describe('Conversations whose truth has the field.'),
    filled: z.number().int().describe('Those of them that were filled.'),
    coverage: share.describe('filled / truth; null where no truth has the field.'),
    right: z.number().int(),
    wrong: z.number().int(),
    falseFill: z.number().int().describe('Filled where the truth has none.'),
    match: share.describe('right / (right + wrong).'),
    confusions: z
      .array(z.object({ truth: z.string(), predicted: z.string(), count: z.number().int() }))
      .optional()
      .describe('The commonest mistakes of a choice.'),
  }),
);

export const report = named(
  'SimulationReport',
  z.object({
    rows: z.number().int(),
    match: share.describe('Over all fields but free text.'),
    coverage: share,
    fields: z.record(z.string(), figures),
  }),
);

const head = {
  n: z.number().int().describe('Its number; the newest 20 are kept.'),
  state: z.enum(['running', 'done', 'failed']),
  startedAt: time,
  endedAt: z.string().optional(),
  by: z.string(),
  of: z.object({
    kind: z.enum(['cases', 'sheet']),
    status: z.enum(CASE_STATUSES).optional(),
    name: z.string().optional().describe('Of the sheet.'),
    unread: z.array(z.string()).optional().describe('Columns that no field is named as.'),
  }),
  settings: z.number().int().describe('The version of the settings that it tries.'),
  done: z.number().int().describe('Conversations so far.'),
  total: z.number().int(),
};

export const simulation = named('Simulation', z.object({ ...head, report: report.optional() }));
export const simulationHead = z.object(head);

export const VERDICTS = ['right', 'wrong', 'false-fill', 'missed', 'unjudged'] as const;
export const verdict = z
  .enum(VERDICTS)
  .describe('unjudged: filled, and nobody knows the truth. missed: the truth has one, nothing was filled.');

const simulatedValue = z.object({
  field: z.string(),
  truth: fieldValue.optional(),
  predicted: fieldValue.optional(),
  text: z.string().optional().describe('What was predicted, as people read it.'),
  verdict,
  confidence: z.number().optional(),
  reason: z.string().optional(),
  evidence: z
    .array(z.object({ turn: z.number().int().describe('Which of its turns, from 0.'), text: z.string() }))
    .optional(),
});

export const simulatedCase = named(
  'SimulatedCase',
  z.object({
    id: z.string().describe('The number of the case; the id or the line of a row.'),
    caseId: z.string().optional(),
    values: z.array(simulatedValue),
  }),
);

export type SimulationHeadView = Frozen<z.output<typeof simulationHead>>;

export function headView(run: SimulationRun): SimulationHeadView {
  const { n, state, startedAt, endedAt, by, source, settings, done, total } = run;
  return { n, state, startedAt, endedAt, by, of: source, settings, done, total };
}

export function simulationView(run: SimulationRun): Frozen<z.output<typeof simulation>> {
  return { ...headView(run), report: run.report };
}

export function caseView({ id, caseId, values }: SimulationCase): Frozen<z.output<typeof simulatedCase>> {
  return { id, caseId, values: values.map(({ label, ...rest }) => ({ ...rest, text: label })) };
}

const NUMBER = /^[1-9]\d{0,8}$/;

/** @throws ApiProblem 404. */
export async function requireRun({ simulations }: ApiDeps, id: string): Promise<SimulationRun> {
  const found = NUMBER.test(id) ? await simulations.get(Number(id)) : undefined;
  if (!found) throw notFound('such simulation: the newest 20 are kept');
  return found;
}
