/** Values that a person typed into a form or sent through the API become entries, or problems in words. */
import type { ValueParser } from '../cases/prediction';
import { resolvedFields, type Settings } from '../cases/settings';
import type { FieldEntries, FieldEntry, Person } from '../cases/values';

export interface Typed {
  readonly entries: FieldEntries;
  /** By field name. */
  readonly problems: Readonly<Record<string, string>>;
}

/** Empty texts are left out: an untouched input says nothing. */
export function typedEntries(
  parser: ValueParser,
  raw: Readonly<Record<string, unknown>>,
  { settings, by, at }: { readonly settings: Settings; readonly by: Person; readonly at: string },
): Typed {
  const entries: Record<string, FieldEntry> = {};
  const problems: Record<string, string> = {};
  for (const [name, value] of Object.entries(raw)) {
    if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) continue;
    const field = resolvedFields(settings).get(name);
    if (!field) problems[name] = `there is no field "${name}"`;
    else if (!field.setBy.includes('representative')) problems[name] = `${field.label} is not set by hand`;
    else {
      const parsed = parser.parse(field, value, field.options ?? []);
      if (parsed.ok)
        entries[name] = {
          value: parsed.value,
          label: parsed.label,
          provenance: { kind: 'human', by, at, quotes: [], reason: '' },
        };
      else problems[name] = parsed.problem;
    }
  }
  return { entries, problems };
}
