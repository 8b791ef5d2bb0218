/** The Bot Connector on a given day: remembers what is posted, and answers everything the same way. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ScriptedAnswer {
  /** 0 drops the connection, "never" holds it. */
  readonly status: number | 'never';
  readonly headers?: Record<string, string>;
}

/** What a client sent, as far as the tests look at it. */
export interface Posted {
  readonly method: string;
  readonly path: string;
  readonly activity: Readonly<Record<string, unknown>>;
}

export class ScriptedConnector {
  readonly posts: Posted[] = [];
  private server?: Server;

  constructor(private readonly answer: ScriptedAnswer = { status: 200 }) {}

  get url(): string {
    return `http://127.0.0.1:${(this.server?.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    const { status, headers } = this.answer;
    this.server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += String(chunk)));
      request.on('end', () => {
        const activity = JSON.parse(body) as Posted['activity'];
        this.posts.push({ method: request.method ?? '', path: request.url ?? '', activity });
        if (status === 'never') return;
        if (status === 0) return void request.socket.destroy();
        // Not chained: restify replaces writeHead for the whole process by one that returns nothing.
        response.writeHead(status, { 'content-type': 'application/json', ...headers });
        response.end(JSON.stringify({ id: `sent-${this.posts.length}` }));
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }
}
