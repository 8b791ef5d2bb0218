/** When a classifier is taken into use, and what it is trained on. */
import assert from 'node:assert/strict';
import { HELD_OUT_MIN, type TrainingRow } from '../../../cases/training';
import { classify, trainField, type Classifier } from '../../../prediction/learned';
import { aChoice } from '../../support/predictionBuilders';
import { wilsonLower } from '../../../prediction/learned/verdict';
import { aRow, someRows, VALUES } from './examples';

const MATTER = aChoice('matter', VALUES);

describe('a classifier is taken into use', () => {
  it('where it surely beats the retrieval on cases that it had not seen', () => {
    const { verdict, model, rows } = trainField([MATTER], someRows(120));
    assert.equal(verdict.why, 'better');
    assert.ok(verdict.inUse && model !== undefined);
    assert.ok(verdict.lowerBound > verdict.retrieval.right);
    assert.equal(verdict.heldOut, rows);
  });

  it(`not before there are ${HELD_OUT_MIN} cases to judge by, however good it is`, () => {
    const { verdict, model } = trainField([MATTER], someRows(HELD_OUT_MIN - 1));
    assert.deepEqual([verdict.inUse, verdict.why, model], [false, 'too-few', undefined]);
    assert.equal(trainField([MATTER], someRows(HELD_OUT_MIN)).verdict.inUse, true);
  });

  it('not where the words tell nothing', () => {
    const rows = someRows(200).map((row, at) => ({ ...row, value: VALUES[(at * 7) % 3] ?? '' }));
    const told = aChoice('matter', VALUES, { threshold: 0.2 });
    const { verdict, model } = trainField([told], rows);
    assert.ok(verdict.classifier.right < 0.6);
    assert.equal(model === undefined, !verdict.inUse);
  });

  it('not where the retrieval is as good: what is named outright needs no learning', () => {
    const rows = someRows(200).map((row, at) => {
      const value = VALUES[at % 3] ?? '';
      return aRow(`case-${at}`, value, `the matter is ${value}`);
    });
    const { verdict } = trainField([MATTER], rows);
    assert.deepEqual([verdict.why, verdict.inUse], ['not-better', false], JSON.stringify(verdict));
  });

  it('not where there is nothing to tell apart', () => {
    const rows = someRows(100).map((row) => ({ ...row, value: 'billing' }));
    assert.equal(trainField([MATTER], rows).verdict.why, 'one-value');
    assert.equal(trainField([MATTER], []).verdict.inUse, false);
  });

  it('by the same bound each time', () => {
    assert.equal(wilsonLower(50, 50).toFixed(3), '0.929');
    assert.equal(wilsonLower(25, 50).toFixed(3), '0.366');
    assert.equal(wilsonLower(0, 0), 0);
  });
});

describe('a classifier is trained on', () => {
  const used = (rows: readonly TrainingRow[]): number => trainField([MATTER], rows).rows;

  it('what each case was given last', () => {
    const corrected = someRows(80).flatMap((row, at) => [
      aRow(`case-${at}`, 'defect', row.turns[0]?.text ?? '', '2026-01-05T09:00:00Z'),
      row,
    ]);
    const { rows, model } = trainField([MATTER], corrected);
    assert.equal(rows, 80);
    assert.equal(classify(model as unknown as Classifier, 'the invoice, the refund')[0]?.value, 'billing');
  });

  it('nothing of a case whose value a person took away', () => {
    const rows = someRows(60);
    assert.equal(used([...rows, aRow('case-3', null, 'the invoice', '2026-01-06T10:00:00Z')]), 59);
  });

  it('no value that the field no longer offers, and no case without words', () => {
    const rows = [...someRows(60), aRow('gone', 'gone', 'the invoice'), aRow('silent', 'billing', '  ')];
    assert.equal(used(rows), 60);
  });

  it("the customer's words, not the other side's", () => {
    const rows = someRows(60).map((row) => ({
      ...row,
      turns: [...row.turns, { from: 'agent' as const, text: 'secretword' }],
    }));
    const words = Object.values(trainField([MATTER], rows).words).flat();
    assert.ok(words.includes('invoice') && !words.includes('secretword'));
  });

  it('and stores none of them: they would outlive whoever said them', () => {
    const { model, words } = trainField([MATTER], someRows(60));
    assert.ok(model && Object.values(words).flat().includes('invoice'));
    assert.doesNotMatch(JSON.stringify(model), /invoice/);
  });
});
