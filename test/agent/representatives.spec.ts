/** Representatives: their word stands, each click has one effect, and whoever comes second is told. */
import assert from 'node:assert/strict';
import type { CardAction } from '../../cases/cardActions';
import { openReview } from '../../cases/case';
import type { Review } from '../../cases/review';
import type { Words } from '../../cases/effects';
import { aWorld, Gate, quickSettings, type World, type WorldOptions } from '../support/world';

const ALL = 'my grinder leaks. I am Dana, dana@example.com';
const person = (name: string) => ({ id: `rep:${name}`, name });

describe('a representative', () => {
  let world: World;
  let clicks: number;
  beforeEach(() => (clicks = 0));
  afterEach(() => world.stop());

  /** A case of c1 that Rita and Sam are shown. */
  async function begin(options?: WorldOptions): Promise<string> {
    world = await aWorld(options);
    for (const name of ['rita', 'sam']) await world.representative(name);
    await world.say('c1', ALL);
    for (const name of ['c1', 'rita', 'sam']) world.hear(name);
    return (await world.case('c1'))._id;
  }
  const invoke = async (name: string, action: CardAction, id = `click${++clicks}`) => {
    const { card: shown } = await world.agent.act(`emulator:${name}`, action, { id, by: person(name) });
    await world.quiet();
    return shown;
  };
  const save = (caseId: string, typed: Record<string, string>): CardAction => ({
    verb: 'save',
    caseId,
    reviewId: 'r2',
    typed,
  });
  const open = async (): Promise<Review> => {
    const found = openReview(await world.case('c1'));
    assert.ok(found);
    return found;
  };
  /** The category was typed by Rita; the customer then says otherwise. */
  async function aProposal(): Promise<{ caseId: string; reviewId: string }> {
    const caseId = await begin();
    await invoke('rita', save(caseId, { category: 'return' }));
    await world.say('c1', 'the invoice is wrong');
    for (const name of ['rita', 'sam']) world.hear(name);
    return { caseId, reviewId: (await open()).id };
  }

  describe('who edits', () => {
    it('is not overwritten by what the customer says later: it is proposed, and shown to all', async () => {
      const { caseId } = await aProposal();
      assert.equal((await world.values('c1'))['category'], 'return');
      assert.deepEqual(
        (await open()).rows.map(({ field, to }) => [field, to.value]),
        [['category', 'billing']],
      );
      assert.equal(world.cards('sam', 'review').at(-1)?.case.id, caseId);
    });

    it('is not overwritten by a prediction that was on its way', async () => {
      const caseId = await begin();
      const gate = new Gate();
      world.predictor.before = () => gate.opened;
      const asked = world.predictor.requests.length;
      await world.receive('c1', 'the invoice is wrong');
      await world.until(() => world.predictor.requests.length > asked);
      await world.agent.act('emulator:rita', save(caseId, { category: 'return' }), {
        id: 'late',
        by: person('rita'),
      });
      gate.open();
      await world.quiet();
      assert.equal((await world.values('c1'))['category'], 'return');
      assert.equal((await open()).rows[0]?.to.value, 'billing');
    });

    it('is overwritten where the settings say so', async () => {
      const caseId = await begin({
        settings: quickSettings({
          updates: { overrideHumanEdits: true, rules: [{ name: 'r', fields: ['category'] }] },
        }),
      });
      await invoke('rita', save(caseId, { category: 'return' }));
      await world.say('c1', 'the invoice is wrong');
      assert.equal((await world.values('c1'))['category'], 'billing');
    });

    it('is told what was wrong with what they typed, and nothing is saved', async () => {
      const caseId = await begin();
      const shown = await invoke('rita', save(caseId, { category: 'nonsense', note: 'fine' }));
      assert.equal(shown.kind, 'edit-form');
      const category =
        shown.kind === 'edit-form' ? shown.fields.find(({ name }) => name === 'category') : undefined;
      assert.equal(category?.value, 'nonsense');
      assert.ok(category.problem);
      assert.equal((await world.values('c1'))['note'], undefined);
    });

    it('may set what a customer may not', async () => {
      const caseId = await begin();
      await invoke('rita', save(caseId, { priority: 'high' }));
      assert.equal((await world.values('c1'))['priority'], 'high');
    });

    it('is asked about a value once, though the customer says it again and again', async () => {
      await aProposal();
      const cards = world.cards('rita', 'review').length;
      await world.say('c1', 'really, the invoice is wrong');
      await world.say('c1', 'hello?');
      assert.equal(world.cards('rita', 'review').length, cards);
      assert.equal((await open()).rows.length, 1);
    });
  });

  describe('who decides a proposal', () => {
    it('accepts it: the value is theirs, and the others’ cards show it', async () => {
      const { caseId, reviewId } = await aProposal();
      const shown = await invoke('rita', { verb: 'accept', caseId, reviewId, fields: ['category'] });
      assert.deepEqual(shown.kind === 'review' && shown.rows.map(({ state, by }) => [state, by]), [
        ['confirmed', 'rita'],
      ]);
      assert.equal((await world.values('c1'))['category'], 'billing');
      assert.equal(world.cards('sam', 'review').at(-1)?.rows[0]?.state, 'confirmed');
      assert.ok(world.channel.sent.at(-1)?.replaces);
    });

    it('rejects it: the same words do not bring it up again', async () => {
      const { caseId, reviewId } = await aProposal();
      await invoke('rita', { verb: 'reject', caseId, reviewId, fields: ['category'] });
      await world.say('c1', 'hello?');
      assert.equal(openReview(await world.case('c1')), undefined);
      assert.equal((await world.values('c1'))['category'], 'return');
    });

    it('together with another has one effect; the second sees who was first', async () => {
      const { caseId, reviewId } = await aProposal();
      const [rita, sam] = await Promise.all([
        invoke('rita', { verb: 'accept', caseId, reviewId, fields: ['category'] }),
        invoke('sam', { verb: 'reject', caseId, reviewId, fields: ['category'] }),
      ]);
      const states = [rita, sam].map((shown) => (shown.kind === 'review' ? shown.rows[0]?.state : shown));
      assert.equal(new Set(states).size, 1);
      const reviewed = (await world.audit('c1')).filter(({ what }) => what.kind === 'reviewed');
      assert.equal(reviewed.length, 1);
      assert.equal(states[0], reviewed[0]?.what.kind === 'reviewed' && reviewed[0].what.state);
    });

    it('by a message, after another, is told when, how and by whom', async () => {
      const { caseId, reviewId } = await aProposal();
      await world.click('rita', { verb: 'accept', caseId, reviewId, fields: ['category'] });
      const heard = await world.click('sam', { verb: 'reject', caseId, reviewId, fields: ['category'] });
      assert.ok(heard.includes('Already confirmed by rita at 2026-01-05 10:00 UTC.'), heard.join(' | '));
      assert.equal((await world.values('c1'))['category'], 'billing');
    });

    it('with the same click delivered twice sees the same, and it is done once', async () => {
      const { caseId, reviewId } = await aProposal();
      const action: CardAction = { verb: 'accept', caseId, reviewId, fields: ['category'] };
      const first = await invoke('rita', action, 'same');
      assert.deepEqual(await invoke('rita', action, 'same'), first);
      assert.equal((await world.audit('c1')).filter(({ what }) => what.kind === 'reviewed').length, 1);
    });
  });

  describe('who takes a case', () => {
    it('has it', async () => {
      const caseId = await begin();
      assert.deepEqual(await world.click('rita', { verb: 'take', caseId }), ['CAS-00001-2222 is yours now.']);
      assert.deepEqual((await world.case('c1')).owner, person('rita'));
    });

    it('together with another: one has it, the other is told who', async () => {
      const caseId = await begin();
      await Promise.all(
        ['rita', 'sam'].map((name) =>
          world.receive(name, { text: '', action: { verb: 'take', caseId }, from: person(name) }),
        ),
      );
      await world.quiet();
      const owner = (await world.case('c1')).owner?.name ?? '';
      const other = owner === 'rita' ? 'sam' : 'rita';
      assert.deepEqual(world.hear(owner), ['CAS-00001-2222 is yours now.']);
      assert.deepEqual(world.hear(other), [`Already taken by ${owner}.`]);
    });

    it('with the same click delivered twice sees the same', async () => {
      const caseId = await begin();
      const first = await invoke('rita', { verb: 'take', caseId }, 'same');
      assert.deepEqual(await invoke('rita', { verb: 'take', caseId }, 'same'), first);
    });
  });

  describe('who undoes a change', () => {
    it('gets the value back, and it stays', async () => {
      const caseId = await begin();
      await world.say('c1', 'it is AB-123');
      const review = (await world.case('c1')).reviews.at(-1);
      await invoke('rita', { verb: 'undo', caseId, reviewId: review?.id ?? '', fields: ['serial'] });
      assert.equal((await world.values('c1'))['serial'], undefined);
      await world.say('c1', 'hello?');
      assert.equal((await world.values('c1'))['serial'], undefined);
    });
  });

  describe('who asks for an update from the conversation', () => {
    it('is told that there is nothing to change', async () => {
      const caseId = await begin();
      const shown = await invoke('rita', { verb: 'update', caseId });
      assert.equal(shown.kind, 'told');
      assert.deepEqual(
        [world.hear('rita'), world.hear('sam'), world.hear('c1')],
        [['[nothing-to-change]'], [], []],
      );
    });

    it('sees what changes', async () => {
      const caseId = await begin({
        settings: quickSettings({
          updates: { everyTurn: false, rules: [{ name: 'r', fields: ['category'] }] },
        }),
      });
      await world.say('c1', 'the invoice is wrong');
      assert.equal((await world.values('c1'))['category'], 'defect');
      await invoke('rita', { verb: 'update', caseId });
      assert.equal((await world.values('c1'))['category'], 'billing');
      assert.deepEqual(world.hear('rita'), ['[review]']);
    });

    it('of a case whose conversation is about something else by now is told so, and no case is opened', async () => {
      const caseId = await begin();
      await world.agent.endConversation('emulator:c1', person('dana'), 'end1');
      await world.quiet();
      await world.say('c1', 'hello again');
      world.hear('rita');
      await invoke('rita', { verb: 'update', caseId });
      assert.notDeepEqual(world.hear('rita'), []);
      assert.equal((await world.cases()).length, 1);
    });
  });

  describe('who is asked whether to open a case', () => {
    const confirm = {
      settings: quickSettings({ creation: { defaultFields: ['issue', 'contact'], automation: 'confirm' } }),
    };
    async function aQuestion(): Promise<{ conversationId: string; problem: number }> {
      world = await aWorld(confirm);
      for (const name of ['rita', 'sam']) await world.representative(name);
      for (const name of ['rita', 'sam']) world.hear(name);
      await world.say('c1', ALL);
      assert.deepEqual([await world.cases(), world.hear('rita')], [[], ['[creation-proposal]']]);
      return { conversationId: 'emulator:c1', problem: 1 };
    }

    const decidedIn = (name: string) => world.cards(name, 'creation-proposal').at(-1)?.decided;

    it('opens it, and customer and representatives hear of it', async () => {
      const question = await aQuestion();
      await world.click('rita', { verb: 'accept-opening', ...question });
      const [opened] = await world.cases();
      assert.deepEqual([opened?.openedBy.name, world.cards('sam', 'case-opened').length], ['rita', 1]);
      assert.match(world.hear('c1').join(), /I have opened case CAS-00001-2222/);
    });

    it('declines, and is not asked again', async () => {
      const question = await aQuestion();
      await world.click('rita', { verb: 'reject-opening', ...question });
      assert.equal(decidedIn('rita'), 'Not opened: declined by rita');
      await world.say('c1', 'hello?');
      assert.deepEqual([await world.cases(), world.hear('sam')], [[], ['[creation-proposal]']]);
    });

    it('declines, and is asked anew once the customer has told more', async () => {
      const question = await aQuestion();
      await world.click('rita', { verb: 'reject-opening', ...question });
      await world.say('c1', 'the invoice is wrong, too');
      assert.equal(decidedIn('rita'), undefined);
      await world.click('rita', { verb: 'accept-opening', ...question });
      assert.equal((await world.cases()).length, 1);
    });

    it('leaves no customer without a word meanwhile, and says it once', async () => {
      world = await aWorld(confirm);
      await world.representative('rita');
      const [said] = await world.say('c1', ALL);
      assert.match(said ?? '', /^Thank you, Dana\. A colleague is having a look at it/);
      await world.click('rita', { verb: 'reject-opening', conversationId: 'emulator:c1', problem: 1 });
      assert.deepEqual(await world.say('c1', 'the invoice is wrong, too'), []);
      assert.equal(decidedIn('rita'), undefined, 'though it is asked about anew');
    });

    it('after another has opened it is told so', async () => {
      const question = await aQuestion();
      await world.click('rita', { verb: 'accept-opening', ...question });
      world.hear('sam');
      await world.click('sam', { verb: 'accept-opening', ...question });
      assert.match(decidedIn('sam') ?? '', /^Opened as CAS-\S+ by rita$/);
      assert.equal((await world.cases()).length, 1);
    });

    it('together with another: one case', async () => {
      const question = await aQuestion();
      await Promise.all(
        ['rita', 'sam'].map((name) =>
          world.receive(name, {
            text: '',
            action: { verb: 'accept-opening', ...question },
            from: person(name),
          }),
        ),
      );
      await world.quiet();
      assert.equal((await world.cases()).length, 1);
    });
  });

  describe('who opens a case by hand', () => {
    const typed = { issue: 'A broken kettle. It came like this.', category: 'defect', serial: '' };

    it('has it, with what was typed', async () => {
      world = await aWorld();
      await world.representative('rita');
      await world.click('rita', { verb: 'open', typed });
      const [opened] = await world.cases();
      assert.deepEqual(
        [opened?.title, opened?.owner?.name, Object.keys(opened?.fields ?? {})],
        ['A broken kettle', 'rita', ['issue', 'category']],
      );
    });

    it('from a conversation: the agent fills what was left empty', async () => {
      world = await aWorld();
      await world.representative('rita');
      await world.say('c1', 'my grinder leaks, it is AB-123');
      await world.click('rita', {
        verb: 'open',
        conversationId: 'emulator:c1',
        typed: { category: 'billing' },
      });
      const { fields } = await world.case('c1');
      assert.deepEqual(
        [fields['category']?.value, fields['category']?.provenance.kind, fields['issue']?.provenance.kind],
        ['billing', 'human', 'ai'],
      );
    });

    it('with nothing typed, or nonsense, is told', async () => {
      world = await aWorld();
      await world.representative('rita');
      world.hear('rita');
      assert.deepEqual(await world.click('rita', { verb: 'open', typed: {} }), [
        'Please fill at least one field.',
      ]);
      assert.deepEqual(await world.click('rita', { verb: 'open', typed: { amount: 'a lot' } }), [
        '[open-form]',
      ]);
      assert.deepEqual(await world.cases(), []);
    });
  });

  it('who clicks on a card of a case that is gone is told', async () => {
    await begin();
    assert.match((await world.click('rita', { verb: 'take', caseId: 'nowhere' })).join(), /too old/);
    assert.match((await world.click('rita', { verb: 'unknown' })).join(), /too old/);
  });
});

describe('a customer', () => {
  let world: World;
  afterEach(() => world.stop());

  const forged = (caseId: string): CardAction[] => [
    { verb: 'take', caseId },
    { verb: 'save', caseId, reviewId: 'r2', typed: { priority: 'high' } },
    { verb: 'accept', caseId, reviewId: 'r2', fields: [] },
    { verb: 'show', caseId },
    { verb: 'open', typed: { issue: 'mine' } },
    { verb: 'accept-opening', conversationId: 'emulator:c1', problem: 1 },
  ];

  it('gets nothing by a forged button, as a message or as an invoke', async () => {
    world = await aWorld();
    await world.say('c1', ALL);
    world.hear('c1');
    const before = await world.case('c1');
    for (const [n, action] of forged(before._id).entries()) {
      assert.deepEqual(await world.say('c1', { text: '', action }), [
        'I did not understand that button. Please write what you need.',
      ]);
      const { card: shown } = await world.agent.act('emulator:c1', action, {
        id: `forged${n}`,
        by: person('eve'),
      });
      assert.deepEqual(shown, { kind: 'told', text: 'Only representatives can do that.' });
    }
    assert.deepEqual(await world.cases(), [before]);
  });

  it('loses no words by a button that was clicked in the same burst', async () => {
    world = await aWorld({ settings: quickSettings({ turns: { settleMs: 700 } }) });
    await world.receive('c1', ALL);
    await world.receive('c1', { text: '', action: { verb: 'unknown' } });
    await world.pass(3_000);
    assert.equal((await world.cases()).length, 1);
  });

  it('may not become a representative where they are known by their identity', async () => {
    world = await aWorld({ over: () => ({ anybodyMayRegister: false }) });
    const [heard] = await world.say('c1', '/representative');
    assert.match(heard ?? '', /cannot be registered/);
    assert.equal((await world.conversation('c1')).role, 'customer');
  });

  it('who is listed is a representative wherever they write', async () => {
    const access = { representatives: [{ tenant: 't', objectId: 'o', name: 'Rita' }] };
    world = await aWorld({ settings: quickSettings({ access }) });
    const words: Words['kind'][] = [];
    world.channel.before = async ({ content }) => void words.push(content.kind);
    await world.say('teams', { text: 'help', identity: { id: 'teams:t/o' } });
    assert.equal((await world.conversation('teams')).role, 'representative');
    assert.equal(words.length, 1);
  });
});
