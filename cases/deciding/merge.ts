/** Whether a predicted value takes the place of what stands there. */
import { hasOptions, type FieldDefinition } from '../fields';
import type { Candidate } from '../moves';
import { traced, type TraceKey, type TraceLine } from './trace';
import { isOwned, type FieldEntry, type Quote } from '../values';

export type Merge =
  | { readonly is: 'set'; readonly entry: FieldEntry; readonly trace: TraceLine }
  | { readonly is: 'propose'; readonly entry: FieldEntry; readonly trace: TraceLine }
  /** `entry`: the same value, which is surer, or less sure, by what was said since. */
  | { readonly is: 'keep'; readonly trace?: TraceLine; readonly entry?: FieldEntry };

/** A predicted choice gives way to another only where that one is surer by this much, so that cards do not flap. */
export const CHOICE_MARGIN = 0.05;
/** A value said again, later, may be this much less sure than the one that it corrects. */
export const CORRECTION_MARGIN = 0.15;

/** From here on an option was named rather than guessed at. */
const NAMED = 0.8;

export interface MergePolicy {
  readonly field: FieldDefinition;
  readonly overrideHumanEdits: boolean;
  readonly at: string;
  /** A child has settled the value: neither margin nor age count. */
  readonly force?: boolean;
}

/** Judges one candidate against the value as it is now. */
export function merge(current: FieldEntry | undefined, candidate: Candidate, policy: MergePolicy): Merge {
  const entry = entryOf(candidate, policy.at);
  const say = (key: TraceKey, ok: boolean): TraceLine =>
    traced(key, ok, wordsFor(policy.field, candidate, current));
  if (!policy.field.setBy.includes('customer')) return { is: 'keep', trace: say('value-refused', false) };
  if (!current) return { is: 'set', entry, trace: say('value-set', true) };
  if (current.value === candidate.value) return saidAgain(current, candidate, entry);
  if (!policy.force && isOlder(candidate.saidAt, spokenAt(current)))
    return { is: 'keep', trace: say('value-older', false) };
  if (current.provenance.kind === 'channel') return { is: 'keep', trace: say('value-kept', false) };
  if (isOwned(current) && !policy.overrideHumanEdits)
    return { is: 'propose', entry, trace: say('value-proposed', true) };
  if (!policy.force && !isOwned(current) && !overcomes(current, candidate, policy.field)) {
    return { is: 'keep', trace: say('value-no-margin', false) };
  }
  return { is: 'set', entry, trace: say('value-replaced', true) };
}

/** Words that bear a value out make it surer; less sure it becomes only where all that was said was weighed. */
function saidAgain(current: FieldEntry, candidate: Candidate, entry: FieldEntry): Merge {
  const more = candidate.confidence - (current.provenance.confidence ?? 1);
  const reweighed = candidate.standing !== undefined && Math.abs(more) >= CHOICE_MARGIN;
  if (current.provenance.kind !== 'ai' || isOlder(candidate.saidAt, spokenAt(current))) return { is: 'keep' };
  return reweighed || more >= CHOICE_MARGIN ? { is: 'keep', entry } : { is: 'keep' };
}

export function entryOf(candidate: Candidate, at: string): FieldEntry {
  return {
    value: candidate.value,
    label: candidate.label,
    provenance: {
      kind: 'ai',
      by: { id: `predictor:${candidate.predictor}`, name: candidate.predictor },
      at,
      saidAt: candidate.saidAt,
      quotes: candidate.quotes,
      confidence: candidate.confidence,
      reason: candidate.reason,
    },
  };
}

function overcomes(current: FieldEntry, candidate: Candidate, field: FieldDefinition): boolean {
  // Whoever weighed both by all that was said knows better than the confidence of when the value was new.
  if (candidate.standing !== undefined) return candidate.confidence >= candidate.standing + CHOICE_MARGIN;
  const { confidence, unlocked } = current.provenance;
  // What a person typed and gave back rests on nothing that was said.
  const had = confidence ?? (unlocked ? 0 : 1);
  if (candidate.confidence >= had + CHOICE_MARGIN) return true;
  if (!isNewer(candidate.quotes, current.provenance.quotes)) return false;
  const margin = hasOptions(field) && candidate.confidence < NAMED ? 0 : CORRECTION_MARGIN;
  return candidate.confidence >= had - margin;
}

/** What a person set stands against all that was said before it was set. */
function spokenAt({ provenance }: FieldEntry): string | undefined {
  const { saidAt, kind, at, unlocked } = provenance;
  return saidAt ?? (kind === 'human' && !unlocked ? at : undefined);
}

function isOlder(candidate: string, current: string | undefined): boolean {
  return current !== undefined && candidate < current;
}

/** Turn ids end in their seq. */
function isNewer(a: readonly Quote[], b: readonly Quote[]): boolean {
  return newestSeq(a) > newestSeq(b);
}

export function newestSeq(quotes: readonly Quote[]): number {
  return Math.max(0, ...quotes.map((quote) => Number(quote.turn.slice(quote.turn.lastIndexOf('/') + 1))));
}

function wordsFor(
  field: FieldDefinition,
  candidate: Candidate,
  current: FieldEntry | undefined,
): Record<string, string> {
  return {
    field: field.label,
    to: candidate.label,
    reason: candidate.reason,
    confidence: candidate.confidence.toFixed(2),
    ...(current ? { from: current.label, by: current.provenance.by.name } : {}),
  };
}
