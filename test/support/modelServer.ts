/** A server of the chat completions protocol that answers by script, on a free port of this machine. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** One value as a model gives it. */
export interface Given {
  readonly evidence: readonly { readonly turn: number; readonly words: string }[];
  readonly reason: string;
  readonly value: unknown;
  readonly confidence: unknown;
}

export function given(value: unknown, turn: number, words: string, over: Partial<Given> = {}): Given {
  return {
    evidence: [{ turn, words }],
    reason: 'the customer says so',
    value,
    confidence: 'certain',
    ...over,
  };
}

export type Reply =
  /** The fields that are left out are null. */
  | {
      readonly fields: Readonly<Record<string, unknown>>;
      readonly finish?: string;
      readonly usage?: Usage | null;
    }
  /** The message's content, whatever it is. */
  | { readonly content: string | null; readonly finish?: string; readonly refusal?: string }
  | { readonly status: number; readonly headers?: Record<string, string>; readonly error?: object }
  /** The body of a 200, which need not be JSON. */
  | { readonly body: string }
  | { readonly breaks: 'before' | 'within' }
  /** Nothing is ever said; or the headers are, and no more. */
  | { readonly hangs: 'before' | 'within' };

export interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
}

/** What was asked of the model. */
export interface ModelCall {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  /** As it came over the wire. */
  readonly text: string;
  readonly body: {
    readonly model: string;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
    readonly response_format: { readonly json_schema: { readonly strict: boolean; readonly schema: Schema } };
    readonly [name: string]: unknown;
  };
  /** The conversation, as the model is shown it. */
  readonly shown: Shown;
}

export interface Schema {
  readonly properties: Readonly<Record<string, Property>>;
  readonly required: readonly string[];
  readonly additionalProperties: boolean;
  readonly $defs: Readonly<Record<string, unknown>>;
}

export interface Property {
  readonly description: string;
  readonly anyOf: readonly {
    readonly properties?: { readonly value?: { readonly enum?: readonly string[] } };
  }[];
}

export interface Shown {
  readonly known: Readonly<Record<string, unknown>>;
  readonly question: string;
  readonly earlier: readonly { readonly turn: number; readonly text: string }[];
  readonly new: readonly { readonly turn: number; readonly from: string; readonly text: string }[];
}

export type Script = Reply | ((call: ModelCall, count: number) => Reply);

export const USAGE: Usage = { prompt_tokens: 1000, completion_tokens: 100 };

export class ModelServer {
  readonly calls: ModelCall[] = [];
  /** Used one after the other, the last one for good. */
  script: Script[] = [{ fields: {} }];
  private readonly server: Server;
  private readonly sockets = new Set<Socket>();

  constructor() {
    this.server = createServer((request, response) => void this.take(request, response));
    this.server.on('connection', (socket) => {
      this.sockets.add(socket);
      socket.once('close', () => this.sockets.delete(socket));
    });
  }

  async start(): Promise<this> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return this;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** As `OPENAI_BASE_URL` wants it. */
  get url(): string {
    return `${this.origin}/v1`;
  }

  /** The newest question. */
  get last(): ModelCall {
    const call = this.calls.at(-1);
    if (!call) throw new Error('the model was not asked');
    return call;
  }

  reset(...script: Script[]): void {
    this.calls.length = 0;
    this.script = script.length > 0 ? script : [{ fields: {} }];
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request);
    const body = JSON.parse(text) as ModelCall['body'];
    const asked = body.messages.find(({ role }) => role === 'user')?.content ?? '{}';
    const call = {
      path: request.url ?? '',
      headers: request.headers,
      text,
      body,
      shown: JSON.parse(asked) as Shown,
    };
    this.calls.push(call);
    const script = this.script.length > 1 ? this.script.shift() : this.script[0];
    if (!script) throw new Error('there is no script');
    answer(response, typeof script === 'function' ? script(call, this.calls.length) : script, call);
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function answer(response: ServerResponse, reply: Reply, call: ModelCall): void {
  if ('hangs' in reply) {
    if (reply.hangs === 'within') begin(response, JSON_TYPE, '{"id":');
    return;
  }
  if ('breaks' in reply) {
    if (reply.breaks === 'within') {
      begin(response, { ...JSON_TYPE, 'content-length': '5000' }, '{"id":');
      setTimeout(() => response.socket?.resetAndDestroy(), 20);
    } else response.socket?.resetAndDestroy();
    return;
  }
  if ('status' in reply) {
    response.writeHead(reply.status, { ...JSON_TYPE, ...reply.headers });
    response.end(JSON.stringify({ error: reply.error ?? { message: 'no', type: 'error', code: null } }));
    return;
  }
  response.writeHead(200, JSON_TYPE);
  response.end('body' in reply ? reply.body : JSON.stringify(completion(reply, call)));
}

/** Not chained: restify replaces writeHead for the whole process by one that returns nothing. */
function begin(response: ServerResponse, headers: Record<string, string>, words: string): void {
  response.writeHead(200, headers);
  response.write(words);
}

const JSON_TYPE = { 'content-type': 'application/json' };

function completion(reply: Extract<Reply, { fields: object } | { content: string | null }>, call: ModelCall) {
  const schema = call.body.response_format.json_schema.schema;
  const nothing = Object.fromEntries(schema.required.map((key) => [key, null]));
  const content = 'fields' in reply ? JSON.stringify({ ...nothing, ...reply.fields }) : reply.content;
  const refusal = 'refusal' in reply ? reply.refusal : null;
  const usage = 'usage' in reply ? reply.usage : USAGE;
  return {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: call.body.model,
    choices: [
      { index: 0, finish_reason: reply.finish ?? 'stop', message: { role: 'assistant', content, refusal } },
    ],
    ...(usage ? { usage } : {}),
  };
}
