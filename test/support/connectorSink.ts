/** The Bot Connector's side of a channel: takes what the bot posts and remembers it. */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SunkActivity {
  readonly type: string;
  readonly text?: string;
  readonly replyToId?: string;
  readonly conversation: { readonly id: string };
  readonly channelData?: { readonly effectId?: string };
  readonly attachments?: readonly { readonly contentType: string; readonly content?: unknown }[];
  /** Set where a message was changed in place. */
  readonly updated?: string;
}

export class ConnectorSink {
  readonly activities: SunkActivity[] = [];
  /** What to answer instead of 200, as long as it is set. */
  refuseWith?: number;
  private server?: Server;
  private count = 0;

  get url(): string {
    return `http://127.0.0.1:${(this.server?.address() as AddressInfo).port}`;
  }

  async start(): Promise<this> {
    this.server = createServer((request, response) => {
      void readBody(request).then((body) => {
        if (this.refuseWith !== undefined) {
          response.statusCode = this.refuseWith;
          response.end('{}');
          return;
        }
        const updated = request.method === 'PUT' ? request.url?.split('/').at(-1) : undefined;
        this.activities.push({ ...(JSON.parse(body) as SunkActivity), updated });
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify({ id: `sink-${++this.count}` }));
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    this.server?.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
  }

  /** What was said in a conversation, repeats of one effect taken together. */
  effects(conversation: string): SunkActivity[] {
    const byEffect = new Map<string, SunkActivity>();
    for (const activity of this.activities) {
      if (activity.conversation.id === conversation)
        byEffect.set(activity.channelData?.effectId ?? '', activity);
    }
    return [...byEffect.values()];
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

/** A message of the Bot Framework as a channel would post it. */
export function message(
  sink: ConnectorSink,
  over: {
    conversation: string;
    text?: string;
    id: string;
    user?: string;
    channelId?: string;
    value?: unknown;
  },
) {
  return {
    type: 'message',
    id: over.id,
    channelId: over.channelId ?? 'emulator',
    serviceUrl: sink.url,
    from: { id: over.user ?? 'user-1', name: over.user ?? 'Alex' },
    recipient: { id: 'bot', name: 'Agent' },
    conversation: { id: over.conversation },
    timestamp: new Date().toISOString(),
    text: over.text ?? '',
    value: over.value,
  };
}
