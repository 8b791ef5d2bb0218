/** Killed while a custom agent is asked, or after any step of following its answer, the agent goes on where the documents say. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step } from '../../agent/context';
import { settingsSchema } from '../../cases/settings';
import { shippedSettings } from '../../cases/shipped/settings';
import { startAgent, type AgentProcess } from '../support/agentProcess';
import { fromBot, openChat, say, type ChatSession } from '../support/chatClient';
import {
  aCustomAgentServer,
  aWebhook,
  says,
  SECRET,
  SECRET_NAME,
  silent,
  type CustomAgentServer,
} from '../support/customAgentServer';
import { publishIn } from '../support/published';
import { pause, until } from '../support/until';

const WORDS = 'My espresso machine leaks from the bottom. I am Dana Reyes, dana@example.com.';
const QUESTION = 'Is the tank seated?';
const QUIET_MS = 1_500; // longer than a sweep: whatever would be doubled has come by then

/** Each is done for the customer's words first, then for the answer. */
const DEATHS: readonly [step: Step, time: number][] = [
  ['call', 1],
  ['decide', 2],
  ['commit', 2],
  ['apply', 2],
  ['drain', 2],
  ['send', 2],
];

describe('an agent that is killed around a call of a custom agent', function () {
  this.timeout(60_000);
  let server: CustomAgentServer;
  let dataDir: string;
  const env = { [SECRET_NAME]: SECRET };

  beforeEach(async () => {
    server = await aCustomAgentServer(says({ responseType: 'Question', message: QUESTION }));
    dataDir = await mkdtemp(join(tmpdir(), 'agent-'));
    await publish();
  });
  afterEach(async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  /** The shipped intents, for the custom agent; nothing else is asked. */
  async function publish(): Promise<void> {
    const { resolution } = shippedSettings;
    const agent = aWebhook(server.url);
    const settings = settingsSchema.parse({
      ...shippedSettings,
      intake: { ask: false },
      turns: { settleMs: 0, settleMaxMs: 0 },
      resolution: {
        ...resolution,
        linesOfBusiness: resolution.linesOfBusiness.map((line) => ({ ...line, automation: 'full' })),
        intents: resolution.intents.map((intent) => ({ ...intent, attributes: [], customAgent: agent.name })),
        customAgents: [agent],
      },
    });
    await publishIn(dataDir, settings);
  }

  for (const [step, time] of DEATHS)
    it(`after "${step}" for the ${time}. time asks the customer once, and the custom agent under one key`, async () => {
      const first = await startAgent({ dataDir, env, killAfter: step, killOn: time });
      const chat = await openChat(first.url);
      await say(first.url, chat, WORDS, 'first-words').catch(() => undefined);
      assert.equal(await first.gone, 'SIGKILL');
      await finish(await startAgent({ dataDir, env }), chat);
    });

  it('while it waits for the answer, asks again at once', async () => {
    server.answers = [silent, says({ responseType: 'Question', message: QUESTION })];
    const first = await startAgent({ dataDir, env });
    const chat = await openChat(first.url);
    await say(first.url, chat, WORDS, 'first-words');
    await until('the custom agent is asked', () => server.asked[0]);
    first.kill();
    await first.gone;
    await finish(await startAgent({ dataDir, env }), chat);
  });

  async function finish(agent: AgentProcess, chat: ChatSession): Promise<void> {
    const questions = async (): Promise<readonly unknown[]> =>
      (await fromBot(agent.url, chat)).filter(({ text }) => text === QUESTION);
    await until('the question is asked', async () => (await questions())[0]);
    await pause(QUIET_MS);
    assert.equal((await questions()).length, 1);
    assert.equal(new Set(server.asked.map(({ headers }) => headers['idempotency-key'])).size, 1);
    await agent.stop();
  }
});
