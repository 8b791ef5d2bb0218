/** What a conversation has to say: entering once, leaving when done, waiting after a failure. */
import assert from 'node:assert/strict';
import {
  enterOut,
  failed,
  leased,
  OUT_FULL,
  SEND_ATTEMPTS_MAX,
  settled,
  SPOKEN_SINCE,
  type SayEffect,
} from '../../../cases/conversation/delivering';
import { OUT_MAX } from '../../../cases/conversation/conversation';
import type { OutEntry } from '../../../cases/effects';
import { aCandidate, aChangeMove, aConversation, after, docOf, NOW } from '../../support/builders';

const me = { now: NOW, holder: 'me', alone: false };
const effect = (over: Partial<SayEffect> = {}): SayEffect => ({
  id: 'case/v2/0',
  kind: 'say',
  to: 'x',
  words: { kind: 'text', text: 'hello' },
  ...over,
});
const anOut = (id: string, over: Partial<OutEntry> = {}): OutEntry => ({
  id,
  seq: 1,
  at: NOW,
  words: { kind: 'text', text: id },
  attempts: 0,
  ...over,
});

describe("a case's words enter a conversation", () => {
  it('behind what is there, with the next seq, due at once', () => {
    const next = docOf(
      enterOut(aConversation({ seq: 7, out: [anOut('a')] }), effect({ replaces: 'r', replyTo: 'm' }), me),
    );
    assert.deepEqual(next.out.at(-1), {
      id: 'case/v2/0',
      seq: 8,
      at: NOW,
      words: { kind: 'text', text: 'hello' },
      replaces: 'r',
      onlyInPlace: undefined,
      replyTo: 'm',
      attempts: 0,
    });
    assert.deepEqual([next.seq, next.dueAt], [8, NOW]);
  });

  it('once, even after they were said', () => {
    const entered = docOf(enterOut(aConversation(), effect(), me));
    const after1 = docOf(settled(entered, 0, 'case/v2/0'));
    assert.deepEqual(enterOut(after1, effect(), me), { is: 'unchanged' });
  });

  it('not where the customer has spoken since they were thought of', () => {
    const conversation = aConversation({ seq: 5, lastCustomerSeq: 5 });
    assert.deepEqual(enterOut(conversation, effect({ basedOn: 4 }), me), {
      is: 'refused',
      reason: SPOKEN_SINCE,
    });
    assert.equal(enterOut(conversation, effect({ basedOn: 5 }), me).is, 'changed');
  });

  it('not where too much waits already', () => {
    const out = Array.from({ length: OUT_MAX }, (_, n) => anOut(`o${n}`));
    assert.deepEqual(enterOut(aConversation({ out }), effect(), me), { is: 'refused', reason: OUT_FULL });
  });

  it('without taking the lane from another process', () => {
    const lease = { holder: 'other', until: after(10) };
    assert.deepEqual(docOf(enterOut(aConversation({ lease }), effect(), me)).lease, lease);
  });
});

describe('what is done leaves the document', () => {
  const conversation = aConversation({
    out: [anOut('a'), anOut('b')],
    moves: [aChangeMove([aCandidate()], { seq: 3 }), aChangeMove([aCandidate()], { seq: 8 })],
  });

  it('moves up to a seq, the sent entry by its id', () => {
    const next = docOf(settled(conversation, 3, 'a'));
    assert.deepEqual([next.moves.map((move) => move.seq), next.out.map((entry) => entry.id)], [[8], ['b']]);
  });

  it('once: done again it changes nothing', () =>
    assert.deepEqual(settled(conversation, 0, 'gone'), { is: 'unchanged' }));

  it('and the lease with the last', () => {
    const last = aConversation({ out: [anOut('a')], lease: { holder: 'me', until: after(30) }, dueAt: NOW });
    const next = docOf(settled(last, 0, 'a'));
    assert.deepEqual([next.lease, next.dueAt], [undefined, undefined]);
  });
});

describe('a failed send', () => {
  const conversation = aConversation({ out: [anOut('a'), anOut('b')] });
  const noted = (attempts: number, retry: { afterMs?: number; jitter?: number } = {}) =>
    docOf(
      failed(aConversation({ out: [anOut('a', { attempts })] }), 'a', 'no answer', {
        now: NOW,
        jitter: 0,
        ...retry,
      }),
    ).out[0];

  it('is noted on its entry only, which stays at the head', () => {
    const next = docOf(failed(conversation, 'a', 'no answer', { now: NOW, jitter: 0 }));
    assert.deepEqual(next.out[0], anOut('a', { attempts: 1, problem: 'no answer', notBefore: after(1) }));
    assert.deepEqual(next.out[1], anOut('b'));
    assert.equal(next.dueAt, after(1));
  });

  it('is tried again after twice as long each time, at most a quarter of an hour', () => {
    const waits = Array.from(
      { length: SEND_ATTEMPTS_MAX },
      (_, n) => Date.parse(noted(n)?.notBefore ?? '') - Date.parse(NOW),
    );
    assert.deepEqual(waits.slice(0, 4), [1000, 2000, 4000, 8000]);
    assert.ok(waits.every((wait) => wait <= 900_000));
    assert.deepEqual(
      waits,
      [...waits].sort((a, b) => a - b),
    );
  });

  it('is spread over time, so that a hundred conversations do not come back at once', () =>
    assert.equal(noted(0, { jitter: 0.5 })?.notBefore, after(1.5)));

  it('waits as long as the channel asks, and not all of them until the same moment', () => {
    assert.equal(noted(0, { afterMs: 20_000 })?.notBefore, after(20));
    assert.equal(noted(0, { afterMs: 20_000, jitter: 0.5 })?.notBefore, after(20.5));
  });
});

describe('the lease is taken', () => {
  it('where it is free', () => assert.equal(docOf(leased(aConversation(), me)).lease?.holder, 'me'));
  it('not twice: what is mine stays as it is', () =>
    assert.deepEqual(leased(aConversation({ lease: { holder: 'me', until: after(5) } }), me), {
      is: 'unchanged',
    }));
  it('anew where mine has run out', () =>
    assert.equal(
      docOf(leased(aConversation({ lease: { holder: 'me', until: NOW } }), me)).lease?.until,
      after(30),
    ));
  it("not from another's hands", () =>
    assert.equal(leased(aConversation({ lease: { holder: 'other', until: after(5) } }), me).is, 'refused'));
});
