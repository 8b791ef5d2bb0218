/** Reads FIELDS.json: an array of field definitions. */
import { readFileSync } from 'node:fs';
import { fieldDefinition, fieldOption, hasOptions, type FieldDefinition } from '../../cases/fields';

export interface FieldsFile {
  readonly fields: readonly FieldDefinition[];
  /** What was left out, in words. */
  readonly remarks: readonly string[];
}

/** @throws Error that names the file, the field and what is wrong with it. */
export function readFields(file: string): FieldsFile {
  const raw: unknown = parsed(file);
  if (!Array.isArray(raw)) throw new Error(`${file}: not an array of field definitions`);
  const remarks: string[] = [];
  const fields = raw.map((one: unknown, at) => fieldOf(one, `${file}, field ${at + 1}`, remarks));
  const names = fields.map(({ name }) => name);
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new Error(`${file}: two fields are named "${twice}"`);
  if (fields.length === 0) throw new Error(`${file} holds no field`);
  return { fields, remarks };
}

function parsed(file: string): unknown {
  const text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : 'not JSON'}`, { cause: error });
  }
}

function fieldOf(raw: unknown, where: string, remarks: string[]): FieldDefinition {
  const known = onlyKnown(raw, Object.keys(fieldDefinition.shape), where, remarks);
  const { options } = known;
  if (Array.isArray(options))
    known['options'] = options.map((option: unknown) =>
      onlyKnown(option, Object.keys(fieldOption.shape), where, remarks),
    );
  const result = fieldDefinition.safeParse(known);
  if (!result.success) {
    const problems = result.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`);
    throw new Error(`${where}: ${problems.join('; ')}`);
  }
  if (hasOptions(result.data) && !result.data.options)
    throw new Error(`${where}: "${result.data.name}" needs its options in the file`);
  return result.data;
}

/** Other tools write more than we read, and null for nothing. */
function onlyKnown(
  raw: unknown,
  keys: readonly string[],
  where: string,
  remarks: string[],
): Record<string, unknown> {
  if (typeof raw !== 'object' || raw === null) throw new Error(`${where}: not an object`);
  const entries = Object.entries(raw).filter(([, value]) => value !== null);
  const unknown = entries.map(([key]) => key).filter((key) => !keys.includes(key));
  for (const key of unknown) {
    const remark = `"${key}" is not read (${where})`;
    if (!remarks.includes(remark)) remarks.push(remark);
  }
  return Object.fromEntries(entries.filter(([key]) => keys.includes(key)));
}
