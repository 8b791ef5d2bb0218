/** The values found so far in this round, one a field; later words win where they are as sure or correct the earlier. */
import type { FieldValue } from '../../cases/fields';
import type { Prediction } from '../../cases/prediction';
import type { Quote } from '../../cases/values';
import type { FieldProfile } from './fieldProfile';

export const THRESHOLD_DEFAULT = 0.5;

export interface Draft {
  readonly profile: FieldProfile;
  readonly value: FieldValue;
  readonly label: string;
  readonly confidence: number;
  readonly quote: Quote;
  readonly reason: string;
  /** Asked for, or said to correct: then it may be less sure than what it replaces. */
  readonly insistent: boolean;
}

const MARGIN = 0.1;
const UNASKED_CHANGE = 0.75; // a value that is known already is not changed by a word in passing

export class Drafts {
  private readonly byField = new Map<string, Draft>();

  constructor(private readonly known: Readonly<Record<string, FieldValue>>) {}

  /** Takes a value where it is sure enough and not weaker than what an earlier turn said. */
  put(draft: Draft): void {
    const { field } = draft.profile;
    const held = this.byField.get(field.name);
    const confidence =
      this.changes(field.name, draft.value) && !draft.insistent
        ? draft.confidence * UNASKED_CHANGE
        : draft.confidence;
    if (confidence < (field.threshold ?? THRESHOLD_DEFAULT)) return;
    if (held !== undefined && !draft.insistent && confidence < held.confidence - MARGIN) return;
    this.byField.set(field.name, { ...draft, confidence });
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

  predictions(): Prediction[] {
    return [...this.byField.values()].map(({ profile, value, label, confidence, quote, reason }) => ({
      field: profile.field.name,
      value,
      label,
      confidence: Math.round(confidence * 1000) / 1000,
      quotes: [quote],
      reason,
    }));
  }

  private changes(name: string, value: FieldValue): boolean {
    const known = this.knownValue(name);
    return known !== undefined && known !== value;
  }
}
