import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Case } from '../../../cases/case';
import { caseDueAt } from '../../../cases/caseDue';
import type { CallWish } from '../../../cases/customAgent/call';
import {
  callLeased,
  callPostponed,
  callSettled,
  pendingCalls,
  threadOf,
  withAnswerTaken,
  withCall,
} from '../../../cases/customAgent/calls';
import { journaled } from '../../../cases/journal';
import type { Change } from '../../../cases/store';
import { aCase, AGENT, after, CONVERSATION, docOf, NOW } from '../../support/builders';

const wish = (over: Partial<CallWish> = {}): CallWish => ({
  agent: 'helper',
  to: CONVERSATION,
  basedOn: 3,
  ...over,
});
const worker = (now: string, holder = 'p1') => ({ now, holder, alone: false });
const onlyCall = (theCase: Case) => pendingCalls(theCase)[0] ?? assert.fail('no call is pending');

describe('a call of a custom agent on its case', () => {
  it('is made once for the same words, and in place of one about older words', () => {
    const first = withCall(aCase(), wish(), NOW);
    assert.equal(withCall(first, wish(), NOW), first);
    assert.equal(withCall(first, wish({ basedOn: 2 }), NOW), first);
    const newer = withCall(first, wish({ basedOn: 5 }), NOW);
    assert.deepEqual(
      pendingCalls(newer).map(({ basedOn }) => basedOn),
      [5],
    );
    assert.notEqual(onlyCall(newer).id, onlyCall(first).id);
  });

  it('is made again for whoever asks from outside, whose wish the next call takes over until it is answered', () => {
    const asked = withCall(
      withCall(aCase(), wish(), NOW),
      wish({ operation: 'op1', automation: 'confirm' }),
      NOW,
    );
    const newer = withCall(asked, wish({ basedOn: 5 }), NOW);
    assert.deepEqual([onlyCall(newer).operation, onlyCall(newer).automation], ['op1', 'confirm']);
    const answered = withAnswerTaken(newer, 'helper', onlyCall(newer).id);
    assert.equal(onlyCall(withCall(answered, wish({ basedOn: 7 }), NOW)).operation, undefined);
  });

  it('keeps the conversation of the case with the agent', () => {
    const first = withCall(aCase(), wish(), NOW);
    const second = withCall(first, wish({ basedOn: 9 }), NOW);
    assert.equal(threadOf(first, 'helper').conversationId, threadOf(second, 'helper').conversationId);
    assert.notEqual(threadOf(first, 'helper').conversationId, threadOf(first, 'other').conversationId);
  });

  it('is one process’s at a time, until its lease has ended', () => {
    const leased = docOf(callLeased(withCall(aCase(), wish(), NOW), onlyId(), worker(NOW)));
    assert.equal(callLeased(leased, onlyId(), worker(after(20), 'p2')).is, 'refused');
    assert.equal(callLeased(leased, onlyId(), worker(after(20))).is, 'changed');
    assert.equal(callLeased(leased, onlyId(), worker(after(41), 'p2')).is, 'changed');
  });

  it('waits after a failure, and the case is due then and not before', () => {
    const leased = docOf(callLeased(withCall(aCase(), wish(), NOW), onlyId(), worker(NOW)));
    assert.equal(leased.dueAt, after(40));
    const failed = docOf(callPostponed(leased, onlyId(), { notBefore: after(2), failed: true }));
    assert.deepEqual([failed.dueAt, onlyCall(failed).attempts], [after(2), 1]);
    assert.equal(callLeased(failed, onlyId(), worker(after(1))).is, 'refused');
    assert.equal(callLeased(failed, onlyId(), worker(after(2), 'p2')).is, 'changed');
  });

  it('does not keep what else the case has to say from being due', () => {
    const leased = docOf(callLeased(withCall(aCase(), wish(), NOW), onlyId(), worker(NOW)));
    const note = { by: AGENT, byKind: 'agent' as const, what: { kind: 'opened' as const }, reason: '' };
    const saying = journaled(leased, leased, { notes: [note], says: [] }, after(5));
    assert.equal(saying.dueAt, after(5));
    const renewed = docOf(callLeased(saying, onlyId(), worker(after(6))));
    assert.equal(renewed.dueAt, after(5));
  });

  it('leaves the case once, with nothing due', () => {
    const made = withCall(aCase(), wish(), NOW);
    const settled = docOf(callSettled(made, onlyId(), 'helper', { id: 'remote', watermark: '4' }));
    assert.deepEqual([settled.pending, settled.dueAt], [[], undefined]);
    assert.deepEqual(threadOf(settled, 'helper').remote, { id: 'remote', watermark: '4' });
    assert.equal(callSettled(settled, onlyId(), 'helper', undefined).is, 'unchanged');
  });

  it('is due, leased or gone after whatever happens to it, in whatever order', () => {
    const step = fc.oneof(
      fc
        .integer({ min: 1, max: 9 })
        .map((basedOn) => (found: Case) => changedTo(withCall(found, wish({ basedOn }), NOW))),
      fc
        .integer({ min: 0, max: 90 })
        .map((seconds) => (found: Case) => callLeased(found, newestId(found), worker(after(seconds)))),
      fc
        .integer({ min: 0, max: 90 })
        .map(
          (seconds) => (found: Case) =>
            callPostponed(found, newestId(found), { notBefore: after(seconds), failed: true }),
        ),
      fc.constant((found: Case) => callSettled(found, newestId(found), 'helper', undefined)),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
        let found: Case = aCase();
        for (const next of steps) {
          const change: Change<Case> = next(found);
          if (change.is === 'changed') found = change.doc;
          assert.ok(pendingCalls(found).length <= 1);
          assert.equal(found.dueAt === undefined, found.pending.length === 0);
          if (found.dueAt !== NOW) assert.equal(found.dueAt, caseDueAt(found));
        }
      }),
    );
  });
});

function onlyId(): string {
  return onlyCall(withCall(aCase(), wish(), NOW)).id;
}

function newestId(found: Case): string {
  return pendingCalls(found)[0]?.id ?? 'none';
}

function changedTo(doc: Case): Change<Case> {
  return { is: 'changed', doc };
}
