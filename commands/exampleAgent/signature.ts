/** Is this request from the Case Management Agent, unchanged, and of now? Copy this file: it needs nothing else. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const AGE_SECONDS_MAX = 300; // an old request that somebody sends again is refused

/**
 * @param body the bytes as they came, before anything parses them
 * @returns why it is refused; undefined where it is ours
 */
export function refusalOf(
  headers: IncomingHttpHeaders,
  body: Buffer,
  { secret, nowMs }: { readonly secret: string; readonly nowMs: number },
): string | undefined {
  const timestamp = String(headers['x-agent-timestamp'] ?? '');
  const given = Buffer.from(String(headers['x-agent-signature'] ?? ''));
  if (!/^\d{1,12}$/.test(timestamp)) return 'X-Agent-Timestamp is missing';
  if (Math.abs(nowMs / 1_000 - Number(timestamp)) > AGE_SECONDS_MAX) return 'X-Agent-Timestamp is too old';
  const digest = createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest('hex');
  const wanted = Buffer.from(`sha256=${digest}`);
  const same = given.length === wanted.length && timingSafeEqual(given, wanted);
  return same ? undefined : 'X-Agent-Signature does not fit';
}
