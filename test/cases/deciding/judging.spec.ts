/** A child settles its parent: the two never contradict each other, in whatever order they are predicted. */
import assert from 'node:assert/strict';
import { judgeAll, type Judging } from '../../../cases/deciding/judging';
import type { Candidate } from '../../../cases/moves';
import { entryOf } from '../../../cases/deciding/merge';
import { resolvedFields } from '../../../cases/settings';
import { shippedSettings } from '../../../cases/shipped/settings';
import type { FieldEntries } from '../../../cases/values';

const AT = '2026-11-23T10:00:00.000Z';
const judging: Judging = { fields: resolvedFields(shippedSettings), overrideHumanEdits: false, at: AT };

const candidate = (field: string, value: string, over: Partial<Candidate> = {}): Candidate => ({
  field,
  value,
  label: value,
  confidence: 0.8,
  quotes: [{ turn: 'c/2', start: 0, end: 5 }],
  reason: 'said',
  predictor: 'local',
  saidAt: AT,
  ...over,
});

const standing = (...candidates: Candidate[]): FieldEntries =>
  Object.fromEntries(candidates.map((one) => [one.field, entryOf(one, AT)]));

const human = (entries: FieldEntries, field: string): FieldEntries => {
  const entry = entries[field];
  assert.ok(entry);
  return { ...entries, [field]: { ...entry, provenance: { ...entry.provenance, kind: 'human' } } };
};

/** The values that are set, and those that are proposed. */
function outcome(
  before: FieldEntries,
  candidates: readonly Candidate[],
): { set: Record<string, unknown>; proposed: Record<string, unknown> } {
  const judged = judgeAll(before, candidates, judging);
  const of = (is: string) =>
    Object.fromEntries(
      judged.filter(({ verdict }) => verdict.is === is).map(({ candidate: one }) => [one.field, one.value]),
    );
  return { set: of('set'), proposed: of('propose') };
}

describe('a child and its parent', () => {
  it('the product brings its family along', () => {
    const { set } = outcome({}, [candidate('product', 'barista-500')]);
    assert.deepEqual(set, { product: 'barista-500', productFamily: 'automatic' });
  });

  it('a family that the product does not belong to is not set beside it, however sure', () => {
    const both = [
      candidate('productFamily', 'grinder', { confidence: 0.99 }),
      candidate('product', 'barista-500'),
    ];
    assert.deepEqual(outcome({}, both).set, { product: 'barista-500', productFamily: 'automatic' });
    assert.deepEqual(outcome({}, both.reverse()).set, { product: 'barista-500', productFamily: 'automatic' });
  });

  it('a product replaces the family of before without a margin', () => {
    const before = standing(candidate('productFamily', 'grinder', { confidence: 0.95 }));
    assert.equal(outcome(before, [candidate('product', 'barista-500')]).set['productFamily'], 'automatic');
  });

  it('a family heard later does not part from the product that stands', () => {
    const before = standing(candidate('product', 'barista-500'), candidate('productFamily', 'automatic'));
    const later = candidate('productFamily', 'grinder', {
      confidence: 0.99,
      quotes: [{ turn: 'c/9', start: 0, end: 3 }],
    });
    assert.deepEqual(outcome(before, [later]), { set: {}, proposed: {} });
  });

  it('a product that can only be proposed proposes its family with it', () => {
    const before = human(
      standing(candidate('product', 'aroma-one'), candidate('productFamily', 'espresso')),
      'product',
    );
    const { set, proposed } = outcome(before, [candidate('product', 'barista-500')]);
    assert.deepEqual(set, {});
    assert.deepEqual(proposed, { product: 'barista-500', productFamily: 'automatic' });
  });

  it('a product of another family than the one a person set is proposed together with its family', () => {
    const before = human(standing(candidate('productFamily', 'espresso')), 'productFamily');
    const { set, proposed } = outcome(before, [candidate('product', 'barista-500')]);
    assert.deepEqual(set, {});
    assert.deepEqual(proposed, { product: 'barista-500', productFamily: 'automatic' });
  });
});
