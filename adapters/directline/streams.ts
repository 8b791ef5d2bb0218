/** The sockets of the clients: each reads the transcript at its own pace, woken by news. */
import { WebSocket, WebSocketServer } from 'ws';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { News, Transcript } from '../../cases/conversation/receiving';
import { conversationIdOf } from '../../cases/conversation/turns';
import type { Person } from '../../cases/values';
import { toActivitySet, typingActivity } from './outgoing';

const PAGE = 50; // turns read and sent at a time: also the most that one slow client can hold in memory
const STREAMS_PER_CONVERSATION_MAX = 5; // tabs of one customer; the oldest gives way
const CLIENT_BYTES_MAX = 1_024; // clients send empty pings only
const SEND_MS_MAX = 20_000; // a client that has not taken a page by then comes back with its watermark
const STOP_MS_MAX = 500;
export const HEARTBEAT_MS = 30_000;

const GOING_AWAY = 1001;
const TRY_AGAIN = 1013;

export interface StreamDeps {
  readonly transcript: Transcript;
  readonly news: News;
  readonly failed: (error: unknown) => void;
  readonly heartbeatMs: number;
}

/** One socket: what is after the watermark, then what is new; one read at a time, so nothing is doubled or overtaken. */
class Stream {
  alive = true;
  private running = false;
  private woken = false;
  private readonly stopHearing: () => void;

  constructor(
    readonly socket: WebSocket,
    readonly conversation: string,
    private watermark: number,
    private readonly deps: StreamDeps,
  ) {
    this.stopHearing = deps.news.on(conversationIdOf('directline', conversation), () => this.wake());
    socket.on('pong', () => (this.alive = true));
    socket.on('message', () => (this.alive = true));
    // 'close' always follows, and does the clearing up.
    socket.on('error', () => socket.terminate());
    socket.on('close', () => this.stopHearing());
  }

  wake(): void {
    this.woken = true;
    if (this.running) return;
    this.running = true;
    this.run().catch((error: unknown) => {
      this.deps.failed(error);
      this.socket.close(TRY_AGAIN, 'come again');
    });
  }

  private async run(): Promise<void> {
    try {
      while (this.woken && this.socket.readyState === WebSocket.OPEN) {
        this.woken = false;
        await this.catchUp();
      }
    } finally {
      // In the same step as the last look at `woken`: a wake between the two would be lost.
      this.running = false;
    }
  }

  private async catchUp(): Promise<void> {
    const id = conversationIdOf('directline', this.conversation);
    for (;;) {
      const turns = await this.deps.transcript.after(id, this.watermark, PAGE);
      if (turns.length === 0 || this.socket.readyState !== WebSocket.OPEN) return;
      const set = toActivitySet(this.conversation, turns, this.watermark);
      await this.send(JSON.stringify(set));
      this.watermark = Number(set.watermark);
      if (turns.length < PAGE) return;
    }
  }

  /** Nothing of the transcript: the watermark stays, and whoever is about to hear words need not see it. */
  showTyping(by: Person): void {
    if (this.running || this.socket.readyState !== WebSocket.OPEN) return;
    const activity = typingActivity(this.conversation, by);
    this.socket.send(JSON.stringify({ activities: [activity], watermark: String(this.watermark) }));
  }

  /** Settles when the page has left for the network: that, and not a queue of pages, is the buffer. */
  private send(text: string): Promise<void> {
    return new Promise((resolve) => {
      const late = setTimeout(() => this.socket.terminate(), SEND_MS_MAX);
      // An error here closes the socket; the client comes back with the watermark that it has.
      this.socket.send(text, () => {
        clearTimeout(late);
        resolve();
      });
    });
  }
}

/** All sockets of this process. */
export class Streams {
  private readonly server = new WebSocketServer({
    noServer: true,
    maxPayload: CLIENT_BYTES_MAX,
    perMessageDeflate: false,
  });
  private readonly byConversation = new Map<string, Set<Stream>>();
  private heartbeat?: NodeJS.Timeout;

  constructor(private readonly deps: StreamDeps) {}

  /** Takes an upgrade that has been let in. */
  accept(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    conversation: string,
    watermark: number,
  ): void {
    this.heartbeat ??= setInterval(() => this.beat(), this.deps.heartbeatMs).unref();
    this.server.handleUpgrade(request, socket, head, (webSocket) => {
      const stream = new Stream(webSocket, conversation, watermark, this.deps);
      this.keep(stream);
      stream.wake();
    });
  }

  /** Lets the conversation's sockets read again. */
  wake(conversation: string): void {
    for (const stream of this.byConversation.get(conversation) ?? []) stream.wake();
  }

  /** Shows the conversation's sockets here that somebody types. */
  typing(conversation: string, by: Person): void {
    for (const stream of this.byConversation.get(conversation) ?? []) stream.showTyping(by);
  }

  async stop(): Promise<void> {
    clearInterval(this.heartbeat);
    this.heartbeat = undefined;
    for (const socket of this.server.clients) {
      socket.close(GOING_AWAY, 'the server stops');
      // A client that does not answer the close must not hold up the stop.
      setTimeout(() => socket.terminate(), STOP_MS_MAX).unref();
    }
    await new Promise<void>((resolve) => this.server.close(() => resolve()));
  }

  private keep(stream: Stream): void {
    const streams = this.byConversation.get(stream.conversation) ?? new Set();
    this.byConversation.set(stream.conversation, streams.add(stream));
    if (streams.size > STREAMS_PER_CONVERSATION_MAX) {
      const [oldest] = streams;
      if (oldest) streams.delete(oldest);
      oldest?.socket.close(TRY_AGAIN, 'too many streams');
    }
    stream.socket.on('close', () => {
      streams.delete(stream);
      if (streams.size === 0 && this.byConversation.get(stream.conversation) === streams)
        this.byConversation.delete(stream.conversation);
    });
  }

  private beat(): void {
    for (const stream of [...this.byConversation.values()].flatMap((streams) => [...streams])) {
      if (!stream.alive) {
        stream.socket.terminate();
        continue;
      }
      stream.alive = false;
      stream.socket.ping();
    }
  }
}
