/** Every act of a person on what the agent proposed or did is counted once, and recorded where the settings say so. */
import assert from 'node:assert/strict';
import { act } from '../../../cases/acting';
import type { CaseAct } from '../../../cases/acts';
import type { Case } from '../../../cases/case';
import type { FeedbackEffect } from '../../../cases/feedback/feedback';
import { withDraft } from '../../../cases/drafts/drafts';
import {
  aCase,
  AGENT,
  anActContext,
  anEntry,
  anEntryOf,
  aNewDraft,
  aReview,
  aRow,
  CASE,
  NOW,
  RITA,
  someSettings,
} from '../../support/builders';

const DEFECT = anEntry('defect');
const BILLING = anEntry('billing');
const TYPED = anEntryOf('human', 'billing');

const filled = aCase({ fields: { category: DEFECT }, reviews: [aReview({ rows: [aRow({ to: DEFECT })] })] });
const asked = aCase({
  fields: { category: TYPED },
  reviews: [aReview({ id: 'p', kind: 'proposed', rows: [aRow({ from: TYPED, to: DEFECT })] })],
});

function feedbackOf(theCase: Case, what: CaseAct, recording = {}): FeedbackEffect[] {
  const settings = someSettings({ recording });
  return act(theCase, what, anActContext({ settings })).case.pending.filter(
    ({ kind }) => kind === 'feedback',
  ) as FeedbackEffect[];
}
const resolve = { kind: 'resolve', statusReason: 'Problem solved', resolution: 'fixed' } as const;
const edit = (value: typeof TYPED | null): CaseAct => ({ kind: 'edit', entries: { category: value } });

describe('an act of a person', () => {
  const counted: [name: string, theCase: Case, what: CaseAct, accepted: boolean, act: string][] = [
    ['accepting a proposal', asked, { kind: 'accept', reviewId: 'p' }, true, 'accepted'],
    ['rejecting a proposal', asked, { kind: 'reject', reviewId: 'p' }, false, 'rejected'],
    ['typing something else over a proposal', asked, edit(anEntryOf('human', 'return')), false, 'edited'],
    ['typing what is proposed', asked, edit(anEntryOf('human', 'defect')), true, 'edited'],
    ['confirming a change', filled, { kind: 'accept', reviewId: 'r2' }, true, 'accepted'],
    ['undoing a change', filled, { kind: 'undo', reviewId: 'r2' }, false, 'undone'],
    ['typing over a change', filled, edit(TYPED), false, 'edited'],
    ['clearing what was filled', filled, edit(null), false, 'edited'],
    ['resolving the case with what was filled', filled, resolve, true, 'stood'],
    [
      'typing over what the case was opened with',
      aCase({ fields: { category: DEFECT } }),
      edit(TYPED),
      false,
      'edited',
    ],
  ];
  for (const [name, theCase, what, accepted, kind] of counted)
    it(`counts ${accepted ? 'for' : 'against'} the field: ${name}`, () => {
      const [effect, ...more] = feedbackOf(theCase, what, { enabled: true });
      assert.deepEqual(effect?.counts, { field: 'category', accepted });
      assert.equal(effect.record?.act, kind);
      assert.deepEqual(more, []);
    });

  const silent: [name: string, theCase: Case, what: CaseAct][] = [
    [
      'typing over what a person typed',
      aCase({ fields: { category: TYPED } }),
      edit(anEntryOf('human', 'return')),
    ],
    ['resolving with what a person typed', aCase({ fields: { category: TYPED } }), resolve],
    ['resolving with a proposal that nobody answered', { ...asked, fields: { category: BILLING } }, resolve],
    ['cancelling', filled, { kind: 'cancel', statusReason: 'Cancelled' }],
    ['taking the case', filled, { kind: 'take', owner: RITA }],
  ];
  for (const [name, theCase, what] of silent)
    it(`says nothing about the field: ${name}`, () => assert.deepEqual(feedbackOf(theCase, what), []));

  it("is a person's: a case that the agent closes by itself says nothing", () => {
    const closed = act(filled, resolve, anActContext({ byKind: 'agent' })).case;
    assert.deepEqual(
      closed.pending.filter(({ kind }) => kind === 'feedback'),
      [],
    );
  });

  it('says nothing where the value was replaced before', () => {
    const replaced = { ...filled, fields: { category: BILLING } };
    assert.deepEqual(feedbackOf(replaced, { kind: 'undo', reviewId: 'r2' }), []);
  });

  it('counts a value that stood once, however often its case is resolved', () => {
    const again = { ...filled, version: 9 };
    assert.equal(feedbackOf(filled, resolve)[0]?.id, feedbackOf(again, resolve)[0]?.id);
  });
});

describe('what is done with a draft', () => {
  const recording = { enabled: true, values: true };
  const settings = someSettings({ recording });
  const made = withDraft(aCase(), aNewDraft({ text: 'Which model is it?' }), {
    ...{ at: NOW, by: AGENT, byKind: 'agent', tell: [] },
  });
  const drafted: Case = { ...made, version: 2, pending: [] };
  const place = { heard: 3, customerName: 'Dana' };
  const send = (revision: number): CaseAct => ({
    kind: 'send-draft',
    draftId: 'd2',
    revision,
    seen: 3,
    place,
  });
  const edit: CaseAct = {
    kind: 'edit-draft',
    draftId: 'd2',
    revision: 1,
    edit: { text: 'Which one?' },
    place,
  };

  it('is recorded, with its words where that is allowed, and counts for no field', () => {
    const [sent] = feedbackOf(drafted, send(1), recording);
    assert.deepEqual(
      [sent?.record?.act, sent?.record?.matched, sent?.record?.card, sent?.record?.target, sent?.counts],
      ['accepted', true, 'draft', 'd2', undefined],
    );
    const [edited] = feedbackOf(drafted, edit, recording);
    const { act: what, matched, proposed, stands } = edited?.record ?? {};
    assert.deepEqual(
      [what, matched, proposed, stands],
      ['edited', false, 'Which model is it?', 'Which one?'],
    );
    const [thrown] = feedbackOf(drafted, { kind: 'discard-draft', draftId: 'd2' }, { enabled: true });
    assert.deepEqual(
      [thrown?.record?.act, thrown?.record?.matched, thrown?.record?.proposed],
      ['rejected', false, undefined],
    );
  });

  it('says so where what was sent had been edited before', () => {
    const after = {
      ...act(drafted, edit, anActContext({ actId: 'before', settings })).case,
      version: 3,
      pending: [],
    };
    const [sent] = feedbackOf(after, send(2), recording);
    assert.deepEqual([sent?.record?.act, sent?.record?.matched], ['accepted', false]);
  });

  it("is not the agent's where a person wrote it", () => {
    const own = withDraft(aCase(), aNewDraft({ writtenBy: { kind: 'person', name: 'Rita' } }), {
      ...{ at: NOW, by: RITA, byKind: 'representative', tell: [] },
    });
    assert.deepEqual(feedbackOf({ ...own, version: 2, pending: [] }, send(1), recording), []);
  });
});

describe('what is recorded', () => {
  const undo: CaseAct = { kind: 'undo', reviewId: 'r2' };

  it('is nothing unless the settings say so', () => {
    assert.equal(feedbackOf(filled, undo)[0]?.record, undefined);
    assert.deepEqual(feedbackOf(filled, { kind: 'thumbs', card: 'summary', up: true }), []);
  });

  it('is who did what when, on which field of which case, and how sure which predictor was', () => {
    const record = feedbackOf(filled, undo, { enabled: true })[0]?.record;
    const { _id, ...rest } = record ?? assert.fail();
    assert.equal(_id, `${CASE}/v2/f0`);
    assert.deepEqual(rest, {
      version: 1,
      caseId: CASE,
      caseNumber: 'CAS-00001-TEST',
      at: anActContext().at,
      by: RITA,
      byKind: 'representative',
      act: 'undone',
      field: 'category',
      predictor: 'scripted',
      confidence: 0.8,
      matched: false,
    });
  });

  it('holds values only where that is allowed', () => {
    const [effect] = feedbackOf(filled, edit(TYPED), { enabled: true, values: true });
    assert.deepEqual([effect?.record?.proposed, effect?.record?.stands], ['DEFECT', 'BILLING']);
  });

  it('is the thumbs of each person about each card, once for each direction, also of a closed case', () => {
    const closed = act(filled, resolve, anActContext({ actId: 'before' })).case;
    const thumbs = (up: boolean) =>
      feedbackOf(closed, { kind: 'thumbs', card: 'review', target: 'r2', up }, { enabled: true }).filter(
        ({ record }) => record?.card,
      );
    const [yes] = thumbs(true);
    assert.deepEqual([yes?.record?.act, yes?.record?.target, yes?.counts], ['thumbs-up', 'r2', undefined]);
    assert.equal(thumbs(true)[0]?.id, yes?.id);
    assert.notEqual(thumbs(false)[0]?.id, yes?.id);
  });
});
