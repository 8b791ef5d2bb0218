import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import { Client, type Running, Socket, startServer } from './server';

const message = (text: string, clientActivityID?: string): object => ({
  type: 'message',
  text,
  channelData: { clientActivityID },
});

describe('the stream of the local Direct Line', () => {
  let running: Running;
  let client: Client;
  beforeEach(async () => {
    running = await startServer();
    client = await new Client(running.url).begin();
  });
  afterEach(() => running.stop());

  it('brings the echo with its client id and then the replies, in order', async () => {
    running.agent.answer = () => [{ text: 'first' }, { text: 'second' }];
    const socket = await Socket.open(await client.streamUrl());
    await client.say(message('Hello', 'abc'));
    const seen = await socket.until(3);
    assert.deepEqual(
      seen.map(({ id, text, from, channelData }) => [
        id.split('|')[1],
        text,
        from.role,
        channelData['clientActivityID'],
      ]),
      [
        ['0000001', 'Hello', 'user', 'abc'],
        ['0000002', 'first', 'bot', undefined],
        ['0000003', 'second', 'bot', undefined],
      ],
    );
    assert.equal(socket.watermark, '3');
  });

  it('loses and doubles nothing over a dropped socket', async () => {
    const conversationId = `directline:${client.conversation}`;
    const before = await Socket.open(await client.streamUrl());
    for (let n = 1; n <= 5; n++) running.agent.say(conversationId, { text: `${n}` });
    await before.until(5);
    before.socket.terminate();
    for (let n = 6; n <= 150; n++) running.agent.say(conversationId, { text: `${n}` });
    const after = await Socket.open(await client.streamUrl(before.watermark));
    for (let n = 151; n <= 200; n++) running.agent.say(conversationId, { text: `${n}` });
    await after.until(195);
    await sleep(30);
    const texts = [...before.activities, ...after.activities].map(({ text }) => Number(text));
    assert.deepEqual(
      texts,
      Array.from({ length: 200 }, (_, index) => index + 1),
    );
  });

  it('shows that somebody types, which is no turn and moves no watermark', async () => {
    const conversationId = `directline:${client.conversation}`;
    const socket = await Socket.open(await client.streamUrl());
    running.agent.say(conversationId, { text: 'Hello' });
    await socket.until(1);
    await sleep(20); // it has been read to the end
    const reference = { kind: 'directline', conversation: client.conversation };
    await running.directLine.channel.typing?.({
      conversationId,
      reference,
      by: { id: 'rita', name: 'Rita' },
    });
    const [, shown] = await socket.until(2);
    assert.deepEqual([shown?.type, shown?.from.name, shown?.from.role], ['typing', 'Rita', 'bot']);
    assert.equal(socket.watermark, '1');
  });

  it('reads once for news that come while it reads', async () => {
    const socket = await Socket.open(await client.streamUrl());
    await sleep(20);
    running.agent.reads = 0;
    for (let n = 0; n < 30; n++) running.agent.say(`directline:${client.conversation}`, { text: `${n}` });
    await socket.until(30);
    await sleep(20);
    assert.ok(running.agent.reads <= 3, `${running.agent.reads} reads`);
  });

  it('bears the empty pings of clients', async () => {
    const socket = await Socket.open(await client.streamUrl());
    socket.socket.send('');
    running.agent.say(`directline:${client.conversation}`, { text: 'still here' });
    assert.equal((await socket.until(1))[0]?.text, 'still here');
  });

  it('shows cards and suggestions', async () => {
    const { channel } = running.directLine;
    const conversationId = `directline:${client.conversation}`;
    const out = {
      effectId: 'e1',
      conversationId,
      channel: 'directline',
      reference: { kind: 'directline', conversation: client.conversation },
      language: 'de',
      at: '2026-03-02T09:00:00.000Z',
    };
    const card = { kind: 'told', text: 'Done' } as const;
    const shown = await channel.send({ ...out, seq: 1, content: { kind: 'card', card, fallback: 'Done' } });
    const asked = await channel.send({
      ...out,
      seq: 2,
      content: { kind: 'text', text: 'Which?', suggestions: ['A'] },
    });
    assert.equal(shown.activityId, `${client.conversation}|0000001`);
    running.agent.say(conversationId, { text: 'Done', card: shown.card });
    running.agent.say(conversationId, { text: 'Which?', card: asked.card });
    const socket = await Socket.open(await client.streamUrl());
    const seen = await socket.until(2);
    const [first, second] = [seen.at(0) ?? assert.fail(), seen.at(1) ?? assert.fail()];
    assert.equal(first.text, undefined);
    const shownCard = first.attachments?.at(0) ?? assert.fail();
    assert.equal(shownCard.contentType, 'application/vnd.microsoft.card.adaptive');
    assert.deepEqual((shownCard.content as { language: string }).language, 'de');
    assert.equal(second.suggestedActions?.actions[0]?.value, 'A');
  });

  it('refuses to send to a reference of another channel', async () => {
    const send = running.directLine.channel.send({
      effectId: 'e',
      conversationId: 'x',
      seq: 1,
      channel: 'email',
      reference: { kind: 'email' },
      language: 'en',
      at: '',
      content: { kind: 'text', text: 'x' },
    });
    await assert.rejects(send, { code: 'channel-failed', retry: false });
  });

  it("turns away without a token, with a client's token, and with another conversation's", async () => {
    const good = await client.streamUrl();
    const other = await new Client(running.url).begin();
    const base = good.slice(0, good.indexOf('?'));
    const urls = [
      [base, 401],
      [`${base}?t=${client.token}`, 403],
      [`${base}?t=${(await other.streamUrl()).split('t=')[1]}`, 403],
      [`${running.url.replace('http', 'ws')}/elsewhere`, 404],
    ] as const;
    for (const [url, status] of urls) assert.equal(await refusedWith(url), status);
  });

  it('keeps the fences of the process for sockets too', async () => {
    const fenced = await startServer({ admits: ({ headers }) => headers.origin === undefined });
    const url = await (await new Client(fenced.url).begin()).streamUrl();
    const status = await refusedWith(url, 'https://evil.test');
    await fenced.stop();
    assert.equal(status, 403);
  });

  it('stops hearing the news of a socket that has gone', async () => {
    const socket = await Socket.open(await client.streamUrl());
    assert.equal(running.agent.hearing, 1);
    socket.socket.close();
    await once(socket.socket, 'close');
    await sleep(20);
    assert.equal(running.agent.hearing, 0);
  });

  it('closes the oldest of too many sockets', async () => {
    const sockets: Socket[] = [];
    for (let n = 0; n < 6; n++) sockets.push(await Socket.open(await client.streamUrl()));
    await once(sockets[0]!.socket, 'close', { signal: AbortSignal.timeout(2000) });
    assert.equal(sockets[5]?.socket.readyState, WebSocket.OPEN);
  });

  it('closes a socket that answers no ping', async () => {
    const quick = await startServer({ heartbeatMs: 30 });
    const url = await (await new Client(quick.url).begin()).streamUrl();
    const deaf = new WebSocket(url, { autoPong: false });
    const lively = await Socket.open(url);
    await once(deaf, 'close', { signal: AbortSignal.timeout(2000) });
    const state = lively.socket.readyState;
    await quick.stop();
    assert.equal(state, WebSocket.OPEN);
  });
});

function refusedWith(url: string, origin?: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url, { origin });
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode));
    socket.on('open', () => reject(new Error('was let in')));
    socket.on('error', () => undefined);
  });
}
