/** Trying the prediction on conversations whose values are known: what goes in, what is counted, what is kept of it. */
import type { CaseStatus } from './case';
import type { FieldType, FieldValue } from './fields';
import type { Speaker } from './conversation/turns';

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
  /** Fields whose truth nobody knows: what is filled there is neither right nor wrong. */
  readonly unjudged?: readonly string[];
}

/** false-fill: filled where the truth has none; missed: the truth has one and nothing was filled. */
export type SimulationVerdict = 'right' | 'wrong' | 'false-fill' | 'missed' | 'unjudged';

/** One field of one row, beside its truth. */
export interface SimulatedValue {
  readonly field: string;
  readonly truth?: FieldValue;
  readonly predicted?: FieldValue;
  readonly label?: string;
  readonly verdict: SimulationVerdict;
  readonly confidence?: number;
  readonly reason?: string;
  /** The place of each quoted turn in the row, and the words. */
  readonly evidence?: readonly { readonly turn: number; readonly text: string }[];
}

export interface SimulatedCase {
  readonly id: string;
  readonly values: readonly SimulatedValue[];
}

export interface FieldFigures {
  readonly label: string;
  readonly type: FieldType;
  /** Words of any kind: equality says less about them than about other fields. */
  readonly freeText: boolean;
  /** Rows whose truth has the field. */
  readonly truth: number;
  /** Those of them that were filled. */
  readonly filled: number;
  /** filled / truth; null where no truth has the field. */
  readonly coverage: number | null;
  readonly right: number;
  readonly wrong: number;
  /** Filled where the truth has none. */
  readonly falseFill: number;
  /** right / (right + wrong): only where both values are present. */
  readonly match: number | null;
  /** The commonest mistakes of a choice. */
  readonly confusions?: readonly Confusion[];
}

export interface Confusion {
  readonly truth: string;
  readonly predicted: string;
  readonly count: number;
}

export interface SimulationReport {
  readonly rows: number;
  readonly fields: Readonly<Record<string, FieldFigures>>;
  /** Over all fields but free text. */
  readonly match: number | null;
  readonly coverage: number | null;
}

/** Where the conversations of a run come from. */
export type SimulationSource =
  | { readonly kind: 'cases'; readonly status?: CaseStatus }
  | {
      readonly kind: 'sheet';
      readonly name: string;
      /** The columns that no field is named as. */
      readonly unread: readonly string[];
    };

/** One run, in the background. `SIMULATIONS_KEPT` are kept: a newer one takes the place of the oldest. */
export interface SimulationRun {
  /** By its place among those kept: see `simulationSlot`. */
  readonly _id: string;
  readonly version: number;
  /** Counted from 1, never again. */
  readonly n: number;
  readonly state: 'running' | 'done' | 'failed';
  readonly startedAt: string;
  /** When the process that runs it last said so: one that says nothing for long has ended. */
  readonly movedAt: string;
  readonly endedAt?: string;
  /** Who asked for it. */
  readonly by: string;
  /** The process that runs it. */
  readonly holder: string;
  readonly source: SimulationSource;
  /** The version of the settings that it tries. */
  readonly settings: number;
  readonly total: number;
  readonly done: number;
  readonly report?: SimulationReport;
}

/** One conversation of a run, truth beside prediction. */
export interface SimulationCase extends SimulatedCase {
  readonly _id: string;
  readonly version: number;
  readonly run: number;
  readonly place: number;
  /** The past case, whose words are read from its turns when it is run again. */
  readonly caseId?: string;
  /** The row of a sheet, to be run again without it. */
  readonly row?: SimulationRow;
  /** What `SimulatedCase` calls `id`; here `_id` is the document's. */
  readonly id: string;
}

export const SIMULATIONS_KEPT = 20;

export function simulationSlot(n: number): string {
  return `simulations/${n % SIMULATIONS_KEPT}`;
}

export function simulationCaseId(n: number, place: number): string {
  return `${simulationSlot(n)}/${String(place).padStart(6, '0')}`;
}
