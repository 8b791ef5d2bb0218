/** `/metrics` of a running agent: a conversation shows in it, and who may read it. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAgent, type AgentProcess } from '../support/agentProcess';
import { fromBot, openChat, say } from '../support/chatClient';
import { until } from '../support/until';

const KEY = 'a key of the test that is long enough';

describe('the metrics of a running agent', function () {
  this.timeout(60_000);
  let dataDir: string;
  let agent: AgentProcess;
  beforeEach(async () => (dataDir = await mkdtemp(join(tmpdir(), 'agent-'))));
  afterEach(async () => {
    await agent.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  it('say what it did, in the text format, without a word of the customer', async () => {
    agent = await startAgent({ dataDir });
    const chat = await openChat(agent.url);
    await say(agent.url, chat, 'My espresso machine leaks. I am Dana Reyes, dana@example.com');
    await until('the case is opened', async () =>
      (await fromBot(agent.url, chat)).length > 0 ? true : undefined,
    );
    const answer = await fetch(`${agent.url}/metrics`);
    assert.equal(answer.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
    const text = await answer.text();
    for (const line of [
      'case_agent_turns_total{received="accepted"} 1',
      'case_agent_steps_total{step="commit"} 1',
      'case_agent_cases_opened_total 1',
      'case_agent_turns_waiting 0',
    ])
      assert.ok(text.split('\n').includes(line), `${line} is missing in\n${text}`);
    assert.match(text, /^case_agent_sends_total\{outcome="sent"\} [1-9]/m);
    assert.match(text, /^process_resident_memory_bytes \d+/m);
    assert.match(text, /^case_agent_http_responses_total\{status="200"\} \d/m);
    assert.doesNotMatch(text, /Dana|espresso/);
  });

  it('need the API key where the agent can be reached from outside', async () => {
    const env = {
      MicrosoftAppId: 'id',
      MicrosoftAppPassword: 'secret',
      MicrosoftAppTenantId: 'tenant',
      API_KEY: KEY,
    };
    agent = await startAgent({ dataDir, env });
    for (const path of ['/metrics', '/metrics/', '/%6Detrics'])
      assert.equal((await fetch(agent.url + path)).status, 401, path);
    const answer = await fetch(`${agent.url}/metrics`, { headers: { authorization: `Bearer ${KEY}` } });
    assert.equal(answer.status, 200);
    assert.equal((await fetch(`${agent.url}/healthz`)).status, 200);
  });
});
