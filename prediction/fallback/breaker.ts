/** Keeps a dead model from slowing turns: after a few failures it is left alone for a while, then tried once. */

const FAILURES_MAX = 3; // one slow answer is no outage
const REST_MS = 30_000;
const REST_MS_MAX = 5 * 60_000; // a model that comes back is used again within minutes

export class Breaker {
  private failures = 0;
  private restMs = REST_MS;
  private restsUntil = 0;
  private trying = false;

  /** @param nowMs The clock, in milliseconds. */
  constructor(private readonly nowMs: () => number) {}

  /** Whether the model may be asked now. After a rest one question goes out alone; the others wait for its outcome. */
  admits(): boolean {
    if (this.restsUntil === 0) return true;
    if (this.nowMs() < this.restsUntil || this.trying) return false;
    this.trying = true;
    return true;
  }

  /** The service answered, whatever it said. */
  succeeded(): void {
    this.failures = 0;
    this.restMs = REST_MS;
    this.restsUntil = 0;
    this.trying = false;
  }

  /** @param retryAfterMs When the service said that it wants to be asked again: nobody asks before. */
  failed(retryAfterMs?: number): void {
    const wasTrying = this.trying;
    this.trying = false;
    if (retryAfterMs !== undefined) return this.rest(this.nowMs() + retryAfterMs);
    // Questions that were under way when it opened tell nothing new.
    if (this.restsUntil !== 0 && !wasTrying) return;
    this.failures += 1;
    if (!wasTrying && this.failures < FAILURES_MAX) return;
    this.rest(this.nowMs() + this.restMs);
    this.restMs = Math.min(this.restMs * 2, REST_MS_MAX);
  }

  private rest(ms: number): void {
    this.restsUntil = Math.max(this.restsUntil, ms);
  }
}
