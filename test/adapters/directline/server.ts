/** The local Direct Line on a free port of 127.0.0.1, and a client of it. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import * as restify from 'restify';
import { WebSocket } from 'ws';
import { type DirectLine, type DirectLineDeps, createDirectLine } from '../../../adapters/directline';
import { AT, FakeAgent } from './fakeAgent';

export interface Running {
  readonly agent: FakeAgent;
  readonly directLine: DirectLine;
  readonly server: restify.Server;
  readonly url: string;
  stop(): Promise<void>;
}

/** @param mountMore adds routes of the test's own before the server listens. */
export async function startServer(
  over: Partial<DirectLineDeps> = {},
  mountMore: (server: restify.Server, directLine: DirectLine, agent: FakeAgent) => void = () => undefined,
): Promise<Running> {
  const agent = new FakeAgent();
  let made = 0;
  const directLine = createDirectLine({
    receive: agent.receive,
    transcript: agent.transcript,
    news: agent.news,
    end: agent.end,
    secret: new Uint8Array(32).fill(7),
    clock: () => AT,
    newId: () => `id${++made}`,
    textCharsMax: () => 200,
    render: (content, language) => ({
      type: 'AdaptiveCard',
      version: '1.3',
      body: [],
      kind: content.kind,
      language,
    }),
    parseAction: (value) =>
      (value as { verb?: unknown }).verb === 'take' ? { verb: 'take', caseId: 'c1' } : { verb: 'unknown' },
    ...over,
  });
  const server = restify.createServer();
  directLine.mount(server);
  mountMore(server, directLine, agent);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}`;
  const stop = async (): Promise<void> => {
    await directLine.stop();
    server.server.closeAllConnections();
    await new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
    });
  };
  return { agent, directLine, server, url, stop };
}

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

export interface Activity {
  readonly id: string;
  readonly type: string;
  readonly text?: string;
  readonly from: { readonly id: string; readonly role: string; readonly name: string };
  readonly channelData: Record<string, unknown>;
  readonly attachments?: readonly { readonly contentType: string; readonly content: unknown }[];
  readonly suggestedActions?: { readonly actions: readonly { readonly value: string }[] };
  readonly value?: unknown;
}

/** A client with its token, as Web Chat acts. */
export class Client {
  conversation = '';
  token = '';
  constructor(private readonly url: string) {}

  async begin(body: object = {}): Promise<this> {
    const made = await this.post('/tokens/generate', body);
    assert.equal(made.status, 200);
    this.token = String(made.body['token']);
    this.conversation = String(made.body['conversationId']);
    return this;
  }

  get claims(): Record<string, unknown> {
    const payload = Buffer.from(this.token.split('.')[1] ?? '', 'base64url').toString();
    return JSON.parse(payload) as Record<string, unknown>;
  }

  say(activity: object, conversation = this.conversation): Promise<Reply> {
    return this.post(`/conversations/${conversation}/activities`, activity);
  }

  read(watermark = '', conversation = this.conversation): Promise<Reply> {
    return this.call('GET', `/conversations/${conversation}/activities?watermark=${watermark}`);
  }

  post(path: string, body: unknown): Promise<Reply> {
    return this.call('POST', path, JSON.stringify(body));
  }

  async call(method: string, path: string, body?: string): Promise<Reply> {
    const headers: Record<string, string> = {
      ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const answer = await fetch(`${this.url}/v3/directline${path}`, { method, headers, body });
    return {
      status: answer.status,
      headers: answer.headers,
      body: (await answer.json()) as Record<string, unknown>,
    };
  }

  async streamUrl(watermark?: string): Promise<string> {
    const path = `/conversations/${this.conversation}`;
    const answer =
      watermark === undefined
        ? await this.post('/conversations', {})
        : await this.call('GET', `${path}?watermark=${watermark}`);
    return String(answer.body['streamUrl']);
  }
}

/** Collects what a socket brings. */
export class Socket {
  readonly activities: Activity[] = [];
  watermark = '0';
  private constructor(readonly socket: WebSocket) {
    socket.on('message', (data) => {
      const set = JSON.parse((data as Buffer).toString()) as { activities: Activity[]; watermark: string };
      this.activities.push(...set.activities);
      this.watermark = set.watermark;
      socket.emit('read');
    });
  }

  static async open(url: string): Promise<Socket> {
    const socket = new Socket(new WebSocket(url));
    await once(socket.socket, 'open');
    return socket;
  }

  async until(count: number): Promise<readonly Activity[]> {
    while (this.activities.length < count)
      await once(this.socket, 'read', { signal: AbortSignal.timeout(3000) });
    return this.activities;
  }
}
