/** One bounded request: so long, so many bytes, no redirects, only to addresses that may be connected to. */
import { request as httpRequest, type IncomingMessage, type RequestOptions } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { CustomAgentFailed } from '../../cases/customAgent/settings';
import { checkLiteral, guardedLookup, type Lookup } from './addresses';

const ANSWER_BYTES_MAX = 64 * 1024; // the longest message is a few KB

export interface Asked {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly privateAddresses: readonly string[];
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

export interface Answered {
  readonly status: number;
  readonly text: string;
}

export type Send = (asked: Asked) => Promise<Answered>;

/** @param resolve how names become addresses, where that is not the system's way */
export function createSend(resolve?: Lookup): Send {
  return async (asked) => {
    const url = new URL(asked.url);
    checkLiteral(url.hostname, asked.privateAddresses);
    const late = AbortSignal.timeout(asked.timeoutMs);
    const signal = asked.signal ? AbortSignal.any([late, asked.signal]) : late;
    try {
      return await exchange(url, asked, {
        method: asked.method,
        headers: { 'accept-encoding': 'identity', ...asked.headers },
        lookup: guardedLookup(asked.privateAddresses, resolve),
        agent: false, // a connection of its own: no address is taken over from an earlier check
        signal,
      });
    } catch (error) {
      throw failureOf(error, url, late.aborted ? asked.timeoutMs : undefined);
    }
  };
}

/** Answers what came with a status of 200 to 299. */
async function exchange(url: URL, { body }: Asked, options: RequestOptions): Promise<Answered> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const sent = request(url, options, resolve);
    sent.on('error', reject);
    sent.end(body);
  });
  const status = response.statusCode ?? 0;
  if (status < 200 || status > 299) {
    response.destroy();
    throw statusFailure(status, url, response.headers['retry-after']);
  }
  return { status, text: await readBounded(response, url) };
}

async function readBounded(response: IncomingMessage, url: URL): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > ANSWER_BYTES_MAX)
      throw new CustomAgentFailed(
        'too-large',
        `${url.host} answered with more than ${ANSWER_BYTES_MAX / 1024} KB`,
        false,
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const RETRY_AFTER_MS_MAX = 300_000; // a case does not wait longer than that for a machine

/** What a status says about trying again. Neither body nor query of anybody gets into it: errors reach logs. */
function statusFailure(status: number, { host }: URL, retryAfter: string | undefined): CustomAgentFailed {
  const says = `${host} answered ${status}`;
  if (status >= 300 && status < 400)
    return new CustomAgentFailed('redirected', `${says}: redirects are not followed`, false);
  if (status === 401 || status === 403) return new CustomAgentFailed('unauthorised', says, false);
  const seconds = Number(retryAfter);
  const afterMs = Number.isFinite(seconds) && retryAfter ? seconds * 1_000 : undefined;
  const waits = afterMs === undefined ? undefined : Math.min(Math.max(afterMs, 0), RETRY_AFTER_MS_MAX);
  if (status === 408 || status === 425 || status === 429 || status >= 500)
    return new CustomAgentFailed('failing', says, true, waits);
  return new CustomAgentFailed('refused', says, false);
}

function failureOf(error: unknown, { host }: URL, lateAfterMs: number | undefined): CustomAgentFailed {
  if (error instanceof CustomAgentFailed) return error;
  if (lateAfterMs !== undefined)
    return new CustomAgentFailed('late', `${host} did not answer within ${lateAfterMs} ms`, true);
  const why = error instanceof Error ? causeOf(error) : 'of an unknown error';
  return new CustomAgentFailed('unreachable', `${host} cannot be reached: ${why}`, true);
}

/** Where several addresses were tried, what went wrong with the first of them. */
function causeOf(error: Error): string {
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  return first instanceof Error ? first.message : error.message;
}
