import assert from 'node:assert/strict';
import { createCustomAgents } from '../../../adapters/customAgent';
import type {
  CustomAgentCall,
  CustomAgentSettings,
  RemoteConversation,
} from '../../../cases/customAgent/settings';
import type { Turn } from '../../../cases/conversation/turns';
import { aCustomAgent, SECRET_NAME } from '../../support/customAgentServer';
import { aCustomAgentServer, says, type CustomAgentServer } from '../../support/customAgentServer';
import { Client, startServer, type Running } from '../directline/server';

const request = { caseId: 'chat:c1~1', conversationId: 'chat:c1~1/helper' };
const resolved = { responseType: 'Resolved', message: 'Descale it.' };

describe('a bot behind Direct Line as a custom agent', () => {
  let bot: Running;
  let env: Record<string, string>;
  let kept: RemoteConversation[];
  beforeEach(async () => {
    kept = [];
    bot = await startServer();
    // A token of the server begins one conversation, as a secret begins any.
    env = { [SECRET_NAME]: (await new Client(bot.url).begin()).token };
  });
  afterEach(() => bot.stop());

  const agents = () => createCustomAgents({ env, nowMs: Date.now, pollMs: 10 });

  function anAgent(over: { timeoutMs?: number; event?: string } = {}): CustomAgentSettings {
    return aCustomAgent({
      kind: 'directline',
      name: 'helper',
      url: `${bot.url}/v3/directline`,
      auth: { kind: 'secret', secretName: SECRET_NAME },
      privateAddresses: ['127.0.0.1'],
      timeoutMs: 2_000,
      ...over,
    });
  }

  function aCall(over: Partial<CustomAgentCall> = {}): CustomAgentCall {
    const keep = async (remote: RemoteConversation): Promise<void> => void kept.push(remote);
    return { id: 'chat:c1~1/call/1', agent: anAgent(), request, keep, ...over };
  }

  it('is told of the case, and answers with JSON as its words', async () => {
    bot.agent.answer = () => [{ text: `\`\`\`json\n${JSON.stringify(resolved)}\n\`\`\`` }];
    const { answer } = await agents().ask(aCall());
    assert.deepEqual(answer, { ...resolved, needsReview: false });
    assert.deepEqual(JSON.parse(bot.agent.incoming[0]?.text ?? ''), request);
  });

  it('asks the customer in plain words, however many messages they take', async () => {
    bot.agent.answer = () => [{ text: 'I can help.' }, { text: 'Which model is it?' }];
    assert.deepEqual((await agents().ask(aCall())).answer, {
      responseType: 'Question',
      message: 'I can help.\n\nWhich model is it?',
      needsReview: false,
    });
  });

  it('goes on in the same conversation, and hears only what is new in it', async () => {
    bot.agent.answer = () => [{ text: 'Which model is it?' }];
    const first = await agents().ask(aCall());
    assert.equal(kept.length, 1);
    bot.agent.answer = () => [{ text: JSON.stringify(resolved) }];
    const second = await agents().ask(aCall({ id: 'chat:c1~1/call/5', remote: first.remote }));
    assert.equal(second.answer.responseType, 'Resolved');
    assert.equal(kept.length, 1);
    assert.equal(new Set(bot.agent.incoming.map(({ conversation }) => conversation)).size, 1);
  });

  it('is told once, though we ended before its answer came', async () => {
    const late: Partial<Turn>[] = [];
    bot.agent.answer = () => late;
    await assert.rejects(agents().ask(aCall({ agent: anAgent({ timeoutMs: 100 }) })), {
      code: 'late',
      retry: true,
    });
    const [remote] = kept;
    bot.agent.say(`directline:${remote?.id}`, { text: JSON.stringify(resolved) });
    const { answer } = await agents().ask(aCall({ remote }));
    assert.equal(answer.responseType, 'Resolved');
    assert.equal(bot.agent.incoming.length, 1);
  });

  it('whose conversation is gone gets another', async () => {
    bot.agent.answer = () => [{ text: JSON.stringify(resolved) }];
    const { answer, remote } = await agents().ask(aCall({ remote: { id: 'long-gone', watermark: '7' } }));
    assert.equal(answer.responseType, 'Resolved');
    assert.notEqual(remote?.id, 'long-gone');
  });

  it('that does not know us is not asked again', async () => {
    env[SECRET_NAME] = 'wrong';
    await assert.rejects(agents().ask(aCall()), { code: 'unauthorised', retry: false });
    await assert.rejects(agents().check(anAgent()), { code: 'unauthorised' });
  });
});

describe('a Copilot Studio agent', () => {
  let server: CustomAgentServer;
  let heard: Record<string, unknown>[];
  let activities: object[];
  beforeEach(async () => {
    heard = [];
    activities = [];
    server = await aCustomAgentServer((asked, response) => {
      const give = (value: unknown, status = 200): void => void says(value, status)(asked, response);
      const allowed = asked.headers.authorization;
      if (asked.path.startsWith('/token')) return give({ token: 'T', conversationId: 'C', expires_in: 3600 });
      if (asked.path === '/v3/directline/conversations' && allowed === 'Bearer T')
        return give({ conversationId: 'C', token: 'T2' }, 201);
      if (allowed !== 'Bearer T2') return give({}, 403);
      const after = Number(new URL(asked.path, server.url).searchParams.get('watermark'));
      if (asked.method === 'GET')
        return give({ activities: activities.slice(after), watermark: String(activities.length) });
      heard.push(JSON.parse(asked.body) as Record<string, unknown>);
      return give({ id: 'C|1' });
    });
  });
  afterEach(() => server.stop());

  const agents = () => createCustomAgents({ env: {}, nowMs: Date.now, pollMs: 10 });

  function anAgent(event?: string): CustomAgentSettings {
    return aCustomAgent({
      kind: 'directline',
      name: 'copilot',
      url: `${server.url}/v3/directline`,
      auth: { kind: 'tokenEndpoint', url: `${server.url}/token?api-version=2022-03-01-preview` },
      privateAddresses: ['127.0.0.1'],
      timeoutMs: 1_000,
      event,
    });
  }

  function ask(event?: string): Promise<{ answer: unknown }> {
    return agents().ask({ id: 'k', agent: anAgent(event), request, keep: () => Promise.resolve() });
  }

  it('is reached by its token endpoint, and may be told by an event', async () => {
    const answer = ask('caseAssigned');
    while (heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    activities = [{ type: 'message', replyToId: 'C|1', value: resolved }];
    assert.deepEqual((await answer).answer, { ...resolved, needsReview: false });
    assert.deepEqual(
      [heard[0]?.['type'], heard[0]?.['name'], heard[0]?.['value']],
      ['event', 'caseAssigned', request],
    );
    assert.match(await agents().check(anAgent()), /takes conversations/);
  });

  const said: readonly [promise: string, activities: object[], expected: RegExp][] = [
    [
      'that hands over to a person cannot resolve it',
      [{ type: 'event', name: 'handoff.initiate', value: {} }],
      /UnableToResolve/,
    ],
    [
      'answers with an event, too',
      [{ type: 'event', name: 'done', value: { responseType: 'NoAction' } }],
      /NoAction/,
    ],
    [
      'is not taken by its word for something else',
      [
        { type: 'message', replyToId: 'C|0', text: 'Hello, I am Copilot.' },
        { type: 'typing' },
        { type: 'message', replyToId: 'C|1', text: 'Which model?' },
      ],
      /"Which model\?"/,
    ],
    [
      'that only ends the conversation has not answered',
      [{ type: 'endOfConversation' }],
      /ended the conversation/,
    ],
  ];
  for (const [promise, answers, expected] of said)
    it(promise, async () => {
      const answer = ask().then(({ answer: one }) => JSON.stringify(one), String);
      while (heard.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      activities = answers;
      assert.match(await answer, expected);
    });
});
