import assert from 'node:assert/strict';
import { createCustomAgents } from '../../adapters/customAgent';
import { createCredentials } from '../../adapters/email/credentials';
import { prerequisites } from '../../bot/prerequisites';
import { someSettings } from '../support/builders';
import { aCustomAgentServer, aWebhook, says, SECRET, SECRET_NAME } from '../support/customAgentServer';

describe('the prerequisites show custom agents', () => {
  const env = { [SECRET_NAME]: SECRET };

  async function shown(url: string, status: Record<string, boolean> = {}, secrets: NodeJS.ProcessEnv = env) {
    const resolution = { customAgents: [aWebhook(url)] };
    const found = await prerequisites(someSettings({ resolution, flows: status }), {
      credentials: createCredentials({ env }),
      sender: { verify: () => Promise.resolve() },
      problemOf: () => undefined,
      customAgents: createCustomAgents({ env: secrets, nowMs: Date.now }),
    });
    return Object.fromEntries(found.map(({ id, state, detail }) => [id, { state, detail }]));
  }

  it('each with its connection as it is now, and what is wrong with it', async () => {
    const server = await aCustomAgentServer(says('', 405));
    assert.equal((await shown(server.url))['custom-agent-helper']?.state, 'holds');
    const unset = (await shown(server.url, {}, {}))['custom-agent-helper'];
    assert.deepEqual([unset?.state, unset?.detail.includes(SECRET_NAME)], ['does-not-hold', true]);
    server.answers = [says('', 401)];
    assert.match((await shown(server.url))['custom-agent-helper']?.detail ?? '', /answered 401/);
    await server.stop();
    assert.match((await shown(server.url))['custom-agent-helper']?.detail ?? '', /cannot be reached/);
  });

  it('and whether the flow that calls them is on', async () => {
    const server = await aCustomAgentServer(says('', 405));
    assert.equal((await shown(server.url))['call-custom-agent']?.state, 'holds');
    assert.equal(
      (await shown(server.url, { callCustomAgent: false }))['call-custom-agent']?.state,
      'does-not-hold',
    );
    await server.stop();
  });
});
