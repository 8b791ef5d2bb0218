/** What a caller is told when something is refused: `{error: {code, message, details}}` in plain words, never a stack. */
import type { z } from 'zod/v4';
import { StoreBusy, StoreUnavailable } from '../../../cases/store';
import { BadCursor } from '../../../storage/errors';
import { detailsOf, type ProblemDetail } from './issueWords';

const BUSY_RETRY_SECONDS = 1; // a contended document is free again within a second
const STORE_RETRY_SECONDS = 5; // a full disk or a lost connection is not
const DETAILS_MAX = 50;

/** A request that is refused. The message is for the caller's developer and carries no customer's words. */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly details?: readonly ProblemDetail[],
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
  }
}

export const notFound = (what: string): ApiProblem => new ApiProblem(404, 'NotFound', `There is no ${what}.`);

export const conflict = (code: string, message: string): ApiProblem => new ApiProblem(409, code, message);

export const changedMeanwhile = (now: number): ApiProblem =>
  new ApiProblem(412, 'ChangedMeanwhile', `It has changed since: it is at "${now}" now. Read it again.`);

export const busy = (seconds: number, message = 'Too much is waiting there. Try again.'): ApiProblem =>
  new ApiProblem(503, 'Busy', message, undefined, Math.max(1, seconds));

/** What does not fit its schema, each place with its words. */
export function malformed(error: z.ZodError, where: 'body' | 'query'): ApiProblem {
  const details = detailsOf(error.issues).slice(0, DETAILS_MAX);
  return unfit(details, where);
}

export const unfit = (details: readonly ProblemDetail[], where: 'body' | 'query' = 'body'): ApiProblem =>
  new ApiProblem(400, 'BadRequest', `The ${where} does not fit: see the details.`, details);

/** Any error as a problem; `undefined` where it is none that we know, and the log must hear of it. */
export function asProblem(error: unknown): ApiProblem | undefined {
  if (error instanceof ApiProblem) return error;
  if (error instanceof BadCursor)
    return new ApiProblem(400, 'BadCursor', '"after" is not a "next" that this list gave out.');
  if (error instanceof StoreBusy) return busy(BUSY_RETRY_SECONDS);
  if (error instanceof StoreUnavailable)
    return busy(STORE_RETRY_SECONDS, 'The store cannot be reached now. Try again.');
  return undefined;
}
