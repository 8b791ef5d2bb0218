/** The Bot Connector on a bad day: answers each request with the next answer of its script, and counts them. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ScriptedAnswer {
  /** 0 drops the connection. */
  readonly status: number;
  readonly headers?: Record<string, string>;
}

export class ScriptedConnector {
  requests = 0;
  private server?: Server;

  constructor(private readonly answer: ScriptedAnswer) {}

  get url(): string {
    return `http://127.0.0.1:${(this.server?.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    this.server = createServer((request, response) => {
      this.requests += 1;
      if (this.answer.status === 0) request.socket.destroy();
      else
        response
          .writeHead(this.answer.status, { 'content-type': 'application/json', ...this.answer.headers })
          .end('{}');
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }
}
