/** What is wrong with the definition of a field, in words, seen beside the others. */
import { CONTACTS_CATALOGUE, hasOptions, type FieldDefinition, type FieldOption } from './fields';

/** @param fields all of them, with the options of their catalogues. */
export function fieldProblems(
  field: FieldDefinition,
  fields: readonly FieldDefinition[],
  catalogues: Readonly<Record<string, readonly FieldOption[]>>,
): string[] {
  const problems: string[] = [];
  const says = (words: string): void => void problems.push(`field "${field.name}" ${words}`);
  const parent = fields.find(({ name }) => name === field.parentField);
  if (field.parentField && !parent) says(`has the parent "${field.parentField}", which does not exist`);
  if (!hasOptions(field)) return problems;
  const options = field.options ?? (field.catalogue === undefined ? undefined : catalogues[field.catalogue]);
  if (options) for (const words of optionProblems(options, parent)) says(words);
  else if (field.catalogue) says(`names the catalogue "${field.catalogue}", which does not exist`);
  else says('has no options');
  if (field.catalogue === CONTACTS_CATALOGUE) says('is a choice of contacts: make it a lookup');
  return problems;
}

/** An option below a parent that does not exist could never be chosen. */
function optionProblems(options: readonly FieldOption[], parent: FieldDefinition | undefined): string[] {
  const twice = doubled(options.map(({ value }) => value)).map((value) => `has two options "${value}"`);
  if (!parent?.options) return twice;
  const parents = new Set(parent.options.map(({ value }) => value));
  const lost = options.flatMap(({ value, parent: of }) =>
    of === undefined || parents.has(of) ? [] : [`has "${value}" below "${of}", which ${parent.name} lacks`],
  );
  return [...twice, ...lost];
}

export function doubled(names: readonly string[]): string[] {
  return [...new Set(names.filter((name, at) => names.indexOf(name) !== at))];
}
