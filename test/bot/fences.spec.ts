/** Who gets in: judged request by request, and on the wire with the server's own routing. */
import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { refusalOf, type FencePolicy } from '../../bot/http/fences';
import { createServer } from '../../bot/http/server';

const KEY = 'k'.repeat(24);
const local: FencePolicy = {
  credentials: false,
  allowedHosts: ['my-box'],
  allowedOrigins: ['https://shop.example'],
};
const open: FencePolicy = {
  credentials: true,
  apiKey: KEY,
  allowedHosts: [],
  allowedOrigins: ['https://shop.example'],
};

interface Asked {
  readonly method?: string;
  readonly url?: string;
  readonly headers?: Record<string, string>;
}

function refused(
  policy: FencePolicy,
  { method = 'GET', url = '/', headers = {} }: Asked,
): string | undefined {
  return refusalOf({ method, url, headers: { host: 'localhost:3978', ...headers } }, policy)?.code;
}

const json = { 'content-type': 'application/json', 'content-length': '2' };

describe('without credentials a request', () => {
  const table: readonly [name: string, asked: Asked, code?: string][] = [
    ['to localhost passes', {}],
    ['to 127.0.0.1 passes', { headers: { host: '127.0.0.1:3978' } }],
    ['to [::1] passes', { headers: { host: '[::1]:3978' } }],
    ['to LOCALHOST passes', { headers: { host: 'LOCALHOST' } }],
    ['to a listed host passes', { headers: { host: 'my-box:3978' } }],
    [
      'to another name is refused, though it resolves to us',
      { headers: { host: 'rebind.evil.example' } },
      'HostRefused',
    ],
    [
      'to a name that begins like ours is refused',
      { headers: { host: 'localhost.evil.example' } },
      'HostRefused',
    ],
    ['to a malformed host is refused', { headers: { host: 'a:b:c' } }, 'HostRefused'],
    ['to no host is refused', { headers: { host: '' } }, 'HostRefused'],
    ['that was forwarded is refused', { headers: { 'x-forwarded-for': '10.0.0.1' } }, 'ForwardedRefused'],
    [
      'that was forwarded by the standard is refused',
      { headers: { forwarded: 'for=10.0.0.1' } },
      'ForwardedRefused',
    ],
    ['by a proxy is refused', { headers: { via: '1.1 proxy' } }, 'ForwardedRefused'],
    ['for a real address is refused', { headers: { 'x-real-ip': '10.0.0.1' } }, 'ForwardedRefused'],
    ['of our own page passes', { headers: { origin: 'http://localhost:3978' } }],
    ['of a listed page passes', { headers: { origin: 'https://shop.example' } }],
    ['of a foreign page is refused', { headers: { origin: 'https://evil.example' } }, 'OriginRefused'],
    [
      'of a page on another port is refused',
      { headers: { origin: 'http://localhost:8080' } },
      'OriginRefused',
    ],
    ['of a sandboxed page is refused', { headers: { origin: 'null' } }, 'OriginRefused'],
    ['to the API passes', { url: '/api/cases' }],
    ['with JSON passes', { method: 'POST', headers: json }],
    [
      'with JSON in a charset passes',
      { method: 'POST', headers: { ...json, 'content-type': 'Application/JSON; charset=utf-8' } },
    ],
    [
      'with a form is refused',
      { method: 'POST', headers: { ...json, 'content-type': 'application/x-www-form-urlencoded' } },
      'JsonOnly',
    ],
    [
      'with plain text is refused: a page may send it unasked',
      { method: 'POST', headers: { ...json, 'content-type': 'text/plain' } },
      'JsonOnly',
    ],
    [
      'with something that begins like JSON is refused',
      { method: 'POST', headers: { ...json, 'content-type': 'application/jsonx' } },
      'JsonOnly',
    ],
    ['with a body of no type is refused', { method: 'POST', headers: { 'content-length': '2' } }, 'JsonOnly'],
    [
      'with a streamed body of no type is refused',
      { method: 'PUT', headers: { 'transfer-encoding': 'chunked' } },
      'JsonOnly',
    ],
    ['without a body passes', { method: 'POST', headers: { 'content-length': '0' } }],
  ];
  for (const [name, asked, code] of table) it(name, () => assert.equal(refused(local, asked), code));
});

describe('with credentials a request', () => {
  const table: readonly [name: string, asked: Asked, code?: string][] = [
    [
      'under any name, by a proxy, passes',
      { headers: { host: 'agent.example', 'x-forwarded-for': '10.0.0.1' } },
    ],
    ['of a foreign page is refused', { headers: { origin: 'https://evil.example' } }, 'OriginRefused'],
    [
      'to the bot endpoint passes: it has its own token',
      { method: 'POST', url: '/api/messages', headers: json },
    ],
    ['to health passes', { url: '/healthz' }],
    ['to the API without a key is refused', { url: '/api/cases' }, 'Unauthorized'],
    [
      'to the API with a wrong key is refused',
      { url: '/api/cases', headers: { authorization: 'Bearer nope' } },
      'Unauthorized',
    ],
    [
      'to the API with part of the key is refused',
      { url: '/api/cases', headers: { authorization: `Bearer ${KEY.slice(1)}` } },
      'Unauthorized',
    ],
    [
      'to the API with an empty key is refused',
      { url: '/api/cases', headers: { authorization: 'Bearer ' } },
      'Unauthorized',
    ],
    ['to the API with the key passes', { url: '/api/cases', headers: { authorization: `Bearer ${KEY}` } }],
    [
      'to the API with the key in its own header passes',
      { url: '/api/cases', headers: { 'x-api-key': KEY } },
    ],
    ['to the API with a query is still refused', { url: '/api/cases?x=/api/messages' }, 'Unauthorized'],
    ['to a neighbour of the bot endpoint is refused', { url: '/api/messages/../cases' }, 'Unauthorized'],
  ];
  for (const [name, asked, code] of table) it(name, () => assert.equal(refused(open, asked), code));

  it('to the API is refused where no key is set at all', () =>
    assert.equal(
      refused(
        { ...open, apiKey: undefined },
        { url: '/api/cases', headers: { authorization: 'Bearer undefined' } },
      ),
      'Unauthorized',
    ));
});

describe('on the wire', () => {
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const server = createServer(open, log);
  let port: number;
  before(async () => {
    server.get('/api/cases', (_req, res, next) => {
      res.send(200, { secret: true });
      next();
    });
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    port = server.address().port;
  });
  after(() => new Promise<void>((resolve) => void server.close(() => resolve())));

  /** Sends the target as it is: clients would tidy it up. */
  async function ask(target: string, headers = ''): Promise<string> {
    const socket = connect(port, '127.0.0.1');
    socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n${headers}\r\n`);
    let answer = '';
    for await (const chunk of socket) answer += String(chunk);
    return answer;
  }

  it('the API answers whoever has the key', async () =>
    assert.match(await ask('/api/cases', `X-Api-Key: ${KEY}\r\n`), /^HTTP\/1\.1 200 /));

  for (const target of [
    '/api/cases',
    '/api/cases/',
    '/%61pi/cases',
    '/api%2Fcases',
    '/%2561pi/cases',
    '/API/cases',
    '//api/cases',
    '/./api/cases',
    '/x/../api/cases',
    'http://localhost/api/cases',
    'http://x:99999/api/cases',
    'HTTP://x/%61%70i/cases',
    '/api/cases?x=/api/messages',
    '/api/cases#/api/messages',
    '/api;x/cases',
  ]) {
    it(`however the address is written, nobody else: ${target}`, async () => {
      const answer = await ask(target);
      assert.doesNotMatch(answer, /secret/);
      assert.match(answer, /^HTTP\/1\.1 4\d\d /);
    });
  }

  it('errors are plain words, without a stack', async () => {
    const answer = await ask('/nowhere');
    assert.match(answer, /^HTTP\/1\.1 404 [^]*"code":"NotFound"/);
    assert.doesNotMatch(answer, /at .*\.[jt]s:/);
  });
});
