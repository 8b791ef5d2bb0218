/** The Bot Connector's side: takes what the agent posts and remembers each arrival, repeats too. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Arrival {
  readonly conversation: string;
  readonly effectId: string;
  readonly text: string;
  /** How many processes had been started when it came. */
  readonly life: number;
}

interface Posted {
  readonly text?: string;
  readonly conversation: { readonly id: string };
  readonly channelData?: { readonly effectId?: string };
}

export class Sink {
  readonly arrivals: Arrival[] = [];
  /** Counted up by whoever starts a process. */
  life = 0;
  private server?: Server;

  get url(): string {
    return `http://127.0.0.1:${(this.server?.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    const server = createServer((request, response) => {
      void readBody(request).then(
        (body) => {
          const { text = '', conversation, channelData } = JSON.parse(body) as Posted;
          const effectId = channelData?.effectId ?? '';
          this.arrivals.push({ conversation: conversation.id, effectId, text, life: this.life });
          response.setHeader('content-type', 'application/json');
          response.end(JSON.stringify({ id: `sink-${this.arrivals.length}` }));
        },
        () => response.destroy(),
      );
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }
}

/** @throws where the sender died in the middle. */
async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

/** A conversation of the sink's channel, as the store names it. */
export function storeId(conversation: string): string {
  return `emulator:${conversation}`;
}

/** By the store's names. */
export function byConversation(arrivals: readonly Arrival[]): Map<string, Arrival[]> {
  const found = new Map<string, Arrival[]>();
  for (const arrival of arrivals) {
    const id = storeId(arrival.conversation);
    const others = found.get(id);
    if (others) others.push(arrival);
    else found.set(id, [arrival]);
  }
  return found;
}
