/** Accepting: each turn enters once, in order; what is a retry and what is an answer. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  accept,
  acceptRequest,
  INBOX_FULL,
  newConversation,
  seqOfRecent,
} from '../../../cases/conversation/accepting';
import { INBOX_MAX, RECENT_MAX, type Conversation } from '../../../cases/conversation/conversation';
import { LEASE_LATE_MS, LEASE_MS } from '../../../cases/lease';
import type { IncomingTurn } from '../../../cases/conversation/turns';
import {
  aConversation,
  after,
  anEntry,
  aTurn,
  aTurnEntry,
  DANA,
  docOf,
  NOW,
  RITA,
  someSettings,
} from '../../support/builders';

const { turns } = someSettings();
const idleHours = 24;

function acceptAt(
  conversation: Conversation,
  turn: Partial<IncomingTurn>,
  seconds = 0,
  holder = 'me',
  alone = false,
) {
  return accept(conversation, aTurn(turn), { now: after(seconds), holder, alone, turns, idleHours });
}

function accepted(conversation: Conversation, turn: Partial<IncomingTurn>, seconds = 0): Conversation {
  return docOf(acceptAt(conversation, turn, seconds));
}

describe('accepting a turn', () => {
  it('gives it the next seq and keeps it whole', () => {
    const next = accepted(
      aConversation({ seq: 4 }),
      { activityId: 'x', text: 'hello', raw: '<b>hello', now: true },
      2,
    );
    assert.equal(next.seq, 5);
    assert.equal(next.lastCustomerSeq, 5);
    assert.deepEqual(next.inbox, [
      {
        kind: 'turn',
        seq: 5,
        activityId: 'x',
        from: 'customer',
        by: DANA,
        text: 'hello',
        raw: '<b>hello',
        action: undefined,
        attachments: undefined,
        at: NOW,
        receivedAt: after(2),
        repeats: undefined,
        now: true,
      },
    ]);
  });

  it('the same id again changes nothing, whatever it says and however late', () => {
    const once = accepted(aConversation(), { activityId: 'x' });
    assert.deepEqual(acceptAt(once, { activityId: 'x', text: 'something else' }, 3600), { is: 'unchanged' });
    assert.equal(seqOfRecent(once, 'x'), 1);
  });

  it('is refused where the inbox is full, and the known id is still known', () => {
    const inbox = Array.from({ length: INBOX_MAX }, (_, n) => aTurnEntry(n + 1));
    const full = aConversation({ seq: INBOX_MAX, inbox, recent: [{ id: 'a1', seq: 1 }] });
    assert.deepEqual(acceptAt(full, { activityId: 'new' }), { is: 'refused', reason: INBOX_FULL });
    assert.deepEqual(acceptAt(full, { activityId: 'a1' }), { is: 'unchanged' });
    const request = { kind: 'end', id: 'end', by: DANA } as const;
    const context = { now: NOW, holder: 'me', alone: false, turns, idleHours };
    assert.deepEqual(acceptRequest(full, request, context), { is: 'refused', reason: INBOX_FULL });
  });

  it('remembers a bounded number of ids', () => {
    const recent = Array.from({ length: RECENT_MAX }, (_, n) => ({ id: `old${n}`, seq: n }));
    const next = accepted(aConversation({ recent }), { activityId: 'new' });
    assert.equal(next.recent.length, RECENT_MAX);
    assert.equal(next.recent.at(-1)?.id, 'new');
  });

  it('wakes a conversation that had ended', () =>
    assert.equal(accepted(aConversation({ status: 'ended' }), {}).status, 'active'));

  it("keeps what is known of the person where a turn doesn't say", () => {
    const identity = { id: 'user:dana' };
    const known = aConversation({ identity, locale: 'de' });
    const next = accepted(known, { identity: undefined, locale: undefined });
    assert.deepEqual([next.identity, next.locale], [identity, 'de']);
  });

  it("a representative's turn is no customer's", () =>
    assert.equal(accepted(aConversation({ role: 'representative' }), {}).lastCustomerSeq, 0));

  it('a request takes its place in the order, once by its id', () => {
    const context = { now: NOW, holder: 'me', alone: false, turns, idleHours };
    const request = { kind: 'end', id: 'end1', by: DANA } as const;
    const next = docOf(acceptRequest(accepted(aConversation(), {}), request, context));
    assert.deepEqual(
      next.inbox.map(({ kind, seq }) => [kind, seq]),
      [
        ['turn', 1],
        ['request', 2],
      ],
    );
    assert.deepEqual(acceptRequest(next, request, context), { is: 'unchanged' });
  });

  it('any order of turns and retries: each id once, seqs rising without a gap', () =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { maxLength: 30 }), (ids) => {
        let conversation = aConversation();
        for (const id of ids) {
          const change = acceptAt(conversation, { activityId: `a${id}`, text: `text ${id}` });
          if (change.is === 'changed') conversation = change.doc;
        }
        assert.deepEqual(
          conversation.inbox.map((entry) => entry.seq),
          [...new Set(ids)].map((_, n) => n + 1),
        );
        assert.equal(conversation.seq, new Set(ids).size);
      }),
    ));
});

describe('the same text under a new id', () => {
  const first = (): Conversation => accepted(aConversation(), { activityId: 'a1', text: 'yes' });
  const repeatsOf = (conversation: Conversation): number | undefined => {
    const entry = conversation.inbox.at(-1);
    return entry?.kind === 'turn' ? entry.repeats : undefined;
  };

  it('directly after its twin is a retry: kept and marked', () => {
    const next = accepted(first(), { activityId: 'a2', text: 'yes' }, 5);
    assert.equal(next.inbox.length, 2);
    assert.equal(repeatsOf(next), 1);
  });

  it('after a change of the case that nobody was told of is a retry still', () => {
    const moved = { ...first(), seq: 2 };
    assert.equal(repeatsOf(accepted(moved, { activityId: 'a2', text: 'yes' }, 5)), 1);
  });

  it('after the other side spoke is an answer', () => {
    const spoken = { ...first(), seq: 2, lastOutSeq: 2 };
    assert.equal(repeatsOf(accepted(spoken, { activityId: 'a2', text: 'yes' }, 5)), undefined);
  });

  it('is a retry though its twin was decided meanwhile', () => {
    const decided = { ...first(), inbox: [] };
    assert.equal(repeatsOf(accepted(decided, { activityId: 'a2', text: 'yes' }, 5)), 1);
  });

  it('after another text of the customer is said again', () => {
    const between = accepted(first(), { activityId: 'a2', text: 'no' });
    assert.equal(repeatsOf(accepted(between, { activityId: 'a3', text: 'yes' })), undefined);
  });

  it('from somebody else in the conversation is theirs', () =>
    assert.equal(repeatsOf(accepted(first(), { activityId: 'a2', text: 'yes', from: RITA })), undefined));

  const windowSeconds = turns.retryWindowMs / 1000;
  for (const [name, seconds, repeats] of [
    ['at the end of the window is a retry', windowSeconds, 1],
    ['past the window is said again', windowSeconds + 0.001, undefined],
  ] as const) {
    it(name, () =>
      assert.equal(repeatsOf(accepted(first(), { activityId: 'a2', text: 'yes' }, seconds)), repeats),
    );
  }

  it('two clicks are two clicks', () => {
    const action = { verb: 'unknown' } as const;
    const click = accepted(aConversation(), { activityId: 'a1', text: '', action });
    assert.equal(repeatsOf(accepted(click, { activityId: 'a2', text: '', action })), undefined);
  });

  it('two pictures without words are two pictures', () => {
    const picture = (name: string) => [{ contentType: 'image/png', name }];
    const one = accepted(aConversation(), { activityId: 'a1', text: '', attachments: picture('front') });
    const two = accepted(one, { activityId: 'a2', text: '', attachments: picture('back') });
    assert.equal(repeatsOf(two), undefined);
  });
});

describe('a burst', () => {
  it('waits settleMs from its newest turn, at most settleMaxMs from its first', () => {
    const settle = (seconds: readonly number[]): string | undefined =>
      seconds.reduce(
        (conversation, second, n) => accepted(conversation, { activityId: `a${n}`, text: `${n}` }, second),
        aConversation(),
      ).settleAt;
    assert.equal(settle([0]), after(0.7));
    assert.equal(settle([0, 0.5]), after(1.2));
    assert.equal(settle([0, 0.5, 1, 1.5, 2, 2.5]), after(3));
    assert.equal(settle([0, 5]), after(3)); // overdue: at once
  });

  it('does not wait where the answer goes into the response, a button was clicked, or something is asked', () => {
    assert.equal(accepted(aConversation(), { now: true }, 1).settleAt, after(1));
    assert.equal(accepted(aConversation(), { action: { verb: 'unknown' } }, 1).settleAt, after(1));
    const context = { now: after(1), holder: 'me', alone: false, turns, idleHours };
    const asked = acceptRequest(accepted(aConversation(), {}), { kind: 'end', id: 'e', by: DANA }, context);
    assert.equal(docOf(asked).settleAt, after(1));
  });

  it('makes the conversation due when it has settled', () => {
    const next = accepted(aConversation(), {});
    assert.equal(next.dueAt, next.settleAt);
  });
});

describe('the lease', () => {
  const held = aConversation({ lease: { holder: 'other', until: after(10) } });

  it('goes to the process that accepted, where it is free', () =>
    assert.deepEqual(accepted(aConversation(), {}).lease, { holder: 'me', until: after(LEASE_MS / 1000) }));

  it('stays with another process until it is late by more than clocks differ', () => {
    const late = LEASE_LATE_MS / 1000;
    assert.equal(accepted(held, {}, 10 + late - 0.001).lease?.holder, 'other');
    assert.equal(accepted(held, {}, 10 + late).lease?.holder, 'me');
  });

  it('of a process that is gone is void where nobody else can be alive', () =>
    assert.equal(docOf(acceptAt(held, {}, 0, 'me', true)).lease?.holder, 'me'));
});

describe('what is said to a conversation that was about something else', () => {
  const before = aConversation({
    seq: 9,
    problem: 2,
    caseId: 'emulator:c1~2',
    status: 'ended',
    lastTurn: { seq: 7, from: DANA.id, text: 'bye', receivedAt: NOW },
    drafts: { issue: anEntry('It leaks'), 'contact.name': anEntry('Dana') },
    asked: { serial: 2 },
    skipped: ['serial'],
    memory: { predictor: 'x', version: 1 },
    stack: { stack: [] },
  });

  it('after its end begins the next problem: who it is stays known, what it was about does not', () => {
    const next = accepted(before, { activityId: 'new' }, 60);
    assert.deepEqual([next.problem, next.caseId, next.problemSince], [3, undefined, 9]);
    assert.deepEqual(Object.keys(next.drafts), ['contact.name']);
    assert.deepEqual([next.asked, next.skipped, next.memory, next.stack], [{}, [], null, null]);
  });

  it('after idleHours begins the next problem, not before', () => {
    const idle = { ...before, status: 'active' as const };
    assert.equal(accepted(idle, { activityId: 'new' }, idleHours * 3600).problem, 2);
    assert.equal(accepted(idle, { activityId: 'new' }, idleHours * 3600 + 1).problem, 3);
  });

  it('waits with the next problem until what was said before is done', () => {
    const busy = { ...before, inbox: [aTurnEntry(8)] };
    assert.equal(accepted(busy, { activityId: 'new' }, 60).problem, 2);
  });

  it('without a case goes on with the same problem’s number', () =>
    assert.equal(accepted({ ...before, caseId: undefined }, { activityId: 'new' }, 60).problem, 2));

  it('by a representative begins nothing', () =>
    assert.equal(accepted({ ...before, role: 'representative' }, { activityId: 'new' }, 60).problem, 2));
});

it('a new conversation is nobody’s case yet and begins with problem 1', () => {
  const made = newConversation(aTurn({ locale: 'de-AT' }), 'customer', NOW);
  assert.deepEqual(
    [made._id, made.problem, made.caseId, made.seq, made.locale],
    ['emulator:c1', 1, undefined, 0, 'de-AT'],
  );
});
