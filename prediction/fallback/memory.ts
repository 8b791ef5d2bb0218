/** Both memories in one: the local predictor's with the model's state beside it, so that each finds its own when the other goes. */
import { createHash } from 'node:crypto';
import type { FieldValue } from '../../cases/fields';
import {
  PREDICTOR_MEMORY_BYTES_MAX,
  type Prediction,
  type PredictorMemory,
} from '../../cases/deciding/prediction';
import { newestSeq } from '../../cases/deciding/merge';
import { readMemory, writeMemory } from '../local/memory';

export interface Both {
  readonly local: PredictorMemory | null;
  readonly model: PredictorMemory | null;
  readonly settled: ReadonlyMap<string, Settled>;
}

/** A value that the model gave, by its fingerprint, with the turn that it rests on. */
export interface Settled {
  readonly value: string;
  readonly seq: number;
}

const SETTLED_MAX = 30;
const TURNS_MIN = 2; // what was said last is worth more than what was forgotten long ago

export function readBoth(stored: PredictorMemory | null): Both {
  if (stored === null) return { local: null, model: null, settled: new Map() };
  const { model, settled, ...local } = stored as PredictorMemory & { model?: unknown; settled?: unknown };
  return { local, model: isMemory(model) ? model : null, settled: unpack(settled) };
}

/** Never over its bound: what the model was told goes first, then the local predictor's oldest turns. */
export function writeBoth({ local, model, settled }: Both): PredictorMemory {
  const kept = [...settled].slice(-SETTLED_MAX).map(([name, { value, seq }]) => `${name} ${value} ${seq}`);
  const beside = { ...(model ? { model } : {}), ...(kept.length > 0 ? { settled: kept.join(',') } : {}) };
  return { ...trimmed(local, PREDICTOR_MEMORY_BYTES_MAX - bytesOf(beside)), ...beside };
}

/** Without its oldest turns, then without what other predictors keep beside it, then without its words. */
function trimmed(local: PredictorMemory | null, bytes: number): PredictorMemory {
  let memory = readMemory(local);
  let written = writeMemory(memory);
  const own = new Set(Object.keys(written));
  const beside = Object.fromEntries(Object.entries(local ?? {}).filter(([key]) => !own.has(key)));
  while (bytesOf({ ...written, ...beside }) > bytes && memory.turns.length > TURNS_MIN) {
    memory = { ...memory, turns: memory.turns.slice(1) };
    written = writeMemory(memory);
  }
  if (bytesOf({ ...written, ...beside }) <= bytes) return { ...written, ...beside };
  return bytesOf(written) <= bytes ? written : writeMemory({ ...memory, turns: [], words: new Map() });
}

function bytesOf(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value), 'utf8');
}

function isMemory(value: unknown): value is PredictorMemory {
  return typeof value === 'object' && value !== null && 'predictor' in value && 'version' in value;
}

function unpack(settled: unknown): Map<string, Settled> {
  const map = new Map<string, Settled>();
  if (typeof settled !== 'string') return map;
  for (const entry of settled.split(',')) {
    const [name, value, seq] = entry.split(' ');
    if (name !== undefined && value !== undefined) map.set(name, { value, seq: Number(seq) || 0 });
  }
  return map;
}

/** Tells values apart without keeping them twice. */
export function fingerprint(value: FieldValue): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 6);
}

/** The model's values, these newly given ones last. */
export function settledBy(
  before: ReadonlyMap<string, Settled>,
  predictions: readonly Prediction[],
): ReadonlyMap<string, Settled> {
  const map = new Map(before);
  for (const { field, value, quotes } of predictions) {
    map.delete(field);
    map.set(field, { value: fingerprint(value), seq: newestSeq(quotes) });
  }
  return map;
}
