/** Two agents on one database, a customer's page at one of them, their words at the other. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';
import { startAgent, type AgentProcess } from '../support/agentProcess';
import { openChat, postJson, say, type ChatActivity } from '../support/chatClient';
import { aDatabase, needsMongo, type TestDatabase } from '../support/mongoServer';
import { until } from '../support/until';

const WORDS = 'My espresso machine leaks from the bottom. I am Dana Reyes, dana@example.com.';

describe('two agents on one database', function () {
  this.timeout(60_000);
  before(needsMongo);
  let folder: string;
  let database: TestDatabase;
  let agents: AgentProcess[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'agent-'));
    database = await aDatabase();
    const env = { MONGODB_URI: database.uri };
    agents = [await startAgent({ dataDir: folder, env }), await startAgent({ dataDir: folder, env })];
  });
  afterEach(async () => {
    await Promise.all(agents.map((agent) => agent.stop()));
    await database.drop();
    await rm(folder, { recursive: true, force: true });
  });

  it('show an open page what the other one wrote, under a token that either takes', async () => {
    const [here, there] = agents.map(({ url }) => url) as [string, string];
    const chat = await openChat(here);
    const { streamUrl } = await postJson<{ streamUrl: string }>(
      `${here}/v3/directline/conversations`,
      {},
      chat.token,
    );
    const heard: ChatActivity[] = [];
    const socket = new WebSocket(streamUrl);
    socket.on('message', (bytes: Buffer) => {
      const text = bytes.toString();
      if (text !== '') heard.push(...(JSON.parse(text) as { activities: ChatActivity[] }).activities);
    });
    await new Promise((resolve) => socket.once('open', resolve));
    await say(there, chat, WORDS, 'first-words');
    const reply = await until(
      'the reply is shown',
      () => heard.find(({ from, text }) => from.role === 'bot' && /CAS-\d{5}/.test(text ?? '')),
      20_000,
    );
    assert.equal(heard.filter(({ id }) => id === reply.id).length, 1);
    assert.equal(heard.filter(({ from }) => from.role === 'user').length, 1);
    socket.close();
  });
});
