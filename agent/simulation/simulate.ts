/** The real prediction on conversations whose values are known: what it would have filled, field by field. */
import type { FieldDefinition, FieldValue } from '../../cases/fields';
import { merge, entryOf } from '../../cases/deciding/merge';
import { valuesOf } from '../../cases/deciding/plan';
import type {
  FieldPredictor,
  Prediction,
  PredictorMemory,
  PredictorTurn,
  ValueParser,
} from '../../cases/deciding/prediction';
import type { SimulatedCase, SimulatedValue, SimulationReport, SimulationRow } from '../../cases/simulation';
import type { FieldEntry } from '../../cases/values';
import { createTally } from './report';
import type { Truth } from './truth';
import { isRight } from './truth';

const NOWHERE = '2026-01-05T10:00:00Z'; // a row without times: relative dates need some day

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
    if (verdict.is !== 'propose' && verdict.entry) this.entries[field.name] = verdict.entry;
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
  const verdict = verdictOn(field, row, filled, parser?.(at));
  return [{ ...named, predicted: value, ...rest, verdict }];
}

function verdictOn(
  field: FieldDefinition,
  row: SimulationRow,
  filled: Filled,
  parser: ValueParser | undefined,
): SimulatedValue['verdict'] {
  if (row.unjudged?.includes(field.name)) return 'unjudged';
  const truth = truthOf(row, field.name);
  if (truth === undefined) return 'false-fill';
  return isRight(field, filled, truth, parser) ? 'right' : 'wrong';
}
