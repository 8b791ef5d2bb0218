/** Clicks that come late, twice, at once, from the wrong person, or from nobody we know: each gets a sensible answer. */
import assert from 'node:assert/strict';
import type { CardAction, UnknownAction } from '../../../cases/cardActions';
import type { Clicked } from '../../../cases/cardContent';
import { StoreBusy } from '../../../cases/store';
import { parseCardAction, parseInvokeAction } from '../../../cards';
import { aWorld, quickSettings, type World } from '../../support/world';

const ALL = 'my grinder leaks. I am Dana, dana@example.com';

describe('a click on a card', () => {
  let world: World;
  let clicks = 0;
  afterEach(() => world.stop());

  /** Answered in the response, as in Teams. */
  async function invoke(
    name: string,
    action: CardAction | UnknownAction,
    id = `click${++clicks}`,
  ): Promise<Clicked> {
    const clicked = await world.agent.act(`emulator:${name}`, action, {
      id,
      by: { id: `rep:${name}`, name },
    });
    await world.quiet();
    return clicked;
  }

  async function begin(settings = quickSettings()): Promise<{ caseId: string; reviewId: string }> {
    world = await aWorld({ settings });
    for (const name of ['rita', 'sam']) await world.representative(name);
    await world.say('c1', ALL);
    await world.say('c1', 'the serial is AB-123');
    const { _id, reviews } = await world.case('c1');
    for (const name of ['rita', 'sam']) world.hear(name);
    return { caseId: _id, reviewId: reviews.at(-1)?.id ?? assert.fail() };
  }

  const accept = (ids: { caseId: string; reviewId: string }): CardAction => ({
    verb: 'accept',
    ...ids,
    fields: ['serial'],
  });
  const serial = async () => (await world.case('c1')).fields['serial']?.provenance;
  const rowsOf = ({ card }: Clicked) =>
    card.kind === 'review' ? card.rows.map(({ state, by }) => [state, by]) : card.kind;

  describe('by two people at once', () => {
    it('is the first one’s; the other is told who it was and sees the card as it is', async () => {
      const ids = await begin();
      const [first, second] = await Promise.all([
        invoke('rita', accept(ids)),
        invoke('sam', { ...accept(ids), verb: 'undo' } as CardAction),
      ]);
      const [won, lost] = first.notice === undefined ? [first, second] : [second, first];
      const winner = won === first ? 'rita' : 'sam';
      assert.equal(won.notice, undefined);
      assert.match(lost.notice ?? '', new RegExp(`^Already (confirmed|undone) by ${winner}`));
      assert.deepEqual(rowsOf(lost), [[winner === 'rita' ? 'confirmed' : 'undone', winner]]);
      const reviewed = (await world.audit('c1')).filter(({ what }) => what.kind === 'reviewed');
      assert.equal(reviewed.length, 1);
    });

    it('as messages: the same', async () => {
      const ids = await begin();
      const from = (name: string) => ({ id: `rep:${name}`, name });
      await world.receive('rita', { text: '', action: accept(ids), from: from('rita') });
      await world.receive('sam', { text: '', action: accept(ids), from: from('sam') });
      await world.quiet();
      const heard = [...world.hear('rita'), ...world.hear('sam')];
      const { by } = (await serial()) ?? assert.fail();
      assert.equal(heard.filter((words) => words.startsWith(`Already confirmed by ${by.name}`)).length, 1);
      assert.equal(heard.filter((words) => words === '[review]').length, 2); // each sees who decided it
    });

    it('to open a case or not: the first word counts, and the card says whose it was', async () => {
      world = await aWorld({
        settings: quickSettings({ creation: { defaultFields: ['issue', 'contact'], automation: 'confirm' } }),
      });
      for (const name of ['rita', 'sam']) await world.representative(name);
      await world.say('c1', ALL);
      await world.say('c2', ALL);
      const ask = (conversationId: string) => ({ conversationId, problem: 1 });
      const decided = ({ card }: Clicked) => (card.kind === 'creation-proposal' ? card.decided : card.kind);
      const opened = await invoke('rita', { verb: 'accept-opening', ...ask('emulator:c1') });
      assert.match(decided(opened) ?? '', /^Opened as CAS-\S+ by rita$/);
      for (const verb of ['accept-opening', 'reject-opening'] as const)
        assert.deepEqual(await invoke('sam', { verb, ...ask('emulator:c1') }), opened);
      const declined = await invoke('sam', { verb: 'reject-opening', ...ask('emulator:c2') });
      assert.equal(decided(declined), 'Not opened: declined by sam');
      assert.deepEqual(await invoke('rita', { verb: 'accept-opening', ...ask('emulator:c2') }), declined);
      assert.equal((await world.cases()).length, 1);
    });

    it('to take a case: the second sees who has it', async () => {
      const { caseId } = await begin();
      const [first, second] = await Promise.all(
        ['rita', 'sam'].map((name) => invoke(name, { verb: 'take', caseId })),
      );
      const notices = [first?.notice, second?.notice].filter((one) => one !== undefined);
      const owner = (await world.case('c1')).owner?.name ?? '';
      assert.equal(notices.length, 1);
      assert.match(notices[0] ?? '', new RegExp(`^Already taken by ${owner}`));
    });
  });

  describe('that is a week old', () => {
    it('whose values were replaced since says so, and shows how they stand', async () => {
      const ids = await begin();
      await world.say('c1', 'sorry, the serial is CD-456');
      await world.pass(7 * 86_400_000);
      const clicked = await invoke('rita', accept(ids));
      assert.equal(clicked.notice, 'Already replaced by a newer value.');
      assert.equal((await serial())?.kind, 'ai');
      assert.deepEqual(rowsOf(clicked), [['superseded', undefined]]);
    });

    it('whose review is not kept any more shows the case as it is', async () => {
      const ids = await begin();
      for (let n = 100; n < 112; n++) await world.say('c1', `sorry, it is EF-${n}`);
      assert.ok(!(await world.case('c1')).reviews.some(({ id }) => id === ids.reviewId));
      const clicked = await invoke('rita', accept(ids));
      assert.match(clicked.notice ?? '', /changed since/);
      assert.ok(clicked.card.kind === 'summary');
      assert.equal(clicked.card.fields.find(({ name }) => name === 'serial')?.value, 'EF-111');
      world.hear('rita');
      assert.match((await world.click('rita', accept(ids))).join(), /changed since/);
    });
  });

  describe('after the case was closed', () => {
    it('changes nothing, says so, and shows a card without buttons', async () => {
      const ids = await begin();
      await invoke('sam', {
        verb: 'resolve',
        caseId: ids.caseId,
        typed: { statusReason: 'Problem solved', resolution: 'New seal' },
      });
      const before = await world.case('c1');
      const clicked = await invoke('rita', accept(ids));
      assert.match(clicked.notice ?? '', /is closed; nothing was changed/);
      assert.ok(clicked.card.kind === 'review' && clicked.card.case.status === 'resolved');
      world.hear('rita');
      assert.match((await world.click('rita', accept(ids))).join(), /is closed; nothing was changed/);
      assert.deepEqual((await world.case('c1')).fields, before.fields);
    });
  });

  describe('after the case was merged into an older one', () => {
    async function merged(): Promise<{ ids: { caseId: string; reviewId: string }; into: string }> {
      const ids = await begin();
      await world.pass(1_000);
      await world.say('c2', 'my kettle is broken. I am Dana, dana@example.com');
      await world.say('c2', 'the serial is ZZ-999');
      const [older, younger] = [await world.case('c1'), await world.case('c2')];
      await world.say('rita', {
        text: `merge ${younger.number} ${older.number}`,
        from: { id: 'rep:rita', name: 'rita' },
      });
      for (const name of ['rita', 'sam']) world.hear(name);
      const reviewId = younger.reviews.at(-1)?.id ?? ids.reviewId;
      return { ids: { caseId: younger._id, reviewId }, into: older._id };
    }

    it('changes neither, says where it went, and shows that one', async () => {
      const { ids, into } = await merged();
      const standing = await world.store.get('cases', into);
      const clicked = await invoke('sam', accept(ids));
      assert.match(clicked.notice ?? '', /is part of CAS-\S+ now, so nothing was changed/);
      assert.ok(clicked.card.kind === 'summary' && clicked.card.case.id === into);
      assert.deepEqual((await world.store.get('cases', into))?.fields, standing?.fields);
      const heard = await world.click('sam', { verb: 'take', caseId: ids.caseId });
      assert.match(heard[0] ?? '', /is part of CAS-/);
      assert.equal(heard[1], '[summary]');
      assert.equal((await world.store.get('cases', into))?.owner, undefined);
    });

    it('that only shows something follows it', async () => {
      const { ids, into } = await merged();
      await invoke('sam', { verb: 'show', caseId: ids.caseId });
      assert.equal(world.cards('sam', 'summary').at(-1)?.case.id, into);
    });
  });

  describe('that the channel sends again', () => {
    const again = async (action: (ids: { caseId: string; reviewId: string }) => CardAction) => {
      const ids = await begin();
      const first = await invoke('rita', action(ids), 'same');
      const { version } = await world.case('c1');
      const audited = (await world.audit('c1')).length;
      const cards = world.channel.sent.length;
      const second = await invoke('rita', action(ids), 'same');
      assert.deepEqual(second, first);
      assert.equal((await world.case('c1')).version, version);
      assert.equal((await world.audit('c1')).length, audited);
      assert.equal(world.channel.sent.length, cards);
    };

    it('to confirm is answered the same and done once', () => again(accept));
    it('to take is answered the same and done once', () => again(({ caseId }) => ({ verb: 'take', caseId })));
    it('to save what was typed is answered the same and done once', () =>
      again((ids) => ({ verb: 'save', ...ids, typed: { serial: 'QQ-111' } })));
    it('to show a card below is answered the same and shown once', () =>
      again(({ caseId }) => ({ verb: 'show', caseId })));
    it('to resolve is answered the same and done once', () =>
      again(({ caseId }) => ({
        verb: 'resolve',
        caseId,
        typed: { statusReason: 'Problem solved', resolution: 'New seal' },
      })));
  });

  describe('that is forged', () => {
    const FORGED: readonly unknown[] = [
      { verb: 'delete-everything', caseId: 'k' },
      { verb: 'take', caseId: 'x'.repeat(100_000) },
      { verb: 'take', caseId: 7 },
      { verb: 'take', caseId: { $ne: null } },
      { verb: 'take', caseId: 'k', admin: true },
      { verb: 'accept', caseId: 'k', reviewId: '../..', rows: ['serial'] },
      { verb: 'accept', caseId: 'k', reviewId: 'r1', rows: ['__proto__'] },
      { verb: 'save', caseId: 'k', reviewId: 'r1', inputs: ['note'], in0: 'y'.repeat(1_000_000) },
      { verb: 'refresh', card: { kind: 'settings' } },
      { verb: 'refresh', card: { kind: 'summary', caseId: ['k'] } },
      [],
      'take',
      null,
    ];

    it('in its data is none of ours', () => {
      for (const data of FORGED) {
        assert.deepEqual(parseCardAction(data), { verb: 'unknown' });
        const verb = (data as { verb?: unknown } | null)?.verb;
        const action = { type: 'Action.Execute', verb, data };
        assert.deepEqual(parseInvokeAction({ action }), { verb: 'unknown' });
      }
    });

    it('gets a card that says what to do, changes nothing, and is logged without its content', async () => {
      const { reviewId } = await begin();
      const before = await world.cases();
      const actions: (CardAction | UnknownAction)[] = [
        { verb: 'unknown' },
        { verb: 'take', caseId: 'secret-guess' },
        { verb: 'accept', caseId: 'secret-guess', reviewId, fields: ['serial'] },
        { verb: 'save', caseId: 'secret-guess', reviewId, typed: { serial: 'secret-typed' } },
        { verb: 'refresh', card: { kind: 'summary', caseId: 'secret-guess' } },
        { verb: 'accept-opening', conversationId: 'secret-guess', problem: 1 },
        { verb: 'accept-conversation', conversationId: 'emulator:rita', problem: 1 },
        { verb: 'accept-opening', conversationId: 'emulator:rita', problem: 1 },
      ];
      for (const action of actions) {
        const { card } = await invoke('rita', action);
        assert.ok(card.kind === 'failed', action.verb);
        assert.match(`${card.happened} ${card.todo}`, /too old.*cases/);
      }
      for (const action of actions)
        assert.match((await world.click('rita', action)).join(), /too old/, action.verb);
      assert.deepEqual(await world.cases(), before);
      const refused = world.logged.filter(({ message }) => message === 'a card action was refused');
      assert.ok(refused.length >= 2 * (actions.length - 1));
      assert.doesNotMatch(JSON.stringify(world.logged), /secret/);
    });

    it('by a customer shows them nothing, not even a look at the card', async () => {
      const ids = await begin();
      const before = await world.case('c1');
      const card = { kind: 'review', ...ids } as const;
      for (const action of [accept(ids), { verb: 'refresh', card } as const]) {
        const clicked = await invoke('c1', action);
        assert.deepEqual(clicked.card, { kind: 'told', text: 'Only representatives can do that.' });
        assert.equal((await invoke('nowhere', action)).card.kind, 'told');
      }
      assert.deepEqual(await world.case('c1'), before);
      const refused = world.logged.filter(({ details }) => 'refusal' in details);
      assert.equal(refused.length, 4);
    });

    it('of a conversation that another has shows who has it', async () => {
      await begin();
      await world.say('c3', 'agent please');
      const of = { conversationId: 'emulator:c3', problem: 1 };
      await invoke('rita', { verb: 'accept-conversation', ...of });
      for (const verb of ['end-conversation', 'release-conversation', 'accept-conversation'] as const) {
        const { card } = await invoke('sam', { verb, ...of });
        assert.ok(card.kind === 'queue' && card.live.by === 'rita', verb);
      }
      assert.equal((await world.conversation('c3')).takenBy?.name, 'rita');
    });
  });

  describe('that fails on our side', () => {
    for (const [what, error, happened] of [
      ['a store that is contended', new StoreBusy('cases'), /That was not done/],
      ['anything else', new Error('secret: at line 7'), /did not work on our side\. Reference: \w{2,4}\./],
    ] as const)
      it(`by ${what} says what happened and leads back to the card`, async () => {
        const ids = await begin();
        const update = world.store.update.bind(world.store);
        const failing: typeof update = (collection, ...rest) =>
          collection === 'cases' ? Promise.reject(error) : update(collection, ...rest);
        const agent = world.anAgent('process-2', { store: { ...storeOf(world), update: failing } });
        const by = { id: 'rep:rita', name: 'rita' };
        const { card } = await agent.act('emulator:rita', accept(ids), { id: 'fails', by });
        assert.ok(card.kind === 'failed');
        assert.match(card.happened, happened);
        assert.doesNotMatch(JSON.stringify(card), /secret|line 7|Error/);
        assert.deepEqual(card.again, { kind: 'review', ...ids });
        const back = await invoke('rita', { verb: 'refresh', card: card.again });
        assert.deepEqual(rowsOf(back), [['open', undefined]]);
      });
  });
});

it('a button that fails where it comes as a message is answered with the same card', async () => {
  const dead: CardAction = { verb: 'save', caseId: 'k', reviewId: 'r2', typed: {} };
  const world = await aWorld({ over: () => ({ valueParser: () => assert.fail('secret') }) });
  await world.representative('rita');
  await world.say('c1', ALL);
  const { _id: caseId } = await world.case('c1');
  await world.click('rita', { ...dead, caseId, typed: { serial: 'AB-123' } });
  for (let n = 0; n < 6; n++) await world.pass(2_000);
  const [card] = world.cards('rita', 'failed');
  assert.match(card?.happened ?? '', /did not work on our side\. Reference: /);
  assert.deepEqual(card?.again, { kind: 'review', caseId, reviewId: 'r2' });
  assert.doesNotMatch(JSON.stringify(card), /secret/);
  await world.stop();
});

/** The store's verbs, so that one can be replaced. */
function storeOf({ store }: World): World['store'] {
  return new Proxy(store, {
    ownKeys: () => ['get', 'insert', 'update', 'list', 'remove', 'scan', 'load', 'alone'],
    getOwnPropertyDescriptor: () => ({ enumerable: true, configurable: true }),
    get: (target, name) => {
      const found: unknown = Reflect.get(target, name);
      return typeof found === 'function' ? (found.bind(target) as unknown) : found;
    },
  });
}
