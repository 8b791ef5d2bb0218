/** The real prediction on conversations whose values are known: what it would have filled, field by field. */
import { isContactField, type FieldDefinition, type FieldValue } from '../cases/fields';
import { merge, entryOf } from '../cases/merge';
import { valuesOf } from '../cases/plan';
import type {
  FieldPredictor,
  Prediction,
  PredictorMemory,
  PredictorTurn,
  ValueParser,
} from '../cases/prediction';
import { LIST_MAX } from '../cases/store';
import type { Speaker } from '../cases/turns';
import type { FieldEntry } from '../cases/values';
import type { AgentContext } from './context';
import { createTally, type SimulationReport } from './simulateReport';
import type { Truth } from './simulateTruth';
import { isRight } from './simulateTruth';

export const SIMULATED_CASES_MAX = 100;
const NOWHERE = '2026-01-05T10:00:00Z'; // a row without times: relative dates need some day

export interface SimulatedTurn {
  readonly from: Speaker;
  readonly text: string;
  /** ISO 8601. */
  readonly at?: string;
}

export interface SimulationRow {
  readonly id: string;
  readonly turns: readonly SimulatedTurn[];
  /** The truth by field name; a field that is missing, null or blank has none. */
  readonly fields: Readonly<Record<string, FieldValue | null | undefined>>;
  /** Other accepted ways of writing a value. */
  readonly aliases?: Readonly<Record<string, readonly string[]>>;
}

export interface SimulationSetting {
  /** Reads the truth as the field would: dates as of that time, words for numbers. */
  readonly parser?: (at: string) => ValueParser;
  readonly region?: string;
  readonly timeZone?: string;
  readonly locale?: string;
}

/** A value that the prediction filled. */
export interface Filled {
  readonly value: FieldValue;
  readonly label: string;
  readonly confidence: number;
  readonly reason: string;
  /** The place of each quoted turn in the row, and the words. */
  readonly evidence: readonly { readonly turn: number; readonly text: string }[];
}

export interface Played {
  /** As the values stand at the end of the conversation. */
  readonly last: ReadonlyMap<string, Filled>;
  /** As each was filled at first, while the conversation ran. */
  readonly first: ReadonlyMap<string, Filled>;
  /** Every prediction with the turn that brought it, for whoever checks the evidence. */
  readonly predictions: readonly { readonly turn: number; readonly prediction: Prediction }[];
}

/** One field of one row, beside its truth. */
export interface SimulatedValue {
  readonly field: string;
  readonly truth?: FieldValue;
  readonly predicted?: FieldValue;
  readonly label?: string;
  readonly verdict: Verdict;
  readonly confidence?: number;
  readonly reason?: string;
  readonly evidence?: Filled['evidence'];
}

/** false-fill: filled where the truth has none; missed: the truth has one and nothing was filled. */
export type Verdict = 'right' | 'wrong' | 'false-fill' | 'missed';

export interface SimulatedCase {
  readonly id: string;
  readonly values: readonly SimulatedValue[];
}

/**
 * Predicts rows one by one; nothing of a row is kept but its counts. `onCase` gets each one, the truth beside the
 * prediction.
 */
export async function simulate(
  rows: Iterable<SimulationRow> | AsyncIterable<SimulationRow>,
  fields: readonly FieldDefinition[],
  predictor: FieldPredictor,
  setting: SimulationSetting & { readonly onCase?: (one: SimulatedCase) => void | Promise<void> } = {},
): Promise<SimulationReport> {
  const tally = createTally(fields);
  for await (const row of rows) {
    const { last } = await playRow(row, fields, predictor, setting);
    const values = fields.flatMap((field) => valueOf(field, row, last.get(field.name), setting));
    tally.add(values);
    await setting.onCase?.({ id: row.id, values });
  }
  return tally.report();
}

/** The past cases, from their conversations as they were; the truth is what stands on each now. */
export async function simulateCases(
  context: Pick<AgentContext, 'store' | 'predictor'>,
  caseIds: readonly string[],
  fields: readonly FieldDefinition[],
  setting: SimulationSetting = {},
): Promise<SimulationReport & { readonly cases: readonly SimulatedCase[] }> {
  const cases: SimulatedCase[] = [];
  const wanted = fields.filter((field) => !isContactField(field));
  const rows = rowsOfCases(context, caseIds.slice(0, SIMULATED_CASES_MAX));
  const onCase = (one: SimulatedCase): void => void cases.push(one);
  const report = await simulate(rows, wanted, context.predictor, { ...setting, onCase });
  return { ...report, cases };
}

async function* rowsOfCases(
  { store }: Pick<AgentContext, 'store'>,
  caseIds: readonly string[],
): AsyncGenerator<SimulationRow> {
  for (const id of caseIds) {
    const found = await store.get('cases', id);
    if (!found) continue;
    const turns: SimulatedTurn[] = [];
    for (const conversation of found.conversations) {
      const query = { index: 'conversation', equals: [conversation], limit: LIST_MAX } as const;
      const { items } = await store.list('turns', query);
      turns.push(...items.filter((turn) => turn.text !== '' && turn.repeats === undefined));
    }
    yield { id: found.number, turns, fields: valuesOf(found.fields) };
  }
}

/** Runs a conversation as the product would: a decision for each run of the customer's turns. */
export async function playRow(
  row: SimulationRow,
  fields: readonly FieldDefinition[],
  predictor: FieldPredictor,
  setting: SimulationSetting = {},
): Promise<Played> {
  const { region = 'US', timeZone = 'UTC', locale } = setting;
  const play = new Play(row, fields);
  let memory: PredictorMemory | null = null;
  for (const newTurns of play.rounds()) {
    const known = valuesOf(play.standing());
    const request = { fields, newTurns, known, memory, region, timeZone, locale };
    const result = await predictor.predict(request);
    memory = result.memory;
    const turn = newTurns.at(-1)?.seq ?? 0;
    for (const prediction of result.predictions) play.take(prediction, turn, predictor.name);
  }
  return play.result();
}

/** The values of one conversation as they come and are replaced. */
class Play {
  private readonly turns: readonly PredictorTurn[];
  private readonly byName: ReadonlyMap<string, FieldDefinition>;
  private readonly entries: Record<string, FieldEntry> = {};
  private readonly first = new Map<string, Filled>();
  private readonly predictions: { turn: number; prediction: Prediction }[] = [];

  constructor(row: SimulationRow, fields: readonly FieldDefinition[]) {
    this.byName = new Map(fields.map((field) => [field.name, field]));
    this.turns = row.turns.map(({ from, text, at }, seq) => ({
      id: `row/${seq}`,
      seq,
      from,
      text,
      at: at ?? NOWHERE,
    }));
  }

  /** What is new at each of the customer's turns. */
  *rounds(): Generator<PredictorTurn[]> {
    let batch: PredictorTurn[] = [];
    for (const turn of this.turns) {
      batch.push(turn);
      if (turn.from !== 'customer') continue;
      yield batch;
      batch = [];
    }
  }

  standing(): Readonly<Record<string, FieldEntry>> {
    return this.entries;
  }

  take(prediction: Prediction, turn: number, predictor: string): void {
    this.predictions.push({ turn, prediction });
    const field = this.byName.get(prediction.field);
    const at = this.turns[turn]?.at ?? NOWHERE;
    if (!field) return;
    const candidate = { ...prediction, predictor: prediction.predictor ?? predictor, saidAt: at };
    const verdict = merge(this.entries[field.name], candidate, { field, overrideHumanEdits: false, at });
    if (verdict.is === 'set') this.entries[field.name] = verdict.entry;
    if (!this.first.has(field.name) && this.entries[field.name])
      this.first.set(field.name, this.filled(entryOf(candidate, at)));
  }

  result(): Played {
    const last = Object.entries(this.entries).map(([name, entry]) => [name, this.filled(entry)] as const);
    return { last: new Map(last), first: this.first, predictions: this.predictions };
  }

  private filled({ value, label, provenance }: FieldEntry): Filled {
    const evidence = provenance.quotes.map(({ turn, start, end }) => {
      const at = this.turns.findIndex(({ id }) => id === turn);
      return { turn: at, text: this.turns[at]?.text.slice(start, end) ?? '' };
    });
    return { value, label, confidence: provenance.confidence ?? 1, reason: provenance.reason, evidence };
  }
}

/** What the row says of a field; nothing where it says nothing. */
export function truthOf(row: SimulationRow, name: string): Truth | undefined {
  const value = Object.hasOwn(row.fields, name) ? row.fields[name] : undefined;
  if (value === undefined || value === null || String(value).trim() === '') return undefined;
  return { value, aliases: row.aliases?.[name] };
}

function valueOf(
  field: FieldDefinition,
  row: SimulationRow,
  filled: Filled | undefined,
  { parser }: SimulationSetting,
): SimulatedValue[] {
  const truth = truthOf(row, field.name);
  if (!truth && !filled) return [];
  const named = { field: field.name, truth: truth?.value };
  if (!filled) return [{ ...named, verdict: 'missed' }];
  const { value, ...rest } = filled;
  const at = row.turns[0]?.at ?? NOWHERE;
  const right = truth !== undefined && isRight(field, filled, truth, parser?.(at));
  const verdict = truth === undefined ? 'false-fill' : right ? 'right' : 'wrong';
  return [{ ...named, predicted: value, ...rest, verdict }];
}
