/** The HTTP server: fences in front, then one file a resource. */
import * as restify from 'restify';
import type { IncomingMessage } from 'node:http';
import type { Log } from '../../agent/context';
import { refusalOf, type FencePolicy } from './fences';

const ID_CHARS_MAX = 1_000; // Teams' conversation ids pass find-my-way's own limit of 100
const BODY_BYTES_MAX = 512 * 1024; // a settings draft with long catalogues; turns have a limit of their own
const SHEET_BODY_BYTES_MAX = 1536 * 1024; // a sheet of 1 MB as base64

export function createServer(policy: FencePolicy, log: Log): restify.Server {
  const server = restify.createServer({
    name: '',
    ignoreTrailingSlash: true,
    handleUncaughtExceptions: false,
    maxParamLength: ID_CHARS_MAX,
  });
  server.pre((req, res, next) => {
    const refusal = refusalOf(req, policy);
    if (!refusal) return void next();
    res.send(refusal.status, { error: { code: refusal.code, message: refusal.message } });
    return void next(false);
  });
  server.use(restify.plugins.queryParser({ mapParams: false }));
  server.use(bodyParser());
  answerErrorsPlainly(server, log);
  return server;
}

/** Only where a sheet may be sent is more read than any other body needs. */
function bodyParser(): restify.RequestHandler[] {
  const parser = (maxBodySize: number) => restify.plugins.bodyParser({ maxBodySize, mapParams: false });
  const large = parser(SHEET_BODY_BYTES_MAX);
  return parser(BODY_BYTES_MAX).map((plain, at): restify.RequestHandler => (req, res, next) => {
    const step = req.path() === '/api/simulations' ? large[at] : plain;
    step?.(req, res, next);
  });
}

/** The same fences for sockets, which pass no handler of the server. */
export function admits(policy: FencePolicy): (request: IncomingMessage) => boolean {
  return (request) => refusalOf(request, policy) === undefined;
}

interface RestifyError extends Error {
  statusCode?: number;
  body?: { code?: string };
}

const WORDS: Readonly<Record<number, readonly [string, string]>> = {
  400: ['BadRequest', 'The request could not be read: is the body valid JSON?'],
  404: ['NotFound', 'There is nothing at this address.'],
  405: ['MethodNotAllowed', 'This address does not take this method.'],
  413: ['TooLarge', 'The body is too large.'],
  415: ['JsonOnly', 'Send application/json.'],
};

/** Errors of the framework in our form, in words, without a stack trace. */
function answerErrorsPlainly(server: restify.Server, log: Log): void {
  server.on(
    'restifyError',
    (req: restify.Request, res: restify.Response, error: RestifyError, done: () => void) => {
      const status = error.statusCode ?? 500;
      if (status >= 500) log.error({ err: error, path: req.path() }, 'a request failed');
      const [code, message] = WORDS[status] ?? [
        status < 500 ? 'BadRequest' : 'Failed',
        status < 500 ? 'The request was refused.' : 'That did not work on our side.',
      ];
      const plain = { error: { code, message } };
      Object.assign(error, { toJSON: () => plain, toString: () => JSON.stringify(plain) });
      if (!res.headersSent) res.send(status, plain);
      done();
    },
  );
}
