/** Conversations between people, and the forms that were filled in for them, from the data beside the repository. */
import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod/v4';
import type { SettingsInput } from '../../cases/settings';
import { settingsSchema, type Settings } from '../../cases/settings';

export const STAR_FOLDER = resolve(__dirname, '../../../shared/data/star');

const row = z.object({
  id: z.string(),
  turns: z.array(z.object({ from: z.enum(['customer', 'agent']), text: z.string() })),
  fields: z.record(z.string(), z.string().nullable()),
  present: z.array(z.string()),
  firstTurn: z.record(z.string(), z.number()),
  happy: z.boolean(),
});

const form = z.object({
  fields: z.array(
    z.object({
      name: z.string(),
      label: z.string(),
      type: z.string(),
      choices: z.array(z.string()).nullish(),
    }),
  ),
});

export type StarRow = z.infer<typeof row>;
export type StarForm = z.infer<typeof form>;

export function hasStar(): boolean {
  return existsSync(join(STAR_FOLDER, 'star-dev.jsonl.gz'));
}

export function readRows(): StarRow[] {
  const text = gunzipSync(readFileSync(join(STAR_FOLDER, 'star-dev.jsonl.gz'))).toString('utf8');
  return text
    .trim()
    .split('\n')
    .map((line) => row.parse(JSON.parse(line)));
}

export function readForms(): Record<string, StarForm> {
  const text = readFileSync(join(STAR_FOLDER, 'star-schema.json'), 'utf8');
  return z.object({ tasks: z.record(z.string(), form) }).parse(JSON.parse(text)).tasks;
}

export function taskOf(found: StarRow): string {
  return found.fields['subcategory'] ?? '';
}

const DEFAULT_FIELDS_MAX = 3;

/** The fields that have no list and no long text, whose value stands in the customer's words: the first three of the form. */
export function literalFields(found: StarRow, { fields }: StarForm): string[] {
  return fields
    .filter(({ name, type, choices }) => !choices && type !== 'LongString' && found.present.includes(name))
    .map(({ name }) => name)
    .slice(0, DEFAULT_FIELDS_MAX);
}

/** Of each task the first smooth conversation with two literal values at least; the first ten tasks that have one. */
export function pickRows(rows: readonly StarRow[], forms: Readonly<Record<string, StarForm>>): StarRow[] {
  const picked = new Map<string, StarRow>();
  for (const one of rows) {
    const task = taskOf(one);
    const found = forms[task];
    if (one.happy && found && !picked.has(task) && literalFields(one, found).length >= 2)
      picked.set(task, one);
  }
  return [...picked.values()].slice(0, 10);
}

const TYPES: Readonly<Record<string, SettingsInput['fields'][number]['type']>> = {
  Integer: 'integer',
  ShortString: 'text',
  LongString: 'multilineText',
  Boolean: 'boolean',
};

/** A form as settings: its first literal fields open the case, the rest is filled by a rule; nothing is asked. */
export function settingsOf(found: StarForm, defaultFields: readonly string[]): Settings {
  const fields = found.fields.map(({ name, label, type, choices }) => ({
    name,
    label,
    type: choices ? ('choice' as const) : (TYPES[type] ?? 'text'),
    ...(choices ? { options: choices.map((choice) => ({ value: choice, label: choice })) } : {}),
  }));
  return settingsSchema.parse({
    fields,
    creation: { defaultFields: [...defaultFields] },
    updates: { rules: [{ name: 'The rest of the form', fields: fields.map(({ name }) => name) }] },
    intake: { ask: false },
  });
}
