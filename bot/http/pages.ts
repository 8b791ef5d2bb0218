/** The browser's pages, as the build left them: read once, answered compressed, nothing from elsewhere. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Request, Response, Server } from 'restify';
import { z } from 'zod/v4';

const manifest = z.record(
  z.string(),
  z.object({ file: z.string(), type: z.string(), immutable: z.boolean(), compressed: z.boolean() }),
);

type PageFile = z.infer<typeof manifest>[string];

/** The hash is that of an empty style element, which Web Chat fills by script: no inline style passes otherwise. */
const EMPTY_STYLE = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

/** What the pages may load, and from where. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  `style-src 'self' ${EMPTY_STYLE}`,
  "img-src 'self' data: blob: https:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
};

/** @returns false where the pages have not been built. */
export async function mountPages(server: Server, folder: string): Promise<boolean> {
  const raw = await readFile(join(folder, 'files.json'), 'utf8').catch(() => undefined);
  if (raw === undefined) return false;
  for (const [path, file] of Object.entries(manifest.parse(JSON.parse(raw))))
    await mountFile(server, folder, path, file);
  return true;
}

async function mountFile(server: Server, folder: string, path: string, file: PageFile): Promise<void> {
  const plain = await readFile(join(folder, file.file));
  const packed = file.compressed ? await readFile(join(folder, `${file.file}.br`)) : undefined;
  const gzip = file.compressed ? await readFile(join(folder, `${file.file}.gz`)) : undefined;
  server.get(path, (req, res, next) => {
    const headers = {
      ...SECURITY_HEADERS,
      'Content-Type': file.type,
      'Cache-Control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      Vary: 'Accept-Encoding',
    };
    if (packed && accepts(req, 'br')) sendBytes(res, { ...headers, 'Content-Encoding': 'br' }, packed);
    else if (gzip && accepts(req, 'gzip')) sendBytes(res, { ...headers, 'Content-Encoding': 'gzip' }, gzip);
    else sendBytes(res, headers, plain);
    next();
  });
}

function accepts(req: Request, encoding: string): boolean {
  return (req.headers['accept-encoding'] ?? '').split(/[\s,;]+/).includes(encoding);
}

function sendBytes(res: Response, headers: Record<string, string>, bytes: Buffer): void {
  res.writeHead(200, { ...headers, 'Content-Length': bytes.length });
  res.end(bytes);
}
