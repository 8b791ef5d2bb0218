/** A local Direct Line 3.0, for Web Chat and every other client of it: in by `receive`, out by the transcript. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Server } from 'restify';
import type { Channel } from '../../cases/channel';
import type { News } from '../../cases/conversation/receiving';
import { conversationIdOf } from '../../cases/conversation/turns';
import { type RenderCard, createChannel } from './channel';
import { DirectLineRefusal, asRefusal } from './errors';
import { ROOT, type RouteDeps, Routes, refuseOrigin, watermarkOf } from './routes';
import { HEARTBEAT_MS, Streams } from './streams';
import { type Tokens, bearerOf, createTokens } from './tokens';

export type { RenderCard } from './channel';

const STREAM_PATH = new RegExp(`^${ROOT}/conversations/([^/?]+)/stream(?:\\?|$)`);

export interface DirectLineDeps extends Omit<RouteDeps, 'tokens' | 'wake' | 'failed'> {
  readonly news: News;
  /** Signs the tokens; at least 32 bytes. */
  readonly secret: Uint8Array;
  readonly render: RenderCard;
  /** The fences of the process (host, origin) for sockets, which pass no handler of the server. */
  readonly admits?: (request: IncomingMessage) => boolean;
  /** Hears of errors that are no refusals. */
  readonly failed?: (error: unknown) => void;
  readonly heartbeatMs?: number;
}

export interface DirectLine {
  /** Adds the routes under /v3/directline and takes the sockets' upgrades. */
  mount(server: Server): void;
  readonly channel: Channel;
  /** The conversation (`directline:…`) that an `Authorization` header is good for. */
  conversationOf(authorization: string | undefined): Promise<string | undefined>;
  stop(): Promise<void>;
}

/** @throws where the secret is too short to sign with. */
export function createDirectLine(deps: DirectLineDeps): DirectLine {
  if (deps.secret.length < 32) throw new Error('the secret of the local Direct Line has less than 32 bytes');
  const tokens = createTokens(deps.secret, deps.clock);
  const failed = deps.failed ?? (() => undefined);
  const streams = new Streams({ ...deps, failed, heartbeatMs: deps.heartbeatMs ?? HEARTBEAT_MS });
  const routes = new Routes({ ...deps, tokens, failed, wake: (conversation) => streams.wake(conversation) });
  const stops: (() => void)[] = [];
  return {
    channel: createChannel(deps.render, (conversation, by) => streams.typing(conversation, by)),
    mount(server) {
      routes.mount(server);
      const onUpgrade = upgrading(server, streams, tokens, deps.admits ?? (() => true), failed);
      server.on('upgrade', onUpgrade);
      stops.push(() => server.removeListener('upgrade', onUpgrade));
    },
    async conversationOf(authorization) {
      const token = bearerOf(authorization);
      const holder = token ? await tokens.read(token).catch(() => undefined) : undefined;
      return holder && conversationIdOf('directline', holder.conversation);
    },
    async stop() {
      for (const stop of stops.splice(0)) stop();
      await streams.stop();
    },
  };
}

type OnUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

function upgrading(
  server: Server,
  streams: Streams,
  tokens: Tokens,
  admits: (request: IncomingMessage) => boolean,
  failed: (error: unknown) => void,
): OnUpgrade {
  return (request, socket, head) => {
    const id = STREAM_PATH.exec(request.url ?? '')?.[1];
    if (id === undefined) {
      // Somebody else may serve it; where nobody can, it would hang.
      if (server.listenerCount('upgrade') === 1) turnAway(socket, 404);
      return;
    }
    // Between here and the WebSocket's own listeners an error of the socket would end the process.
    socket.on('error', () => socket.destroy());
    letIn(request, decodeURIComponentSafely(id), tokens, admits).then(
      ({ conversation, watermark }) => streams.accept(request, socket, head, conversation, watermark),
      (error: unknown) => {
        const refusal = asRefusal(error);
        if (!refusal) failed(error);
        turnAway(socket, refusal?.status ?? 500);
      },
    );
  };
}

async function letIn(
  request: IncomingMessage,
  conversation: string,
  tokens: Tokens,
  admits: (request: IncomingMessage) => boolean,
): Promise<{ conversation: string; watermark: number }> {
  if (!admits(request)) throw new DirectLineRefusal('Forbidden', 'Not from there.');
  const token = new URL(request.url ?? '', 'http://local').searchParams.get('t');
  if (!token) throw new DirectLineRefusal('Unauthorized', 'A token is missing.');
  const holder = await tokens.readForStream(token);
  refuseOrigin(holder, request.headers.origin);
  if (holder.conversation !== conversation)
    throw new DirectLineRefusal('Forbidden', 'The token is for another conversation.');
  return { conversation, watermark: watermarkOf(request.url) };
}

function decodeURIComponentSafely(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}

function turnAway(socket: Duplex, status: number): void {
  socket.end(`HTTP/1.1 ${status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
