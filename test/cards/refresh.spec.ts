/** Cards as each person who looks at them may see them. */
import assert from 'node:assert/strict';
import { parseInvokeAction, renderCard, type CardTarget } from '../../cards';
import { buttonsOf, faultsOf, inputsOf, runsOf } from './reading';
import { NOW, SAMPLES } from './samples';

const TEAMS: CardTarget = { flavour: 'universal', language: 'en', viewers: ['29:rita', '29:sam'] };
const LOOKED_AT = ['caseOpened', 'changed', 'summary', 'creationProposal', 'queue', 'live'] as const;

const sample = (name: string) => SAMPLES[name] ?? assert.fail(`no sample ${name}`);

describe('a card that people look at', () => {
  for (const name of LOOKED_AT)
    it(`${name} is asked for anew by its ids, for those who look at it`, () => {
      const card = renderCard(sample(name), TEAMS, NOW);
      assert.deepEqual(faultsOf(card), []);
      assert.deepEqual(card.refresh?.userIds, ['29:rita', '29:sam']);
      const action = parseInvokeAction({ action: card.refresh?.action, trigger: 'automatic' });
      assert.ok(action.verb === 'refresh' && action.card.kind === sample(name).kind);
    });

  it('names each person once, and no more than sixty', () => {
    const viewers = [...Array.from({ length: 70 }, (_, n) => `29:${n}`), '29:69'];
    const ids = renderCard(sample('queue'), { ...TEAMS, viewers }, NOW).refresh?.userIds ?? [];
    assert.deepEqual([ids.length, new Set(ids).size, ids.at(-1)], [60, 60, '29:69']);
  });

  it('stays as it is where nobody is known, where the client cannot, and where a form would lose what was typed', () => {
    assert.equal(renderCard(sample('queue'), { ...TEAMS, viewers: [] }, NOW).refresh, undefined);
    assert.equal(renderCard(sample('queue'), { ...TEAMS, flavour: 'submit' }, NOW).refresh, undefined);
    for (const name of ['editForm', 'openForm', 'resolveForm'])
      assert.equal(renderCard(sample(name), TEAMS, NOW).refresh, undefined);
  });
});

describe('who may not act', () => {
  const without = ['accept', 'reject', 'undo', 'edit'] as const;

  it('sees the values, and nothing to press or choose', () => {
    const card = renderCard(sample('changed'), { ...TEAMS, without }, NOW);
    assert.deepEqual([buttonsOf({ ...card, refresh: undefined }), inputsOf(card)], [[], []]);
    for (const words of ['Product', 'Aroma 300', 'ACC-10023-77']) assert.ok(runsOf(card).includes(words));
  });

  it('keeps the buttons that they may press', () => {
    const card = renderCard(sample('caseOpened'), { ...TEAMS, without: ['take'] }, NOW);
    assert.deepEqual(
      card.actions?.map(({ title }) => title),
      ['Open case', 'Why?'],
    );
  });
});

it('what was not done is said above the card', () => {
  const card = renderCard(sample('summary'), { ...TEAMS, notice: 'Already taken by Alex.' }, NOW);
  assert.equal(runsOf(card)[0], 'Already taken by Alex.');
  assert.deepEqual(faultsOf(card), []);
});
