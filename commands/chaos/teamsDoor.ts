/** A channel of Teams as chaos runs write to it: a command to the bot, a card's button, words in a thread. */
import { post } from './customers';

const BOT = { id: '28:agent', name: 'Agent' };
const TENANT = 'tenant';

export class TeamsChannelDoor {
  private sent = 0;

  constructor(
    private readonly serviceUrl: string,
    readonly id: string,
  ) {}

  /** Words to the bot, in a thread of their own. */
  command(url: string, user: string, text: string): Promise<unknown> {
    const tag = `<at>${BOT.name}</at>`;
    const entities = [{ type: 'mention', mentioned: BOT, text: tag }];
    const id = `command-${++this.sent}`;
    const activity = { type: 'message', id, text: `${tag} ${text}`, entities };
    return this.send(url, user, `${this.id};messageid=${id}`, activity);
  }

  /** @throws where it was not acknowledged: it is sent again under the same id. */
  async say(
    url: string,
    user: string,
    { thread, id, text }: Record<'thread' | 'id' | 'text', string>,
  ): Promise<void> {
    await this.send(url, user, thread, { type: 'message', id, text });
  }

  click(url: string, user: string, { thread, data }: { readonly thread: string; readonly data: object }) {
    const { verb } = data as { readonly verb?: string };
    const value = { action: { type: 'Action.Execute', verb, data } };
    const id = `click-${++this.sent}`;
    return this.send(url, user, thread, { type: 'invoke', name: 'adaptiveCard/action', id, value });
  }

  private send(url: string, user: string, conversation: string, activity: object): Promise<unknown> {
    return post(`${url}/api/messages`, {
      ...activity,
      channelId: 'msteams',
      serviceUrl: this.serviceUrl,
      from: { id: `29:${user}`, name: user, aadObjectId: user },
      recipient: BOT,
      conversation: { isGroup: true, conversationType: 'channel', tenantId: TENANT, id: conversation },
      channelData: {
        channel: { id: this.id },
        team: { id: this.id, name: 'Support' },
        tenant: { id: TENANT },
      },
      timestamp: new Date().toISOString(),
    });
  }
}
