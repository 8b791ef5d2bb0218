/** Who gets in: checked in front of every route and socket. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../../adapters/botframework/serviceUrls';

export interface FencePolicy {
  /** With bot credentials the process may be reached from outside, and `/api` needs the key. */
  readonly credentials: boolean;
  readonly apiKey?: string;
  readonly allowedHosts: readonly string[];
  readonly allowedOrigins: readonly string[];
}

export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

const FORWARDING = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/** Why the request is refused; undefined where it may pass. Loopback is not a fence: any page in a browser reaches it. */
export function refusalOf(
  request: Pick<IncomingMessage, 'headers' | 'method' | 'url'>,
  policy: FencePolicy,
): Refusal | undefined {
  return (
    hostRefusal(request, policy) ??
    originRefusal(request, policy) ??
    bodyRefusal(request) ??
    keyRefusal(request, policy)
  );
}

function hostRefusal(
  { headers }: Pick<IncomingMessage, 'headers'>,
  policy: FencePolicy,
): Refusal | undefined {
  if (policy.credentials) return undefined;
  const host = hostName(headers.host);
  if (host === undefined || !(isLoopback(host) || policy.allowedHosts.includes(host))) {
    return {
      status: 403,
      code: 'HostRefused',
      message: 'This host name is not allowed. Use http://localhost, or list it in ALLOWED_HOSTS.',
    };
  }
  if (FORWARDING.some((name) => headers[name] !== undefined)) {
    return {
      status: 403,
      code: 'ForwardedRefused',
      message: 'Forwarded requests are refused while there are no bot credentials.',
    };
  }
  return undefined;
}

function originRefusal(
  { headers }: Pick<IncomingMessage, 'headers'>,
  policy: FencePolicy,
): Refusal | undefined {
  const { origin } = headers;
  if (origin === undefined || policy.allowedOrigins.includes(origin.toLowerCase())) return undefined;
  const own =
    headers.host !== undefined &&
    (origin === `http://${headers.host}` || origin === `https://${headers.host}`);
  return own
    ? undefined
    : { status: 403, code: 'OriginRefused', message: 'Pages of other origins may not call this server.' };
}

function bodyRefusal({ headers, method }: Pick<IncomingMessage, 'headers' | 'method'>): Refusal | undefined {
  const empty =
    headers['content-length'] === '0' ||
    (headers['content-length'] === undefined && headers['transfer-encoding'] === undefined);
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS' || empty) return undefined;
  const type = headers['content-type']?.split(';')[0]?.trim().toLowerCase();
  return type === 'application/json'
    ? undefined
    : { status: 415, code: 'JsonOnly', message: 'Send application/json.' };
}

/** Routes with a token of their own: the Bot Framework's, the local chat's. */
const HAVE_THEIR_OWN = [/^\/api\/messages$/, /^\/api\/conversations\/[^/]+\/panel$/];

function keyRefusal(
  { headers, url }: Pick<IncomingMessage, 'headers' | 'url'>,
  policy: FencePolicy,
): Refusal | undefined {
  if (!policy.credentials || !needsKey(url ?? '')) return undefined;
  const given = headers.authorization?.replace(/^Bearer /i, '') ?? headers['x-api-key'];
  const right = policy.apiKey !== undefined && typeof given === 'string' && sameSecret(given, policy.apiKey);
  return right
    ? undefined
    : {
        status: 401,
        code: 'Unauthorized',
        message: 'This route needs the API key: Authorization: Bearer <API_KEY>.',
      };
}

const NEED_KEY = ['/api/', '/metrics'];

/** The router decodes the path and takes a whole URL as well: whatever it may read as the API needs the key. */
function needsKey(target: string): boolean {
  try {
    const { pathname } = new URL(target, 'http://localhost');
    const path = decodeURIComponent(pathname);
    return (
      NEED_KEY.some((part) => path.startsWith(part)) && !HAVE_THEIR_OWN.some((own) => own.test(pathname))
    );
  } catch {
    return true;
  }
}

/** Compares in constant time, whatever the lengths. */
function sameSecret(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function hostName(host: string | undefined): string | undefined {
  if (host === undefined) return undefined;
  const match = /^(\[[^\]]+\]|[^:]+)(?::\d+)?$/.exec(host.toLowerCase());
  return match?.[1];
}
