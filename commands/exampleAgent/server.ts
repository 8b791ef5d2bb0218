/** A custom agent over HTTP: a signed request with a case's id comes in, an answer goes out. docs/custom-agents.md */
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { answerFor, type AgentAnswer, type KnownCase, type Rule } from './rules';
import { refusalOf } from './signature';

export interface ExampleAgentParts {
  /** The secret that the Case Management Agent signs with. */
  readonly secret: string;
  readonly readCase: (caseId: string) => Promise<KnownCase>;
  readonly rules?: readonly Rule[];
  /** Told of each request and its answer. */
  readonly log?: (line: string) => void;
}

export interface ExampleAgent {
  readonly url: string;
  stop(): Promise<void>;
}

const BODY_BYTES_MAX = 16 * 1024; // two ids
const REMEMBERED_MAX = 1_000;

/** @param port 0: any free one */
export async function startExampleAgent(parts: ExampleAgentParts, port = 0): Promise<ExampleAgent> {
  const answered = new Map<string, AgentAnswer>();
  const server = createServer((request, response) => {
    handle(request, response, parts, answered).catch((error: unknown) => {
      parts.log?.(`failed: ${error instanceof Error ? error.message : String(error)}`);
      respond(response, 500, { error: 'that did not work' }); // it is asked again
    });
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : port}`,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  parts: ExampleAgentParts,
  answered: Map<string, AgentAnswer>,
): Promise<void> {
  const body = await readBody(request);
  if (request.method !== 'POST') return respond(response, 405, { error: 'POST a request' });
  if (body === undefined) return respond(response, 413, { error: 'too large' });
  const refused = refusalOf(request.headers, body, { secret: parts.secret, nowMs: Date.now() });
  if (refused !== undefined) {
    parts.log?.(`refused: ${refused}`);
    return respond(response, 401, { error: refused });
  }
  // The same key again is the same request: whoever asks twice hears the same, and nothing is done twice.
  const key = String(request.headers['idempotency-key'] ?? '');
  const known = answered.get(key);
  if (known) return respond(response, 200, known);
  const { caseId, conversationId } = JSON.parse(body.toString('utf8')) as Record<string, string>;
  const answer = answerFor(await parts.readCase(caseId ?? ''), parts.rules);
  remember(answered, key, answer);
  parts.log?.(`${caseId} (${conversationId}): ${answer.responseType} ${answer.message ?? ''}`);
  respond(response, 200, answer);
}

function remember(answered: Map<string, AgentAnswer>, key: string, answer: AgentAnswer): void {
  if (key === '') return;
  const [oldest] = answered.keys();
  if (answered.size >= REMEMBERED_MAX && oldest !== undefined) answered.delete(oldest);
  answered.set(key, answer);
}

/** Undefined where it is larger than any request of ours. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= BODY_BYTES_MAX) chunks.push(chunk);
  }
  return bytes > BODY_BYTES_MAX ? undefined : Buffer.concat(chunks);
}

function respond(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
