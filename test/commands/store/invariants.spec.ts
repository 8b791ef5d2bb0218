import assert from 'node:assert/strict';
import { caseFindings, conversationFindings, type FindingKind } from '../../../commands/store/invariants';
import { checkStore } from '../../../commands/store/check';
import type { Case } from '../../../cases/case';
import type { Conversation } from '../../../cases/conversation/conversation';
import type { FieldEntry } from '../../../cases/values';
import { aWorld, type World } from '../../support/world';
import {
  aStoredAuditEntry,
  aStoredCase,
  aStoredConversation,
  aStoredTurn,
  second,
} from '../../support/stores';

const CONVERSATION = 'directline:c1';

function kinds(
  over: Partial<Conversation>,
  turns: Parameters<typeof aStoredTurn>[0][] = [],
  cases: Case[] = [],
) {
  const stored = turns.map((turn) => aStoredTurn(turn));
  return conversationFindings(aStoredConversation(over), stored, cases).map(({ kind }) => kind);
}

describe('the check of a conversation', () => {
  it('is content with turns, what waits, and the seqs of moves that were applied', () => {
    const decision = { seqs: [1, 2], settings: 1, at: second(1), trace: [] };
    const turns = [{ seq: 1 }, { seq: 2, decision }, { seq: 4, effectId: 'e' }];
    const { inbox } = { inbox: [{ kind: 'turn', seq: 5 }] } as unknown as Conversation;
    const settle = { settleAt: second(2), dueAt: second(2) };
    assert.deepEqual(kinds({ seq: 5, inbox, ...settle }, turns), []);
  });

  it('is content with several moves of one decision: to the case, to what is resolved, to whom it is shown', () => {
    const decided = (seq: number) => ({
      seq,
      decision: { seqs: [seq], settings: 1, at: second(seq), trace: [] },
    });
    assert.deepEqual(kinds({ seq: 9 }, [decided(1), { seq: 5 }, decided(6), { seq: 9 }]), []);
    assert.deepEqual(
      kinds({ seq: 9 }, [decided(1), { seq: 5 }, { seq: 9 }]),
      ['seq-gap'],
      'and its own turn',
    );
  });

  const wrong: [FindingKind, Partial<Conversation>, Parameters<typeof aStoredTurn>[0][]][] = [
    ['seq-gap', { seq: 3 }, [{ seq: 1 }, { seq: 3 }]],
    [
      'seq-gap',
      { seq: 12 },
      [{ seq: 1, decision: { seqs: [1], settings: 1, at: second(1), trace: [] } }, { seq: 12 }],
    ],
    ['seq-gap', { seq: 2 }, [{ seq: 2, decision: { seqs: [1, 2], settings: 1, at: second(1), trace: [] } }]],
    ['seq-doubled', { seq: 1 }, [{ seq: 1 }, { seq: 2 }]],
    [
      'activity-doubled',
      { seq: 2 },
      [
        { seq: 1, activityId: 'same' },
        { seq: 2, activityId: 'same' },
      ],
    ],
    [
      'effect-doubled',
      { seq: 2 },
      [
        { seq: 1, effectId: 'same' },
        { seq: 2, effectId: 'same' },
      ],
    ],
    ['due-wrong', { dueAt: second(1) }, []],
    ['case-missing', { caseId: 'directline:c1~1' }, []],
  ];
  for (const [kind, over, turns] of wrong)
    it(`finds ${kind}`, () => assert.deepEqual(kinds(over, turns), [kind]));
});

describe('the check of a case', () => {
  const value = (text: string): FieldEntry => ({
    value: text,
    label: text,
    provenance: { kind: 'human', by: { id: 'rita', name: 'Rita' }, at: second(1), quotes: [], reason: '' },
  });
  const opened = aStoredAuditEntry();
  const set = (to: string, over: object = {}) =>
    aStoredAuditEntry({
      _id: 'x',
      caseVersion: 2,
      what: { kind: 'field', field: 'serial', to: value(to) },
      ...over,
    });

  function found(theCase: Case, audit = [opened], over: { problem?: number; sameNumber?: number } = {}) {
    const { problem = 1, sameNumber = 1 } = over;
    const conversations = new Map([[CONVERSATION, aStoredConversation({ problem })]]);
    return caseFindings(theCase, { audit, conversations, sameNumber }).map(({ kind }) => kind);
  }

  it('is content where the audit has what stands', () => {
    assert.deepEqual(found(aStoredCase()), []);
    assert.deepEqual(
      found(aStoredCase({ version: 2, fields: { serial: value('B') } }), [opened, set('B')]),
      [],
    );
  });

  it('finds an audit without an opening, with a gap, behind what stands, or ahead of the case', () => {
    const fields = { serial: value('B') };
    assert.deepEqual(found(aStoredCase(), []), ['audit-gap']);
    assert.deepEqual(found(aStoredCase({ version: 2, fields }), [opened, set('B', { index: 1 })]), [
      'audit-gap',
    ]);
    assert.deepEqual(found(aStoredCase({ version: 2, fields }), [opened, set('A')]), ['audit-behind']);
    assert.deepEqual(found(aStoredCase({ version: 2, fields }), [opened]), ['audit-behind']);
    assert.deepEqual(found(aStoredCase({ version: 1, fields }), [opened, set('B')]), ['audit-gap']);
  });

  it('finds a double by its problem or its number, a missing conversation, and words that are never said', () => {
    assert.deepEqual(found(aStoredCase({ _id: 'directline:c1~2' })), ['case-doubled']);
    assert.deepEqual(found(aStoredCase({ _id: 'directline:c1~2' }), [opened], { problem: 2 }), []);
    assert.deepEqual(found(aStoredCase(), [opened], { sameNumber: 2 }), ['number-doubled']);
    assert.deepEqual(found(aStoredCase({ conversations: ['gone'] })), ['conversation-missing']);
    const say = { id: 'e', kind: 'say', to: 'x', words: { kind: 'text', text: 'y' } } as const;
    assert.deepEqual(found(aStoredCase({ pending: [say] })), ['due-wrong']);
  });
});

describe('the check of a store', () => {
  let world: World;
  afterEach(() => world.stop());

  it('is content with a live conversation', async () => {
    world = await aWorld();
    await world.representative('rita');
    const write = (text: string) => world.say('rita', { text, from: { id: 'rep:rita', name: 'rita' } });
    await world.say('c1', 'my grinder leaks. I am Dana, dana@example.com');
    await world.say('c1', 'I want to talk to a person');
    await world.click('rita', {
      verb: 'accept-conversation',
      conversationId: (await world.conversation('c1'))?._id ?? '',
      problem: 1,
    });
    await write('Hello Dana');
    await world.say('c1', 'the serial is AB-123');
    await write('/end');
    const { findings } = await checkStore(world.store, { pause: () => Promise.resolve() });
    assert.deepEqual(findings, []);
  });

  it('is content with what the agent made, and finds what somebody took away', async () => {
    world = await aWorld();
    await world.representative('rita');
    await world.say('c1', 'my grinder leaks. I am Dana, dana@example.com');
    await world.say('c1', 'the serial is AB-123');
    const check = () => checkStore(world.store, { pause: () => Promise.resolve() });
    assert.deepEqual(await check(), { conversations: 2, cases: 1, findings: [] });
    const turn = (await world.turns('c1'))[0];
    await world.store.remove('turns', turn?._id ?? '');
    const { _id } = (await world.audit('c1')).at(-1)!;
    await world.store.remove('audit', _id);
    const kindsFound = (await check()).findings.map(({ kind }) => kind);
    assert.deepEqual(kindsFound, ['seq-gap', 'audit-behind']);
  });
});
