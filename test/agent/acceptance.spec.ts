/** A field that people correct too often is asked about; the way back is a person's. */
import assert from 'node:assert/strict';
import { switchField } from '../../agent/automation';
import { eraseNow } from '../../commands/store/erase';
import type { CardAction } from '../../cases/cardActions';
import { aWorld, quickSettings, SHOP_RULES, type World } from '../support/world';

const ALL = 'my grinder leaks. I am Dana, dana@example.com';

const settings = quickSettings({
  updates: { rules: SHOP_RULES, acceptance: { decisionsMin: 3, window: 10 } },
  recording: { enabled: true, values: true },
});

describe('a field that is corrected too often', () => {
  let world: World;
  let customers = 0;
  beforeEach(async () => {
    world = await aWorld({ settings });
    await world.representative('rita');
    await world.representative('sam');
  });
  afterEach(() => world.stop());

  /** A case whose serial number the agent has filled, or proposed. */
  async function aCaseWithSerial(): Promise<{ name: string; caseId: string; reviewId: string }> {
    const name = `c${++customers}`;
    await world.say(name, ALL);
    await world.say(name, 'the serial is AB-123');
    const { _id, reviews } = await world.case(name);
    return { name, caseId: _id, reviewId: reviews.at(-1)?.id ?? '' };
  }
  async function answered(verb: 'accept' | 'undo' | 'reject'): Promise<string> {
    const { caseId, reviewId, name } = await aCaseWithSerial();
    await world.click('rita', { verb, caseId, reviewId, fields: ['serial'] });
    return name;
  }
  const serial = async () => world.store.get('acceptance', 'serial');
  const cardsOf = (who: string) => world.cards(who, 'automation');
  const click = (who: string, action: CardAction) => world.click(who, action);

  async function demoted(): Promise<string> {
    for (let time = 0; time < 3; time++) await answered('undo');
    return (await serial())?.changes.at(-1)?.id ?? '';
  }

  it('is proposed from then on, each administrator is told once, and other fields go on as before', async () => {
    await demoted();
    for (const who of ['rita', 'sam']) {
      const [card, ...more] = cardsOf(who);
      assert.deepEqual(
        [card?.state, card?.label, card?.decided, card?.accepted],
        ['demoted', 'Serial number', 3, 0],
      );
      assert.deepEqual(more, []);
    }
    const { name } = await aCaseWithSerial();
    const { fields, reviews } = await world.case(name);
    assert.equal(fields['serial'], undefined);
    assert.deepEqual(
      reviews.map(({ kind, rows }) => [kind, rows.map(({ field }) => field)]),
      [['proposed', ['serial']]],
    );
    assert.equal(fields['category']?.value, 'defect', 'nobody complained about the category');
  });

  it('comes back by one click, whoever clicks; later clicks on the same card hear who was first', async () => {
    const answers = await demoted();
    const back = { verb: 'set-automation', field: 'serial', to: 'automatic', answers } as const;
    world.hear('sam');
    assert.deepEqual(await click('sam', back), ['[automation]']);
    const [shown] = cardsOf('sam').slice(-1);
    assert.deepEqual([shown?.state, shown?.by], ['automatic', 'sam']);
    await click('rita', { ...back, to: 'confirm' });
    assert.equal(cardsOf('rita').at(-1)?.by, 'sam');
    assert.equal((await serial())?.mode, undefined);
    const { name } = await aCaseWithSerial();
    assert.equal((await world.case(name)).fields['serial']?.value, 'AB-123');
    assert.deepEqual(
      (await serial())?.changes.map(({ to, by }) => [to, by.name]),
      [
        ['confirm', 'Case Management Agent'],
        ['automatic', 'sam'],
      ],
    );
  });

  it('is offered once its proposals are accepted again, and never switched by itself', async () => {
    await demoted();
    for (let time = 0; time < 15; time++) await answered('accept');
    assert.equal((await serial())?.offer, undefined, 'fifteen of fifteen may be luck');
    await answered('accept');
    const [card, ...more] = cardsOf('rita').filter(({ state }) => state === 'offered');
    assert.deepEqual([card?.decided, card?.accepted, more.length], [16, 16, 0]);
    assert.equal((await serial())?.mode, 'confirm');
    const declined = {
      verb: 'set-automation',
      field: 'serial',
      to: 'confirm',
      answers: card?.id ?? '',
    } as const;
    await click('rita', declined);
    assert.equal(cardsOf('rita').at(-1)?.state, 'declined');
    assert.deepEqual([(await serial())?.mode, (await serial())?.offer], ['confirm', undefined]);
  });

  it('is asked about at the opening of a case, too, which opens as before and keeps its title', async () => {
    const switching = {
      to: 'confirm',
      by: { id: 'rep:rita', name: 'rita' },
      at: new Date().toISOString(),
    } as const;
    for (const field of ['category', 'issue']) await switchField(world.agent.context, field, switching);
    await world.say('held', ALL);
    const theCase = await world.case('held');
    assert.deepEqual(Object.keys(theCase.fields), ['contact']);
    assert.match(theCase.title, /My grinder leaks/);
    const [review] = theCase.reviews;
    assert.deepEqual(
      [review?.kind, review?.rows.map(({ field, to }) => [field, to.value])],
      [
        'proposed',
        [
          ['issue', ALL.slice(0, ALL.length)],
          ['category', 'defect'],
        ],
      ],
    );
    const { _id: caseId } = theCase;
    const fields = ['issue', 'category'];
    await world.click('rita', { verb: 'accept', caseId, reviewId: review?.id ?? '', fields });
    assert.equal((await world.case('held')).fields['category']?.provenance.kind, 'confirmed');
  });

  it('is what only an administrator switches', async () => {
    const answers = await demoted();
    await world.stop();
    const access = {
      representatives: [{ tenant: 't', objectId: 'rita', name: 'Rita', roles: ['CSR Manager' as const] }],
    };
    world = await aWorld({
      settings: { ...settings, access: { ...settings.access, ...access } },
      anybody: false,
    });
    const identity = { id: 'teams:t/rita', name: 'Rita' };
    const action = { verb: 'set-automation', field: 'serial', to: 'automatic', answers } as const;
    const [said] = await world.say('rita', {
      text: '',
      action,
      identity,
      from: { id: 'rep:rita', name: 'Rita' },
    });
    assert.match(said ?? '', /System Administrator/);
  });

  it('is counted once where the process ended between any two writes', async () => {
    const { caseId, reviewId } = await aCaseWithSerial();
    const { store } = world;
    const real = store.update.bind(store);
    let breaks = true;
    // The first attempt to take the effects off the case fails after all of them were carried out.
    store.update = (async (collection, id, fn) => {
      if (collection === 'cases' && breaks) {
        const found = await store.get('cases', id);
        if (found?.pending.some(({ kind }) => kind === 'feedback')) {
          breaks = false;
          throw new Error('the process ended');
        }
      }
      return real(collection, id, fn);
    }) as typeof store.update;
    await world.click('rita', { verb: 'undo', caseId, reviewId, fields: ['serial'] });
    await world.pass(60_000);
    assert.equal(breaks, false);
    assert.deepEqual((await serial())?.window, [false]);
    const { items } = await store.list('interactions', { index: 'field', equals: ['serial'], limit: 9 });
    assert.equal(items.length, 1);
  });

  it('keeps no person, case or value where it counts', async () => {
    await answered('undo');
    const { recent, ...rest } = (await serial()) ?? assert.fail();
    assert.match(recent.join(), /^[0-9a-f]{16}$/);
    assert.doesNotMatch(JSON.stringify(rest), /rita|emulator|AB-123|Dana/i);
  });

  it('loses what was recorded with its contact, and keeps the figures', async () => {
    const name = await answered('undo');
    const { contactId } = await world.case(name);
    assert.equal((await world.store.list('interactions', { index: 'at', limit: 9 })).items.length, 1);
    await eraseNow(world.store, contactId ?? '', 'test');
    assert.deepEqual((await world.store.list('interactions', { index: 'at', limit: 9 })).items, []);
    assert.deepEqual((await serial())?.window, [false]);
  });

  it('takes thumbs where they are recorded, and thanks for them', async () => {
    const { caseId, reviewId } = await aCaseWithSerial();
    assert.equal(world.cards('rita', 'review').at(-1)?.thumbs, true);
    const up = { verb: 'thumbs', caseId, card: 'review', target: reviewId, up: true } as const;
    assert.match((await click('rita', up)).join(), /Thank you/);
    const by = { id: 'rep:sam', name: 'sam' };
    const answer = await world.agent.act('emulator:sam', { ...up, up: false }, { id: 'now', by });
    assert.equal(answer.card.kind, 'told');
    await world.quiet();
    const { items } = await world.store.list('interactions', { index: 'case', equals: [caseId], limit: 9 });
    assert.deepEqual(
      items.map(({ act, by: who }) => [act, who.name]),
      [
        ['thumbs-down', 'sam'],
        ['thumbs-up', 'rita'],
      ],
    );
  });
});
