/** What a failed call of the Bot Connector means for what was to be said. */
import { ChannelFailed } from '../../cases/channel';

/** `root`: a post that begins a thread; `update`: a change in place. */
export type Posting = 'root' | 'message' | 'update';

/** 4xx is final but for these: https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
const WORTH_A_RETRY: ReadonlySet<number> = new Set([408, 412, 425, 429]);
const FORBIDDEN = 403; // the app was removed, or the person blocks it
const NOT_FOUND = 404;

/** The connection was never there: nothing can have been taken. */
const NEVER_SENT: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

interface SdkError {
  readonly name?: string;
  readonly code?: string;
  readonly statusCode?: number;
  readonly response?: { readonly headers?: { get?(name: string): string | undefined } };
}

/**
 * Whether trying again may help, when, and whether the place is gone. A root post whose connection broke may stand in
 * the channel: posted again it would be two threads, so it is given up, and what waits there is brought to mind later
 * by a post of its own.
 */
export function failureOf(error: unknown, posting: Posting): ChannelFailed {
  const { statusCode, response } = (error ?? {}) as SdkError;
  if (statusCode === undefined) {
    const unknown = posting === 'root' && mayHaveArrived(error as SdkError);
    const reason = unknown
      ? 'the connection broke, and the channel may have taken the post all the same'
      : 'the channel could not be reached';
    return new ChannelFailed(reason, !unknown, undefined, error);
  }
  const afterMs = retryAfterMs(response?.headers?.get?.('retry-after'));
  const gone = posting !== 'update' && (statusCode === FORBIDDEN || statusCode === NOT_FOUND);
  const retry = statusCode >= 500 || WORTH_A_RETRY.has(statusCode);
  return new ChannelFailed(`the channel answered ${statusCode}`, retry, afterMs, error, gone);
}

/** What is thrown before anything is posted (no token, no such host) has another name or code. */
function mayHaveArrived({ name, code }: SdkError): boolean {
  return name === 'AbortError' || (name === 'RestError' && !NEVER_SENT.has(code ?? ''));
}

/** Seconds or a date: https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 */
function retryAfterMs(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const seconds = Number(header);
  const ms = Number.isFinite(seconds) ? seconds * 1_000 : Date.parse(header) - Date.now();
  return ms > 0 ? ms : undefined;
}
