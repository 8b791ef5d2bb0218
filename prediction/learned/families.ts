/** A choice and the choice above it may be answered by different heads: they are made to agree, the surer one wins. */
import type { FieldDefinition } from '../../cases/fields';
import type { Prediction } from '../../cases/deciding/prediction';
import { broughtBy, childrenFirst, parentFrom } from '../families';

/** A child brings its parent; a parent that is surer and says otherwise takes the child away. */
export function agreeing(
  predictions: readonly Prediction[],
  fields: readonly FieldDefinition[],
): Prediction[] {
  const found = new Map(predictions.map((one) => [one.field, one]));
  for (const field of childrenFirst(fields)) {
    const brought = broughtBy(found.get(field.name), field, fields);
    if (!brought) continue;
    const { child, parent, above } = brought;
    const other = found.get(parent.name);
    if (other?.value === above.value) continue;
    if (other && other.confidence > child.confidence) found.delete(field.name);
    else found.set(parent.name, parentFrom(brought));
  }
  return [...found.values()];
}
