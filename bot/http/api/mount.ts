/** Puts the routes on the server: reads what came, writes what is answered, tells refusals in words. */
import { pipeline } from 'node:stream/promises';
import type { Request, Response, Server } from 'restify';
import { callerOf } from './caller';
import type { ApiDeps } from './deps';
import { ApiProblem, asProblem, notFound } from './problems';
import type { Answer, FileAnswer, RawCall, Route } from './route';

const ID_CHARS_MAX = 1000; // longer than any channel's conversation ids
const KEY = /^[\x21-\x7e]{1,200}$/;
const ETAG = /^(?:W\/)?"?(\d{1,12})"?$/;
// eslint-disable-next-line no-control-regex -- what no id of ours holds
const CONTROL = /[\u0000-\u001f\u007f]/;

export function mountRoute(server: Server, deps: ApiDeps, one: Route): void {
  const path = one.path.replace(/\{(\w+)\}/g, ':$1');
  const method = one.method === 'delete' ? 'del' : one.method; // as restify calls it
  server[method]({ name: one.id, path }, async (request: Request, response: Response) => {
    // Nothing is returned: the server would take it for something to log.
    try {
      const answer = await one.run(deps, readCall(deps, request));
      if ('file' in answer) await sendFile(response, one, answer);
      else sendAnswer(response, one, answer);
    } catch (error) {
      sendProblem(response, asProblem(error) ?? unknownProblem(deps, one, error));
    }
  });
}

function readCall(deps: ApiDeps, request: Request): RawCall {
  return {
    params: readParams(request.params),
    query: request.query ?? {},
    body: request.body as unknown,
    ...callerOf(request),
    key: readKey(header(request, 'idempotency-key')) ?? deps.context.newId(),
    ifMatch: readIfMatch(header(request, 'if-match')),
    language: header(request, 'accept-language')?.split(/[,;]/)[0]?.trim(),
    authorization: header(request, 'authorization'),
  };
}

function readParams(raw: unknown): Record<string, string> {
  const params = Object.entries((raw ?? {}) as Record<string, unknown>).map(([name, value]) => {
    const text = String(value);
    if (text === '' || text.length > ID_CHARS_MAX || CONTROL.test(text)) throw notFound('such id');
    return [name, text] as const;
  });
  return Object.fromEntries(params);
}

function readKey(raw: string | undefined): string | undefined {
  if (raw !== undefined && !KEY.test(raw))
    throw new ApiProblem(
      400,
      'BadHeader',
      'Idempotency-Key is 1 to 200 letters, digits and signs, no spaces.',
    );
  return raw;
}

function readIfMatch(raw: string | undefined): number | undefined {
  if (raw === undefined || raw === '*') return undefined;
  const version = ETAG.exec(raw)?.[1];
  if (version === undefined)
    throw new ApiProblem(400, 'BadHeader', 'If-Match is the ETag of an answer: "12".');
  return Number(version);
}

function header(request: Request, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function sendAnswer(response: Response, one: Route, answer: Answer<unknown>): void {
  const { body, status = one.status ?? 200, version, location } = answer;
  sendJson(response, status, body, {
    ...(version === undefined ? {} : { ETag: `"${version}"` }),
    ...(location === undefined ? {} : { Location: location }),
  });
}

/** What fails once the head is out can only break off; whoever stops listening is no failure. */
async function sendFile(response: Response, one: Route, { file }: FileAnswer): Promise<void> {
  response.writeHead(200, {
    'Content-Type': one.file,
    'Content-Disposition': disposition(file.name),
    'Cache-Control': 'no-store',
    // What a stranger sent is never shown as a page of ours.
    'X-Content-Type-Options': 'nosniff',
    'Content-Security-Policy': "sandbox; default-src 'none'",
  });
  await pipeline(file.content, response).catch((error: unknown) => {
    if (!isGone(error)) throw error;
  });
}

/** A file to keep, under its own name where the client reads RFC 6266, else under the letters of it that all know. */
function disposition(name: string): string {
  const plain = name.replace(/[^\w.() -]/g, '_');
  const whole = encodeURIComponent(Buffer.from(name).toString()).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
}

function isGone(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE';
}

function sendProblem(response: Response, problem: ApiProblem): void {
  const { status, code, message, details, retryAfterSeconds } = problem;
  const headers: Record<string, string> =
    retryAfterSeconds === undefined ? {} : { 'Retry-After': String(retryAfterSeconds) };
  sendJson(response, status, { error: { code, message, details } }, headers);
}

/** Written as JSON whatever the caller says that it accepts. */
function sendJson(response: Response, status: number, body: unknown, headers: Record<string, string>): void {
  if (response.headersSent) return;
  response.sendRaw(status, JSON.stringify(body), {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    ...headers,
  });
}

/** An error of ours: the log gets it, the caller a reference to it. */
function unknownProblem(deps: ApiDeps, one: Route, error: unknown): ApiProblem {
  const reference = deps.context.newId().slice(0, 8);
  deps.log.error({ err: error, route: one.id, reference }, 'an API request failed');
  return new ApiProblem(500, 'Failed', `That did not work on our side. Reference: ${reference}.`);
}
