/** A value on a case never stands alone: it carries who set it, when, from which words, and why. */
import type { FieldValue } from './fields';

/** A slice of one turn's stripped text: UTF-16 offsets, end exclusive. The words are read from the turn, never copied. */
export interface Quote {
  readonly turn: string;
  readonly start: number;
  readonly end: number;
}

/** Somebody who acts: a representative, a customer, the agent itself. */
export interface Person {
  readonly id: string;
  readonly name: string;
}

export const PROVENANCE_KINDS = ['human', 'confirmed', 'rule', 'channel', 'ai'] as const;
export type ProvenanceKind = (typeof PROVENANCE_KINDS)[number];

export interface Provenance {
  /** human: typed by a representative; confirmed: the agent's value, accepted by one; rule: set at creation by a rule; channel: proven by the channel; ai: predicted. */
  readonly kind: ProvenanceKind;
  /** The person, rule, channel or predictor behind it. */
  readonly by: Person;
  /** When it was set here, ISO 8601. */
  readonly at: string;
  /** When the words were said, by the channel's clock, ISO 8601: an older one never replaces a newer. */
  readonly saidAt?: string;
  readonly quotes: readonly Quote[];
  /** 0 to 1; predictions only. */
  readonly confidence?: number;
  /** Why, in a short phrase: "answers the question for the serial number". */
  readonly reason: string;
  /** Who gave the value back to the agent, and when: it may be changed like the agent's own. */
  readonly unlocked?: { readonly by: Person; readonly at: string };
}

export interface FieldEntry {
  readonly value: FieldValue;
  /** The value as people read it: an option's label, a formatted number. */
  readonly label: string;
  readonly provenance: Provenance;
}

export type FieldEntries = Readonly<Record<string, FieldEntry>>;

const OWNED: ReadonlySet<ProvenanceKind> = new Set(['human', 'confirmed', 'rule']);

/** Whether the agent must leave the value alone and can only propose another. */
export function isOwned(entry: FieldEntry): boolean {
  const { kind, unlocked } = entry.provenance;
  return OWNED.has(kind) && unlocked === undefined;
}

export function sameValue(a: FieldEntry | undefined, b: FieldEntry | undefined): boolean {
  return a?.value === b?.value;
}
