/** A custom agent on a free port of 127.0.0.1 that answers as it is told, and keeps what it was asked. */
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import {
  customAgentSchema,
  type CustomAgentSettings,
  type WebhookSettings,
} from '../../cases/customAgent/settings';
import type { z } from 'zod/v4';

export interface WasAsked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export type Answering = (asked: WasAsked, response: ServerResponse) => void | Promise<void>;

export interface CustomAgentServer {
  readonly url: string;
  readonly asked: WasAsked[];
  /** Used in turn; the last one stays. */
  answers: Answering[];
  stop(): Promise<void>;
}

export const SECRET_NAME = 'CUSTOM_AGENT_SECRET';
export const SECRET = 'a secret that both know';

export const says =
  (answer: unknown, status = 200, headers: Record<string, string> = {}): Answering =>
  (_asked, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer));
  };

/** Takes the request and says nothing. */
export const silent: Answering = () => undefined;

export async function aCustomAgentServer(...answers: Answering[]): Promise<CustomAgentServer> {
  const asked: WasAsked[] = [];
  const running = { asked, answers };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const was = { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body };
      asked.push(was);
      const answer = running.answers.length > 1 ? running.answers.shift() : running.answers[0];
      void answer?.(was, response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : undefined;
  return Object.assign(running, {
    url: `http://127.0.0.1:${port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  });
}

type Input = z.input<typeof customAgentSchema>;

/** A webhook on this machine with a signed request. */
export function aWebhook(
  url: string,
  over: Partial<Extract<Input, { kind: 'webhook' }>> = {},
): WebhookSettings {
  return aCustomAgent({
    kind: 'webhook',
    name: 'helper',
    url,
    auth: { kind: 'signature', secretName: SECRET_NAME },
    privateAddresses: ['127.0.0.1'],
    ...over,
  }) as WebhookSettings;
}

export function aCustomAgent(input: Input): CustomAgentSettings {
  return customAgentSchema.parse(input);
}
