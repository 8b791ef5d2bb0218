/** Unlocking: a person gives a field back to the agent. */
import assert from 'node:assert/strict';
import { act } from '../../cases/acting';
import type { ActiveCase } from '../../cases/case';
import { applyChange } from '../../cases/changing';
import { isOwned } from '../../cases/values';
import {
  aCandidate,
  aCase,
  aChangeMove,
  after,
  anActContext,
  anApplyContext,
  anEntryOf,
  aReview,
  aRow,
  docOf,
  RITA,
  RITAS,
  SAM,
} from '../support/builders';

const unlock = { kind: 'unlock', field: 'category', reason: 'typed for another machine' } as const;

function held(kind: 'human' | 'confirmed' | 'rule', over: Partial<ActiveCase> = {}): ActiveCase {
  return aCase({ fields: { category: anEntryOf(kind, 'defect') }, ...over });
}

function unlocked(theCase: ActiveCase): ActiveCase {
  const { case: next, outcome } = act(theCase, unlock, anActContext({ by: SAM }));
  assert.equal(outcome.kind, 'done');
  return { ...(next as ActiveCase), version: theCase.version + 1 };
}

describe('a field that a person unlocks', () => {
  for (const kind of ['human', 'confirmed', 'rule'] as const)
    it(`keeps its value (${kind}) until the agent changes it like its own`, () => {
      const theCase = unlocked(held(kind));
      assert.equal(theCase.fields['category']?.value, 'defect');
      const newer = aCandidate({ value: 'billing', saidAt: after(10), confidence: 0.9 });
      const next = docOf(applyChange(theCase, aChangeMove([newer]), anApplyContext()));
      assert.equal(next.fields['category']?.value, 'billing');
      assert.equal(next.fields['category']?.provenance.kind, 'ai');
      assert.equal(next.reviews.at(-1)?.kind, 'changed');
    });

  it('takes what was said before it was typed, since nothing stands for the typed value any more', () => {
    const older = aCandidate({ value: 'billing', saidAt: after(-10), confidence: 0.7 });
    const locked = docOf(applyChange(held('human'), aChangeMove([older]), anApplyContext()));
    assert.deepEqual([locked.fields['category']?.value, locked.reviews], ['defect', []]);
    const next = docOf(applyChange(unlocked(held('human')), aChangeMove([older]), anApplyContext()));
    assert.equal(next.fields['category']?.value, 'billing');
  });

  it('says in the audit who, when and why', () => {
    const theCase = unlocked(held('human'));
    const [entry] = theCase.pending.flatMap((one) => (one.kind === 'audit' ? [one.entry] : []));
    assert.deepEqual(
      [entry?.what, entry?.by, entry?.reason, entry?.at],
      [{ kind: 'unlocked', field: 'category' }, SAM, 'typed for another machine', anActContext().at],
    );
    assert.deepEqual(theCase.fields['category']?.provenance.unlocked?.by, SAM);
    assert.deepEqual(theCase.fields['category'].provenance.by, RITA);
  });

  it('is locked again once a person types or confirms it', () => {
    const entry = anEntryOf('human', 'return');
    const edited = act(
      unlocked(held('human')),
      { kind: 'edit', entries: { category: entry } },
      anActContext({ actId: 'click2' }),
    );
    assert.ok(edited.case.fields['category'] && isOwned(edited.case.fields['category']));
  });

  it('is unlocked once: whoever comes second is told who it was', () => {
    const theCase = unlocked(held('human'));
    const again = act(theCase, unlock, anActContext({ actId: 'click2', by: RITA }));
    assert.equal(again.case, theCase);
    assert.deepEqual(again.outcome, {
      kind: 'already',
      by: SAM,
      at: anActContext().at,
      state: 'unlocked',
    });
    const retry = act(theCase, unlock, anActContext({ by: SAM }));
    assert.deepEqual([retry.case, retry.outcome.kind], [theCase, 'done']);
  });

  it('that is the agent’s own, or has no value, stays as it is', () => {
    const nothing: ActiveCase['fields'] = {};
    for (const fields of [{ category: anEntryOf('ai', 'defect') }, nothing]) {
      const theCase = aCase({ fields });
      assert.equal(act(theCase, unlock, anActContext()).case, theCase);
    }
  });

  it('brings the card on which it waits for a word up to date, and tells nobody anew', () => {
    const shownIn = [{ conversationId: RITAS, effectId: 'e1' }];
    const rows = [aRow({ to: anEntryOf('ai', 'billing') })];
    const theCase = unlocked(held('human', { reviews: [aReview({ kind: 'proposed', rows, shownIn })] }));
    const says = theCase.pending.filter((one) => one.kind === 'say');
    assert.deepEqual(
      says.map(({ to, replaces, onlyInPlace }) => [to, replaces, onlyInPlace]),
      [[RITAS, 'e1', true]],
    );
    assert.equal(theCase.reviews[0]?.shownIn[0]?.effectId, says[0]?.id);
  });
});
