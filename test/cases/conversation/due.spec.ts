/** When a conversation needs work: one pure function of the document. */
import assert from 'node:assert/strict';
import { conversationDueAt, scheduled, settleAt } from '../../../cases/conversation/due';
import type { OutEntry } from '../../../cases/effects';
import {
  aCandidate,
  aChangeMove,
  aConversation,
  after,
  aRequestEntry,
  aTurnEntry,
  NOW,
} from '../../support/builders';

const anOut = (over: Partial<OutEntry> = {}): OutEntry => ({
  id: 'o1',
  seq: 9,
  at: after(5),
  words: { kind: 'text', text: 'x' },
  attempts: 0,
  ...over,
});

describe('a conversation is due', () => {
  const table = [
    ['never, when idle', {}, undefined],
    ['at once, with moves to apply', { moves: [aChangeMove([aCandidate()])] }, NOW],
    ['when its head was said', { out: [anOut()] }, after(5)],
    ['not before a failed head is tried again', { out: [anOut({ notBefore: after(60) })] }, after(60)],
    [
      'by its head, not by what waits behind',
      { out: [anOut({ notBefore: after(60) }), anOut({ id: 'o2' })] },
      after(60),
    ],
    ['when its burst has settled', { inbox: [aTurnEntry(1)], settleAt: after(3) }, after(3)],
    ['not by a settling that is over', { settleAt: after(3) }, undefined],
    [
      'by the earlier of both',
      { out: [anOut({ notBefore: after(60) })], inbox: [aTurnEntry(1)], settleAt: after(3) },
      after(3),
    ],
  ] as const;
  for (const [name, over, due] of table)
    it(name, () => assert.equal(conversationDueAt(aConversation(over)), due));

  it('and the lease goes back when it is not', () => {
    const lease = { holder: 'me', until: after(30) };
    assert.equal(scheduled(aConversation({ lease })).lease, undefined);
    assert.deepEqual(scheduled(aConversation({ lease, out: [anOut()] })).lease, lease);
  });
});

describe('settling', () => {
  const settle = { settleMs: 700, settleMaxMs: 3000 };
  it('counts from the newest turn', () =>
    assert.equal(settleAt([aTurnEntry(1)], after(1), settle), after(1.7)));
  it('ends settleMaxMs after the oldest', () =>
    assert.equal(settleAt([aTurnEntry(1)], after(2.9), settle), after(3)));
  it('is over at once with settleMs 0', () =>
    assert.equal(settleAt([aTurnEntry(1)], NOW, { settleMs: 0, settleMaxMs: 0 }), NOW));
  it('is over at once for a request', () =>
    assert.equal(settleAt([aTurnEntry(1), aRequestEntry(2)], after(1), settle), after(1)));
});
