/** Sending through the Bot Connector: what is posted, where it is changed in place, and what a failure means. */
import assert from 'node:assert/strict';
import type { BotFrameworkReference } from '../../../adapters/botframework/activity';
import { createBotFrameworkChannel, flavourOf } from '../../../adapters/botframework/channel';
import { Connectors } from '../../../adapters/botframework/connectors';
import { Replies } from '../../../adapters/botframework/replies';
import { plainText, renderCard, type AdaptiveCard } from '../../../cards';
import { ChannelFailed, type Channel, type OutgoingMessage } from '../../../cases/channel';
import { aLiveView } from '../../cards/samples';
import { NOW } from '../../support/builders';
import { TeamsConnector, type Fault } from '../../support/teams';
import { ScriptedConnector, type ScriptedAnswer } from './scriptedConnector';

const TOLD = { kind: 'card', card: { kind: 'told', text: 'Done.' }, fallback: 'Done.' } as const;

function aReference(serviceUrl: string, over: Partial<BotFrameworkReference> = {}): BotFrameworkReference {
  return {
    kind: 'botframework',
    serviceUrl,
    channelId: 'emulator',
    conversation: 'c1',
    bot: { id: 'bot', name: 'Agent' },
    user: { id: 'u1', name: 'Dana' },
    ...over,
  };
}

function aMessage(reference: BotFrameworkReference, over: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    effectId: 'emulator:c1/2',
    conversationId: `${reference.channelId}:${reference.conversation}`,
    seq: 2,
    channel: reference.channelId,
    reference,
    language: 'en',
    at: NOW,
    content: { kind: 'text', text: 'Hello *there*' },
    ...over,
  };
}

function aChannel(replies = new Replies(), maySendTo = () => true, answerMsMax?: number): Channel {
  return createBotFrameworkChannel({
    answerMsMax,
    connectors: new Connectors({}),
    replies,
    maySendTo,
    render: (content, target) => renderCard(content, target, NOW),
    words: (content, language) => plainText(content, language, NOW),
  });
}

const contentOf = (attachments: unknown): AdaptiveCard | undefined =>
  (attachments as readonly { content: AdaptiveCard }[] | undefined)?.[0]?.content;

describe('the Bot Framework channel', () => {
  let sink: ScriptedConnector;
  beforeEach(async () => (sink = await new ScriptedConnector().start()));
  afterEach(() => sink.stop());
  const posted = () => sink.posts.map(({ activity }) => activity);

  it('posts a text as plain text, from the bot to the person, with the id of its effect', async () => {
    const sent = await aChannel().send(aMessage(aReference(sink.url)));
    assert.deepEqual(sent, { activityId: 'sent-1', card: undefined });
    const { type, text, textFormat, from, recipient, channelData, replyToId } = posted()[0] ?? {};
    assert.deepEqual([type, text, textFormat, replyToId], ['message', 'Hello *there*', 'plain', undefined]);
    assert.deepEqual(
      [from, recipient],
      [
        { id: 'bot', name: 'Agent' },
        { id: 'u1', name: 'Dana' },
      ],
    );
    assert.deepEqual(channelData, { effectId: 'emulator:c1/2' });
  });

  it('says below words that AI wrote them', async () => {
    const content = { kind: 'text', text: 'Please descale it.', note: 'Written with AI' } as const;
    await aChannel().send(aMessage(aReference(sink.url), { content }));
    assert.deepEqual(posted()[0]?.['text'], 'Please descale it.\n\nWritten with AI');
  });

  it('answers the message that it is about', async () => {
    await aChannel().send(aMessage(aReference(sink.url), { replyTo: 'm1' }));
    assert.deepEqual(
      sink.posts.map(({ path, activity }) => [path, activity['replyToId']]),
      [['/v3/conversations/c1/activities/m1', 'm1']],
    );
  });

  it('posts a card with words for clients that show none, and gives back what was shown', async () => {
    const { card } = await aChannel().send(aMessage(aReference(sink.url), { content: TOLD }));
    const { attachments, summary } = posted()[0] ?? {};
    assert.deepEqual(attachments, [
      { contentType: 'application/vnd.microsoft.card.adaptive', content: card },
    ]);
    assert.equal(summary, 'Done.');
  });

  it('changes a card in place in Teams', async () => {
    const reference = aReference(sink.url, { channelId: 'msteams' });
    const sent = await aChannel().send(aMessage(reference, { content: TOLD, replaces: 'm7' }));
    assert.equal(sent.activityId, 'm7');
    assert.deepEqual(
      sink.posts.map(({ method, path }) => [method, path]),
      [['PUT', '/v3/conversations/c1/activities/m7']],
    );
  });

  it('says it anew elsewhere', async () => {
    for (const channelId of ['emulator', 'webchat', 'directline'])
      await aChannel().send(aMessage(aReference(sink.url, { channelId }), { content: TOLD, replaces: 'm7' }));
    assert.deepEqual(
      sink.posts.map(({ method }) => method),
      ['POST', 'POST', 'POST'],
    );
  });

  it('names whom Teams asks for the card anew, and nobody elsewhere', async () => {
    const card = { kind: 'queue', conversationId: 'k', problem: 1, live: aLiveView(), fields: [] } as const;
    const content = { kind: 'card', card, fallback: 'Dana' } as const;
    for (const channelId of ['msteams', 'emulator']) {
      const user = { id: '29:rita', name: 'Rita' };
      const reference = aReference(sink.url, { channelId, user });
      await aChannel().send(aMessage(reference, { content, viewers: ['29:sam', '29:rita'] }));
    }
    const [teams, emulator] = posted().map(({ attachments }) => contentOf(attachments));
    assert.deepEqual(teams?.refresh?.userIds, ['29:sam', '29:rita']);
    assert.deepEqual(teams?.refresh?.action.data, {
      verb: 'refresh',
      card: { kind: 'queue', conversationId: 'k', problem: 1 },
    });
    assert.deepEqual([emulator?.refresh, emulator?.version], [undefined, '1.3']);
  });

  it('says a card in words where a channel shows none', async () => {
    for (const channelId of ['sms', 'email', 'telegram'])
      await aChannel().send(aMessage(aReference(sink.url, { channelId }), { content: TOLD }));
    assert.deepEqual(
      posted().map(({ text, attachments }) => [text, attachments]),
      Array.from({ length: 3 }, () => ['Done.', undefined]),
    );
  });

  it('shows cards as each client knows them', () => {
    assert.equal(flavourOf('msteams'), 'universal');
    assert.deepEqual(['emulator', 'webchat', 'anything'].map(flavourOf), ['submit', 'submit', 'submit']);
  });

  it('puts replies into the response while it is held, and posts them afterwards', async () => {
    const replies = new Replies();
    const channel = aChannel(replies);
    const message = aMessage(aReference(sink.url));
    assert.equal(replies.begin(message.conversationId), true);
    assert.equal(replies.begin(message.conversationId), false);
    await channel.send(message);
    await channel.send(aMessage(aReference(sink.url, { conversation: 'c2' })));
    const held = replies.end(message.conversationId);
    assert.deepEqual(
      held.map(({ id, text }) => [id, text]),
      [['emulator:c1/2', 'Hello *there*']],
    );
    await channel.send(message);
    assert.deepEqual(
      sink.posts.map(({ path }) => path.split('/')[3]),
      ['c2', 'c1'],
    );
  });

  it('posts nothing to a service URL that may not be answered', async () => {
    const channel = aChannel(new Replies(), () => false);
    await assert.rejects(
      channel.send(aMessage(aReference(sink.url))),
      (error) => error instanceof ChannelFailed && !error.retry,
    );
    assert.deepEqual(sink.posts, []);
  });
});

describe('a post to a Teams channel', () => {
  let connector: TeamsConnector;
  beforeEach(async () => (connector = await new TeamsConnector().start()));
  afterEach(() => connector.stop());
  const CHANNEL = { id: '19:queue@thread.tacv2', tenantId: 't1' };
  const posted = (url: string): OutgoingMessage =>
    aMessage(
      aReference(url, { channelId: 'msteams', conversation: CHANNEL.id, channel: CHANNEL, user: undefined }),
      {
        content: TOLD,
      },
    );

  it('begins a thread, and says where its replies arrive', async () => {
    const { activityId, thread } = await aChannel().send(posted(connector.url));
    const [root] = connector.roots();
    assert.equal(activityId, root?.id);
    const conversation = `${CHANNEL.id};messageid=${activityId}`;
    const { channel: _channel, ...reference } = posted(connector.url).reference as BotFrameworkReference;
    assert.deepEqual(thread, { conversation, reference: { ...reference, conversation } });
    await aChannel().send(aMessage(thread.reference as BotFrameworkReference));
    assert.deepEqual(
      connector.in(conversation).map(({ how }) => how),
      ['root', 'reply'],
    );
  });

  it('is changed in place in the channel', async () => {
    const { activityId } = await aChannel().send(posted(connector.url));
    const again = await aChannel().send({ ...posted(connector.url), replaces: activityId });
    assert.deepEqual([again.activityId, again.thread], [activityId, undefined]);
    assert.deepEqual(
      connector.posted.map(({ how }) => how),
      ['root', 'update'],
    );
  });

  const table: readonly [string, Fault | 'nobody listens' | 'never', retry: boolean][] = [
    ['the connection breaks after the post: it may have arrived', 'cut-after', false],
    ['no answer comes: it may have arrived', 'never', false],
    ['nobody listens: it cannot have arrived', 'nobody listens', true],
    ['the connector says 502', { status: 502 }, true],
    ['the connector says 412', { status: 412 }, true],
    ['the connector says 403', { status: 403 }, false],
  ];
  for (const [name, fault, retry] of table)
    it(`is ${retry ? '' : 'not '}repeated where ${name}`, async () => {
      const { url } = connector;
      if (fault === 'nobody listens') await connector.stop();
      else connector.fault = () => fault;
      await assert.rejects(
        aChannel(new Replies(), () => true, 100).send(posted(url)),
        (error) => error instanceof ChannelFailed && error.retry === retry,
      );
    });
});

describe('a send that fails', () => {
  const table: readonly [ScriptedAnswer, retry: boolean, afterMs?: number][] = [
    [{ status: 400 }, false],
    [{ status: 401 }, false],
    [{ status: 403 }, false],
    [{ status: 404 }, false],
    [{ status: 410 }, false],
    [{ status: 413 }, false],
    [{ status: 408 }, true],
    [{ status: 412 }, true],
    [{ status: 429, headers: { 'retry-after': '20' } }, true, 20_000],
    [{ status: 429, headers: { 'retry-after': 'soon' } }, true],
    [{ status: 500 }, true],
    [{ status: 502 }, true],
    [{ status: 503, headers: { 'retry-after': '3' } }, true, 3_000],
    [{ status: 504 }, true],
    [{ status: 0 }, true],
  ];
  for (const [answer, retry, afterMs] of table) {
    const what =
      answer.status === 0
        ? 'a dropped connection'
        : `${answer.status} ${JSON.stringify(answer.headers ?? {})}`;
    it(`with ${what} was posted once and ${retry ? 'is tried again later' : 'is final'}`, async () => {
      const connector = await new ScriptedConnector(answer).start();
      try {
        await assert.rejects(aChannel().send(aMessage(aReference(connector.url))), (error) => {
          assert.ok(error instanceof ChannelFailed);
          assert.deepEqual([error.retry, error.retryAfterMs], [retry, afterMs]);
          return true;
        });
        assert.equal(connector.posts.length, 1);
      } finally {
        await connector.stop();
      }
    });
  }

  it('that asks for patience until a time waits until then', async () => {
    const inTenMinutes = new Date(Date.now() + 600_000).toUTCString();
    const connector = await new ScriptedConnector({
      status: 503,
      headers: { 'retry-after': inTenMinutes },
    }).start();
    await assert.rejects(
      aChannel().send(aMessage(aReference(connector.url))),
      ({ retryAfterMs = 0 }: ChannelFailed) => retryAfterMs > 590_000 && retryAfterMs <= 600_000,
    );
    await connector.stop();
  });

  it('says whether the place is gone: not where a message was only to be changed', async () => {
    for (const [status, replaces, gone] of [
      [403, undefined, true],
      [404, undefined, true],
      [400, undefined, false],
      [403, 'm7', false],
    ] as const) {
      const connector = await new ScriptedConnector({ status }).start();
      const message = aMessage(aReference(connector.url, { channelId: 'msteams' }), { replaces });
      await assert.rejects(
        aChannel().send(message),
        (error) => error instanceof ChannelFailed && error.gone === gone,
      );
      await connector.stop();
    }
  });

  it('because no answer comes is given up in time', async () => {
    const connector = await new ScriptedConnector({ status: 'never' }).start();
    await assert.rejects(
      aChannel(new Replies(), () => true, 100).send(aMessage(aReference(connector.url))),
      (error) => error instanceof ChannelFailed && error.retry,
    );
    await connector.stop();
  });

  it('because nobody listens is tried again later', async () => {
    const connector = await new ScriptedConnector({ status: 200 }).start();
    const { url } = connector;
    await connector.stop();
    await assert.rejects(
      aChannel().send(aMessage(aReference(url))),
      (error) => error instanceof ChannelFailed && error.retry,
    );
  });
});
