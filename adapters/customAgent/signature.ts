/** A signed request: whoever knows the secret sees that it is ours, unchanged, and not an old one sent again. */
import { createHmac } from 'node:crypto';

export const TIMESTAMP_HEADER = 'X-Agent-Timestamp';
export const SIGNATURE_HEADER = 'X-Agent-Signature';

/** @param seconds since 1970, UTC */
export function signatureOf(secret: string, seconds: number, body: string): string {
  return `sha256=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}

export function signedHeaders(secret: string, nowMs: number, body: string): Record<string, string> {
  const seconds = Math.floor(nowMs / 1_000);
  return { [TIMESTAMP_HEADER]: String(seconds), [SIGNATURE_HEADER]: signatureOf(secret, seconds, body) };
}
