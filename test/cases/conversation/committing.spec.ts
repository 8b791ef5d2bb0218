/** The commit: a decision becomes fact once, in one write; each move and reply has its own place in the order. */
import assert from 'node:assert/strict';
import { commit, GONE, STALE, type Commit } from '../../../cases/conversation/committing';
import {
  aCandidate,
  aChangeMove,
  aConversation,
  after,
  aRequestEntry,
  aTurnEntry,
  CONVERSATION,
  docOf,
  NOW,
  someSettings,
} from '../../support/builders';

const { seq: _, ...CHANGE } = aChangeMove([aCandidate()]);
const context = (seconds = 1) => ({ now: after(seconds), holder: 'me', turns: someSettings().turns });
const made = (seqs: readonly number[], over: Partial<Commit> = {}): Commit => ({
  seqs,
  replies: [],
  moves: [],
  set: {},
  ...over,
});
const said = (text: string, replyTo?: string) => ({ words: { kind: 'text' as const, text }, replyTo });

describe('a commit', () => {
  const conversation = aConversation({ seq: 2, inbox: [aTurnEntry(1), aTurnEntry(2)] });

  it('takes the decided entries off and leaves the others', () => {
    const next = docOf(
      commit({ ...conversation, inbox: [...conversation.inbox, aRequestEntry(3)] }, made([1, 2]), context()),
    );
    assert.deepEqual(
      next.inbox.map((entry) => entry.seq),
      [3],
    );
  });

  it('gives every move and every reply a seq of its own, moves first', () => {
    const next = docOf(
      commit(
        conversation,
        made([1, 2], { moves: [CHANGE, CHANGE], replies: [said('a'), said('b')] }),
        context(),
      ),
    );
    assert.deepEqual(
      next.moves.map((move) => move.seq),
      [3, 4],
    );
    assert.deepEqual(
      next.out.map((entry) => entry.seq),
      [5, 6],
    );
    assert.equal(next.seq, 6);
  });

  it('names each reply by its place, so that a repeat carries the same id', () => {
    const next = docOf(commit(conversation, made([1, 2], { replies: [said('a', 'a2')] }), context()));
    assert.deepEqual(next.out, [
      {
        id: `${CONVERSATION}/3`,
        seq: 3,
        at: after(1),
        words: { kind: 'text', text: 'a' },
        replyTo: 'a2',
        attempts: 0,
      },
    ]);
  });

  it('puts new replies behind what is still to be said', () => {
    const waiting = { id: 'old', seq: 0, at: NOW, words: said('old').words, attempts: 1 };
    const next = docOf(
      commit({ ...conversation, out: [waiting] }, made([1, 2], { replies: [said('new')] }), context()),
    );
    assert.deepEqual(
      next.out.map((entry) => entry.id),
      ['old', `${CONVERSATION}/3`],
    );
  });

  it('leaves what it does not set as it is', () => {
    const before = { ...conversation, asked: { serial: 1 }, language: 'de', stack: { stack: [] } };
    const next = docOf(commit(before, made([1, 2], { set: { skipped: ['serial'] } }), context()));
    assert.deepEqual(
      [next.asked, next.language, next.stack, next.skipped],
      [{ serial: 1 }, 'de', { stack: [] }, ['serial']],
    );
  });

  it('remembers what was said last, for the next prediction, and forgets it when nothing is said', () => {
    const asking = { words: { kind: 'text' as const, text: 'Serial?', asks: ['serial'] } };
    const next = docOf(commit(conversation, made([1, 2], { replies: [said('a'), asking] }), context()));
    assert.deepEqual(next.lastSaid, { seq: 4, text: 'Serial?', at: after(1), asks: ['serial'] });
    const silent = docOf(commit({ ...next, inbox: [aTurnEntry(5)] }, made([5]), context()));
    assert.equal(silent.lastSaid, undefined);
  });

  it('gives the lease back when nothing is left to do', () => {
    const leased = { ...conversation, lease: { holder: 'me', until: after(30) } };
    const next = docOf(commit(leased, made([1, 2]), context()));
    assert.deepEqual([next.dueAt, next.lease], [undefined, undefined]);
  });

  it('keeps the lease while something is left to do', () =>
    assert.equal(
      docOf(commit(conversation, made([1, 2], { replies: [said('a')] }), context())).lease?.holder,
      'me',
    ));
});

describe('a commit is refused', () => {
  it('as gone where somebody else decided an entry', () =>
    assert.deepEqual(commit(aConversation({ inbox: [aTurnEntry(2)] }), made([1, 2]), context()), {
      is: 'refused',
      reason: GONE,
    }));

  it('as stale where the customer wrote on and there is time', () =>
    assert.deepEqual(
      commit(aConversation({ inbox: [aTurnEntry(1), aTurnEntry(2)] }), made([1]), context(2.9)),
      { is: 'refused', reason: STALE },
    ));

  it('no more once the burst has lasted settleMaxMs', () => {
    const next = docOf(
      commit(aConversation({ inbox: [aTurnEntry(1), aTurnEntry(2)] }), made([1]), context(3)),
    );
    assert.deepEqual(
      next.inbox.map((entry) => entry.seq),
      [2],
    );
  });

  it('not because something is asked of the agent meanwhile', () => {
    const inbox = [aTurnEntry(1), aRequestEntry(2)];
    assert.equal(commit(aConversation({ inbox }), made([1]), context()).is, 'changed');
  });

  it('not because of a turn behind a request: that one is decided by itself, whatever comes', () => {
    const inbox = [aTurnEntry(1), aRequestEntry(2), aTurnEntry(3)];
    assert.equal(commit(aConversation({ inbox }), made([1]), context()).is, 'changed');
  });

  it('not where a request is decided', () => {
    const inbox = [aRequestEntry(1), aTurnEntry(2)];
    assert.equal(commit(aConversation({ inbox }), made([1]), context()).is, 'changed');
  });
});
