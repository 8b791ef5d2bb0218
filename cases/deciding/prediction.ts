/** The port to whatever predicts field values. A predictor holds no state: its memory goes in and comes out. */
import type { FieldDefinition, FieldOption, FieldValue } from '../fields';
import type { TraceLine } from './trace';
import type { Speaker } from '../conversation/turns';
import type { Quote } from '../values';

export interface PredictorTurn {
  /** `turnId(...)`: what a quote refers to. */
  readonly id: string;
  readonly seq: number;
  readonly from: Speaker;
  readonly text: string;
  /** ISO 8601: relative dates are read against it. */
  readonly at: string;
  /** The fields that it asked for, where the agent itself asked. */
  readonly asks?: readonly string[];
}

/** Serialisable, versioned by the predictor that wrote it, at most `PREDICTOR_MEMORY_BYTES_MAX` as JSON. */
export interface PredictorMemory {
  readonly predictor: string;
  readonly version: number;
  readonly [key: string]: unknown;
}

export const PREDICTOR_MEMORY_BYTES_MAX = 8 * 1024; // it is written with the conversation on every turn

export interface PredictionRequest {
  /** The wanted fields; catalogues are resolved into `options`. Contact parts come as fields of their own. */
  readonly fields: readonly FieldDefinition[];
  /** What is new since the memory was written, both sides, oldest first. */
  readonly newTurns: readonly PredictorTurn[];
  /** Values that the case or draft holds already, by field name. */
  readonly known: Readonly<Record<string, FieldValue>>;
  readonly memory: PredictorMemory | null;
  /** BCP 47; the channel's hint, which the text may contradict. */
  readonly locale?: string;
  /** ISO 3166 country for phone numbers without a prefix. */
  readonly region?: string;
  /** IANA name: relative dates are read in it. */
  readonly timeZone?: string;
}

export interface Prediction {
  readonly field: string;
  readonly value: FieldValue;
  /** As people read it. */
  readonly label: string;
  /** 0 to 1, calibrated: of the values at .9, nine in ten are right. */
  readonly confidence: number;
  /** Where another value is known: how sure the predictor is of that one by now, by the same measure. */
  readonly standing?: number;
  /** At least one, each a slice of a customer's turn (or of the other side's, which the customer confirmed). */
  readonly quotes: readonly Quote[];
  readonly reason: string;
  /** Who predicted it, where that is another than the one that was asked: a fall-back, a trained model. */
  readonly predictor?: string;
}

/** What a model's answers cost, for one call or summed. */
export interface ModelUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** In millionths of the budget's currency. */
  readonly costMicros: number;
}

export function addUsage(a: ModelUsage, b: ModelUsage | undefined): ModelUsage;
export function addUsage(a: ModelUsage | undefined, b: ModelUsage | undefined): ModelUsage | undefined;
export function addUsage(a: ModelUsage | undefined, b: ModelUsage | undefined): ModelUsage | undefined {
  if (!a || !b) return a ?? b;
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    outputTokens: a.outputTokens + b.outputTokens,
    costMicros: a.costMicros + b.costMicros,
  };
}

export interface PredictionResult {
  readonly predictions: readonly Prediction[];
  readonly memory: PredictorMemory;
  /** The language guessed for the conversation: "en", "de", or undefined. */
  readonly language?: string;
  /** What happened on the way: a model that failed, was switched off, or whose answer was refused. */
  readonly trace?: readonly TraceLine[];
  readonly usage?: ModelUsage;
}

export interface FieldPredictor {
  /** As provenance names it: "local", "openai:gpt-4o-mini". */
  readonly name: string;
  predict(request: PredictionRequest): Promise<PredictionResult>;
}

/** Makes a value of what a person typed into a field (a card's edit, the API), or refuses it. */
export interface ValueParser {
  parse(field: FieldDefinition, raw: unknown, options: readonly FieldOption[]): ParsedValue;
}

export type ParsedValue =
  | { readonly ok: true; readonly value: FieldValue; readonly label: string }
  | { readonly ok: false; readonly problem: string };
