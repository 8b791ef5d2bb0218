/** Before a case is opened: representatives say whether it is one that the same customer has open already. */
import assert from 'node:assert/strict';
import type { CardAction } from '../../../cases/cardActions';
import type { DuplicateChoice } from '../../../cases/duplicates';
import { someSettings } from '../../support/builders';
import { aWorld, quickSettings, type World } from '../../support/world';

const DANA = { id: 'signed:dana', name: 'Dana Reyes' };
const SHOP = someSettings().creation;
const MINUTE = 60_000;

describe('a customer who writes again about what is open', () => {
  let world: World;
  beforeEach(async () => begin());
  afterEach(() => world.stop());

  async function begin(creation: Partial<typeof SHOP> = {}, anybody = true): Promise<void> {
    world = await aWorld({ settings: quickSettings({ creation: { ...SHOP, ...creation } }), anybody });
    await world.representative('rita');
    await world.representative('sam');
    await says('c1', 'my grinder leaks at the bottom');
    for (const one of ['c1', 'rita', 'sam']) world.hear(one);
  }
  const says = (conversation: string, text: string) => world.say(conversation, { text, identity: DANA });
  const again = () => says('c2', 'the grinder leaks again');
  const cardsOf = (who: string) => world.cards(who, 'duplicate');
  const numbers = async () => (await world.cases()).map(({ number }) => number);
  async function click(
    who: string,
    choice: DuplicateChoice,
    over: Partial<CardAction> = {},
  ): Promise<string[]> {
    const { _id: caseId } = await world.case('c1');
    const action = {
      verb: 'settle-duplicate',
      conversationId: 'emulator:c2',
      problem: 1,
      choice,
      caseId,
      ...over,
    };
    return world.click(who, action as CardAction);
  }

  it('is told that a colleague looks at it, and the representatives see both side by side, and why', async () => {
    const [said, ...more] = await again();
    assert.match(said ?? '', /A colleague is having a look/);
    assert.deepEqual(more, []);
    assert.equal((await numbers()).length, 1, 'nothing is opened');
    for (const who of ['rita', 'sam']) {
      const [card] = cardsOf(who);
      assert.equal(card?.like[0]?.case.number, (await numbers())[0]);
      assert.deepEqual(card?.like[0]?.reasons, [
        { kind: 'same', label: 'Category', value: 'defect' },
        { kind: 'words', words: ['grinder', 'leaks'] },
      ]);
      const issue = card?.like[0]?.rows.find(({ label }) => label === 'Issue');
      assert.deepEqual(
        [issue?.now, issue?.there],
        ['the grinder leaks again', 'my grinder leaks at the bottom'],
      );
    }
    assert.ok((await world.why('c2')).includes('duplicate-asked'));
  });

  it('goes on in the open case once somebody joins: what was said meanwhile is there, and whose words they are', async () => {
    await again();
    await says('c2', 'the serial is AB-123');
    assert.equal(cardsOf('rita').length, 1, 'asked once');
    world.hear('c2');
    await click('rita', 'join');
    const theCase = await world.case('c1');
    assert.deepEqual(theCase.conversations, ['emulator:c1', 'emulator:c2']);
    assert.equal(theCase.fields['serial']?.value, 'AB-123');
    assert.match(theCase.fields['serial'].provenance.quotes[0]?.turn ?? '', /c2/);
    assert.match(world.hear('c2').join(), new RegExp(`added this to your case ${theCase.number}`));
    await says('c2', 'note: rattles');
    await world.click('rita', { verb: 'update', caseId: theCase._id });
    assert.equal((await world.conversation('c2')).caseId, theCase._id);
    assert.equal((await numbers()).length, 1);
    const kinds = (await world.audit('c1')).map(({ what }) => what.kind);
    assert.equal(kinds.filter((kind) => kind === 'joined').length, 1);
  });

  it('gets a case as usual where it is something new', async () => {
    await again();
    world.hear('c2');
    await click('rita', 'new');
    const made = await world.case('c2');
    assert.equal(made._id, 'emulator:c2~1');
    assert.equal(made.relatedTo, undefined);
    assert.match(world.hear('c2').join(), new RegExp(`I have opened case ${made.number}`));
  });

  it('gets a case that names the open one where they are linked', async () => {
    await again();
    await click('rita', 'link');
    assert.equal((await world.case('c2')).relatedTo, (await world.case('c1'))._id);
  });

  it('is decided once, by whoever was first; the others are shown what was decided', async () => {
    await again();
    await click('rita', 'new');
    await click('sam', 'join');
    assert.equal((await numbers()).length, 2);
    assert.equal((await world.case('c1')).conversations.length, 1);
    const { decided } = cardsOf('sam').at(-1) ?? {};
    assert.deepEqual([decided?.choice, decided?.by], ['new', 'rita']);
    assert.equal(decided?.number, (await world.case('c2')).number);
  });

  it('is decided once where two click at the same moment, and both cards say the same', async () => {
    await again();
    const { _id: caseId } = await world.case('c1');
    const base = { verb: 'settle-duplicate', conversationId: 'emulator:c2', problem: 1, caseId } as const;
    const [one, other] = await Promise.all([
      world.agent.act(
        'emulator:rita',
        { ...base, choice: 'join' },
        { id: 'x', by: { id: 'rep:rita', name: 'rita' } },
      ),
      world.agent.act(
        'emulator:sam',
        { ...base, choice: 'new' },
        { id: 'y', by: { id: 'rep:sam', name: 'sam' } },
      ),
    ]);
    await world.quiet();
    assert.deepEqual(one.card, other.card);
    const isJoined = (await world.conversation('c2')).caseId === caseId;
    assert.equal((await numbers()).length, isJoined ? 1 : 2);
  });

  it('is opened as new and linked where nobody answers in time, and a click after that changes nothing', async () => {
    await again();
    world.hear('c2');
    await world.pass(9 * MINUTE);
    assert.equal((await numbers()).length, 1);
    await world.pass(2 * MINUTE);
    const made = await world.case('c2');
    assert.equal(made.relatedTo, (await world.case('c1'))._id);
    assert.match(world.hear('c2').join(), /I have opened case/);
    await click('rita', 'join');
    assert.equal(cardsOf('rita').at(-1)?.decided?.choice, 'link');
    assert.equal((await numbers()).length, 2);
  });

  it('is opened as new and linked where the conversation ends first', async () => {
    await again();
    await world.agent.endConversation('emulator:c2', DANA, 'end');
    await world.quiet();
    assert.equal((await world.case('c2')).relatedTo, (await world.case('c1'))._id);
  });

  it('is opened as new and linked where the case to join was closed meanwhile, and the card says so', async () => {
    await again();
    const { _id: caseId, number } = await world.case('c1');
    await world.say('rita', { text: `cancel ${number}`, from: { id: 'rep:rita', name: 'rita' } });
    await click('rita', 'join', { caseId });
    assert.equal((await world.case('c2')).relatedTo, caseId);
    assert.equal(cardsOf('rita').at(-1)?.decided?.wasClosed, true);
  });

  it('goes on in the case that the open one was merged into', async () => {
    await world.pass(MINUTE);
    await says('c3', 'the invoice is broken and nobody there answers');
    await again();
    const { number: older } = await world.case('c1');
    const { number: younger } = await world.case('c3');
    await world.say('rita', { text: `merge ${older} ${younger}`, from: { id: 'rep:rita', name: 'rita' } });
    await click('rita', 'join', { caseId: 'emulator:c3~1' });
    assert.equal((await world.conversation('c2')).caseId, 'emulator:c1~1');
    assert.ok((await world.case('c1')).conversations.includes('emulator:c2'));
  });

  it('is asked about it too where a representative opens the case, and what they typed is kept', async () => {
    await world.say('c2', { text: 'the grinder leaks again', identity: DANA, channel: 'emulator' });
    await click('rita', 'new');
    await world.say('c4', { text: 'hello', identity: DANA });
    await world.click('sam', {
      verb: 'open',
      conversationId: 'emulator:c4',
      typed: { issue: 'The grinder leaks at the bottom', note: 'urgent' },
    });
    assert.equal((await world.conversation('c4')).caseId, undefined);
    const card = cardsOf('sam').at(-1);
    assert.equal(card?.conversationId, 'emulator:c4');
    await world.click('sam', {
      verb: 'settle-duplicate',
      conversationId: 'emulator:c4',
      problem: 1,
      choice: 'join',
      caseId: 'emulator:c1~1',
    });
    assert.equal((await world.case('c1')).fields['note']?.value, 'urgent');
    assert.equal((await world.case('c1')).fields['note']?.provenance.kind, 'human');
  });

  for (const [choice, act] of [
    ['join', 'accepted'],
    ['new', 'rejected'],
    ['link', 'edited'],
  ] as const)
    it(`has the answer "${choice}" recorded once where acts are recorded, by whoever was first`, async () => {
      await world.publish(quickSettings({ creation: SHOP, recording: { enabled: true } }));
      await again();
      await click('rita', choice);
      await click('sam', 'new');
      const { items } = await world.store.list('interactions', { index: 'at', limit: 9 });
      assert.deepEqual(
        items.map((one) => [one.card, one.act, one.by.name, one.caseId]),
        [['duplicate', act, 'rita', (await world.conversation('c2')).caseId]],
      );
    });

  it('is not asked about anything where the matter is another', async () => {
    await says('c2', 'the invoice is broken');
    assert.equal((await numbers()).length, 2);
    assert.equal((await world.case('c2')).relatedTo, undefined);
  });

  it('opens at once, linked, where the settings say "link"; and without a look where they say "off"', async () => {
    for (const [duplicates, related] of [
      ['link', 'emulator:c1~1'],
      ['off', undefined],
    ] as const) {
      await world.stop();
      await begin({ duplicates });
      await again();
      assert.equal((await world.case('c2')).relatedTo, related);
      assert.deepEqual(cardsOf('rita'), []);
    }
  });

  it('waits for nobody where there are no representatives', async () => {
    await world.stop();
    world = await aWorld({ settings: quickSettings() });
    await says('c1', 'my grinder leaks at the bottom');
    await again();
    assert.equal((await world.case('c2')).relatedTo, 'emulator:c1~1');
  });

  it('loses no words when the process ends at any step of it', async () => {
    for (const step of ['decide', 'commit', 'apply', 'drain'] as const) {
      await world.stop();
      await begin();
      await again();
      const dead = world.anAgent('dying', {
        afterStep: (now) => {
          if (now === step) throw new Error('the process ended');
        },
      });
      const { _id: caseId } = await world.case('c1');
      const by = { id: 'rep:rita', name: 'rita' };
      const entry = {
        kind: 'settle-duplicate',
        id: 'once',
        problem: 1,
        choice: 'join',
        caseId,
        by,
        byKind: 'representative',
      } as const;
      await dead.request('emulator:c2', entry);
      await world.pass(2 * MINUTE);
      await world.agent.start();
      await world.pass(2 * MINUTE);
      assert.equal((await world.conversation('c2')).caseId, caseId, step);
      assert.deepEqual((await world.case('c1')).conversations, ['emulator:c1', 'emulator:c2'], step);
      assert.equal((await numbers()).length, 1, step);
    }
  });
});

describe('a customer whom nobody vouches for', () => {
  it('has no duplicates: the same name and address that were said join nothing and show nothing', async () => {
    const world = await aWorld({ settings: quickSettings() });
    await world.representative('rita');
    await world.say('c1', 'my grinder leaks at the bottom. I am Dana, dana@example.com');
    const heard = await world.say('c2', 'my grinder leaks at the bottom. I am Dana, dana@example.com');
    assert.match(heard.join(), /I have opened case/);
    assert.equal((await world.case('c2')).relatedTo, undefined);
    assert.deepEqual(world.cards('rita', 'duplicate'), []);
    await world.stop();
  });
});
