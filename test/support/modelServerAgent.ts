/** The real agent on a store of its own, with a predictor of the test's, and a channel that notes who was written to. */
import { rm } from 'node:fs/promises';
import { publishedVersion } from '../../agent/sources';
import { compose, type Composed } from '../../bot/compose';
import { createLog } from '../../bot/log';
import type { Case } from '../../cases/case';
import type { OutgoingMessage } from '../../cases/channel';
import type { Conversation } from '../../cases/conversation/conversation';
import type { FieldPredictor } from '../../cases/deciding/prediction';
import type { Settings } from '../../cases/settings';
import { aFolder } from './stores';

const CHANNEL = 'test';

export class AgentWithModel {
  readonly sent: OutgoingMessage[] = [];
  private count = 0;

  private constructor(
    private readonly composed: Composed,
    private readonly folder: string,
  ) {
    composed.channels[CHANNEL] = {
      send: (message) => {
        this.sent.push(structuredClone(message));
        return Promise.resolve({ activityId: message.effectId });
      },
    };
  }

  static async start(settings: Settings, predictor: FieldPredictor): Promise<AgentWithModel> {
    const folder = aFolder();
    const composed = compose({
      config: { dataDir: folder, serviceHosts: [] },
      log: createLog('silent'),
      predictor,
    });
    const agent = new AgentWithModel(composed, folder);
    await composed.store.start();
    const hurried = { ...settings, turns: { ...settings.turns, settleMs: 0 } };
    const at = composed.context.clock();
    await composed.store.insert('settings', publishedVersion({ settings: hurried, at, by: 'test' }));
    return agent;
  }

  get store(): Composed['store'] {
    return this.composed.store;
  }

  /** Says something and waits for all that comes of it. */
  async say(conversation: string, text: string, name = 'Customer'): Promise<void> {
    const { agent, context } = this.composed;
    await agent.receive({
      channel: CHANNEL,
      conversation,
      activityId: `turn-${++this.count}`,
      from: { id: `user:${conversation}`, name },
      text,
      at: context.clock(),
      reference: { kind: CHANNEL, conversation },
    });
    await agent.quiet(`${CHANNEL}:${conversation}`);
  }

  async conversation(conversation: string): Promise<Conversation> {
    const found = await this.store.get('conversations', `${CHANNEL}:${conversation}`);
    if (!found) throw new Error(`there is no conversation ${conversation}`);
    return found;
  }

  async case(conversation: string): Promise<Case | undefined> {
    const { caseId } = await this.conversation(conversation);
    return caseId === undefined ? undefined : this.store.get('cases', caseId);
  }

  /** The trace of the conversation's newest decision. */
  async trace(conversation: string): Promise<string[]> {
    const equals = [`${CHANNEL}:${conversation}`];
    const { items } = await this.store.list('turns', {
      index: 'conversation',
      equals,
      order: 'desc',
      limit: 10,
    });
    return items.find((turn) => turn.decision)?.decision?.trace.map(({ key }) => key) ?? [];
  }

  async stop(): Promise<void> {
    await this.composed.agent.stop();
    await this.store.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}
