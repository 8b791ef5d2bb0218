import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createCustomAgents } from '../../../adapters/customAgent';
import type {
  CustomAgentCall,
  CustomAgentFailed,
  WebhookSettings,
} from '../../../cases/customAgent/settings';
import {
  aCustomAgentServer,
  aWebhook,
  says,
  SECRET,
  SECRET_NAME,
  silent,
  type Answering,
  type CustomAgentServer,
} from '../../support/customAgentServer';

const NOW_MS = Date.parse('2026-03-02T09:00:00.000Z');
const env = { [SECRET_NAME]: SECRET, CLIENT_SECRET: 'client secret' };
const agents = createCustomAgents({ env, nowMs: () => NOW_MS });
const nothing = { responseType: 'NoAction' };

function aCall(agent: WebhookSettings, over: Partial<CustomAgentCall> = {}): CustomAgentCall {
  const request = { caseId: 'chat:c1~1', conversationId: 'chat:c1~1/helper' };
  return { id: 'chat:c1~1/call/1', agent, request, keep: () => Promise.resolve(), ...over };
}

describe('a custom agent behind a webhook', () => {
  let server: CustomAgentServer;
  before(async () => void (server = await aCustomAgentServer(says(nothing))));
  after(() => server.stop());
  beforeEach(() => {
    server.asked.length = 0;
    server.answers = [says(nothing)];
  });

  it('is asked with the case and the conversation, under the id of the call', async () => {
    await agents.ask(aCall(aWebhook(`${server.url}/cases?tenant=1`)));
    const [asked] = server.asked;
    assert.deepEqual(JSON.parse(asked?.body ?? ''), {
      caseId: 'chat:c1~1',
      conversationId: 'chat:c1~1/helper',
    });
    assert.deepEqual([asked?.method, asked?.path], ['POST', '/cases?tenant=1']);
    assert.equal(asked?.headers['content-type'], 'application/json');
    assert.equal(asked?.headers['idempotency-key'], encodeURIComponent('chat:c1~1/call/1'));
  });

  it('can see that the request is ours, unchanged, and of now', async () => {
    await agents.ask(aCall(aWebhook(server.url)));
    const { headers, body } = server.asked[0] ?? assert.fail('it was not asked');
    assert.equal(headers['x-agent-timestamp'], String(NOW_MS / 1000));
    const digest = createHmac('sha256', SECRET)
      .update(`${NOW_MS / 1000}.${body}`)
      .digest('hex');
    assert.equal(headers['x-agent-signature'], `sha256=${digest}`);
  });

  it('is given a token by client credentials, the same until it is refused', async () => {
    const taken: (string | undefined)[] = [];
    let made = 0;
    server.answers = [
      (asked, response) => {
        if (asked.path === '/token')
          return says({ access_token: `t${++made}`, expires_in: 3600 })(asked, response);
        taken.push(asked.headers.authorization);
        return says(nothing, taken.length === 3 ? 401 : 200)(asked, response);
      },
    ];
    const oauth = {
      kind: 'oauth' as const,
      tokenUrl: `${server.url}/token`,
      clientId: 'us',
      secretName: 'CLIENT_SECRET',
      scope: 'agent/.default',
    };
    const agent = aWebhook(server.url, { auth: oauth });
    await agents.ask(aCall(agent));
    await agents.ask(aCall(agent));
    await assert.rejects(agents.ask(aCall(agent)), { code: 'unauthorised', retry: true });
    await agents.ask(aCall(agent));
    assert.deepEqual(taken, ['Bearer t1', 'Bearer t1', 'Bearer t1', 'Bearer t2']);
    assert.deepEqual(Object.fromEntries(new URLSearchParams(server.asked[0]?.body)), {
      grant_type: 'client_credentials',
      client_id: 'us',
      client_secret: 'client secret',
      scope: 'agent/.default',
    });
  });

  const failures: readonly [promise: string, answer: Answering, code: string, retry: boolean][] = [
    ['says nothing: late, and tried again', silent, 'late', true],
    ['fails: tried again', says('oops', 500), 'failing', true],
    ['is not there: tried again', (_asked, response) => void response.destroy(), 'unreachable', true],
    ['does not know us: not tried again', says('', 401), 'unauthorised', false],
    ['refuses: not tried again', says('', 422), 'refused', false],
    ['answers something else: not followed', says('<html>hello</html>'), 'not-understood', false],
    ['asks without a question: not followed', says({ responseType: 'Question' }), 'not-understood', false],
    ['answers without end: cut off', says(`"${'x'.repeat(70_000)}"`), 'too-large', false],
    [
      'drips without end: late',
      (_asked, response) => {
        const drip = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(drip));
      },
      'late',
      true,
    ],
  ];
  for (const [promise, answer, code, retry] of failures)
    it(`that ${promise}`, async () => {
      server.answers = [answer];
      await assert.rejects(agents.ask(aCall(aWebhook(server.url, { timeoutMs: 250 }))), { code, retry });
    });

  it('says how long to wait', async () => {
    server.answers = [says('', 429, { 'retry-after': '7' })];
    await assert.rejects(agents.ask(aCall(aWebhook(server.url))), { code: 'failing', afterMs: 7_000 });
  });

  it('cannot send us elsewhere', async () => {
    const inside = await aCustomAgentServer(says(nothing));
    server.answers = [says('', 302, { location: inside.url })];
    await assert.rejects(agents.ask(aCall(aWebhook(server.url))), { code: 'redirected', retry: false });
    assert.deepEqual(inside.asked, []);
    await inside.stop();
  });

  it('is not asked without the secret, and nothing of a secret is told', async () => {
    const poor = createCustomAgents({ env: {}, nowMs: () => NOW_MS });
    await assert.rejects(poor.ask(aCall(aWebhook(server.url))), (error: CustomAgentFailed) => {
      assert.equal(error.code, 'not-set-up');
      return error.message.includes(SECRET_NAME);
    });
    assert.deepEqual(server.asked, []);
  });

  it('is checked without being asked anything', async () => {
    server.answers = [says('', 405)];
    assert.match(await agents.check(aWebhook(server.url)), /answers/);
    assert.deepEqual(
      server.asked.map(({ method, body }) => [method, body]),
      [['GET', '']],
    );
    server.answers = [says('', 403)];
    await assert.rejects(agents.check(aWebhook(server.url)), { code: 'unauthorised' });
  });
});
