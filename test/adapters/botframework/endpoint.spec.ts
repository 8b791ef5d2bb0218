/** `POST /api/messages` with the SDK's real adapter and router: what is taken, and how everything else is answered. */
import assert from 'node:assert/strict';
import type { TeamsAdapter } from '@microsoft/teams-ai';
import { createTeamsAdapter } from '../../../adapters/botframework/adapter';
import { answerActivity, type EndpointDeps } from '../../../adapters/botframework/endpoint';
import type { Answer } from '../../../adapters/botframework/heldResponse';
import { Replies } from '../../../adapters/botframework/replies';
import { TeamsRouter } from '../../../adapters/botframework/router';
import { maySendTo } from '../../../adapters/botframework/serviceUrls';
import { parseCardAction, parseInvokeAction, renderCard, type AdaptiveCard } from '../../../cards';
import type { CardContent, Clicked } from '../../../cases/cardContent';
import { StoreBusy, StoreUnavailable } from '../../../cases/store';
import type { IncomingTurn } from '../../../cases/conversation/turns';
import type { PlaceEvent } from '../../../cases/live/places';
import { NOW } from '../../support/builders';
import { aHead, aLiveView } from '../../cards/samples';

const anActivity = (over: object = {}): Record<string, unknown> => ({
  type: 'message',
  id: 'a1',
  channelId: 'emulator',
  serviceUrl: 'http://localhost:56150',
  from: { id: 'u1', name: 'Dana' },
  recipient: { id: 'bot', name: 'Agent' },
  conversation: { id: 'c1' },
  timestamp: '2026-01-05T11:00:00.1234567+01:00',
  text: 'my grinder leaks',
  ...over,
});
const without = (...names: string[]): Record<string, unknown> =>
  Object.fromEntries(Object.entries(anActivity()).filter(([name]) => !names.includes(name)));
const LIMIT = 100;
const clicked = (card: CardContent, over: Partial<Clicked> = {}): Clicked => ({
  card,
  without: [],
  viewers: [],
  ...over,
});

describe('the Bot Framework endpoint', () => {
  let adapter: TeamsAdapter;
  let router: TeamsRouter;
  let received: IncomingTurn[];
  let ended: string[];
  let places: PlaceEvent[];
  let typings: object[];
  let logged: object[];

  before(async () => {
    adapter = await createTeamsAdapter({});
    router = new TeamsRouter(() => Promise.resolve(adapter));
    await router.load();
  });
  beforeEach(() => {
    received = [];
    ended = [];
    places = [];
    typings = [];
    logged = [];
  });

  function deps(over: Partial<EndpointDeps> = {}): EndpointDeps {
    return {
      adapter,
      route: (context, onMessage) => router.route(context, onMessage),
      receive: (turn) => {
        received.push(turn);
        return Promise.resolve({
          kind: 'accepted',
          conversationId: `${turn.channel}:${turn.conversation}`,
          seq: 1,
          repeated: false,
        });
      },
      listensTo: () => Promise.resolve(false),
      typed: (typing) => void typings.push(typing),
      placeChanged: (event) => Promise.resolve(void places.push(event)),
      act: () => Promise.resolve(clicked({ kind: 'told', text: 'Done.' })),
      search: () => Promise.resolve([]),
      quiet: () => Promise.resolve(),
      end: (conversationId) => Promise.resolve(void ended.push(conversationId)),
      replies: new Replies(),
      parseInvoke: parseInvokeAction,
      parseAction: parseCardAction,
      render: (content, target) => renderCard(content, target, NOW),
      maySendTo: (url) => maySendTo(url, { credentials: false, hosts: [] }),
      vouches: () => Promise.resolve(false),
      textCharsMax: () => Promise.resolve(LIMIT),
      clock: () => NOW,
      newId: () => 'new-id',
      log: { error: (details) => void logged.push(details) },
      ...over,
    };
  }
  const post = (body: unknown, over: Partial<EndpointDeps> = {}): Promise<Answer> =>
    answerActivity(deps(over), { body, headers: { 'content-type': 'application/json' }, method: 'POST' });
  const codeOf = ({ body }: Answer): unknown =>
    (body as { error?: { code?: string } } | undefined)?.error?.code;

  describe('takes', () => {
    it('a message, and answers 200 without a word', async () => {
      assert.deepEqual(await post(anActivity()), { status: 200, body: undefined });
      assert.deepEqual(
        received.map(({ channel, conversation, activityId, from, text, at }) => [
          channel,
          conversation,
          activityId,
          from,
          text,
          at,
        ]),
        [
          [
            'emulator',
            'c1',
            'a1',
            { id: 'u1', name: 'Dana' },
            'my grinder leaks',
            '2026-01-05T10:00:00.123Z',
          ],
        ],
      );
    });

    it('a message with all that an answer needs', async () => {
      await post(anActivity());
      assert.deepEqual(received[0]?.reference, {
        kind: 'botframework',
        serviceUrl: 'http://localhost:56150',
        channelId: 'emulator',
        conversation: 'c1',
        bot: { id: 'bot', name: 'Agent' },
        user: { id: 'u1', name: 'Dana' },
      });
    });

    it('a message without what is not needed', async () => {
      const { status } = await post({ ...without('id', 'timestamp', 'locale'), from: { id: 'u1' } });
      assert.deepEqual(
        [status, received[0]?.activityId, received[0]?.at, received[0]?.from],
        [200, 'new-id', NOW, { id: 'u1', name: 'Someone' }],
      );
    });

    it('a message without the mention of the bot', async () => {
      const entities = [{ type: 'mention', mentioned: { id: 'bot', name: 'Agent' }, text: '<at>Agent</at>' }];
      await post(anActivity({ channelId: 'msteams', text: '<at>Agent</at> cases', entities }));
      assert.equal(received[0]?.text, 'cases');
    });

    it('a button that comes as a message', async () => {
      await post({ ...without('text'), value: { verb: 'take', caseId: 'k1' } });
      assert.deepEqual([received[0]?.action, received[0]?.text], [{ verb: 'take', caseId: 'k1' }, '']);
    });

    it('a button’s value that is none of ours as unknown', async () => {
      await post({ ...without('text'), value: { verb: 'delete-everything' } });
      assert.deepEqual(received[0]?.action, { verb: 'unknown' });
    });

    it('pictures without words', async () => {
      await post({
        ...without('text'),
        attachments: [{ contentType: 'image/png', contentUrl: 'https://x/1.png' }],
      });
      assert.equal(received[0]?.attachments?.length, 1);
    });

    it('who somebody is only where the channel vouches for it', async () => {
      const teams = anActivity({
        channelId: 'msteams',
        from: { id: 'u1', name: 'Rita', aadObjectId: 'o1' },
        conversation: { id: 'c1', tenantId: 't1' },
      });
      await post(teams);
      await post(teams, { vouches: () => Promise.resolve(true) });
      await post(anActivity(), { vouches: () => Promise.resolve(true) });
      assert.deepEqual(
        received.map(({ identity }) => identity),
        [undefined, { id: 'teams:t1/o1', name: 'Rita' }, undefined],
      );
    });

    it('that somebody types, as no turn', async () => {
      const over = { type: 'typing', text: undefined, from: { id: 'u1', name: 'Dana' } };
      assert.deepEqual(await post(anActivity(over)), { status: 200, body: undefined });
      const by = { id: 'u1', name: 'Dana' };
      assert.deepEqual(
        [typings, received],
        [[{ conversationId: 'emulator:c1', by, identityId: undefined }], []],
      );
    });

    const BOT_ADDED = { membersAdded: [{ id: 'u1' }, { id: 'bot' }] };
    const channelOf = (over: object) =>
      anActivity({
        text: undefined,
        channelId: 'msteams',
        conversation: { id: '19:c@thread.tacv2', conversationType: 'channel', tenantId: 't1' },
        channelData: {
          team: { id: 'team', name: 'Support' },
          channel: { id: '19:c@thread.tacv2', name: 'Queue' },
        },
        ...over,
      });
    const events: readonly [string, object, PlaceEvent['kind'] | undefined][] = [
      ['the bot was added', { type: 'conversationUpdate', ...BOT_ADDED }, 'added'],
      ['somebody else was added', { type: 'conversationUpdate', membersAdded: [{ id: 'u1' }] }, undefined],
      ['the app was installed', { type: 'installationUpdate', action: 'add' }, 'added'],
      ['the app was removed', { type: 'installationUpdate', action: 'remove' }, 'removed'],
      ['the bot was removed', { type: 'conversationUpdate', membersRemoved: [{ id: 'bot' }] }, 'removed'],
      [
        'the channel was deleted',
        { type: 'conversationUpdate', channelData: { eventType: 'channelDeleted' } },
        'removed',
      ],
      [
        'the channel was renamed',
        { type: 'conversationUpdate', channelData: { eventType: 'channelRenamed' } },
        undefined,
      ],
    ];
    for (const [name, over, kind] of events)
      it(`in a channel, that ${name}${kind ? '' : ', which changes nothing'}`, async () => {
        assert.equal((await post(channelOf(over))).status, 200);
        assert.deepEqual(
          places.map((event) => [event.kind, event.shared, event.place.conversation]),
          kind ? [[kind, true, '19:c@thread.tacv2']] : [],
        );
      });

    it('a post to a channel as a thread of its own, whoever leaves its root out', async () => {
      const listensTo = () => Promise.resolve(true);
      await post(channelOf({ type: 'message', id: 'm1', text: 'hello' }), { listensTo });
      const { conversation, shared, reference } = received[0] ?? assert.fail();
      assert.equal(conversation, '19:c@thread.tacv2;messageid=m1');
      assert.deepEqual(
        [shared?.kind, shared?.addressed, shared?.served.name],
        ['channel', false, 'Support › Queue'],
      );
      assert.equal((reference as { conversation: string }).conversation, conversation);
      assert.equal((reference as { user?: object }).user, undefined);
    });

    it('nothing that people say among themselves, unless the agent listens there', async () => {
      const said = channelOf({ type: 'message', text: 'lunch?' });
      assert.equal((await post(said)).status, 200);
      assert.deepEqual(received, []);
      const asked: string[] = [];
      await post(said, { listensTo: (id) => Promise.resolve(asked.push(id) > 0) });
      assert.deepEqual([asked, received.length], [['msteams:19:c@thread.tacv2;messageid=a1'], 1]);
    });

    it('the end of a conversation', async () => {
      assert.equal((await post(anActivity({ type: 'endOfConversation' }))).status, 200);
      assert.deepEqual([ended, received], [['emulator:c1'], []]);
    });

    it('the end of a conversation again, where it could not be taken', async () => {
      const end: EndpointDeps['end'] = () => Promise.resolve({ kind: 'busy', retryAfterSeconds: 2 });
      const { status, headers } = await post(anActivity({ type: 'endOfConversation' }), { end });
      assert.deepEqual([status, headers?.['Retry-After']], [503, '2']);
    });

    it('nothing of what is neither', async () => {
      for (const body of [
        anActivity({ type: 'conversationUpdate', membersAdded: [{ id: 'u1' }] }),
        anActivity({ type: 'typing' }),
        anActivity({ text: '  ' }),
        without('text'),
      ])
        assert.equal((await post(body)).status, 200);
      assert.deepEqual(received, []);
    });
  });

  describe('refuses', () => {
    const malformed: readonly [string, unknown][] = [
      ['nothing', undefined],
      ['a text', 'hello'],
      ['a list', []],
      ['no type', without('type')],
      ['no channel', without('channelId')],
      ['no service URL', without('serviceUrl')],
      ['a service URL that is none', anActivity({ serviceUrl: 'here' })],
      ['no sender', without('from')],
      ['a sender without id', anActivity({ from: { name: 'Dana' } })],
      ['no recipient', without('recipient')],
      ['no conversation', without('conversation')],
      ['a conversation with an endless id', anActivity({ conversation: { id: 'c'.repeat(10_000) } })],
      ['an id that is no text', anActivity({ id: 7 })],
    ];
    for (const [name, body] of malformed) {
      it(`${name} with 400 and a plain sentence`, async () => {
        const answer = await post(body);
        assert.deepEqual([answer.status, codeOf(answer), received], [400, 'BadActivity', []]);
        assert.match(JSON.stringify(answer.body), /This is not a Bot Framework activity: [^\n{}]+\./);
      });
    }

    it('a forged service URL with 403, before anything is stored', async () => {
      const answer = await post(anActivity({ serviceUrl: 'https://evil.example/' }));
      assert.deepEqual([answer.status, codeOf(answer), received], [403, 'ServiceUrlRefused', []]);
    });

    it('a text that is too long with 413, saying how long it may be', async () => {
      const answer = await post(anActivity({ text: 'x'.repeat(LIMIT + 1) }));
      assert.deepEqual([answer.status, codeOf(answer), received], [413, 'TextTooLong', []]);
      assert.match(JSON.stringify(answer.body), /longer than 100 characters/);
      assert.equal((await post(anActivity({ text: 'x'.repeat(LIMIT) }))).status, 200);
    });

    it('whoever has no token, where there are credentials, with 401 in our words', async () => {
      const closed = await createTeamsAdapter({
        MicrosoftAppId: 'app',
        MicrosoftAppPassword: 'secret',
        MicrosoftAppTenantId: 'tenant',
        MicrosoftAppType: 'SingleTenant',
      });
      const answer = await post(anActivity(), { adapter: closed });
      assert.deepEqual(answer, {
        status: 401,
        body: { error: { code: 'Unauthorized', message: 'The request is not authorised.' } },
      });
      assert.deepEqual(received, []);
    });
  });

  describe('does not acknowledge a turn that was not stored', () => {
    const failures: readonly [string, () => Promise<never>][] = [
      ['a contended document', () => Promise.reject(new StoreBusy('conversations'))],
      ['a full disk', () => Promise.reject(new StoreUnavailable('the disk is full'))],
    ];
    for (const [name, receive] of failures) {
      it(`${name}: 503 with Retry-After`, async () => {
        const answer = await post(anActivity(), { receive });
        assert.deepEqual(
          [answer.status, codeOf(answer), answer.headers],
          [503, 'Busy', { 'Retry-After': '2' }],
        );
      });
    }

    it('a full inbox: 503 with what the agent says', async () => {
      const answer = await post(anActivity(), {
        receive: () => Promise.resolve({ kind: 'busy', retryAfterSeconds: 7 }),
      });
      assert.deepEqual([answer.status, answer.headers], [503, { 'Retry-After': '7' }]);
    });

    it('the same where the answer was to go into the response', async () => {
      const replies = new Replies();
      const body = anActivity({ deliveryMode: 'expectReplies' });
      for (const receive of [
        failures[0]![1],
        () => Promise.resolve({ kind: 'busy', retryAfterSeconds: 2 } as const),
      ])
        assert.equal((await post(body, { receive, replies })).status, 503);
      assert.equal(replies.begin('emulator:c1'), true); // nothing is held any more
    });

    const leaks: readonly [string, Partial<EndpointDeps>][] = [
      ['the agent', { receive: () => Promise.reject(new Error('secret path /srv/x')) }],
      ['the settings', { textCharsMax: () => Promise.reject(new Error('secret')) }],
      ['the router', { route: () => Promise.reject(new Error('secret')) }],
      ['the SDK', { adapter: { process: () => Promise.reject(new Error('secret')) } }],
    ];
    for (const [name, over] of leaks) {
      it(`a fault of ${name}: 500 in plain words, the error goes to the log`, async () => {
        const answer = await post(anActivity(), over);
        assert.deepEqual(answer, {
          status: 500,
          body: { error: { code: 'Failed', message: 'The activity could not be processed.' } },
        });
        assert.equal(logged.length, 1);
      });
    }
  });

  describe('answers a search of the message extension', () => {
    const search = (value: unknown): Record<string, unknown> =>
      anActivity({ type: 'invoke', name: 'composeExtension/query', value, text: undefined });
    const asks = (text: string, queryOptions: object = { skip: 0, count: 25 }): object => ({
      commandId: 'searchCases',
      parameters: [{ name: 'words', value: text }],
      queryOptions,
    });
    const FOUND = {
      head: aHead({ title: 'Machine leaks', number: 'CAS-00001-TEST' }),
      card: { kind: 'case-opened', case: aHead(), fields: [], missing: [] } as const,
    };

    it('with a line for each case, and a card to post that has no buttons', async () => {
      const { status, body } = await post(search(asks('leaks')), { search: () => Promise.resolve([FOUND]) });
      const { composeExtension } = body as {
        composeExtension: {
          type: string;
          attachments: { content: { type: string }; preview: { content: { title: string; text: string } } }[];
        };
      };
      assert.deepEqual([status, composeExtension.type], [200, 'result']);
      const [found] = composeExtension.attachments;
      assert.equal(found?.preview.content.title, 'Machine leaks');
      assert.match(found.preview.content.text, /^CAS-00001-TEST · /);
      assert.equal(found.content.type, 'AdaptiveCard');
      assert.equal('actions' in found.content, false);
    });

    it('for what was typed, page by page, and for nothing before anything is typed', async () => {
      const asked: object[] = [];
      const keep: EndpointDeps['search'] = ({ text, skip, limit }, identityId) => {
        asked.push({ text, skip, limit, identityId });
        return Promise.resolve([]);
      };
      await post(search(asks('leaks', { skip: 25, count: 500 })), { search: keep });
      const first = { commandId: 'searchCases', parameters: [{ name: 'initialRun', value: 'true' }] };
      await post(search(first), { search: keep });
      assert.deepEqual(asked, [
        { text: 'leaks', skip: 25, limit: 25, identityId: undefined },
        { text: '', skip: 0, limit: 25, identityId: undefined },
      ]);
    });

    it('that is none with 400', async () => {
      for (const value of [undefined, {}, { commandId: 'deleteCases' }, asks('x', { skip: -1 })])
        assert.equal((await post(search(value))).status, 400);
    });
  });

  describe('answers a click in the response', () => {
    const value = { action: { type: 'Action.Execute', verb: 'take', data: { verb: 'take', caseId: 'k1' } } };
    const invoke = (over: object = {}): Record<string, unknown> =>
      anActivity({ type: 'invoke', name: 'adaptiveCard/action', value, text: undefined, ...over });
    const REVIEW = { kind: 'case-list', title: 'Newest', cases: [] } satisfies CardContent;

    it('with the card that it leads to', async () => {
      const asked: unknown[] = [];
      const act: EndpointDeps['act'] = (...args) => {
        asked.push(args);
        return Promise.resolve(clicked(REVIEW));
      };
      const { status, body } = await post(invoke(), { act });
      assert.deepEqual(asked, [
        [
          'emulator:c1',
          { verb: 'take', caseId: 'k1' },
          { id: 'a1', by: { id: 'u1', name: 'Dana' }, viewerId: undefined },
        ],
      ]);
      assert.deepEqual(
        [status, (body as { type: string }).type, (body as { statusCode: number }).statusCode],
        [200, 'application/vnd.microsoft.card.adaptive', 200],
      );
      assert.equal((body as { value: { type: string } }).value.type, 'AdaptiveCard');
    });

    it('with a plain sentence where there is no card', async () =>
      assert.deepEqual(await post(invoke()), {
        status: 200,
        body: { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: 'Done.' },
      }));

    it('whose verb nobody knows with a plain sentence', async () => {
      const act: EndpointDeps['act'] = (_id, { verb }) =>
        Promise.resolve(clicked({ kind: 'told', text: verb }));
      for (const forged of [
        {},
        null,
        'x',
        { action: { type: 'Action.Execute', verb: 'take', data: { verb: 'delete' } } },
      ]) {
        const { status, body } = await post(invoke({ value: forged }), { act });
        assert.deepEqual([status, (body as { value: unknown }).value], [200, 'unknown']);
      }
    });

    it('that is only a look with the card for this person, or with nothing to tell', async () => {
      const looks = { verb: 'refresh', card: { kind: 'summary', caseId: 'k1' } };
      const action = { type: 'Action.Execute', verb: 'refresh', data: looks };
      const asks = invoke({
        channelId: 'msteams',
        from: { id: '29:rita' },
        value: { action, trigger: 'automatic' },
      });
      const queue = {
        kind: 'queue',
        conversationId: 'k',
        problem: 1,
        live: aLiveView(),
        fields: [],
      } as const;
      const without = ['accept-conversation'] as const;
      const seen = await post(asks, {
        act: () =>
          Promise.resolve(clicked(queue, { without, viewers: ['29:sam'], notice: 'Somebody was faster.' })),
      });
      const { value: card } = seen.body as { value: AdaptiveCard };
      assert.deepEqual(card.refresh?.userIds, ['29:sam', '29:rita']);
      assert.equal(card.actions, undefined);
      assert.match(JSON.stringify(card.body[0]), /Somebody was faster/);
      const refused = await post(asks);
      assert.deepEqual(refused.body, {
        statusCode: 403,
        type: 'application/vnd.microsoft.error',
        value: { code: 'Forbidden', message: 'Done.' },
      });
    });

    it('of another kind with 501', async () =>
      assert.equal((await post(invoke({ name: 'task/fetch' }))).status, 501));

    it('wrapped where the replies are expected in the response', async () => {
      const { body } = await post(invoke({ deliveryMode: 'expectReplies' }));
      const { activities } = body as { activities: { type: string; replyToId: string }[] };
      assert.deepEqual(
        activities.map(({ type, replyToId }) => [type, replyToId]),
        [['invokeResponse', 'a1']],
      );
    });

    it('that fails with 500, or 503 where trying again helps', async () => {
      assert.equal((await post(invoke(), { act: () => Promise.reject(new Error('secret')) })).status, 500);
      assert.equal((await post(invoke(), { act: () => Promise.reject(new StoreBusy('cases')) })).status, 503);
    });
  });

  describe('where the replies are expected in the response', () => {
    const body = anActivity({ deliveryMode: 'expectReplies' });

    it('answers with what was said, without settling', async () => {
      const replies = new Replies();
      const quiet = (conversationId: string) => {
        replies.take(conversationId, { text: 'hello', channelData: { effectId: 'e1' } });
        return Promise.resolve();
      };
      const answer = await post(body, { replies, quiet });
      assert.deepEqual(answer, {
        status: 200,
        body: { activities: [{ text: 'hello', channelData: { effectId: 'e1' }, id: 'e1' }] },
      });
      assert.equal(received[0]?.now, true);
    });

    it('answers a second request of the conversation at once, while the first is held', async () => {
      const replies = new Replies();
      replies.begin('emulator:c1');
      assert.deepEqual(await post(body, { replies }), { status: 200, body: undefined });
      assert.equal(received.length, 1);
    });
  });
});
