/** What is learned from this installation: values that a person set or accepted, and what was made of them. */
import type { AuditEntry } from './audit';
import type { Case } from './case';
import { hasOptions, type FieldDefinition, type FieldOption } from './fields';
import { resolvedField, type Settings } from './settings';
import type { Speaker } from './conversation/turns';

export interface TrainingTurn {
  readonly from: Exclude<Speaker, 'representative'>;
  readonly text: string;
}

/** One value that a person set or accepted, with what had been said by then. Insert only. */
export interface TrainingRow {
  /** case / field / version of the case. */
  readonly _id: string;
  readonly version: number;
  /** Deleting a case's words deletes its rows. */
  readonly caseId: string;
  readonly field: string;
  /** null: a person took the value away; what was learned from the case before no longer counts. */
  readonly value: string | null;
  /** Both sides, oldest first; the customer's words and the other side's are bounded each. */
  readonly turns: readonly TrainingTurn[];
  readonly at: string;
  readonly source: 'case' | 'import';
}

/** The classifier of a field, or why there is none yet. */
export interface FieldModel {
  /** The field's name. */
  readonly _id: string;
  readonly version: number;
  readonly at: string;
  /** What of the field's definition it was trained for: see `definitionOf`. */
  readonly definition: string;
  /** How many rows there were, and the newest one's time: what is newer was not learned. */
  readonly rows: number;
  readonly newestAt: string;
  readonly verdict: Verdict;
  /** As the trainer wrote it, plain JSON; only where it is in use. */
  readonly model?: Readonly<Record<string, unknown>>;
  /** Rows that it may have learned were erased then: it is trained anew. */
  readonly staleAt?: string;
}

/** What was learned of erased rows is to go: it is trained anew, and the words that an older version kept go at once. */
export function unlearned(found: FieldModel, at: string): FieldModel {
  const { words: _words, ...model } = found.model ?? {};
  return { ...found, ...(found.model && { model }), staleAt: at };
}

/** How a classifier compared with the retrieval on cases that neither had seen. */
export interface Verdict {
  readonly inUse: boolean;
  readonly why: 'better' | 'too-few' | 'one-value' | 'not-better';
  readonly heldOut: number;
  /** Shares of the held-out cases. What is not filled is neither right nor wrong. */
  readonly classifier: Share;
  readonly retrieval: Share;
  /** The lower bound of the classifier's right share, 95 %. */
  readonly lowerBound: number;
}

export interface Share {
  readonly right: number;
  readonly wrong: number;
}

export interface TrainedField {
  readonly rows: number;
  readonly newestAt: string;
  readonly verdict: Verdict;
  readonly model?: Readonly<Record<string, unknown>>;
  /** For people: the words that weigh most, by value, for the commonest values. */
  readonly words: Readonly<Record<string, readonly string[]>>;
}

/** The port to whatever trains; it must not keep the process from its other work. */
export interface FieldTrainer {
  /** `fields`: the field and its parents. The newest row of each case counts. */
  train(
    fields: readonly FieldDefinition[],
    pages: AsyncIterable<readonly TrainingRow[]>,
  ): Promise<TrainedField>;
  /** Gives up what is being trained: it rejects. What was learned before stands. */
  stop(): Promise<void>;
}

/** The models that are in use, as the predictor asks for them. */
export interface LearnedModels {
  of(field: FieldDefinition): FieldModel | undefined;
}

/** Learns from what people set and accept, beside everything else. */
export interface Learning extends LearnedModels {
  start(): Promise<void>;
  stop(): Promise<void>;
  /** What has just been written of a case. */
  learn(theCase: Case, entries: readonly AuditEntry[]): Promise<void>;
}

export const HELD_OUT_MIN = 50;
export const TRAINING_CHARS_MAX = 4_000; // of each side: what a conversation is about is said by then

/** The values that a model was trained for: a new option, or one that moved, wants a new model. */
export function definitionOf(field: FieldDefinition): string {
  const { options = [] } = field;
  const found = DEFINITIONS.get(options);
  if (found !== undefined) return found;
  const values = options.map(({ value, parent }) => `${value}\n${parent ?? ''}`).sort();
  const made = `${values.length}-${hashOf(values, 0x811c9dc5)}${hashOf(values, 0x9747b28c)}`;
  DEFINITIONS.set(options, made);
  return made;
}

const DEFINITIONS = new WeakMap<readonly FieldOption[], string>();

/** FNV-1a; this folder is pure and has no crypto, and nobody gains by making two lists look alike. */
function hashOf(texts: readonly string[], seed: number): string {
  let hash = seed;
  for (const text of texts) {
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ 0xffff, 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

export function trainable(field: FieldDefinition | undefined): field is FieldDefinition {
  return field !== undefined && hasOptions(field) && field.setBy.includes('customer');
}

export interface Lesson {
  readonly field: string;
  readonly value: string | null;
}

/** What an audit entry teaches: a person's own value, one that a person accepted, or that a person took one away. */
export function lessonOf({ what, byKind }: AuditEntry, settings: Settings): Lesson | undefined {
  if (what.kind !== 'field' || !trainable(resolvedField(settings, what.field))) return undefined;
  const { field, to } = what;
  const byPerson = byKind === 'representative' || byKind === 'api';
  if (to === undefined) return byPerson ? { field, value: null } : undefined;
  const { kind } = to.provenance;
  if (kind === 'human' || kind === 'confirmed') return { field, value: String(to.value) };
  // Undone by a person: what stood there before stands again, and nobody has vouched for it.
  return byPerson ? { field, value: null } : undefined;
}

export function trainingId(caseId: string, field: string, version: number): string {
  return `${caseId}/${field}/${version}`;
}

/** What was said, each side up to `TRAINING_CHARS_MAX`. */
export function boundedTurns(turns: readonly { from: Speaker; text: string }[]): TrainingTurn[] {
  const left = { customer: TRAINING_CHARS_MAX, agent: TRAINING_CHARS_MAX };
  return turns.flatMap(({ from, text }) => {
    const side = from === 'customer' ? 'customer' : 'agent';
    const kept = text.slice(0, left[side]).replace(/[\uD800-\uDBFF]$/, '');
    left[side] -= kept.length;
    return kept === '' ? [] : [{ from: side, text: kept }];
  });
}
