/** A limit on how much one customer may write: a bucket for each, in memory; past it the channel is asked to wait. */
import type { Receive } from '../cases/conversation/receiving';

export interface RateLimit {
  readonly perMinute: number;
}

const CUSTOMERS_MAX = 10_000; // the ones heard least recently are forgotten first: their buckets are full again by then
const MINUTE_MS = 60_000;

interface Bucket {
  tokens: number;
  at: number;
}

export function limited(receive: Receive, limit: () => Promise<RateLimit>, nowMs: () => number): Receive {
  const buckets = new Map<string, Bucket>();
  return async (turn) => {
    const { perMinute } = await limit();
    const waitMs = takeToken(buckets, `${turn.channel}:${turn.from.id}`, perMinute, nowMs());
    if (waitMs > 0) return { kind: 'busy', retryAfterSeconds: Math.ceil(waitMs / 1_000) };
    return receive(turn);
  };
}

/** The milliseconds until there is a token; 0 where one was taken. */
function takeToken(buckets: Map<string, Bucket>, key: string, perMinute: number, now: number): number {
  const before = buckets.get(key) ?? { tokens: perMinute, at: now };
  const tokens = Math.min(perMinute, before.tokens + ((now - before.at) / MINUTE_MS) * perMinute);
  const taken = tokens >= 1;
  buckets.delete(key);
  buckets.set(key, { tokens: taken ? tokens - 1 : tokens, at: now });
  forgetOldest(buckets);
  return taken ? 0 : ((1 - tokens) / perMinute) * MINUTE_MS;
}

function forgetOldest(buckets: Map<string, Bucket>): void {
  if (buckets.size <= CUSTOMERS_MAX) return;
  const [oldest] = buckets.keys();
  if (oldest !== undefined) buckets.delete(oldest);
}
