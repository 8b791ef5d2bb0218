/** A choice and the choice above it may be answered by different heads: they are made to agree, the surer one wins. */
import type { FieldDefinition, FieldOption, FieldValue } from '../../cases/fields';
import type { Prediction } from '../../cases/deciding/prediction';

/** A child brings its parent; a parent that is surer and says otherwise takes the child away. */
export function agreeing(
  predictions: readonly Prediction[],
  fields: readonly FieldDefinition[],
): Prediction[] {
  const found = new Map(predictions.map((one) => [one.field, one]));
  for (const field of childrenFirst(fields)) {
    const child = found.get(field.name);
    const parent = fields.find(({ name }) => name === field.parentField);
    const above = child && parent && optionOf(parent, optionOf(field, child.value)?.parent);
    if (!child || !parent || !above) continue;
    const other = found.get(parent.name);
    if (other?.value === above.value) continue;
    if (other && other.confidence > child.confidence) found.delete(field.name);
    else found.set(parent.name, broughtBy(child, parent, above));
  }
  return [...found.values()];
}

const DEPTH_MAX = 5;

function childrenFirst(fields: readonly FieldDefinition[]): FieldDefinition[] {
  const depth = (field: FieldDefinition, left = DEPTH_MAX): number => {
    const parent = fields.find(({ name }) => name === field.parentField);
    return parent === undefined || left === 0 ? 0 : 1 + depth(parent, left - 1);
  };
  return fields.filter(({ parentField }) => parentField !== undefined).sort((a, b) => depth(b) - depth(a));
}

function optionOf(field: FieldDefinition, value: FieldValue | undefined): FieldOption | undefined {
  return field.options?.find((option) => option.value === value);
}

function broughtBy(child: Prediction, parent: FieldDefinition, above: FieldOption): Prediction {
  return {
    ...child,
    field: parent.name,
    value: above.value,
    label: above.label,
    reason: `settled by ${child.label}`,
  };
}
