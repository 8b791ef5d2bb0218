/** How asking a model can go wrong. No customer's word and no secret is in it: it reaches logs and traces. */

export const FAILURE_REASONS = [
  'timeout',
  'unreachable',
  'busy',
  'server-error',
  'denied',
  'unknown-model',
  'rejected',
  'refused',
  'filtered',
  'truncated',
  'unreadable',
] as const;
export type FailureReason = (typeof FAILURE_REASONS)[number];

/** Tokens of one or several calls, as the service counted them. */
export interface Tokens {
  readonly input: number;
  readonly output: number;
}

export const NO_TOKENS: Tokens = { input: 0, output: 0 };

export function sumOf(a: Tokens, b: Tokens): Tokens {
  return { input: a.input + b.input, output: a.output + b.output };
}

/** The service is well and has an opinion: asking it again later, with other words, may work at once. */
const ABOUT_THE_WORDS: ReadonlySet<FailureReason> = new Set(['refused', 'filtered']);

export class ModelFailed extends Error {
  readonly code = 'model-failed';
  readonly retry = true;

  constructor(
    readonly reason: FailureReason,
    readonly details: {
      /** When the service wants to be asked again. */
      readonly retryAfterMs?: number;
      /** What the failed calls cost all the same. */
      readonly tokens?: Tokens;
    } = {},
  ) {
    super(`the model failed: ${reason}`);
  }

  /** Whether it says that the service is ill, and not only that these words were not welcome. */
  get isOutage(): boolean {
    return !ABOUT_THE_WORDS.has(this.reason);
  }
}

/** What the SDK throws, as far as it is looked at. Its message may quote what was sent: it is never kept. */
interface Thrown {
  readonly status?: unknown;
  readonly code?: unknown;
  readonly headers?: unknown;
}

/** Names an error of the SDK or of the connection below it. */
export function failureOf(error: unknown, timedOut: boolean): ModelFailed {
  if (error instanceof ModelFailed) return error;
  if (timedOut) return new ModelFailed('timeout');
  const { status, code, headers } = (error ?? {}) as Thrown;
  if (typeof status !== 'number')
    return new ModelFailed(error instanceof SyntaxError ? 'unreadable' : 'unreachable');
  if (status === 429) return new ModelFailed('busy', { retryAfterMs: retryAfterMs(headers) });
  if (status === 401 || status === 403) return new ModelFailed('denied');
  if (status === 404) return new ModelFailed('unknown-model');
  if (status >= 500) return new ModelFailed('server-error', { retryAfterMs: retryAfterMs(headers) });
  return new ModelFailed(code === 'content_filter' ? 'filtered' : 'rejected');
}

const RETRY_AFTER_MS_MAX = 15 * 60_000; // a service that asks for more is tried again all the same

/** Seconds, milliseconds or a date, as the service likes. */
function retryAfterMs(headers: unknown): number | undefined {
  const read = (name: string): string | undefined => {
    const value: unknown = (headers as Record<string, unknown> | null | undefined)?.[name];
    return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
  };
  const ms = Number(read('retry-after-ms'));
  const header = read('retry-after');
  if (Number.isFinite(ms) && ms > 0) return Math.min(ms, RETRY_AFTER_MS_MAX);
  if (header === undefined) return undefined;
  const seconds = Number(header);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : Date.parse(header) - Date.now();
  return Number.isFinite(wait) ? Math.min(Math.max(wait, 0), RETRY_AFTER_MS_MAX) : undefined;
}
