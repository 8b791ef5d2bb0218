/** Channels, threads and group chats of representatives: who is heard there, what is shown there, and when they are gone. */
import assert from 'node:assert/strict';
import type { CardAction } from '../../../cases/cardActions';
import { ChannelFailed } from '../../../cases/channel';
import type { PlaceEvent, SharedPlace } from '../../../cases/live/places';
import type { SettingsInput } from '../../../cases/settings';
import { aWorld, quickSettings, type World } from '../../support/world';

const MINUTE = 60_000;
const CHANNEL = {
  channel: 'emulator',
  conversation: 'queue',
  reference: { kind: 'test', at: 'queue' },
  name: 'Queue',
};
const GROUP = { ...CHANNEL, conversation: 'group', reference: { kind: 'test', at: 'group' }, name: 'Desk' };
const ROLES = {
  rita: ['CSR Manager', 'Omnichannel Agent'],
  sam: ['Omnichannel Agent'],
  kim: ['Customer Service Representative'],
} as const;

describe('a place of several people', () => {
  let world: World;
  let clicks: number;
  afterEach(() => world.stop());

  async function begin(over: Partial<SettingsInput> = {}): Promise<void> {
    clicks = 0;
    const representatives = Object.entries(ROLES).map(([objectId, roles]) => ({
      tenant: 't',
      objectId,
      name: objectId,
      roles: [...roles],
    }));
    world = await aWorld({
      settings: quickSettings({ access: { representatives }, ...over }),
      anybody: false,
    });
    world.channel.channels.add('emulator:queue');
  }

  /** As an adapter does: what is not meant for the agent is handed in only where it listens. */
  async function write(
    name: string,
    text: string,
    where: string,
    { addressed = false, served = CHANNEL } = {},
  ) {
    const shared: SharedPlace = { kind: served === GROUP ? 'group' : 'channel', addressed, served };
    if (!addressed && !(await world.agent.listensTo(`emulator:${where}`))) return 'not taken';
    const identity = { id: `teams:t/${name}` };
    return (await world.say(where, { text, from: { id: name, name }, identity, shared })).join('\n');
  }
  const command = (name: string, text: string, where = 'queue;command', served = CHANNEL) =>
    write(name, text, where, { addressed: true, served });
  const customer = (text: string, conversation = 'c1') =>
    world.say(conversation, { text, from: { id: `user:${conversation}`, name: `Dana ${conversation}` } });
  const button = (verb: 'accept-conversation' | 'end-conversation', c = 'c1'): CardAction => ({
    verb,
    conversationId: `emulator:${c}`,
    problem: 1,
  });
  async function press(name: string, action: CardAction, where: string): Promise<string> {
    const thread = { ...CHANNEL, conversation: where, name: '' };
    const click = { id: `click${++clicks}`, by: { id: name, name }, identityId: `teams:t/${name}`, thread };
    const { card: shown } = await world.agent.act(`emulator:${where}`, action, click);
    await world.quiet();
    return shown.kind === 'told' ? shown.text : `[${shown.kind}]`;
  }
  /** The threads of the cards that were posted to the channel, oldest first. */
  const roots = () =>
    world.channel.sent.flatMap(({ conversationId, content, replaces }, at) =>
      conversationId === 'emulator:queue' &&
      !replaces &&
      content.kind === 'card' &&
      content.card.kind === 'queue'
        ? [`queue;m${at + 1}`]
        : [],
    );
  const newestRoot = () => roots().at(-1) ?? assert.fail('nothing was posted');
  const state = (c = 'c1') => world.conversation(c);
  const event = (kind: PlaceEvent['kind'], by: string | undefined = 'rita'): Promise<void> =>
    world.agent.placeChanged({ kind, shared: true, place: CHANNEL, identity: { id: `teams:t/${by}` } });

  /** The channel serves all queues; Dana asked for a person, Rita accepted in the thread. */
  async function live(over?: Partial<SettingsInput>): Promise<string> {
    await begin(over);
    await command('rita', 'serve');
    await customer('my grinder leaks');
    await customer('I want to talk to a person');
    await press('rita', button('accept-conversation'), newestRoot());
    for (const one of ['c1', 'queue', newestRoot()]) world.hear(one);
    return newestRoot();
  }

  describe('is told to serve queues', () => {
    it('by a manager, and shows who waits from then on', async () => {
      await begin();
      await customer('agent please', 'c0');
      assert.equal(roots().length, 0);
      assert.match(await command('rita', 'serve'), /any queue is shown here now/);
      await customer('agent please', 'c1');
      assert.equal(roots().length, 1);
    });

    it('by nobody else', async () => {
      await begin();
      assert.match(await command('sam', 'serve'), /needs the role CSR Manager/);
      assert.match(await command('eve', 'serve'), /./); // a customer, for all that is known
      await customer('agent please');
      assert.equal(roots().length, 0);
    });

    it('by name, and then shows only those', async () => {
      await begin({
        routing: {
          queues: [{ name: 'Support' }, { name: 'Billing' }],
          workstreams: [
            {
              name: 'Money',
              when: { field: 'category', operator: 'equals', value: 'billing' },
              queue: 'Billing',
            },
          ],
        },
      });
      assert.match(await command('rita', 'serve Shipping'), /no queue or colleague "Shipping"/);
      assert.match(await command('rita', 'serve billing'), /Billing is shown here now/);
      await customer('agent please', 'c1');
      assert.equal(roots().length, 0);
      await customer('my invoice is wrong, I need a human', 'c2');
      assert.equal(roots().length, 1);
    });

    it('until it is told to stop', async () => {
      await begin();
      await command('rita', 'serve');
      assert.match(await command('rita', 'stop serving'), /Nobody who waits is shown here any more/);
      await customer('agent please');
      assert.equal(roots().length, 0);
    });

    it('where several read, not in a chat of one’s own', async () => {
      await begin();
      const identity = { id: 'teams:t/rita' };
      const heard = await world.say('rita', { text: 'serve', from: { id: 'rita', name: 'rita' }, identity });
      assert.match(heard.join(), /in a channel or a group chat/);
    });

    it('without being shown every case that opens: a thread of a command is none of its places', async () => {
      await begin();
      await command('rita', 'serve');
      world.hear('queue;command');
      await customer('my grinder leaks. I am Dana, dana@example.com');
      assert.equal((await world.cases()).length, 1);
      assert.deepEqual([world.hear('queue'), world.hear('queue;command')], [[], []]);
    });
  });

  describe('is told how to go on when the app is added', () => {
    it('once, though two events tell of it', async () => {
      await begin();
      await event('added');
      await event('added');
      await world.quiet();
      assert.equal(world.hear('queue').length, 1);
    });

    it('not where somebody else has added it', async () => {
      await begin();
      await event('added', 'eve');
      await world.quiet();
      assert.deepEqual(world.hear('queue'), []);
    });

    it('and is offered nothing once it was removed, until it is back', async () => {
      await begin();
      await command('rita', 'serve');
      await event('removed');
      await customer('agent please', 'c1');
      assert.equal(roots().length, 0);
      await event('added');
      await customer('agent please', 'c2');
      assert.equal(roots().length, 1);
    });
  });

  describe('relays a conversation in the thread of its card', () => {
    it('from whoever may talk with customers, under their own name', async () => {
      const thread = await live();
      await write('rita', 'Hello', thread);
      await write('sam', 'and from Sam', thread);
      const said = world.channel.sent
        .filter(({ conversationId }) => conversationId === 'emulator:c1')
        .slice(-2);
      assert.deepEqual(
        said.map(({ content }) => content.kind === 'text' && [content.by?.name, content.text]),
        [
          ['rita', 'Hello'],
          ['sam', 'and from Sam'],
        ],
      );
    });

    it('to the thread, not to the channel', async () => {
      const thread = await live();
      await customer('it is a GR-200');
      assert.deepEqual([world.hear(thread), world.hear('queue')], [['it is a GR-200'], []]);
    });

    it('from nobody else, who is told', async () => {
      const thread = await live();
      assert.match(await write('kim', 'hi there', thread), /needs the role Omnichannel Agent/);
      assert.match(await write('eve', 'hi there', thread), /Only representatives/);
      assert.deepEqual(world.hear('c1'), []);
    });

    it('and only there: what is said elsewhere in the channel is not taken', async () => {
      await live();
      assert.equal(await write('sam', 'lunch?', 'queue;other'), 'not taken');
      assert.equal(await world.store.get('conversations', 'emulator:queue;other'), undefined);
    });

    it('with the cards of its case, which other threads do not get', async () => {
      const thread = await live();
      await customer('agent please', 'c2');
      const other = newestRoot();
      await customer('I am Dana, dana@example.com');
      assert.equal(world.cards(thread, 'case-opened').length, 1);
      await customer('the serial is AB-123');
      assert.equal(world.cards(thread, 'review').length, 1);
      assert.deepEqual(
        [world.cards(other, 'case-opened').length, world.cards('queue', 'review').length],
        [0, 0],
      );
    });

    it('each in its own: two at once do not mix', async () => {
      const first = await live();
      await customer('agent please', 'c2');
      const second = newestRoot();
      await press('sam', button('accept-conversation', 'c2'), second);
      for (const one of ['c1', 'c2', first, second]) world.hear(one);
      await write('rita', 'to the first', first);
      await write('rita', 'to the second', second);
      assert.deepEqual([world.hear('c1'), world.hear('c2')], [['to the first'], ['to the second']]);
      await customer('from the second', 'c2');
      assert.deepEqual([world.hear(first), world.hear(second)], [[], ['from the second']]);
    });

    it('until the end; what was heard just before it is answered', async () => {
      const thread = await live();
      assert.equal(await world.agent.listensTo(`emulator:${thread}`), true);
      await write('sam', '/end', thread);
      assert.equal(await write('rita', 'bye', thread), 'not taken');
      const shared: SharedPlace = { kind: 'channel', addressed: false, served: CHANNEL };
      const late = {
        text: 'bye',
        from: { id: 'rita', name: 'rita' },
        identity: { id: 'teams:t/rita' },
        shared,
      };
      assert.match((await world.say(thread, late)).at(-1) ?? '', /no conversation here/);
    });
  });

  it('is reminded in the thread of the card, not by another post', async () => {
    await begin();
    await command('rita', 'serve');
    await customer('agent please');
    await world.pass(6 * MINUTE);
    assert.equal(roots().length, 1);
    assert.equal(world.cards(newestRoot(), 'queue').length, 1);
    await press('sam', button('accept-conversation'), newestRoot());
    assert.equal((await state()).takenIn, `emulator:${newestRoot()}`);
  });

  describe('whose post may or may not have arrived', () => {
    async function lost(): Promise<void> {
      await begin();
      await command('rita', 'serve');
      world.channel.before = (message) => {
        if (message.conversationId !== 'emulator:queue') return Promise.resolve();
        world.channel.before = () => Promise.resolve();
        return Promise.reject(new ChannelFailed('the connection broke', false));
      };
      await customer('agent please');
    }

    it('is not posted to again by itself; the reminder posts anew', async () => {
      await lost();
      await world.pass(2 * MINUTE);
      assert.equal(roots().length, 0);
      await world.pass(4 * MINUTE);
      assert.equal(roots().length, 1);
    });

    it('takes a click on the card all the same: its thread is the conversation', async () => {
      await lost();
      assert.equal(await press('sam', button('accept-conversation'), 'queue;unknown'), '[queue]');
      await write('sam', 'Hello', 'queue;unknown');
      assert.ok(world.hear('c1').includes('Hello'));
    });

    it('takes no click there of somebody who may not', async () => {
      await lost();
      assert.match(
        await press('eve', button('accept-conversation'), 'queue;unknown'),
        /Only representatives/,
      );
      assert.equal(await world.store.get('conversations', 'emulator:queue;unknown'), undefined);
    });
  });

  describe('that takes nothing any more', () => {
    it('is offered nothing until somebody writes there', async () => {
      await begin();
      await command('rita', 'serve');
      world.channel.gone.add('emulator:queue');
      await customer('agent please', 'c1');
      world.channel.gone.clear();
      await customer('agent please', 'c2');
      assert.equal(roots().length, 0);
      await command('rita', 'serve');
      await customer('agent please', 'c3');
      assert.equal(roots().length, 1);
    });

    it('gives its customer back into line, who is shown to others', async () => {
      const thread = await live();
      world.channel.gone.add(`emulator:${thread}`);
      const heard = await customer('are you there?');
      const { takenBy, waiting } = await state();
      assert.deepEqual([takenBy, waiting?.reason], [undefined, 'unanswered']);
      assert.match(heard.join(), /passing you to a colleague/);
      assert.equal(roots().length, 2);
      await press('sam', button('accept-conversation'), newestRoot());
      await write('sam', 'Sam here', newestRoot());
      assert.ok(world.hear('c1').includes('Sam here'));
    });

    it('is a representative’s chat, too: others are asked, and they again once they write', async () => {
      await begin();
      const chat = (name: string) =>
        world.say(name, { text: 'help', from: { id: name, name }, identity: { id: `teams:t/${name}` } });
      await chat('rita');
      await chat('sam');
      world.channel.gone.add('emulator:rita');
      await customer('agent please', 'c1');
      await customer('agent please', 'c2');
      world.channel.gone.clear();
      assert.deepEqual([world.cards('rita', 'queue').length, world.cards('sam', 'queue').length], [0, 2]);
      await chat('rita');
      await world.pass(6_000); // what is known of places is read again every five seconds
      await customer('agent please', 'c3');
      assert.equal(world.cards('rita', 'queue').length, 1);
    });
  });

  describe('as a group chat', () => {
    async function groupServes(): Promise<void> {
      await begin();
      await command('rita', 'serve', 'group', GROUP);
    }

    it('is the conversation itself, one at a time', async () => {
      await groupServes();
      await customer('agent please', 'c1');
      await customer('agent please', 'c2');
      assert.equal(world.cards('group', 'queue').length, 2);
      assert.equal(await write('sam', 'who takes it?', 'group', { served: GROUP }), 'not taken');
      await press('sam', button('accept-conversation', 'c1'), 'group');
      assert.match(
        await press('rita', button('accept-conversation', 'c2'), 'group'),
        /conversation with Dana c1/,
      );
      world.hear('c1');
      await write('rita', 'Hello', 'group', { served: GROUP });
      assert.deepEqual(world.hear('c1'), ['Hello']);
    });
  });
});
