/** A choice and the choice above it: which is which, and what the one says of the other. */
import type { FieldDefinition, FieldOption, FieldValue } from '../cases/fields';
import type { Prediction } from '../cases/deciding/prediction';

/** A choice whose option brings an option of the choice above it. */
export interface Brought {
  readonly child: Prediction;
  readonly parent: FieldDefinition;
  readonly above: FieldOption;
}

const DEPTH_MAX = 5;

/** The fields that have another above them, the lowest first. */
export function childrenFirst(fields: readonly FieldDefinition[]): FieldDefinition[] {
  const depth = (field: FieldDefinition, left = DEPTH_MAX): number => {
    const parent = fields.find(({ name }) => name === field.parentField);
    return parent === undefined || left === 0 ? 0 : 1 + depth(parent, left - 1);
  };
  return fields.filter(({ parentField }) => parentField !== undefined).sort((a, b) => depth(b) - depth(a));
}

/** Nothing where the field has no value, or its option has none above it. */
export function broughtBy(
  child: Prediction | undefined,
  field: FieldDefinition,
  fields: readonly FieldDefinition[],
): Brought | undefined {
  const parent = fields.find(({ name }) => name === field.parentField);
  const above = child && parent && optionOf(parent, optionOf(field, child.value)?.parent);
  return child && parent && above && { child, parent, above };
}

export function parentFrom({ child, parent, above }: Brought): Prediction {
  return {
    ...child,
    field: parent.name,
    value: above.value,
    label: above.label,
    reason: `settled by ${child.label}`,
  };
}

function optionOf(field: FieldDefinition, value: FieldValue | undefined): FieldOption | undefined {
  return field.options?.find((option) => option.value === value);
}
