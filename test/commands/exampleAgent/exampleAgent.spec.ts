/** The example agent as it is shipped: it reads the case over our API, and its answers go the whole way. */
import assert from 'node:assert/strict';
import { createCustomAgents } from '../../../adapters/customAgent';
import { signedHeaders } from '../../../adapters/customAgent/signature';
import { caseReader } from '../../../commands/exampleAgent/readCase';
import { answerFor, type KnownCase } from '../../../commands/exampleAgent/rules';
import { startExampleAgent, type ExampleAgent } from '../../../commands/exampleAgent/server';
import { refusalOf } from '../../../commands/exampleAgent/signature';
import { settingsSchema, type Settings } from '../../../cases/settings';
import { inPath, startApi, testSettings, type Running } from '../../bot/api/support';
import { aWebhook, SECRET, SECRET_NAME } from '../../support/customAgentServer';

const TROUBLE = 'My machine leaks from the bottom, my name is Dana Reyes, dana@example.com.';
const INTENT = {
  name: 'leak',
  label: 'Leaking machine',
  lineOfBusiness: 'care',
  description: 'Water comes out of the machine.',
  customAgent: 'helper',
};

function settingsWith(url: string): Settings {
  const resolution = {
    linesOfBusiness: [{ name: 'care', label: 'Care', automation: 'confirm' }],
    intents: [INTENT],
    customAgents: [aWebhook(url)],
  };
  return settingsSchema.parse({ ...testSettings, resolution });
}

describe('the example agent', () => {
  let api: Running;
  let example: ExampleAgent;
  let port: number;
  before(async () => {
    example = await startExampleAgent({
      secret: SECRET,
      readCase: (caseId) => caseReader(`http://127.0.0.1:${port}`, undefined)(caseId),
    });
    api = await startApi({
      settings: settingsWith(example.url),
      customAgents: createCustomAgents({ env: { [SECRET_NAME]: SECRET }, nowMs: Date.now }),
    });
    port = api.port;
  });
  after(async () => {
    await api.stop();
    await example.stop();
  });

  async function invoke(conversation: string, automationLevel: string) {
    const path = `/api/cases/${inPath(`${conversation}~1`)}/actions`;
    const { status, body } = await api.call('POST', path, { action: 'resolve', automationLevel });
    assert.equal(status, 202);
    await api.agent.idle();
    const { look } = body as unknown as { look: string };
    const operation = (await api.call('GET', look)).body as unknown as {
      readonly status: string;
      readonly actions: readonly { readonly outcome?: string; readonly response?: string }[];
    };
    return [operation.status, operation.actions[0]?.outcome, operation.actions[0]?.response];
  }

  async function setIntent(conversation: string): Promise<void> {
    const path = `/api/cases/${inPath(`${conversation}~1`)}`;
    assert.equal((await api.call('PATCH', path, { fields: { intent: 'leak' } })).status, 200);
  }

  it('answers by what it reads of the case over our API, and what came of it can be looked up', async () => {
    const conversation = await api.say('c1', TROUBLE);
    await setIntent(conversation);
    assert.deepEqual(await invoke(conversation, 'Full'), ['done', 'said', 'Question']);
    assert.match(String(said(conversation).at(-1)), /Which serial number/);
    await api.say('c1', 'It is serial CM-2481-09371');
    assert.deepEqual(await invoke(conversation, 'Semi'), ['done', 'drafted', 'Resolved']);
    const { body } = await api.call('GET', `/api/cases/${inPath(`${conversation}~1`)}/drafts`);
    const drafts = (body as unknown as { items: readonly { text: string; state: string }[] }).items;
    assert.match(drafts.find(({ state }) => state === 'open')?.text ?? '', /A new seal for CM-2481-09371/);
  });

  function said(conversation: string): unknown[] {
    return api.sent
      .filter(({ conversationId }) => conversationId === conversation)
      .map(({ content }) => content.kind === 'text' && content.text);
  }

  async function post(body: string, headers: Record<string, string>) {
    const response = await fetch(example.url, { method: 'POST', body, headers });
    return [response.status, (await response.json()) as Record<string, string>] as const;
  }

  it('answers the same to the same key, and only to us', async () => {
    await api.say('c2', TROUBLE);
    const body = JSON.stringify({ caseId: 'directline:c2~1', conversationId: 'x' });
    const signed = { ...signedHeaders(SECRET, Date.now(), body), 'idempotency-key': 'once' };
    const [status, first] = await post(body, signed);
    assert.deepEqual([status, first['responseType']], [200, 'Question']);
    await api.say('c2', 'It is serial CM-2481-09371');
    assert.deepEqual((await post(body, signed))[1], first);
    assert.equal((await post(body, { ...signed, ...signedHeaders('guessed', Date.now(), body) }))[0], 401);
    assert.equal((await post(body, {}))[0], 401);
    assert.equal((await fetch(example.url)).status, 405);
  });

  it('refuses what was changed, and what is old', () => {
    const nowMs = 1_767_607_200_000;
    const body = '{"caseId":"directline:7f3a~1","conversationId":"directline:7f3a~1/example"}';
    const given = signedHeaders('a secret of at least 24 characters', nowMs, body);
    const headers = Object.fromEntries(
      Object.entries(given).map(([name, value]) => [name.toLowerCase(), value]),
    );
    // The worked example of docs/custom-agents.md.
    assert.equal(
      headers['x-agent-signature'],
      'sha256=aeb21af657f2a3fd83e320c2009020b55a7016faaf3cbd136aab041af09a82a0',
    );
    const secret = 'a secret of at least 24 characters';
    const judged = (of: string, atMs: number): string | undefined =>
      refusalOf(headers, Buffer.from(of), { secret, nowMs: atMs });
    assert.equal(judged(body, nowMs), undefined);
    assert.match(judged(body.replace('7f3a', '7f3b'), nowMs) ?? '', /does not fit/);
    assert.match(judged(body, nowMs + 301_000) ?? '', /too old/);
  });

  const rules: readonly [what: string, found: Partial<KnownCase>, responseType: string][] = [
    ['a refund', { title: 'I want my money back' }, 'Resolved'],
    ['smoke', { title: 'Smoke comes out' }, 'UnableToResolve'],
    ['a leak', { title: 'It leaks' }, 'Question'],
    ['a leak of a known machine', { title: 'It leaks', fields: { serialNumber: 'CM-1' } }, 'Resolved'],
    ['thanks', { title: 'Thank you' }, 'ResolveCase'],
    ['a closed case', { status: 'resolved' }, 'NoAction'],
    ['anything else', { title: 'Opening hours' }, 'UnableToResolve'],
  ];
  for (const [what, found, responseType] of rules)
    it(`${what}: ${responseType}`, () => {
      assert.equal(
        answerFor({ title: '', status: 'active', fields: {}, ...found }).responseType,
        responseType,
      );
    });
});
