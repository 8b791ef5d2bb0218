/** Whether a predicted value takes the place of what stands there: the ownership table and the margins. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  CHOICE_MARGIN,
  CORRECTION_MARGIN,
  merge,
  newestSeq,
  type MergePolicy,
} from '../../../cases/deciding/merge';
import type { Candidate } from '../../../cases/moves';
import { resolvedField } from '../../../cases/settings';
import { PROVENANCE_KINDS, type FieldEntry } from '../../../cases/values';
import {
  aCandidate,
  after,
  anEntry,
  anEntryOf,
  CONVERSATION,
  NOW,
  someSettings,
} from '../../support/builders';

function policyFor(name: string, over: Partial<MergePolicy> = {}): MergePolicy {
  const field = resolvedField(someSettings(), name);
  assert.ok(field);
  return { field, overrideHumanEdits: false, at: after(20), ...over };
}

function judged(
  current: FieldEntry | undefined,
  candidate: Partial<Candidate>,
  over: Partial<MergePolicy> = {},
) {
  return merge(current, aCandidate(candidate), policyFor(candidate.field ?? 'category', over));
}

const quotesOf = (...seqs: number[]) =>
  seqs.map((seq) => ({ turn: `${CONVERSATION}/${seq}`, start: 0, end: 1 }));

describe('who owns a value decides what a later prediction may do', () => {
  const table = {
    human: ['propose', 'set'],
    confirmed: ['propose', 'set'],
    rule: ['propose', 'set'],
    channel: ['keep', 'keep'],
    ai: ['set', 'set'],
  } as const;
  for (const kind of PROVENANCE_KINDS) {
    const [shipped, overriding] = table[kind];
    it(`${kind}: another value is ${shipped}, with overrideHumanEdits ${overriding}`, () => {
      const current = anEntryOf(kind, 'defect');
      assert.equal(judged(current, { value: 'billing' }).is, shipped);
      assert.equal(judged(current, { value: 'billing' }, { overrideHumanEdits: true }).is, overriding);
    });

    it(`${kind}: the same value is kept without a word`, () =>
      assert.deepEqual(judged(anEntryOf(kind, 'billing'), { value: 'billing', confidence: 0.6 }), {
        is: 'keep',
      }));
  }

  it('nothing there: the value is set, with where it comes from', () => {
    const verdict = judged(undefined, { value: 'billing', confidence: 0.7, reason: 'answers the question' });
    assert.ok(verdict.is === 'set');
    assert.deepEqual(verdict.entry.provenance, {
      kind: 'ai',
      by: { id: 'predictor:scripted', name: 'scripted' },
      at: after(20),
      saidAt: after(10),
      quotes: quotesOf(5).map((quote) => ({ ...quote, end: 4 })),
      confidence: 0.7,
      reason: 'answers the question',
    });
  });

  it("a field that customers may not set is never filled from a customer's words", () => {
    assert.equal(judged(undefined, { field: 'priority', value: 'high' }).is, 'keep');
    assert.equal(judged(anEntry('low'), { field: 'priority', value: 'high', confidence: 1 }).is, 'keep');
  });
});

describe('an older word never replaces a newer', () => {
  for (const kind of ['ai', 'confirmed'] as const) {
    for (const overrideHumanEdits of [false, true]) {
      it(`${kind}, overrideHumanEdits ${overrideHumanEdits}`, () => {
        const current = { ...anEntryOf(kind, 'defect') };
        const verdict = judged(
          { ...current, provenance: { ...current.provenance, saidAt: after(11), confidence: 0.1 } },
          { saidAt: after(10), confidence: 1 },
          { overrideHumanEdits },
        );
        assert.equal(verdict.is, 'keep');
        assert.equal(verdict.trace?.key, 'value-older');
      });
    }
  }

  it('however sure it is', () =>
    fc.assert(
      fc.property(
        fc.constantFrom(...PROVENANCE_KINDS),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 1000 }),
        fc.boolean(),
        (kind, confidence, secondsEarlier, overrideHumanEdits) => {
          const provenance = { kind, saidAt: after(10) };
          const candidate = { saidAt: after(10 - secondsEarlier), confidence, value: 'billing' };
          assert.equal(judged(anEntry('defect', provenance), candidate, { overrideHumanEdits }).is, 'keep');
        },
      ),
    ));
});

describe('a predicted value gives way by a margin', () => {
  const current = (confidence: number) => anEntry('defect', { confidence, quotes: quotesOf(5) });
  const text = (confidence: number) => anEntry('AA-111', { confidence, quotes: quotesOf(5) });
  const table: readonly [name: string, current: FieldEntry, candidate: Partial<Candidate>, is: string][] = [
    [
      'surer by the margin, from the same words',
      current(0.8),
      { confidence: 0.8 + CHOICE_MARGIN, quotes: quotesOf(5) },
      'set',
    ],
    ['surer by less, from the same words', current(0.8), { confidence: 0.84, quotes: quotesOf(5) }, 'keep'],
    [
      'as sure, from newer words: a choice changes',
      current(0.8),
      { confidence: 0.8, quotes: quotesOf(6) },
      'set',
    ],
    [
      'less sure, from newer words: a choice stays',
      current(0.8),
      { confidence: 0.79, quotes: quotesOf(6) },
      'keep',
    ],
    [
      'less sure within the correction margin: a text is corrected',
      text(0.9),
      { field: 'serial', value: 'BB-222', confidence: 0.9 - CORRECTION_MARGIN, quotes: quotesOf(6) },
      'set',
    ],
    [
      'less sure than that: a text stays',
      text(0.9),
      { field: 'serial', value: 'BB-222', confidence: 0.7, quotes: quotesOf(6) },
      'keep',
    ],
    [
      'as sure, from older words',
      text(0.8),
      { field: 'serial', value: 'BB-222', confidence: 0.8, quotes: quotesOf(4) },
      'keep',
    ],
  ];
  for (const [name, standing, candidate, is] of table) {
    it(name, () => {
      const verdict = judged(standing, candidate);
      assert.equal(verdict.is, is);
      assert.equal(verdict.trace?.key, is === 'set' ? 'value-replaced' : 'value-no-margin');
    });
  }

  it('what the predictor thinks of the standing value by now counts, not what it thought when it was new', () => {
    const current = anEntryOf('ai', 'defect');
    const sure: FieldEntry = { ...current, provenance: { ...current.provenance, confidence: 0.97 } };
    assert.equal(judged(sure, { value: 'billing', confidence: 0.6, standing: 0.3 }).is, 'set');
    assert.equal(judged(sure, { value: 'billing', confidence: 0.6, standing: 0.58 }).is, 'keep');
  });

  it('the same value said again is surer, and a word in passing takes nothing from it', () => {
    const { provenance, ...value } = anEntryOf('ai', 'billing');
    const current: FieldEntry = { ...value, provenance: { ...provenance, confidence: 0.7 } };
    const again = (confidence: number, standing?: number): number | undefined => {
      const verdict = judged(current, { confidence, ...(standing === undefined ? {} : { standing }) });
      return verdict.is === 'keep' ? verdict.entry?.provenance.confidence : assert.fail(verdict.is);
    };
    assert.equal(again(0.9), 0.9);
    assert.equal(again(0.72), undefined);
    assert.equal(again(0.5), undefined);
    assert.equal(again(0.5, 0.5), 0.5, 'all that was said was weighed anew');
  });

  it('ownership is not a question of margins: an unsure candidate is still proposed', () =>
    assert.equal(judged(anEntryOf('human', 'defect'), { confidence: 0.01 }).is, 'propose'));
});

it('the newest seq of quotes is read from their turns, however the conversation is named', () => {
  assert.equal(newestSeq([{ turn: 'msteams:19:a/b@thread/12', start: 0, end: 1 }, ...quotesOf(3)]), 12);
  assert.equal(newestSeq([]), 0);
  assert.equal(NOW < after(1), true);
});
