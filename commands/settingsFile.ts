/** Settings in a file, as commands are given them. */
import { readFileSync } from 'node:fs';
import { settingsSchema, type Settings } from '../cases/settings';

/** @throws Error that names the file and what does not fit. */
export function readSettings(file: string): Settings {
  const parsed = settingsSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
  if (parsed.success) return parsed.data;
  throw new Error(
    `${file}: ${parsed.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`,
  );
}
