import assert from 'node:assert/strict';
import { StoreBusy, StoreUnavailable } from '../../../cases/store';
import { type Activity, Client, type Reply, type Running, startServer } from './server';

const message = (text: string, clientActivityID?: string): object => ({
  type: 'message',
  text,
  from: { id: 'somebody-else', role: 'bot' },
  channelData: { clientActivityID, injected: true },
});

function activitiesOf({ body }: Reply): readonly Activity[] {
  return body['activities'] as Activity[];
}

describe('the local Direct Line over HTTP', () => {
  let running: Running;
  let client: Client;
  beforeEach(async () => {
    running = await startServer();
    client = await new Client(running.url).begin({ user: { id: 'i-say-so', name: '  Dana Reyes ' } });
  });
  afterEach(() => running.stop());

  it('answers a message with the id that the transcript knows it by', async () => {
    const { status, body } = await client.say(message('The grinder is stuck', 'abc1'));
    assert.equal(status, 200);
    assert.equal(body['id'], `${client.conversation}|0000001`);
    const read = await client.read();
    const echo = activitiesOf(read).at(0) ?? assert.fail();
    assert.equal(echo.id, body['id']);
    assert.equal(echo.channelData['clientActivityID'], 'abc1');
    assert.equal(echo.from.role, 'user');
    assert.equal(read.body['watermark'], '1');
  });

  it('makes an id for who does not prove one, and keeps only the display name', async () => {
    await client.say(message('Hello'));
    const turn = running.agent.incoming.at(0) ?? assert.fail();
    assert.match(turn.from.id, /^anon-/);
    assert.equal(turn.from.name, 'Dana Reyes');
    assert.equal(turn.identity, undefined);
    assert.equal(client.claims['user'], turn.from.id);
  });

  it('keeps only text, value, attachments, locale and the id of a client activity', async () => {
    await client.say({
      ...message('Look', 'abc2'),
      locale: 'de-AT',
      identity: { id: 'user:boss' },
      timestamp: '1999-01-01T00:00:00Z',
      attachments: [
        { contentType: 'image/png', name: 'a.png', contentUrl: 'https://x.test/a.png', thumbnailUrl: 'y' },
      ],
    });
    const from = { id: String(client.claims['user']), name: 'Dana Reyes' };
    assert.deepEqual(running.agent.incoming, [
      {
        channel: 'directline',
        conversation: client.conversation,
        activityId: `${from.id}|abc2`,
        from,
        text: 'Look',
        attachments: [{ contentType: 'image/png', name: 'a.png', contentUrl: 'https://x.test/a.png' }],
        locale: 'de-AT',
        at: '2026-03-02T09:00:00.000Z',
        reference: { kind: 'directline', conversation: client.conversation },
      },
    ]);
  });

  it('accepts a message that is sent twice once', async () => {
    const first = await client.say(message('Hello', 'same'));
    const second = await client.say(message('Hello', 'same'));
    assert.equal(second.body['id'], first.body['id']);
    assert.equal(running.agent.incoming.length, 1);
  });

  it('gives a poll only what is after its watermark', async () => {
    for (const text of ['one', 'two', 'three']) await client.say(message(text));
    const third = await client.read('2');
    assert.deepEqual(
      activitiesOf(third).map(({ text }) => text),
      ['three'],
    );
    assert.equal(third.body['watermark'], '3');
    assert.deepEqual((await client.read('3')).body, { activities: [], watermark: '3' });
  });

  it('takes a button press as an action, without text', async () => {
    await client.say({ type: 'message', value: { verb: 'take', caseId: 'c1' } });
    assert.deepEqual(running.agent.incoming.at(0)?.action, { verb: 'take', caseId: 'c1' });
    const echo = activitiesOf(await client.read()).at(0) ?? assert.fail();
    assert.equal(echo.channelData['postBack'], true);
  });

  it('lets the text speak where a value beside it is none of ours', async () => {
    await client.say({ type: 'message', text: 'Blue', value: { colour: 'blue' } });
    assert.equal(running.agent.incoming.at(0)?.action, undefined);
    assert.equal(running.agent.incoming.at(0)?.text, 'Blue');
  });

  it('answers and ignores what clients send on their own', async () => {
    for (const activity of [{ type: 'typing' }, { type: 'event', name: 'startConversation' }])
      assert.equal((await client.say(activity)).status, 200);
    assert.equal(running.agent.incoming.length, 0);
  });

  it('tells the agent that the customer types, as no turn', async () => {
    const typed: [string, string][] = [];
    const other = await startServer({
      typed: (conversationId, by) => void typed.push([conversationId, by.id]),
    });
    const typing = await new Client(other.url).begin();
    await typing.say({ type: 'typing' });
    assert.deepEqual(typed, [[`directline:${typing.conversation}`, typing.claims['user']]]);
    assert.deepEqual(other.agent.incoming, []);
    await other.stop();
  });

  it('tells the agent when the customer ends the conversation', async () => {
    assert.equal((await client.say({ type: 'endOfConversation' })).status, 200);
    assert.deepEqual(running.agent.ended, [
      { conversationId: `directline:${client.conversation}`, by: client.claims['user'] },
    ]);
  });

  it('asks for the end again where it could not be taken', async () => {
    running.agent.refuse = () => ({ kind: 'busy', retryAfterSeconds: 3 });
    const { status } = await client.say({ type: 'endOfConversation' });
    running.agent.refuse = undefined;
    assert.deepEqual([status, running.agent.ended], [503, []]);
  });

  it('keeps user and conversation when a token is refreshed', async () => {
    const { body } = await client.post('/tokens/refresh', {});
    const before = client.claims;
    client.token = String(body['token']);
    assert.equal(body['conversationId'], client.conversation);
    assert.deepEqual(client.claims, before);
  });

  it('tells which conversation a token is good for', async () => {
    const { directLine } = running;
    assert.equal(
      await directLine.conversationOf(`Bearer ${client.token}`),
      `directline:${client.conversation}`,
    );
    assert.equal(await directLine.conversationOf('Bearer x.y.z'), undefined);
    assert.equal(await directLine.conversationOf(undefined), undefined);
  });

  const refusals = [
    { name: 'no type', activity: { text: 'x' }, status: 400, code: 'BadArgument' },
    { name: 'a text that is none', activity: { type: 'message', text: 5 }, status: 400, code: 'BadArgument' },
    { name: 'a list', activity: [], status: 400, code: 'BadArgument' },
    { name: 'an empty message', activity: { type: 'message', text: ' ' }, status: 400, code: 'BadArgument' },
    { name: 'an unknown type', activity: { type: 'trace' }, status: 400, code: 'BadArgument' },
    {
      name: 'a file address of another kind',
      activity: { type: 'message', attachments: [{ contentType: 'a/b', contentUrl: 'file:///etc/passwd' }] },
      status: 400,
      code: 'BadArgument',
    },
    { name: 'too long a text', activity: message('x'.repeat(201)), status: 413, code: 'MessageSizeTooBig' },
    {
      name: 'too large an attachment',
      activity: {
        type: 'message',
        attachments: [{ contentType: 'a/b', contentUrl: `data:,${'x'.repeat(70_000)}` }],
      },
      status: 413,
      code: 'MessageSizeTooBig',
    },
    {
      name: 'a body beyond all measure',
      activity: message('x'.repeat(2_000_000)),
      status: 413,
      code: 'MessageSizeTooBig',
    },
  ] as const;
  for (const { name, activity, status, code } of refusals)
    it(`refuses ${name} with ${status}`, async () => {
      const reply = await client.say(activity);
      assert.equal(reply.status, status);
      assert.equal((reply.body['error'] as { code: string }).code, code);
      assert.equal(running.agent.incoming.length, 0);
    });

  it('refuses what is no JSON with 400', async () => {
    const reply = await client.call('POST', `/conversations/${client.conversation}/activities`, '{"type":');
    assert.equal(reply.status, 400);
  });

  it("refuses another conversation's token with 403 and an unknown conversation with 404", async () => {
    const other = await new Client(running.url).begin();
    await other.say(message('mine'));
    for (const reply of [
      await client.read('', other.conversation),
      await client.say(message('theirs'), other.conversation),
      await client.call('GET', `/conversations/${other.conversation}?watermark=0`),
    ])
      assert.equal(reply.status, 403);
    assert.equal((await client.read('', 'nowhere')).status, 404);
    assert.equal(running.agent.incoming.length, 1);
  });

  it('refuses no token with 401, a forged one with 403', async () => {
    const path = `/conversations/${client.conversation}/activities`;
    client.token = '';
    assert.equal((await client.call('GET', path)).status, 401);
    const forger = await startServer({ secret: new Uint8Array(32).fill(8) });
    client.token = (await new Client(forger.url).begin()).token;
    await forger.stop();
    assert.equal((await client.call('GET', path)).status, 403);
  });

  it('says that files are not taken', async () => {
    const reply = await client.post(`/conversations/${client.conversation}/upload`, {});
    assert.equal(reply.status, 501);
  });

  const failures = [
    {
      name: 'the inbox is full',
      refuse: () => ({ kind: 'busy', retryAfterSeconds: 3 }) as const,
      after: '3',
    },
    { name: 'the document is contended', refuse: () => fail(new StoreBusy('conversations')), after: '1' },
    { name: 'the store is away', refuse: () => fail(new StoreUnavailable('full disk')), after: '5' },
  ];
  for (const { name, refuse, after } of failures)
    it(`answers 503 with Retry-After when ${name}`, async () => {
      running.agent.refuse = refuse;
      const reply = await client.say(message('Hello'));
      assert.equal(reply.status, 503);
      assert.equal(reply.headers.get('retry-after'), after);
    });

  it('says below words that AI wrote them', async () => {
    const conversationId = `directline:${client.conversation}`;
    running.agent.say(conversationId, { text: 'Please descale it.', note: 'Written with AI' });
    const { activities } = (await client.read()).body as { activities: { text: string }[] };
    assert.deepEqual(
      activities.map(({ text }) => text),
      ['Please descale it.\n\nWritten with AI'],
    );
  });

  it('does not wait for the agent', async () => {
    await client.say(message('Hello'));
    assert.equal((await client.read()).body['watermark'], '1');
    running.agent.say(`directline:${client.conversation}`, { text: 'later' });
    assert.equal((await client.read('1')).body['watermark'], '2');
  });
});

describe('tokens of the local Direct Line', () => {
  it('carry the identity of a signed user, and refuse a user token that is not accepted', async () => {
    const identity = { id: 'user:42', name: 'Dana Reyes', email: 'dana@example.com' };
    const verifyUser = (jwt: string) =>
      jwt === 'good' ? Promise.resolve(identity) : Promise.reject(new Error('no'));
    const running = await startServer({ verifyUser });
    const client = await new Client(running.url).begin({
      userToken: 'good',
      user: { id: 'x', name: 'Mallory' },
    });
    await client.say(message('Hello'));
    const refused = await new Client(running.url).post('/tokens/generate', { userToken: 'bad' });
    await running.stop();
    assert.deepEqual(running.agent.incoming.at(0)?.identity, identity);
    assert.deepEqual(running.agent.incoming.at(0)?.from, { id: 'user:42', name: 'Dana Reyes' });
    assert.equal(refused.status, 403);
  });

  it('expire after an hour', async () => {
    let now = Date.parse('2026-03-02T09:00:00.000Z');
    const running = await startServer({ clock: () => new Date(now).toISOString() });
    const client = await new Client(running.url).begin();
    now += 3_599_000;
    const inTime = await client.read();
    now += 2_000;
    const late = await client.read();
    await running.stop();
    assert.equal(inTime.status, 200);
    assert.deepEqual([late.status, (late.body['error'] as { code: string }).code], [403, 'TokenExpired']);
  });

  it('name the pages that may use them', async () => {
    const running = await startServer();
    const client = await new Client(running.url).begin({ trustedOrigins: ['https://shop.test'] });
    const read = (origin: string) =>
      fetch(`${running.url}/v3/directline/conversations/${client.conversation}/activities`, {
        headers: { authorization: `Bearer ${client.token}`, origin },
      });
    const statuses = [(await read('https://shop.test')).status, (await read('https://other.test')).status];
    await running.stop();
    assert.deepEqual(statuses, [200, 403]);
  });

  it('are not made with a short secret', async () => {
    await assert.rejects(startServer({ secret: new Uint8Array(8) }), /32 bytes/);
  });

  it('tell the client nothing of an error that nobody foresaw, and the log all of it', async () => {
    const seen: unknown[] = [];
    const running = await startServer({
      receive: () => Promise.reject(new Error('secret words')),
      failed: (error) => seen.push(error),
    });
    const client = await new Client(running.url).begin();
    const reply = await client.say(message('Hello'));
    await running.stop();
    assert.equal(reply.status, 500);
    assert.doesNotMatch(JSON.stringify(reply.body), /secret words/);
    assert.equal(seen.length, 1);
  });
});

function fail(error: Error): never {
  throw error;
}
