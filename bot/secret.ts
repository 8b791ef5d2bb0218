/** The secret that signs local chat tokens: made once, kept beside the data, readable by its owner only. */
import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const BYTES = 32;

export async function loadSecret(folder: string): Promise<Uint8Array> {
  const file = join(folder, 'chat.key');
  try {
    await writeFile(file, randomBytes(BYTES), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFile(file);
}
