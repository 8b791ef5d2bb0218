/** Two predictors, one answer: the model's first, the local one's where the model has none and nothing would flap. */
import { hasOptions, type FieldDefinition, type FieldValue } from '../../cases/fields';
import { newestSeq } from '../../cases/deciding/merge';
import type { Prediction } from '../../cases/deciding/prediction';
import { broughtBy, childrenFirst, parentFrom } from '../families';
import { fingerprint, type Settled } from './memory';

export interface Opinions {
  readonly fields: readonly FieldDefinition[];
  readonly known: Readonly<Record<string, FieldValue>>;
  readonly model: readonly Prediction[];
  /** The fields that the model was asked for and answered on, be it with nothing. */
  readonly asked: ReadonlySet<string>;
  readonly local: readonly Prediction[];
  /** The fields that the customer was asked for just now. */
  readonly answering: ReadonlySet<string>;
  /** The values of earlier turns that are the model's. */
  readonly settled: ReadonlyMap<string, Settled>;
}

/** A local value takes a standing one of the model's place only where it is this sure, from newer words. */
export const LOCAL_OVER_MODEL_MIN = 0.6;

export function combine(opinions: Opinions): Prediction[] {
  const byModel = new Map(opinions.model.map((one) => [one.field, one]));
  const local = opinions.local.filter((one) => !byModel.has(one.field) && !flaps(one, opinions));
  const model = opinions.model.map((one) => agreed(one, opinions.local));
  return settleFamilies([...model, ...local], opinions);
}

/** Two independent readings that agree are worth the surer one. */
function agreed(prediction: Prediction, local: readonly Prediction[]): Prediction {
  const same = local.find(({ field, value }) => field === prediction.field && value === prediction.value);
  return same ? { ...prediction, confidence: Math.max(prediction.confidence, same.confidence) } : prediction;
}

/**
 * Whether a local value would only push a value of the model's about. Where the model has read the same words, its
 * silence says that its value stands. Where it could not be asked, words that it has not seen may say otherwise: an
 * address, a number or another typed value if it is clear; one of a list only as the answer to a question for it,
 * since a word in passing speaks for an option as loudly as a correction does. The margins of `cases/deciding/merge` are the
 * last word in any case, and the model reads what it missed when it is back.
 */
function flaps({ field, value, quotes, confidence }: Prediction, opinions: Opinions): boolean {
  const known = Object.hasOwn(opinions.known, field) ? opinions.known[field] : undefined;
  const settled = opinions.settled.get(field);
  if (known === undefined || known === value || settled?.value !== fingerprint(known)) return false;
  if (opinions.asked.has(field)) return true;
  if (newestSeq(quotes) <= settled.seq || confidence < LOCAL_OVER_MODEL_MIN) return true;
  const definition = opinions.fields.find(({ name }) => name === field);
  return definition !== undefined && hasOptions(definition) && !opinions.answering.has(field);
}

/** A child and its parent may come from different predictors: they are made to agree, the surer one wins. */
function settleFamilies(predictions: readonly Prediction[], { fields, known }: Opinions): Prediction[] {
  const found = new Map(predictions.map((one) => [one.field, one]));
  for (const field of childrenFirst(fields)) {
    const brought = broughtBy(found.get(field.name), field, fields);
    if (!brought) continue;
    const { child, parent, above } = brought;
    const other = found.get(parent.name);
    if (other && other.value !== above.value && other.confidence > child.confidence) found.delete(field.name);
    else if (!other ? known[parent.name] !== above.value : other.value !== above.value)
      found.set(parent.name, parentFrom(brought));
  }
  return [...found.values()];
}
