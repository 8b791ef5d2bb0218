/**
 * Web Chat's one file. Its npm tree is 486 MB and none of it is needed at run time, so the build takes the one pinned
 * tarball through npm, checks it, and keeps what is served: the script, its licences, and both compressed.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createGunzip } from 'node:zlib';
import { compress } from './compress.mjs';

export const VERSION = '4.18.1';
const INTEGRITY =
  'sha512-7jpEUJ7olT62Xm+8eh7BhhIcXVfU2xD4pZDaeBt8K4XcNy6K/83UGIxE9BFkXmHMZ4hDEVOzs5cre07GWuaXzg==';
const WANTED = new Map([
  ['package/dist/webchat.js', 'webchat.js'],
  ['package/dist/webchat.js.LICENSE.txt', 'webchat.LICENSE.txt'],
]);
// The tarball brings the licences of what is bundled, but not Web Chat's own.
const OWN_LICENSE = `botframework-webchat ${VERSION}

MIT License

Copyright (c) Microsoft Corporation.

Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.

The licences of what it contains:

`;
const FILES = [...WANTED.values(), 'webchat.js.gz', 'webchat.js.br'];

/** The folder that holds `webchat.js`, `webchat.js.gz`, `webchat.js.br` and `webchat.LICENSE.txt`. */
export async function webChat(root) {
  const kept = join(root, 'node_modules/.cache/webchat', VERSION);
  const there = new Set(await readdir(kept).catch(() => []));
  if (FILES.every((file) => there.has(file))) return kept;
  await mkdir(join(kept, '..'), { recursive: true });
  // Built aside and moved as a whole: a build that is stopped half-way, or two at once, leave no half a folder.
  const aside = await mkdtemp(join(kept, '..', 'making-'));
  try {
    await unpack(await download(aside), aside);
    await compress(join(aside, 'webchat.js'));
    const licence = join(aside, 'webchat.LICENSE.txt');
    await writeFile(licence, OWN_LICENSE + (await readFile(licence, 'utf8')));
    await rm(kept, { recursive: true, force: true });
    await rename(aside, kept).catch(async (error) => {
      if (!(await readdir(kept).catch(() => [])).includes('webchat.js')) throw error;
    });
  } finally {
    await rm(aside, { recursive: true, force: true });
  }
  return kept;
}

async function download(folder) {
  const windows = process.platform === 'win32';
  const args = ['pack', `botframework-webchat@${VERSION}`, '--pack-destination', folder, '--silent'];
  try {
    await promisify(execFile)(windows ? 'npm.cmd' : 'npm', args, { shell: windows, timeout: 180_000 });
  } catch (error) {
    throw new Error(
      `Web Chat ${VERSION} could not be fetched from the npm registry (npm pack botframework-webchat@${VERSION}).\n` +
        `Check the network or npm's "registry" setting and run the build again; it is needed once only.\n${error.stderr ?? error.message}`,
    );
  }
  const file = join(folder, `botframework-webchat-${VERSION}.tgz`);
  const found = `sha512-${createHash('sha512')
    .update(await readFile(file))
    .digest('base64')}`;
  if (found !== INTEGRITY) throw new Error(`Web Chat's tarball is not the pinned one: ${found}`);
  return file;
}

/** Reads a tar as a stream: unpacked it is 161 MB, of which 4 are wanted. */
async function unpack(tarball, folder) {
  const missing = new Set(WANTED.keys());
  const reader = new Reader(createReadStream(tarball).pipe(createGunzip()));
  for (;;) {
    const header = await reader.take(512);
    if (!header || header[0] === 0) break;
    const name = header.toString('utf8', 0, 100).replace(/\0.*$/s, '');
    const size = parseInt(header.toString('ascii', 124, 136), 8);
    const padded = Math.ceil(size / 512) * 512;
    if (missing.delete(name)) {
      const content = await reader.take(padded);
      await writeFile(join(folder, WANTED.get(name)), content.subarray(0, size));
    } else await reader.skip(padded);
    if (missing.size === 0) break;
  }
  await rm(tarball);
  if (missing.size > 0) throw new Error(`Web Chat's tarball lacks ${[...missing].join(', ')}`);
}

/** Takes bytes off a stream by count. */
class Reader {
  constructor(stream) {
    this.chunks = stream[Symbol.asyncIterator]();
    this.left = Buffer.alloc(0);
  }

  async take(bytes) {
    const parts = [];
    for (let wanted = bytes; wanted > 0;) {
      if (this.left.length === 0 && !(await this.more())) return undefined;
      const part = this.left.subarray(0, wanted);
      this.left = this.left.subarray(part.length);
      wanted -= part.length;
      parts.push(part);
    }
    return Buffer.concat(parts);
  }

  async skip(bytes) {
    for (let wanted = bytes; wanted > 0;) {
      if (this.left.length === 0 && !(await this.more())) return;
      const skipped = Math.min(wanted, this.left.length);
      this.left = this.left.subarray(skipped);
      wanted -= skipped;
    }
  }

  async more() {
    const { value, done } = await this.chunks.next();
    if (!done) this.left = value;
    return !done;
  }
}
