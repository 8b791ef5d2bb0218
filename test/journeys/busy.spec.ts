/** What the channels hear of an agent that has too much to do, or that is stopping. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEmbedded, type OpenReader } from '../../storage/embedded/beside';
import { openChat, type ChatSession } from '../support/chatClient';
import { ConnectorSink, message } from '../support/connectorSink';
import { startAgent, type AgentProcess } from '../support/agentProcess';
import { until } from '../support/until';

const WORDS = 'My espresso machine leaks.';

describe('an agent that cannot take a turn now', function () {
  this.timeout(60_000);
  let sink: ConnectorSink;
  let dataDir: string;
  let agent: AgentProcess;

  beforeEach(async () => {
    sink = await new ConnectorSink().start();
    dataDir = await mkdtemp(join(tmpdir(), 'agent-'));
  });
  afterEach(async () => {
    await agent.stop();
    await sink.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const start = async (env: NodeJS.ProcessEnv): Promise<void> => {
    agent = await startAgent({ dataDir, env });
  };
  const post = (path: string, body: object, token?: string): Promise<Response> =>
    fetch(agent.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      body: JSON.stringify(body),
    });
  const byBotFramework = (id: string): Promise<Response> =>
    post('/api/messages', message(sink, { conversation: id, user: id, text: WORDS, id }));
  const byChat = ({ conversationId, token }: ChatSession): Promise<Response> =>
    post(
      `/v3/directline/conversations/${conversationId}/activities`,
      { type: 'message', text: WORDS, from: { id: 'me' } },
      token,
    );
  const heard = async (answer: Response): Promise<[number, boolean]> => {
    await answer.arrayBuffer();
    return [answer.status, Number(answer.headers.get('retry-after')) >= 1];
  };

  it('says 503 with Retry-After on every channel while its queue is full, and takes the turn after', async () => {
    await start({ TURNS_MAX: '1', PREDICT_MS: '1500' });
    const chat = await openChat(agent.url);
    assert.equal((await byBotFramework('first')).status, 200);
    assert.deepEqual(await heard(await byBotFramework('second')), [503, true]);
    assert.deepEqual(await heard(await byChat(chat)), [503, true]);
    assert.equal((await fetch(`${agent.url}/healthz`)).status, 200);
    await until('the first is answered', () => sink.effects('first')[0]);
    assert.equal((await byBotFramework('second')).status, 200);
  });

  it('refuses requests past their limit before it reads them, and still says that it lives', async () => {
    await start({ REQUESTS_MAX: '1', PREDICT_MS: '2000' });
    const held = message(sink, { conversation: 'held', text: WORDS, id: 'held' });
    const first = post('/api/messages', { ...held, deliveryMode: 'expectReplies' });
    await until('the first is under way', async () =>
      (await byBotFramework('x')).status === 503 ? true : undefined,
    );
    assert.deepEqual(await heard(await byBotFramework('y')), [503, true]);
    assert.deepEqual(await heard(await fetch(`${agent.url}/api/cases`)), [503, true]);
    assert.equal((await fetch(`${agent.url}/healthz`)).status, 200);
    assert.equal((await first).status, 200);
    assert.equal((await fetch(`${agent.url}/api/cases`)).status, 200);
  });

  it('says so while it is stopping, finishes what runs, ends in time, and leaves no lease', async () => {
    await start({ PREDICT_MS: '2000' });
    const chat = await openChat(agent.url);
    assert.equal((await byBotFramework('first')).status, 200);
    await until('it is being decided', async () => {
      const found = await read((reader) => reader.get('conversations', 'emulator:first'));
      return found?.lease ? found : undefined;
    });
    await new Promise((resolve) => setTimeout(resolve, 900)); // past the settling: the predictor is asked
    agent.terminate();
    await until('it is not ready', async () =>
      (await fetch(`${agent.url}/readyz`)).status === 503 ? true : undefined,
    );
    assert.deepEqual(await heard(await byBotFramework('late')), [503, true]);
    assert.deepEqual(await heard(await byChat(chat)), [503, true]);
    assert.equal(await agent.gone, 0);
    const left = await read((reader) => reader.get('conversations', 'emulator:first'));
    assert.deepEqual([left?.lease, left?.inbox.length], [undefined, 0]);
    assert.equal(await read((reader) => reader.get('conversations', 'emulator:late')), undefined);
    await start({});
    await until('what was left is said', () => sink.effects('first')[0]);
  });

  const read = <T>(work: (reader: OpenReader) => Promise<T>): Promise<T> => readEmbedded(dataDir, work);
});
