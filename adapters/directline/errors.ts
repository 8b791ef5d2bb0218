/** What a Direct Line client is told when something is refused: `{error: {code, message}}`, never a stack. */
import { StoreBusy, StoreUnavailable } from '../../cases/store';

const BUSY_RETRY_SECONDS = 1; // a contended document is free again within a second
const STORE_RETRY_SECONDS = 5; // a full disk or a lost connection is not

export type Refusal =
  | 'BadArgument'
  | 'Unauthorized'
  | 'TokenInvalid'
  | 'TokenExpired'
  | 'Forbidden'
  | 'ConversationNotFound'
  | 'MessageSizeTooBig'
  | 'UnsupportedMediaType'
  | 'NotImplemented'
  | 'ServiceBusy'
  | 'ServiceError';

const STATUS: Readonly<Record<Refusal, number>> = {
  BadArgument: 400,
  Unauthorized: 401,
  TokenInvalid: 403,
  TokenExpired: 403,
  Forbidden: 403,
  ConversationNotFound: 404,
  MessageSizeTooBig: 413,
  UnsupportedMediaType: 415,
  NotImplemented: 501,
  ServiceBusy: 503,
  ServiceError: 500,
};

/** A request that is refused. The message is for the client's developer and carries nobody's words. */
export class DirectLineRefusal extends Error {
  readonly status: number;
  constructor(
    readonly code: Refusal,
    message: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(message);
    this.status = STATUS[code];
  }
}

export const busy = (seconds: number): DirectLineRefusal =>
  new DirectLineRefusal('ServiceBusy', 'The message was not stored. Send it again.', Math.max(1, seconds));

/** Any error as a refusal; `undefined` where it is none that we know, and the log must hear of it. */
export function asRefusal(error: unknown): DirectLineRefusal | undefined {
  if (error instanceof DirectLineRefusal) return error;
  if (error instanceof StoreBusy) return busy(BUSY_RETRY_SECONDS);
  if (error instanceof StoreUnavailable) return busy(STORE_RETRY_SECONDS);
  return undefined;
}
