/** The Bot Connector's side: takes what the agent posts and remembers each arrival, repeats too. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Arrival {
  readonly conversation: string;
  readonly effectId: string;
  readonly text: string;
  /** How many processes had been started when it came. */
  readonly life: number;
  /** By this process's clock, in milliseconds. */
  readonly atMs: number;
}

interface Posted {
  readonly text?: string;
  readonly conversation: { readonly id: string };
  readonly channelData?: { readonly effectId?: string };
  readonly attachments?: unknown;
}

/** What begins a thread in a channel. */
interface PostedRoot {
  readonly activity: Posted;
  readonly channelData: { readonly channel: { readonly id: string } };
}

export class Sink {
  readonly arrivals: Arrival[] = [];
  /** Counted up by whoever starts a process. */
  life = 0;
  /** Told of each thread that a post to a channel begins. */
  onRoot: (thread: string, attachments: unknown) => void = () => undefined;
  private server?: Server;

  get url(): string {
    return `http://127.0.0.1:${(this.server?.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    const server = createServer((request, response) => {
      void readBody(request).then(
        (body) => {
          const posted = JSON.parse(body) as Posted | PostedRoot;
          const answer = 'activity' in posted ? this.root(posted) : this.take(posted, posted.conversation.id);
          response.setHeader('content-type', 'application/json');
          response.end(JSON.stringify(answer));
        },
        () => response.destroy(),
      );
    });
    this.server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  private take({ text = '', channelData }: Posted, conversation: string): { id: string } {
    const effectId = channelData?.effectId ?? '';
    this.arrivals.push({ conversation, effectId, text, life: this.life, atMs: performance.now() });
    return { id: `sink-${this.arrivals.length}` };
  }

  private root({ activity, channelData }: PostedRoot): { id: string; activityId: string } {
    const { id } = this.take(activity, channelData.channel.id);
    const thread = `${channelData.channel.id};messageid=${id}`;
    this.onRoot(thread, activity.attachments);
    return { id: thread, activityId: id };
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
