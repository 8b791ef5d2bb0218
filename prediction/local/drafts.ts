/** The values found so far in this round, one a field; later words win where they are as sure or correct the earlier. */
import type { FieldValue } from '../../cases/fields';
import type { Prediction } from '../../cases/deciding/prediction';
import type { Quote } from '../../cases/values';
import { certaintyOf, type Evidence } from './certainty';
import type { FieldProfile } from './fieldProfile';

export const THRESHOLD_DEFAULT = 0.5;

export interface Draft {
  readonly profile: FieldProfile;
  readonly value: FieldValue;
  readonly label: string;
  /** How well it did against what else the turn offered. */
  readonly confidence: number;
  /** What its certainty is measured by; without it `confidence` is told. */
  readonly evidence?: Evidence;
  readonly quote: Quote;
  readonly reason: string;
  /** Asked for, or said to correct: then it may be less sure than what it replaces. */
  readonly insistent: boolean;
  /** Said to change the value before it. */
  readonly corrects?: boolean;
}

/** A draft that was taken, with how sure it is for whoever reads it. */
interface Held extends Draft {
  readonly certainty: number;
}

const MARGIN = 0.1;
const UNASKED_CHANGE = 0.75; // a value that is known already is not changed by a word in passing

export class Drafts {
  private readonly byField = new Map<string, Held>();

  constructor(private readonly known: Readonly<Record<string, FieldValue>>) {}

  /** Takes a value where it is sure enough and not weaker than what an earlier turn said. */
  put(draft: Draft): void {
    const { field } = draft.profile;
    const held = this.byField.get(field.name);
    const doubt = this.changes(field.name, draft.value) && !draft.insistent ? UNASKED_CHANGE : 1;
    const confidence = draft.confidence * doubt;
    const certainty = draft.evidence === undefined ? confidence : certaintyOf(draft.evidence) * doubt;
    if (confidence < Math.min(field.threshold ?? 1, THRESHOLD_DEFAULT)) return;
    if (field.threshold !== undefined && certainty < field.threshold) return;
    if (held !== undefined && !draft.insistent && confidence < held.confidence - MARGIN) return;
    this.byField.set(field.name, { ...draft, confidence, certainty });
  }

  /** Whether a field has a value, from this round or before. */
  has(name: string): boolean {
    return this.byField.has(name) || this.knownValue(name) !== undefined;
  }

  get(name: string): Draft | undefined {
    return this.byField.get(name);
  }

  knownValue(name: string): FieldValue | undefined {
    return Object.hasOwn(this.known, name) ? this.known[name] : undefined;
  }

  /** Whether another field holds the same value already. */
  usedElsewhere(name: string, value: FieldValue): boolean {
    const same = (other: FieldValue): boolean => String(other).toLowerCase() === String(value).toLowerCase();
    return (
      Object.entries(this.known).some(([field, held]) => field !== name && same(held)) ||
      [...this.byField].some(([field, { value: held }]) => field !== name && same(held))
    );
  }

  remove(name: string): void {
    this.byField.delete(name);
  }

  /** What the certainty of each field's value is measured by. */
  evidence(): ReadonlyMap<string, Evidence> {
    return new Map([...this.byField].flatMap(([name, { evidence }]) => (evidence ? [[name, evidence]] : [])));
  }

  predictions(): Prediction[] {
    return [...this.byField.values()].map((held) => {
      const { profile, value, label, certainty, evidence, quote, reason } = held;
      const predicted = { field: profile.field.name, value, label, quotes: [quote], reason };
      const taken =
        held.corrects === true && evidence !== undefined && this.changes(profile.field.name, value);
      // What takes a value back leaves it no more than the doubt of the new one.
      return {
        ...predicted,
        confidence: thousandths(certainty),
        ...(taken ? { standing: thousandths(1 - certainty) } : {}),
      };
    });
  }

  private changes(name: string, value: FieldValue): boolean {
    const known = this.knownValue(name);
    return known !== undefined && known !== value;
  }
}

function thousandths(share: number): number {
  return Math.round(share * 1000) / 1000;
}
