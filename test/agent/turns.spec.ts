/** From a customer's words to a case: what is decided together, what is asked, what is said, and what is not. */
import assert from 'node:assert/strict';
import { NOW } from '../support/builders';
import { aWorld, Gate, quickSettings, SHOP_RULES, type World, type WorldOptions } from '../support/world';

const WHO = 'I am Dana, dana@example.com';
const ALL = `my grinder leaks. ${WHO}`;

describe("a customer's turn", () => {
  let world: World;
  afterEach(() => world.stop());
  const begin = async (options?: WorldOptions): Promise<World> => (world = await aWorld(options));

  describe('opens', () => {
    it('a case once the default fields are known, and tells its number', async () => {
      await begin();
      assert.deepEqual(await world.say('c1', 'hello'), ['What is wrong?']);
      await world.say('c1', 'my grinder leaks');
      const [opened] = await world.say('c1', WHO);
      assert.match(opened ?? '', /^Thank you, Dana\. I have opened case CAS-00001-2222: My grinder leaks\./);
      assert.equal((await world.case('c1')).number, 'CAS-00001-2222');
    });

    it('one case a conversation, whatever follows', async () => {
      await begin();
      await world.say('c1', ALL);
      await world.say('c1', 'my grinder is broken, I am Eve, eve@example.com');
      await world.say('c1', 'the invoice is wrong');
      assert.equal((await world.cases()).length, 1);
    });

    it('a case for each conversation', async () => {
      await begin();
      await Promise.all([world.receive('c1', ALL), world.receive('c2', ALL)]);
      await world.quiet();
      assert.deepEqual((await world.cases()).map(({ number }) => number).sort(), [
        'CAS-00001-2222',
        'CAS-00002-2222',
      ]);
    });

    it('it with all that the rules want, which see what earlier rules set in the same turn', async () => {
      await begin();
      await world.say('c1', `${ALL}. It is AB-123`);
      assert.deepEqual(await world.values('c1'), {
        issue: `${ALL}. It is AB-123`,
        contact: 'emulator:c1~1/contact/1',
        category: 'defect',
        serial: 'AB-123',
      });
      assert.equal((await world.case('c1')).version, 2); // as opened, and drained
    });

    it('no value from the lines that a customer quotes, and his own after them with their place', async () => {
      await begin();
      await world.say('c1', `> It is XY-999\n> I am Eve, eve@example.com\n\n${ALL}. It is AB-123`);
      const { serial } = (await world.case('c1')).fields;
      assert.equal((await world.values('c1'))['serial'], 'AB-123');
      assert.match(JSON.stringify(serial), /"start":\d+/);
    });

    it('no case on the strength of a name alone', async () => {
      await begin();
      await world.say('c1', 'my grinder leaks. I am Dana');
      assert.deepEqual(await world.cases(), []);
      assert.ok((await world.why('c1')).includes('contact-partial'));
    });

    it('it for a proven customer without asking who they are', async () => {
      await begin();
      const [opened] = await world.say('c1', {
        text: 'my grinder leaks',
        identity: { id: 'user:dana', name: 'Dana Reyes' },
      });
      assert.match(opened ?? '', /^Thank you, Dana\./);
      assert.deepEqual(await world.store.get('identities', 'user:dana'), {
        _id: 'user:dana',
        version: 1,
        contactId: 'user:dana',
      });
    });
  });

  describe('in a burst', () => {
    const patient = { settings: quickSettings({ turns: { settleMs: 700, settleMaxMs: 3000 } }) };

    it('is decided with the others, once the customer has finished', async () => {
      await begin(patient);
      await world.receive('c1', 'hello');
      await world.pass(600);
      await world.receive('c1', 'my grinder leaks');
      await world.pass(699);
      assert.deepEqual(await world.decisions('c1'), []);
      await world.pass(1);
      assert.deepEqual(await world.decisions('c1'), [[1, 2]]);
      assert.equal(world.hear('c1').length, 1);
    });

    it('is decided after settleMaxMs, though the customer goes on', async () => {
      await begin(patient);
      for (let n = 0; n < 6; n++) {
        await world.receive('c1', `line ${n}`);
        await world.pass(500);
      }
      assert.deepEqual(await world.decisions('c1'), [[1, 2, 3, 4, 5, 6]]);
    });

    it('is heard in the order in which it was said, though the channel delivered it in another', async () => {
      await begin(patient);
      await world.receive('c1', `${ALL}. It is AB-123`);
      const said = (seconds: number): string => new Date(Date.parse(NOW) + seconds * 1000).toISOString();
      await world.receive('c1', { text: 'sorry, it is CD-456', at: said(9) });
      await world.receive('c1', { text: 'the plate says EF-789', at: said(5) });
      await world.pass(700);
      await world.quiet();
      assert.equal((await world.values('c1'))['serial'], 'CD-456');
    });

    it('that comes while it is decided makes the decision stale: all is decided anew, once answered', async () => {
      await begin();
      const gate = new Gate();
      world.predictor.before = () => gate.opened;
      await world.receive('c1', 'my grinder leaks');
      await world.until(() => world.predictor.requests.length === 1);
      await world.receive('c1', WHO);
      gate.open();
      await world.quiet();
      assert.match(
        world.hear('c1').join(' | '),
        /^Thank you, Dana\. I have opened case [^|]* \| What is the serial number\?$/,
      );
      assert.deepEqual((await world.decisions('c1')).at(-1), [1, 2]);
    });

    it('behind a request does not hold the turns before it up: each is decided once', async () => {
      await begin();
      const gate = new Gate();
      world.predictor.before = () => gate.opened;
      await world.receive('c1', 'my grinder leaks');
      await world.until(() => world.predictor.requests.length === 1);
      await world.agent.endConversation('emulator:c1', { id: 'user:dana', name: 'Dana' }, 'end1');
      await world.receive('c1', 'one more thing');
      gate.open();
      await world.quiet();
      assert.deepEqual(await world.decisions('c1'), [[1], [2], [3]]);
      const decidedAgain = world.logged.filter(({ message }) => message === 'a decision was made anew');
      assert.deepEqual(decidedAgain, []);
    });

    it('that is a retry under another id is kept and not answered', async () => {
      await begin({ settings: quickSettings({ intake: { ask: false } }) });
      await world.say('c2', 'my grinder leaks');
      assert.deepEqual(await world.say('c2', 'my grinder leaks'), []);
      assert.deepEqual(
        (await world.turns('c2')).map(({ repeats }) => repeats),
        [undefined, 1],
      );
      assert.deepEqual(await world.why('c2'), ['repeat']);
    });
  });

  it('with the same id again is told the same, and done once', async () => {
    await begin();
    const first = await world.receive('c1', { text: ALL, activityId: 'same' });
    await world.quiet();
    const again = await world.receive('c1', { text: ALL, activityId: 'same' });
    await world.quiet();
    assert.deepEqual(again, { ...first, repeated: true });
    assert.equal((await world.turns('c1')).filter(({ from }) => from === 'customer').length, 1);
  });

  describe('is answered by Intake, which', () => {
    it('gives up on a field after two asks', async () => {
      await begin();
      await world.say('c1', ALL);
      const asked = [await world.say('c1', 'hm'), await world.say('c1', 'hm?'), await world.say('c1', 'hm!')];
      assert.deepEqual(asked, [['What is the serial number?'], [], []]);
      assert.deepEqual((await world.conversation('c1')).asked, { serial: 2 });
    });

    it('takes a skip for an answer and never asks again', async () => {
      await begin();
      await world.say('c1', ALL);
      assert.deepEqual(await world.say('c1', "I don't have it at hand"), [
        'No problem, we go on without it.',
      ]);
      assert.deepEqual(await world.say('c1', 'and it leaks more'), []);
      assert.deepEqual((await world.conversation('c1')).skipped, ['serial']);
    });

    it('says nothing where the settings say not to ask', async () => {
      await begin({ settings: quickSettings({ intake: { ask: false } }) });
      assert.deepEqual(await world.say('c1', 'hello'), []);
    });

    it('asks in the language that is spoken', async () => {
      await begin();
      assert.deepEqual(await world.say('c1', 'das ist nicht gut'), ['Was ist los?']);
    });

    it('is silent once a person has taken over, while the agent listens', async () => {
      await begin();
      await world.say('c1', 'hello');
      await world.store.update('conversations', 'emulator:c1', (found) => ({
        is: 'changed',
        doc: { ...found, takenBy: { id: 'rep:rita', name: 'Rita' } },
      }));
      assert.deepEqual(await world.say('c1', ALL), []);
      assert.equal((await world.cases()).length, 1);
      assert.ok((await world.why('c1')).includes('person-has-taken-over'));
    });
  });

  it('is stored, and nothing else, while the agent is switched off', async () => {
    await begin({ settings: quickSettings({ flows: { invokeCaseProcessingAgent: false } }) });
    assert.deepEqual(await world.say('c1', ALL), []);
    assert.deepEqual(
      [world.predictor.requests, await world.cases(), await world.why('c1')],
      [[], [], ['agent-off']],
    );
    assert.deepEqual(
      (await world.turns('c1')).map(({ text }) => text),
      [ALL],
    );
  });

  it('keeps the case up to date, each value with the words that it rests on', async () => {
    await begin();
    await world.say('c1', ALL);
    await world.say('c1', 'it is AB-123');
    const { fields } = await world.case('c1');
    const quote = fields['serial']?.provenance.quotes[0];
    const turn = await world.store.get('turns', quote?.turn ?? '');
    assert.equal(turn?.text.slice(quote?.start, quote?.end), 'AB-123');
  });

  it('that ends the conversation is answered with the case that stays', async () => {
    await begin();
    await world.say('c1', ALL);
    await world.agent.endConversation('emulator:c1', { id: 'user:dana', name: 'Dana' }, 'end1');
    await world.quiet();
    assert.match(
      world.hear('c1').at(-1) ?? '',
      /The conversation is closed; case CAS-00001-2222 stays with us/,
    );
    assert.equal((await world.conversation('c1')).status, 'ended');
  });

  it('that ends the conversation opens its case where the turns were not to', async () => {
    await begin({
      settings: quickSettings({
        creation: { defaultFields: ['issue', 'contact'], moments: { fieldsComplete: false } },
      }),
    });
    await world.say('c1', ALL);
    assert.deepEqual(await world.cases(), []);
    await world.agent.endConversation('emulator:c1', { id: 'user:dana', name: 'Dana' }, 'end1');
    await world.quiet();
    assert.equal((await world.cases()).length, 1);
  });

  describe('whose prediction fails', () => {
    it('is kept and answered all the same', async () => {
      await begin();
      world.predictor.before = () => Promise.reject(new Error('no model'));
      assert.deepEqual(await world.say('c1', ALL), ['What is wrong?']);
      assert.deepEqual((await world.why('c1')).includes('predictor-failed'), true);
      assert.deepEqual((await world.conversation('c1')).inbox, []);
    });

    it('is read once the predictor works again', async () => {
      await begin();
      await world.say('c1', 'hello');
      world.predictor.before = () => Promise.reject(new Error('no model'));
      await world.say('c1', 'my grinder leaks');
      world.predictor.before = () => Promise.resolve();
      await world.say('c1', WHO);
      assert.equal((await world.values('c1'))['issue'], 'my grinder leaks');
    });
  });

  it('that cannot be decided is given up with a reference, kept, and the lane goes on', async () => {
    await begin({ over: () => ({ dialogs: { step: () => Promise.reject(new Error('broken dialog')) } }) });
    await world.say('c1', 'hello');
    for (let n = 0; n < 6; n++) await world.pass(2_000);
    assert.match(
      world.hear('c1').join(),
      /^That did not work on our side\. Your message is saved; .* Reference: [A-Z0-9]+\.$/,
    );
    const { inbox, dueAt } = await world.conversation('c1');
    assert.deepEqual([inbox, dueAt], [[], undefined]);
    assert.equal((await world.turns('c1'))[0]?.text, 'hello');
  });

  it('is asked of the predictor with what is new and what is known only', async () => {
    await begin();
    await world.say('c1', 'my grinder leaks');
    await world.say('c1', 'hm');
    const last = world.predictor.requests.at(-1);
    const turns = world.predictor.requests.filter((request) => request.newTurns.length > 0).at(-1)?.newTurns;
    assert.deepEqual(
      turns?.map(({ from, text }) => [from, text.slice(0, 12)]),
      [
        ['agent', 'I am sorry a'],
        ['customer', 'hm'],
      ],
    );
    assert.deepEqual(last?.known, { issue: 'my grinder leaks', category: 'defect' });
    assert.deepEqual(turns[0]?.asks, ['contact.name', 'contact.email', 'contact.phone']);
  });

  it('whose memory was lost is read with all that was said before', async () => {
    await begin();
    await world.say('c1', 'my grinder leaks');
    await world.store.update('conversations', 'emulator:c1', (found) => ({
      is: 'changed',
      doc: { ...found, memory: null, drafts: {} },
    }));
    await world.say('c1', WHO);
    assert.equal((await world.values('c1'))['issue'], 'my grinder leaks');
  });

  it('full inboxes are told to come again', async () => {
    await begin({ settings: quickSettings({ turns: { settleMs: 10_000, settleMaxMs: 60_000 } }) });
    for (let n = 0; n < 50; n++) await world.receive('c1', `line ${n}`);
    assert.deepEqual(await world.receive('c1', 'one too many'), { kind: 'busy', retryAfterSeconds: 2 });
  });

  it('updates by a rule that is told which channel it is', async () => {
    const rules = [
      ...SHOP_RULES,
      {
        name: 'emulator only',
        when: { field: '@channel', operator: 'equals' as const, value: 'emulator' },
        fields: ['note'],
      },
    ];
    await begin({ settings: quickSettings({ updates: { rules } }) });
    await world.say('c1', `${ALL} note: hi`);
    assert.equal((await world.values('c1'))['note'], 'hi');
  });
});
