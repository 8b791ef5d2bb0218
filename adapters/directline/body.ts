/** Reads a request's JSON, so that what is wrong with it is told as Direct Line tells it. */
import type { Request } from 'restify';
import { DirectLineRefusal } from './errors';

const BODY_BYTES_MAX = 1_048_576; // ten attachments of the largest kind, and text

/** @throws DirectLineRefusal where it is no JSON or too large. */
export async function readJson(request: Request): Promise<unknown> {
  // The server may have a body parser in front.
  if (request.body !== undefined || request.readableEnded) return request.body as unknown;
  const raw = await readText(request);
  if (raw.trim() === '') return undefined;
  if (!/^application\/json\b/i.test(request.headers['content-type'] ?? ''))
    throw new DirectLineRefusal('UnsupportedMediaType', 'Send application/json.');
  try {
    return JSON.parse(raw) as unknown;
  } catch {
    throw new DirectLineRefusal('BadArgument', 'The body is not JSON.');
  }
}

async function readText(request: Request): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // What is too much is read on and dropped: an answer in the middle of an upload is lost with the connection.
    if (bytes <= BODY_BYTES_MAX) chunks.push(chunk);
    else if (bytes > 8 * BODY_BYTES_MAX) break;
  }
  if (bytes > BODY_BYTES_MAX) throw new DirectLineRefusal('MessageSizeTooBig', 'The body is too large.');
  return Buffer.concat(chunks).toString('utf8');
}
