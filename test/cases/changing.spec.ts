/** A change move reaches its case: applied once, judged by ownership as it is now, shown to representatives. */
import assert from 'node:assert/strict';
import { openReview, REVIEWS_MAX, type ActiveCase, type Case } from '../../cases/case';
import type { Review } from '../../cases/review';
import { applyChange, type ApplyContext, type ChangeMove } from '../../cases/changing';
import type { Candidate } from '../../cases/moves';
import type { SettingsInput } from '../../cases/settings';
import {
  aCandidate,
  aCase,
  aChangeMove,
  after,
  anApplyContext,
  anEntry,
  anEntryOf,
  aReview,
  aRow,
  CASE,
  CONVERSATION,
  docOf,
  NOW,
  RITA,
  RITAS,
  someSettings,
} from '../support/builders';

function applied(
  theCase: Case,
  candidates: readonly Candidate[],
  over: Partial<ChangeMove> = {},
  context: Partial<ApplyContext> = {},
) {
  return docOf(applyChange(theCase, aChangeMove(candidates, over), anApplyContext(context))) as ActiveCase;
}

const settingsWith = (updates: NonNullable<SettingsInput['updates']>) => ({
  settings: someSettings({ updates }),
});
const DEFECT = aCase({ fields: { category: anEntry('defect') } });
const OWNED = aCase({ fields: { category: anEntryOf('human', 'defect') } });
const says = (theCase: Case) => theCase.pending.flatMap((effect) => (effect.kind === 'say' ? [effect] : []));
const notes = (theCase: Case) =>
  theCase.pending.flatMap((effect) => (effect.kind === 'audit' ? [effect.entry] : []));

describe('a change move is applied', () => {
  it('once: the same or an older seq of its conversation changes nothing', () => {
    const next = applied(DEFECT, [aCandidate()], { seq: 6 });
    for (const seq of [6, 5, 1])
      assert.deepEqual(
        applyChange(next, aChangeMove([aCandidate({ value: 'return' })], { seq }), anApplyContext()),
        { is: 'unchanged' },
      );
    assert.deepEqual(next.applied, { [CONVERSATION]: 6 });
  });

  it('for each conversation by itself', () => {
    const next = applied(DEFECT, [aCandidate()], { seq: 6 });
    const other = applied(
      next,
      [aCandidate({ field: 'note', value: 'hi' })],
      { seq: 2 },
      { conversationId: 'email:2' },
    );
    assert.deepEqual(other.applied, { [CONVERSATION]: 6, 'email:2': 2 });
    assert.equal(other.fields['note']?.value, 'hi');
  });

  it('though it changes nothing: it is noted as done, silently', () => {
    const next = applied(DEFECT, [aCandidate({ value: 'defect' })]);
    assert.deepEqual(next, { ...DEFECT, applied: { [CONVERSATION]: 6 } });
  });

  it('to a case that is closed without touching it', () => {
    const closed: Case = { ...DEFECT, status: 'resolved', closedAt: NOW, resolution: 'done' };
    assert.deepEqual(
      applied(closed, [aCandidate()], {
        requestedBy: { conversationId: RITAS, by: RITA, byKind: 'representative' as const },
      }),
      {
        ...closed,
        applied: { [CONVERSATION]: 6 },
      },
    );
  });

  it('leaving out fields that the settings no longer have', () =>
    assert.deepEqual(applied(DEFECT, [aCandidate({ field: 'gone' })]).fields, DEFECT.fields));
});

describe('a predicted value', () => {
  it('is set where nothing stands, shown with an undo, and noted', () => {
    const next = applied(aCase(), [aCandidate()]);
    assert.equal(next.fields['category']?.value, 'billing');
    assert.deepEqual(next.reviews, [
      {
        id: 'r2',
        kind: 'changed',
        at: after(20),
        rows: [aRow({ to: next.fields['category'], from: undefined })],
        shownIn: [{ conversationId: RITAS, effectId: `${CASE}/v2/0` }],
      },
    ]);
    assert.deepEqual(
      notes(next).map(({ what }) => what.kind),
      ['field'],
    );
  });

  it('brings the contact of the case along', () =>
    assert.equal(applied(aCase(), [aCandidate({ field: 'contact', value: 'c/1' })]).contactId, 'c/1'));

  for (const kind of ['human', 'confirmed', 'rule'] as const) {
    it(`is only proposed where the value is of kind ${kind}: the field stays`, () => {
      const owned = aCase({ fields: { category: anEntryOf(kind, 'defect') } });
      const next = applied(owned, [aCandidate()]);
      assert.deepEqual(next.fields, owned.fields);
      assert.equal(openReview(next)?.kind, 'proposed');
      assert.deepEqual(
        notes(next).map(({ what }) => what.kind),
        ['proposed'],
      );
    });
  }

  it('is judged by the case as it is now: the representative who edited meanwhile wins', () => {
    const edited = aCase({ version: 9, fields: { category: anEntryOf('human', 'return') } });
    assert.equal(applied(edited, [aCandidate()]).fields['category']?.value, 'return');
  });

  it('is set over a human edit only with overrideHumanEdits', () =>
    assert.equal(
      applied(OWNED, [aCandidate()], {}, settingsWith({ overrideHumanEdits: true })).fields['category']
        ?.value,
      'billing',
    ));

  it('never replaces what the channel vouches for', () => {
    const proven = aCase({ fields: { contact: anEntryOf('channel', 'user:dana') } });
    const next = applied(
      proven,
      [aCandidate({ field: 'contact', value: 'c/9' })],
      {},
      settingsWith({ overrideHumanEdits: true }),
    );
    assert.deepEqual([next.fields, next.reviews], [proven.fields, []]);
  });

  it('is only proposed under the automation "confirm", where nothing stands too', () => {
    const next = applied(aCase(), [aCandidate()], {}, settingsWith({ automation: 'Semi' }));
    assert.deepEqual(next.fields, {});
    assert.equal(openReview(next)?.rows[0]?.to.value, 'billing');
  });

  it('is set beside one that is proposed, each in a card of its own', () => {
    const next = applied(OWNED, [aCandidate(), aCandidate({ field: 'note', value: 'hi' })]);
    assert.deepEqual(
      next.reviews.map(({ id, kind }) => [id, kind]),
      [
        ['r2', 'changed'],
        ['r2p', 'proposed'],
      ],
    );
    assert.deepEqual(
      says(next).map((say) => say.id),
      [`${CASE}/v2/0`, `${CASE}/v2/1`],
    );
    const shown = next.reviews.flatMap((review) => review.shownIn.map((card) => card.effectId));
    assert.deepEqual(shown, [`${CASE}/v2/0`, `${CASE}/v2/1`]);
  });
});

describe('there is one open proposal', () => {
  const proposed = applied(OWNED, [aCandidate()]);

  it('a value for another field joins it and its card is replaced', () => {
    const owned = {
      ...proposed,
      version: 2,
      fields: { ...proposed.fields, note: anEntryOf('human', 'old') },
    };
    const next = applied(owned, [aCandidate({ field: 'note', value: 'new' })], { seq: 7 });
    assert.equal(next.reviews.length, 1);
    assert.deepEqual(
      next.reviews[0]?.rows.map(({ field, state }) => [field, state]),
      [
        ['category', 'open'],
        ['note', 'open'],
      ],
    );
    assert.equal(says(next).at(-1)?.replaces, `${CASE}/v2/0`);
  });

  it('another value for its field supersedes the row', () => {
    const next = applied({ ...proposed, version: 2 }, [aCandidate({ value: 'return', saidAt: after(11) })], {
      seq: 7,
    });
    assert.deepEqual(
      next.reviews[0]?.rows.map(({ to, state }) => [to.value, state]),
      [
        ['billing', 'superseded'],
        ['return', 'open'],
      ],
    );
  });

  it('the same value for its field says nothing: it is asked already', () => {
    const again = aCandidate({ saidAt: after(15), confidence: 0.95 });
    const next = applied({ ...proposed, version: 2 }, [again], { seq: 7 });
    assert.deepEqual(next.reviews, proposed.reviews);
    assert.deepEqual(next.pending, proposed.pending);
  });

  it('a decided one is left alone, the next is a new one', () => {
    const decided = {
      ...proposed,
      version: 3,
      reviews: [
        aReview({
          id: 'r2p',
          kind: 'proposed',
          rows: [aRow({ state: 'rejected', to: anEntry('billing', { saidAt: after(10) }) })],
        }),
      ],
    };
    const next = applied(decided, [aCandidate({ value: 'return', saidAt: after(11) })], { seq: 7 });
    assert.deepEqual(
      next.reviews.map((review) => review.id),
      ['r2p', 'r4p'],
    );
  });

  it('also where many changes came since it was made', () => {
    const changes = Array.from({ length: REVIEWS_MAX - 1 }, (_, n) =>
      aReview({ id: `c${n}`, rows: [aRow({ field: 'note' })] }),
    );
    const full: ActiveCase = { ...proposed, version: 20, reviews: [...proposed.reviews, ...changes] };
    const next = applied(
      full,
      [aCandidate({ value: 'return', saidAt: after(11) }), aCandidate({ field: 'serial', value: 'AA-111' })],
      { seq: 7 },
    );
    assert.equal(next.reviews.length, REVIEWS_MAX);
    assert.equal(openReview(next)?.rows.find((row) => row.state === 'open')?.to.value, 'return');
    const shown = says(next).at(-1)?.words;
    const card = shown?.kind === 'card' && 'reviewId' in shown.card ? shown.card.reviewId : undefined;
    assert.equal(card, openReview(next)?.id);
  });
});

describe('older changes', () => {
  it('of the same field are superseded by a newer one', () => {
    const next = applied(
      { ...applied(aCase(), [aCandidate()]), version: 2 },
      [
        aCandidate({
          value: 'return',
          saidAt: after(12),
          quotes: [{ turn: `${CONVERSATION}/9`, start: 0, end: 1 }],
        }),
      ],
      { seq: 7 },
    );
    assert.deepEqual(
      next.reviews.map((review) => review.rows.map((row) => row.state)),
      [['superseded'], ['open']],
    );
    assert.equal(next.reviews[1]?.rows[0]?.from?.value, 'billing');
  });

  it('beyond the last ten are forgotten', () => {
    const reviews = Array.from({ length: REVIEWS_MAX }, (_, n) => aReview({ id: `c${n}` }));
    const next = applied(aCase({ reviews }), [aCandidate()]);
    assert.deepEqual(
      [next.reviews.length, next.reviews[0]?.id, next.reviews.at(-1)?.id],
      [REVIEWS_MAX, 'c1', 'r2'],
    );
  });
});

describe('what a person has turned down', () => {
  const turnedDown = (state: 'rejected' | 'undone', saidAt: string): ActiveCase =>
    aCase({
      fields: { category: anEntry('defect') },
      reviews: [aReview({ rows: [aRow({ state, to: anEntry('billing', { saidAt }) })] })],
    });

  for (const state of ['rejected', 'undone'] as const) {
    it(`(${state}) is not brought up again from the same or older words`, () => {
      const theCase = turnedDown(state, after(10));
      for (const saidAt of [after(10), after(5)])
        assert.deepEqual(applied(theCase, [aCandidate({ saidAt })]).fields, theCase.fields);
    });

    it(`(${state}) is heard when it is said again`, () =>
      assert.equal(
        applied(turnedDown(state, after(10)), [aCandidate({ saidAt: after(11) })]).fields['category']?.value,
        'billing',
      ));

    it(`(${state}) says nothing of other values`, () =>
      assert.equal(
        applied(turnedDown(state, after(10)), [aCandidate({ value: 'return' })]).fields['category']?.value,
        'return',
      ));
  }
});

describe('whoever asked for an update', () => {
  const asked = {
    requestedBy: {
      conversationId: 'msteams:sam',
      by: RITA,
      byKind: 'representative' as const,
      activityId: 'm7',
    },
  };

  it('is told that there is nothing to change', () => {
    const next = applied(DEFECT, [], asked);
    assert.deepEqual(
      says(next).map(({ to, words, replyTo }) => [to, words.kind === 'card' && words.card.kind, replyTo]),
      [['msteams:sam', 'nothing-to-change', 'm7']],
    );
  });

  it('is shown what changed as the answer, beside those who are always shown', () => {
    const next = applied(DEFECT, [aCandidate()], asked);
    assert.deepEqual(
      says(next).map(({ to, replyTo }) => [to, replyTo]),
      [
        [RITAS, undefined],
        ['msteams:sam', 'm7'],
      ],
    );
  });

  it('sees one card where they are always shown', () => {
    const next = applied(DEFECT, [aCandidate()], {
      requestedBy: { conversationId: RITAS, by: RITA, byKind: 'representative' as const, activityId: 'm7' },
    });
    assert.deepEqual(
      says(next).map(({ to, replyTo }) => [to, replyTo]),
      [[RITAS, 'm7']],
    );
  });
});

it('a review that is not there is none', () => {
  const reviews: Review[] = [
    aReview({ kind: 'proposed', rows: [aRow({ state: 'confirmed' })] }),
    aReview({ kind: 'changed' }),
  ];
  assert.equal(openReview(aCase({ reviews })), undefined);
});
