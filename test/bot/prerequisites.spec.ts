import assert from 'node:assert/strict';
import { createCustomAgents } from '../../adapters/customAgent';
import { createCredentials } from '../../adapters/email/credentials';
import { prerequisites } from '../../bot/prerequisites';
import type { Knowledge } from '../../cases/resolution/knowledge';
import type { KnowledgeSettings } from '../../cases/resolution/settings';
import { createKnowledge, type KnowledgeParts } from '../../prediction/knowledge';
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

describe('the prerequisites show the knowledge', () => {
  async function shown(knowledge: Knowledge | undefined) {
    const found = await prerequisites(someSettings(), {
      credentials: createCredentials({ env: {} }),
      sender: { verify: () => Promise.resolve() },
      problemOf: () => undefined,
      knowledge,
    });
    return found.find(({ id }) => id === 'knowledge');
  }

  const knowledgeWith = (read: KnowledgeParts['read'], where?: KnowledgeSettings) =>
    createKnowledge({
      settings: () => Promise.resolve(where),
      read,
      nowMs: Date.now,
      log: { info: () => undefined, warn: () => undefined },
    });
  const FOLDER = { kind: 'folder', path: 'articles', refreshMinutes: 5 } as const;

  it('as it is now: how much is read, what is left out, or why nothing is', async () => {
    const articles = [{ name: 'a', text: '# A\n\nOne.\n\n## B\n\nTwo.' }];
    const here = knowledgeWith(() => Promise.resolve({ articles, leftOut: ['b.md: too long'] }), FOLDER);
    const found = await shown(here);
    assert.deepEqual(
      [found?.state, found?.detail],
      ['holds', '1 articles with 2 passages are read; left out: b.md: too long'],
    );
    const gone = knowledgeWith(() => Promise.reject(new Error('no such folder')), FOLDER);
    const lost = await shown(gone);
    assert.deepEqual([lost?.state, lost?.detail], ['does-not-hold', 'no such folder']);
  });

  it('only where the settings name a place', async () => {
    assert.equal(await shown(knowledgeWith(() => Promise.reject(new Error('none')))), undefined);
    assert.equal(await shown(undefined), undefined);
  });
});
