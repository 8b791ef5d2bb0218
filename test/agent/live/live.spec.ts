/** Live conversations: who needs a person gets one, words go both ways once and in order, and nothing is forgotten. */
import assert from 'node:assert/strict';
import type { CardAction } from '../../../cases/cardActions';
import type { SettingsInput } from '../../../cases/settings';
import { ChannelFailed } from '../../../cases/channel';
import { aWorld, quickSettings, type World, type WorldOptions } from '../../support/world';

const MINUTE = 60_000;
const PASSING = /passing you to a colleague/;

describe('a live conversation', () => {
  let world: World;
  let clicks: number;
  beforeEach(() => (clicks = 0));
  afterEach(() => world.stop());

  /** Rita and Sam are there; nobody has written yet. */
  async function begin(options?: WorldOptions): Promise<void> {
    world = await aWorld(options);
    for (const name of ['rita', 'sam']) {
      await world.representative(name);
      world.hear(name);
    }
  }
  const routed = (routing: SettingsInput['routing']): WorldOptions => ({
    settings: quickSettings({ routing }),
  });
  const customer = (text: string, conversation = 'c1') =>
    world.say(conversation, { text, from: { id: `user:${conversation}`, name: `Dana ${conversation}` } });
  const write = (name: string, text: string) => world.say(name, { text, from: { id: `rep:${name}`, name } });
  const button = (
    verb: 'accept-conversation' | 'end-conversation' | 'release-conversation',
    c = 'c1',
  ): CardAction => ({
    verb,
    conversationId: `emulator:${c}`,
    problem: 1,
  });
  const invoke = async (name: string, action: CardAction) => {
    const click = { id: `click${++clicks}`, by: { id: `rep:${name}`, name } };
    const { card: shown } = await world.agent.act(`emulator:${name}`, action, click);
    await world.quiet();
    return shown;
  };
  const state = async (c = 'c1') =>
    (await world.conversation(c)) as Awaited<ReturnType<World['conversation']>>;
  /** Dana asked for a person, Rita accepted, what was said of it has been heard. */
  async function accepted(): Promise<void> {
    await customer('my grinder leaks');
    await customer('I want to talk to a person');
    await invoke('rita', button('accept-conversation'));
    for (const name of ['c1', 'rita', 'sam']) world.hear(name);
  }

  describe('a customer who asks for a person', () => {
    it('is told the place in line, and is shown to everybody who serves the queue', async () => {
      await begin();
      const heard = await customer('Can I speak to a human please?');
      assert.match(heard.join('\n'), /next in line/);
      for (const name of ['rita', 'sam']) {
        const [card] = world.cards(name, 'queue');
        assert.equal(card?.live.state, 'waiting');
        assert.equal(card.live.who, 'Dana c1');
        assert.equal(card.live.said, 'Can I speak to a human please?');
      }
    });

    it('hears of those before, and is not asked for fields in the same breath', async () => {
      await begin();
      await customer('agent please', 'c0');
      assert.deepEqual(await customer('agent please', 'c1'), [
        'I am passing you to a colleague now. You are second in line; I will tell you when someone is here.',
      ]);
    });

    it('keeps the place when asking again', async () => {
      await begin();
      await customer('agent please');
      const since = (await state()).waiting?.since;
      await world.pass(1_000);
      assert.match((await customer('I want a real person')).join(), /next in line/);
      assert.equal((await state()).waiting?.since, since);
      assert.equal(world.cards('rita', 'queue').length, 1);
    });

    it('is told when somebody is there again, outside business hours', async () => {
      const hours = { shifts: [{ days: ['tue' as const], from: '09:00', to: '17:00' }] };
      await begin(routed({ queues: [{ name: 'Support', hours }] }));
      assert.match((await customer('agent please')).join(), /back on Tuesday, 09:00/);
      assert.equal((await state()).waitingIn, 'Support');
    });

    it('waits in the queue that the workstream leads to, shown to its members only', async () => {
      await begin(
        routed({
          queues: [{ name: 'Support' }, { name: 'Defects', members: ['rep:sam'] }],
          workstreams: [
            {
              name: 'defects',
              when: { field: 'category', operator: 'equals', value: 'defect' },
              queue: 'Defects',
            },
          ],
        }),
      );
      await customer('my grinder leaks, I need a human');
      assert.equal((await state()).waitingIn, 'Defects');
      assert.equal(world.cards('sam', 'queue').length, 1);
      assert.equal(world.cards('rita', 'queue').length, 0);
    });
  });

  it('begins by rule where the settings say so, though nobody asked', async () => {
    const needsPerson = { field: 'category', operator: 'equals', value: 'billing' } as const;
    await begin(routed({ workstreams: [{ name: 'billing', queue: 'Support', needsPerson }] }));
    assert.match((await customer('the invoice is wrong')).join(), PASSING);
    assert.equal((await state()).waiting?.reason, 'rule');
  });

  describe('who accepts', () => {
    it('is the first one; the customer is told who, the others see who', async () => {
      await begin();
      await customer('agent please');
      const shown = await invoke('rita', button('accept-conversation'));
      assert.equal(shown.kind === 'queue' && shown.live.state, 'taken');
      assert.match(world.hear('c1').join(), /rita is here now/);
      const second = await invoke('sam', button('accept-conversation'));
      assert.equal(second.kind === 'queue' && second.live.by, 'rita');
      assert.equal((await state()).takenBy?.name, 'rita');
      assert.equal(world.cards('sam', 'queue').at(-1)?.live.by, 'rita');
    });

    it('wins alone where two click at once', async () => {
      await begin();
      await customer('agent please');
      const both = await Promise.all([
        invoke('rita', button('accept-conversation')),
        invoke('sam', button('accept-conversation')),
      ]);
      const winner = (await state()).takenBy?.name;
      assert.ok(winner);
      for (const shown of both) assert.equal(shown.kind === 'queue' && shown.live.by, winner);
      assert.equal(world.cards('rita', 'live').length + world.cards('sam', 'live').length, 1);
    });

    it('sees what was said and the case so far', async () => {
      await begin();
      await customer('my grinder leaks. I am Dana, dana@example.com');
      await customer('I want to talk to a person');
      await invoke('rita', button('accept-conversation'));
      const [live] = world.cards('rita', 'live');
      assert.match(live?.live.about ?? '', /^CAS-/);
      assert.ok(live?.transcript.some(({ text }) => text === 'I want to talk to a person'));
      assert.ok(live?.fields.some(({ name }) => name === 'issue'));
    });

    it('opens the case where there is enough, though opening on turns is off', async () => {
      await begin({
        settings: quickSettings({
          creation: { defaultFields: ['issue'], moments: { fieldsComplete: false } },
        }),
      });
      await customer('my grinder leaks, get me a human');
      assert.equal((await world.cases()).length, 0);
      await invoke('rita', button('accept-conversation'));
      assert.equal((await world.cases()).length, 1);
    });

    it('has one conversation in one place: words could not tell which is meant', async () => {
      await begin();
      await customer('agent please', 'c1');
      await customer('agent please', 'c2');
      await invoke('rita', button('accept-conversation', 'c1'));
      const shown = await invoke('rita', button('accept-conversation', 'c2'));
      assert.match(shown.kind === 'told' ? shown.text : '', /conversation with Dana c1/);
      assert.equal((await state('c2')).takenBy, undefined);
    });
  });

  it('that is accepted with a case brings one card, in which the customer has the name that they gave', async () => {
    await begin();
    await customer('my grinder leaks. I am Dana, dana@example.com');
    await customer('I want to talk to a person');
    world.hear('rita');
    await invoke('rita', button('accept-conversation'));
    assert.deepEqual(
      world.hear('rita'),
      ['[live]', '[queue]'],
      'the other one is what was accepted, in place',
    );
    const transcript = world.cards('rita', 'live').at(-1)?.transcript ?? [];
    assert.deepEqual(
      transcript.filter(({ from }) => from === 'customer').map(({ by }) => by),
      ['Dana', 'Dana'],
    );
  });

  describe('words', () => {
    it('go both ways, in order, under their speakers’ names', async () => {
      await begin();
      await accepted();
      await write('rita', 'Hello, which model is it?');
      await write('rita', 'It stands underneath.');
      assert.deepEqual(world.hear('c1'), ['Hello, which model is it?', 'It stands underneath.']);
      await customer('a GR-200');
      await customer('and it is new');
      assert.deepEqual(world.hear('rita'), ['a GR-200', 'and it is new']);
      const relayed = (await world.turns('c1')).filter(({ from }) => from === 'representative');
      assert.deepEqual(
        relayed.map(({ by, text }) => [by.name, text]),
        [
          ['rita', 'Hello, which model is it?'],
          ['rita', 'It stands underneath.'],
        ],
      );
    });

    it('of the customer keep filling the case while the agent is silent', async () => {
      await begin();
      await accepted();
      assert.deepEqual(await customer('I am Dana, dana@example.com'), []);
      assert.equal((await world.values('c1'))['issue'], 'my grinder leaks');
    });

    it('of the representative are context for the next prediction, all of them', async () => {
      await begin();
      await accepted();
      await write('rita', 'What is the serial number?');
      await write('rita', 'It begins with two letters.');
      await customer('AB-123');
      const said = world.predictor.requests.at(-1)?.newTurns.filter(({ from }) => from !== 'customer');
      assert.match(said?.at(-1)?.text ?? '', /What is the serial number\?\nIt begins with two letters\.$/);
    });

    it('that are commands elsewhere go to the customer; a slash makes a command', async () => {
      await begin();
      await accepted();
      await write('rita', 'help');
      assert.deepEqual(world.hear('c1'), ['help']);
      assert.match((await write('rita', '/help')).join(), /\/transfer/);
      assert.deepEqual(world.hear('c1'), []);
    });

    it('and commands without a number are about the case of the customer they talk with', async () => {
      await begin();
      await customer('my grinder leaks. I am Dana, dana@example.com');
      await accepted();
      assert.deepEqual(await write('rita', '/case'), ['[summary]']);
      assert.deepEqual(await write('rita', '/resolve'), ['[resolve-form]']);
    });

    it('of the customer go by the name that they gave, once it is known', async () => {
      await begin();
      await accepted();
      await customer('I am Dana, dana@example.com');
      await customer('hello?');
      const said = world.channel.sent.filter(({ conversationId }) => conversationId === 'emulator:rita');
      const last = said.at(-1)?.content;
      assert.equal(last?.kind === 'text' && last.by?.name, 'Dana');
    });

    it('survive a channel that fails, each once', async () => {
      await begin();
      await accepted();
      world.channel.failures.push(new ChannelFailed('the channel answered 502', true));
      await world.receive('rita', { text: 'one', from: { id: 'rep:rita', name: 'rita' } });
      await world.receive('rita', { text: 'two', from: { id: 'rep:rita', name: 'rita' } });
      await world.pass(5_000);
      assert.deepEqual(world.hear('c1'), ['one', 'two']);
    });

    it('of somebody who has not accepted reach no customer', async () => {
      await begin();
      await accepted();
      await write('sam', 'hello customer');
      assert.deepEqual(world.hear('c1'), []);
    });
  });

  describe('given back', () => {
    it('to the agent, it speaks again', async () => {
      await begin();
      await accepted();
      await invoke('rita', button('release-conversation'));
      assert.match(world.hear('c1').join(), /passed you back/);
      assert.notDeepEqual(await customer('and now?'), []);
      await write('rita', 'are you there');
      assert.deepEqual(world.hear('c1'), []);
    });

    it('to a colleague, who is offered it alone', async () => {
      await begin();
      await accepted();
      await write('rita', '/transfer sam');
      assert.match(world.hear('c1').join(), PASSING);
      assert.equal(world.cards('sam', 'queue').at(-1)?.live.by, 'sam');
      assert.equal((await state()).takenBy, undefined);
      await invoke('sam', button('accept-conversation'));
      await write('sam', 'Sam here');
      assert.ok(world.hear('c1').includes('Sam here'));
    });

    it('in German, to a colleague by a part of their name', async () => {
      await begin();
      await accepted();
      await write('rita', '/weitergeben sa');
      assert.equal(world.cards('sam', 'queue').at(-1)?.live.by, 'sam');
    });

    it('to a queue that does not exist, it stays', async () => {
      await begin();
      await accepted();
      assert.match((await write('rita', '/transfer Nowhere')).join(), /no queue or colleague "Nowhere"/);
      assert.equal((await state()).takenBy?.name, 'rita');
    });
  });

  describe('the end', () => {
    it('by the representative runs the wrap-up: the case is opened, the summary shown', async () => {
      await begin({
        settings: quickSettings({
          creation: { defaultFields: ['issue'], moments: { fieldsComplete: false, accept: false } },
        }),
      });
      await accepted();
      await write('rita', '/end');
      assert.equal((await world.cases()).length, 1);
      assert.equal(world.cards('rita', 'summary').length, 1);
      assert.match(world.hear('c1').join(), /conversation is closed/);
      assert.equal((await state()).takenBy, undefined);
    });

    it('without enough for a case tells why there is none', async () => {
      await begin();
      await customer('agent please');
      await invoke('rita', button('accept-conversation'));
      await invoke('rita', button('end-conversation'));
      assert.equal((await world.cases()).length, 0);
      assert.ok(
        world
          .cards('rita', 'why')
          .at(-1)
          ?.checks.some(({ ok }) => ok === false),
      );
    });

    it('by the customer tells the representative', async () => {
      await begin();
      await accepted();
      await world.agent.endConversation('emulator:c1', { id: 'user:c1', name: 'Dana c1' }, 'bye');
      await world.quiet();
      assert.match(world.hear('rita').join(), /has ended/);
      assert.match((await write('rita', 'hello?')).join(), /did not understand|unknown|help/i);
    });

    it('makes older cards say that it is over', async () => {
      await begin();
      await accepted();
      await write('rita', '/end');
      const shown = await invoke('sam', button('accept-conversation'));
      assert.equal(shown.kind === 'queue' && shown.live.state, 'over');
    });
  });

  describe('nobody is forgotten', () => {
    it('who waits is brought to mind once', async () => {
      await begin();
      await customer('agent please');
      await world.pass(6 * MINUTE);
      await world.pass(20 * MINUTE);
      assert.equal(world.cards('rita', 'queue').length, 2);
    });

    it('a representative who does not answer is reminded, then it goes back into line', async () => {
      await begin();
      await accepted();
      await customer('hello?');
      await world.pass(6 * MINUTE);
      assert.match(world.hear('rita').join(), /waiting for your answer/);
      await world.pass(6 * MINUTE);
      assert.equal((await state()).waiting?.reason, 'unanswered');
      assert.equal((await state()).takenBy, undefined);
      assert.match(world.hear('c1').join(), PASSING);
    });

    it('an answer stops the clock', async () => {
      await begin();
      await accepted();
      await write('rita', 'Hello!');
      await world.pass(30 * MINUTE);
      assert.equal((await state()).takenBy?.name, 'rita');
    });
  });

  it('is listed by "queue", who waits longest first', async () => {
    await begin();
    assert.match((await write('rita', 'queue')).join(), /Nobody is waiting/);
    await customer('agent please', 'c1');
    await world.pass(1_000);
    await customer('agent please', 'c2');
    world.hear('rita');
    await write('rita', 'queue');
    assert.deepEqual(
      world
        .cards('rita', 'queue')
        .slice(-2)
        .map(({ live }) => live.who),
      ['Dana c1', 'Dana c2'],
    );
  });

  it('cannot be accepted by a customer who forges the button', async () => {
    await begin();
    await customer('agent please', 'c1');
    await world.say('c2', {
      text: '',
      action: button('accept-conversation', 'c1'),
      from: { id: 'user:c2', name: 'Eve' },
    });
    assert.equal((await state('c1')).takenBy, undefined);
    const { card: shown } = await world.agent.act('emulator:c2', button('accept-conversation', 'c1'), {
      id: 'forged',
      by: { id: 'user:c2', name: 'Eve' },
    });
    assert.equal(shown.kind, 'told');
    assert.equal((await state('c1')).takenBy, undefined);
  });
});
