/** A person acts on a case: each act once, the second click told, nothing of theirs overwritten. */
import assert from 'node:assert/strict';
import type { ActContext, Acted } from '../../cases/acted';
import { act } from '../../cases/acting';
import type { CaseAct } from '../../cases/acts';
import type { ActiveCase, Case } from '../../cases/case';
import type { ReviewRow } from '../../cases/review';
import type { FieldEntry } from '../../cases/values';
import {
  aCase,
  after,
  anActContext,
  anEntry,
  anEntryOf,
  aReview,
  aRow,
  CASE,
  NOW,
  RITA,
  RITAS,
  SAM,
} from '../support/builders';

function acted(theCase: Case, what: CaseAct, context: Partial<ActContext> = {}): Acted {
  return act(theCase, what, anActContext(context));
}
const bySam = { by: SAM, actId: 'click2', at: after(40) };
const accept = (reviewId: string, fields?: readonly string[]): CaseAct => ({
  kind: 'accept',
  reviewId,
  fields,
});
const reject = (reviewId: string, fields?: readonly string[]): CaseAct => ({
  kind: 'reject',
  reviewId,
  fields,
});
const undo = (reviewId: string, fields?: readonly string[]): CaseAct => ({ kind: 'undo', reviewId, fields });
const edit = (entries: Record<string, FieldEntry | null>): CaseAct => ({ kind: 'edit', entries });
const states = (theCase: Case, id: string) =>
  theCase.reviews.find((review) => review.id === id)?.rows.map((row) => row.state);
const notes = (theCase: Case) =>
  theCase.pending.flatMap((effect) => (effect.kind === 'audit' ? [effect.entry] : []));
const says = (theCase: Case) => theCase.pending.flatMap((effect) => (effect.kind === 'say' ? [effect] : []));

const DEFECT = anEntryOf('human', 'defect');
const BILLING = anEntry('billing');
const NOTE = anEntry('hi');

/** Category was typed and another is proposed, as is a note. */
const proposed: ActiveCase = aCase({
  fields: { category: DEFECT },
  reviews: [
    aReview({
      id: 'p',
      kind: 'proposed',
      rows: [aRow({ from: DEFECT, to: BILLING }), aRow({ field: 'note', to: NOTE })],
      shownIn: [
        { conversationId: RITAS, effectId: 'card1' },
        { conversationId: 'msteams:sam', effectId: 'card2' },
      ],
    }),
  ],
});

/** The agent has changed the category and filled the note. */
const changed: ActiveCase = aCase({
  fields: { category: BILLING, note: NOTE },
  reviews: [
    aReview({
      id: 'c',
      rows: [aRow({ from: anEntry('defect'), to: BILLING }), aRow({ field: 'note', to: NOTE })],
    }),
  ],
});

describe('accepting a proposal', () => {
  it('sets its values as confirmed by the person, with the words that they rest on', () => {
    const { case: next, outcome } = acted(proposed, accept('p'));
    assert.deepEqual(outcome, { kind: 'done', count: 2 });
    assert.deepEqual(next.fields['category']?.provenance, {
      ...BILLING.provenance,
      kind: 'confirmed',
      by: RITA,
      at: after(30),
    });
    assert.equal(next.fields['note']?.value, 'hi');
    assert.deepEqual(states(next, 'p'), ['confirmed', 'confirmed']);
  });

  it('of some rows leaves the others open', () => {
    const { case: next } = acted(proposed, accept('p', ['note']));
    assert.deepEqual([states(next, 'p'), next.fields['category']], [['open', 'confirmed'], DEFECT]);
  });

  it('is noted, and every card that shows it is brought up to date', () => {
    const { case: next } = acted(proposed, accept('p', ['note']));
    assert.deepEqual(
      notes(next).map(({ what, by }) => [what.kind, by.name]),
      [
        ['reviewed', 'Rita'],
        ['field', 'Rita'],
      ],
    );
    assert.deepEqual(
      says(next).map(({ to, replaces }) => [to, replaces]),
      [
        [RITAS, 'card1'],
        ['msteams:sam', 'card2'],
      ],
    );
    assert.deepEqual(
      next.reviews[0]?.shownIn.map((shown) => shown.effectId),
      [`${CASE}/v2/0`, `${CASE}/v2/1`],
    );
  });

  it('does not overwrite what was edited since: the row is superseded', () => {
    const edited = { ...proposed, fields: { category: anEntryOf('human', 'return') } };
    const { case: next, outcome } = acted(edited, accept('p', ['category']));
    assert.deepEqual(outcome, { kind: 'outdated' });
    assert.deepEqual([next.fields['category']?.value, states(next, 'p')], ['return', ['superseded', 'open']]);
  });
});

describe('accepting a change', () => {
  it('makes it the person’s own, so that the agent may only propose from now on', () => {
    const { case: next, outcome } = acted(changed, accept('c', ['category']));
    assert.deepEqual(outcome, { kind: 'done', count: 1 });
    assert.deepEqual(
      [next.fields['category']?.provenance.kind, next.fields['category']?.value],
      ['confirmed', 'billing'],
    );
  });
});

describe('rejecting', () => {
  it('leaves the fields and decides the rows', () => {
    const { case: next, outcome } = acted(proposed, reject('p'));
    assert.deepEqual(
      [outcome, next.fields, states(next, 'p')],
      [{ kind: 'done', count: 2 }, proposed.fields, ['rejected', 'rejected']],
    );
  });
});

describe('undoing', () => {
  it('puts back what stood there, with where it came from, and clears what was empty', () => {
    const { case: next } = acted(changed, undo('c'));
    assert.deepEqual(next.fields, { category: anEntry('defect') });
    assert.deepEqual(states(next, 'c'), ['undone', 'undone']);
  });

  it('does not undo what has changed since', () => {
    const since = { ...changed, fields: { ...changed.fields, category: anEntryOf('human', 'return') } };
    const { case: next, outcome } = acted(since, undo('c', ['category']));
    assert.deepEqual([outcome.kind, next.fields['category']?.value], ['outdated', 'return']);
  });

  it('of a proposal is a rejection', () => {
    const { case: next } = acted(proposed, undo('p'));
    assert.deepEqual([next.fields, states(next, 'p')], [proposed.fields, ['rejected', 'rejected']]);
  });
});

describe('editing', () => {
  it('sets, clears, and decides the open rows of those fields', () => {
    const { case: next, outcome } = acted(
      changed,
      edit({ category: anEntryOf('human', 'return'), note: null }),
    );
    assert.deepEqual(outcome, { kind: 'done', count: 2 });
    assert.deepEqual([Object.keys(next.fields), next.fields['category']?.value], [['category'], 'return']);
    assert.deepEqual(states(next, 'c'), ['edited', 'edited']);
  });

  it('leaves rows of other fields open', () =>
    assert.deepEqual(states(acted(proposed, edit({ note: anEntryOf('human', 'x') })).case, 'p'), [
      'open',
      'edited',
    ]));

  it('of nothing changes nothing', () => {
    const { case: next, outcome } = acted(changed, edit({}));
    assert.equal(next, changed);
    assert.deepEqual(outcome, { kind: 'done', count: 0 });
  });

  it('brings the contact of the case along', () =>
    assert.equal(acted(aCase(), edit({ contact: anEntryOf('human', 'c/7') })).case.contactId, 'c/7'));
});

describe('taking', () => {
  it('gives the case to the person', () =>
    assert.deepEqual(acted(aCase(), { kind: 'take', owner: RITA }).case.owner, RITA));

  it('is told where somebody has it', () => {
    const { case: next, outcome } = acted(aCase({ owner: RITA }), { kind: 'take', owner: SAM }, bySam);
    assert.deepEqual([next.owner, outcome], [RITA, { kind: 'already', by: RITA, state: 'taken' }]);
  });
});

describe('a second click', () => {
  it('under the same id changes nothing, whatever it asks', () => {
    const once = acted(proposed, accept('p', ['note'])).case;
    for (const what of [
      accept('p'),
      reject('p'),
      undo('p'),
      edit({ note: null }),
      { kind: 'take', owner: RITA } as const,
    ])
      assert.deepEqual(acted(once, what), { case: once, outcome: { kind: 'done', count: 0 } });
  });

  it('of another representative is told who decided, when and how', () => {
    const once = acted(proposed, accept('p')).case;
    const { case: next, outcome } = acted(once, reject('p'), bySam);
    assert.equal(next, once);
    assert.deepEqual(outcome, { kind: 'already', by: RITA, at: after(30), state: 'confirmed' });
  });

  it('of another representative decides what was left open', () => {
    const once = acted(proposed, accept('p', ['note'])).case;
    const { case: next, outcome } = acted(once, reject('p'), bySam);
    assert.deepEqual([outcome, states(next, 'p')], [{ kind: 'done', count: 1 }, ['rejected', 'confirmed']]);
  });

  it('on a row that newer words replaced is told so', () => {
    const rows: ReviewRow[] = [aRow({ state: 'superseded' })];
    const { outcome } = acted(aCase({ reviews: [aReview({ id: 'c', rows })] }), accept('c'));
    assert.deepEqual(outcome, { kind: 'already', by: undefined, at: undefined, state: 'superseded' });
  });

  it('on a card that is too old is told so', () =>
    assert.deepEqual(acted(proposed, accept('long-gone')), {
      case: proposed,
      outcome: { kind: 'outdated' },
    }));

  it('for fields that the card does not have changes nothing', () =>
    assert.deepEqual(acted(proposed, accept('p', ['serial'])), {
      case: proposed,
      outcome: { kind: 'outdated' },
    }));

  it('with nothing chosen is not told that something has changed', () =>
    assert.deepEqual(acted(proposed, accept('p', [])), {
      case: proposed,
      outcome: { kind: 'none' },
    }));
});

describe('a closed case', () => {
  const closed: Case = { ...proposed, status: 'resolved', closedAt: NOW, resolution: 'fixed' };
  for (const what of [
    accept('p'),
    reject('p'),
    undo('p'),
    edit({ note: null }),
    { kind: 'take', owner: SAM } as const,
  ]) {
    it(`takes no ${what.kind}`, () =>
      assert.deepEqual(acted(closed, what), { case: closed, outcome: { kind: 'closed' } }));
  }
});
