/**
 * Teams as a bot meets it: a connector that gives posts their ids and threads, and activities of the shape that Teams
 * sends. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/conversation-messages
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface TeamsActivity {
  readonly type: string;
  readonly text?: string;
  readonly channelData?: { readonly effectId?: string };
  readonly attachments?: readonly {
    readonly contentType: string;
    readonly contentUrl?: string;
    readonly name?: string;
    readonly content?: unknown;
  }[];
}

export interface Posted {
  /** "root": a post that began a thread; "reply": into a conversation; "update": changed in place. */
  readonly how: 'root' | 'reply' | 'update';
  /** The thread of a root, the conversation of everything else. */
  readonly conversation: string;
  readonly id: string;
  readonly activity: TeamsActivity;
}

/** Instead of an answer: a status; or it takes the post, and drops the connection or never answers. */
export type Fault =
  { readonly status: number; readonly headers?: Record<string, string> } | 'cut-after' | 'never';

export class TeamsConnector {
  readonly posted: Posted[] = [];
  /** How many requests came, those that failed included. */
  requests = 0;
  /** Asked of each request; undefined lets it through. */
  fault: (request: { readonly method: string; readonly path: string }) => Fault | undefined = () => undefined;
  private server?: Server;
  private count = 1_700_000_000_000; // Teams' message ids are times in milliseconds

  get url(): string {
    return `http://127.0.0.1:${(this.server?.address() as AddressInfo).port}/teams`;
  }

  async start(): Promise<this> {
    this.server = createServer((request, response) => {
      void readBody(request).then((body) => {
        this.requests += 1;
        const [method, path] = [request.method ?? '', decodeURIComponent(request.url ?? '')];
        const fault = this.fault({ method, path });
        if (typeof fault === 'object') {
          response.writeHead(fault.status, fault.headers);
          response.end('{"error":{"code":"Scripted"}}');
          return;
        }
        const answer = this.take(method, path, body);
        if (fault === 'never') return;
        if (fault === 'cut-after') return void request.socket.destroy();
        response.setHeader('content-type', 'application/json');
        response.end(JSON.stringify(answer));
      });
    });
    await new Promise<void>((resolve) => this.server?.listen(0, '127.0.0.1', resolve));
    return this;
  }

  async stop(): Promise<void> {
    if (!this.server) return;
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server?.close(resolve));
    this.server = undefined;
  }

  /** What was posted to a conversation, a thread's root included, oldest first; changes in place are left out. */
  in(conversation: string): Posted[] {
    return this.posted.filter((one) => one.how !== 'update' && one.conversation === conversation);
  }

  textsIn(conversation: string): string[] {
    return this.in(conversation).flatMap(({ activity }) => (activity.text ? [activity.text] : []));
  }

  roots(): Posted[] {
    return this.posted.filter(({ how }) => how === 'root');
  }

  private take(method: string, path: string, body: string): object {
    const id = String(++this.count);
    const of = /\/v3\/conversations\/([^/]+)\/activities(?:\/([^/]+))?$/.exec(path);
    if (of?.[1] === undefined) {
      const { activity, channelData } = JSON.parse(body) as {
        activity: TeamsActivity;
        channelData: { channel: { id: string } };
      };
      const conversation = `${channelData.channel.id};messageid=${id}`;
      this.posted.push({ how: 'root', conversation, id, activity });
      return { id: conversation, activityId: id, serviceUrl: this.url };
    }
    const activity = JSON.parse(body) as TeamsActivity;
    const update = method === 'PUT';
    const known = update ? (of[2] ?? '') : id;
    this.posted.push({ how: update ? 'update' : 'reply', conversation: of[1], id: known, activity });
    return { id: known };
  }
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

/** Hands an activity to the agent, as the Bot Connector does; the body of the answer, where there is one. */
export async function deliver(url: string, activity: object): Promise<unknown> {
  const answer = await fetch(`${url}/api/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(activity),
  });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`the agent answered ${answer.status}: ${body}`);
  return body === '' ? undefined : JSON.parse(body);
}

export const BOT = { id: '28:11111111-2222-3333-4444-555555555555', name: 'Case Management Agent' };
export const TENANT = '99999999-8888-7777-6666-555555555555';
export const TEAM = { id: '19:general@thread.tacv2', name: 'Support', aadGroupId: 'group-1' };
export const CHANNEL = { id: '19:queue@thread.tacv2', name: 'Queue' };

export interface TeamsPerson {
  readonly id: string;
  readonly name: string;
  readonly aadObjectId: string;
}

export const teamsPerson = (name: string): TeamsPerson => ({
  id: `29:${name.toLowerCase()}`,
  name,
  aadObjectId: `object-${name.toLowerCase()}`,
});

/** A channel of a team, as activities in it name it. */
export class TeamsChannel {
  private sent = 0;

  constructor(
    private readonly serviceUrl: string,
    readonly id = CHANNEL.id,
  ) {}

  /** What everything that Teams sends from the channel has in common. */
  private activity(from: object, conversation: string, over: object) {
    return {
      id: `1800000000${String(++this.sent).padStart(3, '0')}`,
      timestamp: new Date().toISOString(),
      channelId: 'msteams',
      serviceUrl: this.serviceUrl,
      from,
      recipient: BOT,
      conversation: { isGroup: true, conversationType: 'channel', tenantId: TENANT, id: conversation },
      channelData: {
        teamsChannelId: this.id,
        teamsTeamId: TEAM.id,
        channel: { id: this.id },
        team: TEAM,
        tenant: { id: TENANT },
      },
      locale: 'en-US',
      ...over,
    };
  }

  /** The app is added to the team: Teams tells it twice. */
  added(by: TeamsPerson): object[] {
    return [
      this.activity(by, this.id, { type: 'conversationUpdate', membersAdded: [{ id: BOT.id }] }),
      this.activity(by, this.id, { type: 'installationUpdate', action: 'add' }),
    ];
  }

  removed(by: TeamsPerson): object {
    return this.activity(by, this.id, { type: 'conversationUpdate', membersRemoved: [{ id: BOT.id }] });
  }

  /** @param root missing: a new post, which is its own root. */
  message(
    from: TeamsPerson,
    text: string,
    { root, mention = false }: { root?: string; mention?: boolean } = {},
  ) {
    const tag = `<at>${BOT.name}</at>`;
    const made = this.activity(from, this.id, {
      type: 'message',
      textFormat: 'plain',
      text: mention ? `${tag}&nbsp;${text}\n` : text,
      entities: [
        ...(mention ? [{ type: 'mention', mentioned: BOT, text: tag }] : []),
        { type: 'clientInfo', locale: 'en-US', country: 'US', platform: 'Windows' },
      ],
      attachments: [{ contentType: 'text/html', content: `<div>${text}</div>` }],
    });
    const conversation = { ...made.conversation, id: `${this.id};messageid=${root ?? made.id}` };
    return { ...made, conversation };
  }

  /** A button of a card pressed. */
  click(from: TeamsPerson, thread: string, data: object, replyToId: string): object {
    const { verb } = data as { verb?: string };
    return this.activity(from, thread, {
      type: 'invoke',
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb, data }, trigger: 'manual' },
      replyToId,
    });
  }
}
