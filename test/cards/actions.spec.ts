import assert from 'node:assert/strict';
import { cardTexts } from '../../cases/texts/cards';
import type { CardAction } from '../../cases/cardActions';
import { actionData, button, parseCardAction, parseInvokeAction, rowInput } from '../../cards/actions';

const IDS = { caseId: 'msteams|19:abc@thread.tacv2;messageid=17~1', reviewId: 'r12' };
const ofReview = () => ({ caseId: IDS.caseId, target: IDS.reviewId });
const UNKNOWN = { verb: 'unknown' };

/** Each action, and what the card's inputs add to its button's data. */
const ACTIONS: readonly (readonly [CardAction, Record<string, unknown>])[] = [
  [
    { verb: 'accept', ...IDS, fields: ['a', 'b.c'] },
    { row0: 'true', row1: 'true' },
  ],
  [{ verb: 'reject', ...IDS, fields: ['a'] }, { row0: 'true' }],
  [{ verb: 'undo', ...IDS, fields: ['constructor'] }, { row0: 'true' }],
  [{ verb: 'edit', ...IDS }, {}],
  [{ verb: 'save', ...IDS, typed: { 'a.b': 'x', empty: '' } }, { in0: 'x' }],
  [{ verb: 'unlock-form', ...IDS, field: 'a.b' }, {}],
  [{ verb: 'unlock-form', caseId: IDS.caseId, field: 'a' }, {}],
  [{ verb: 'unlock', ...IDS, field: 'a.b', typed: { reason: 'a mistake' } }, { in0: 'a mistake' }],
  [{ verb: 'refresh', card: { kind: 'review', ...IDS } }, {}],
  [{ verb: 'refresh', card: { kind: 'queue', conversationId: 'webchat|c', problem: 1 } }, {}],
  [{ verb: 'take', caseId: IDS.caseId }, {}],
  [{ verb: 'draft', caseId: IDS.caseId, draft: 'follow-up' }, {}],
  [{ verb: 'send-draft', caseId: IDS.caseId, draftId: 'd7.2', revision: 2, seen: 14 }, {}],
  [{ verb: 'edit-draft', caseId: IDS.caseId, draftId: 'd7' }, {}],
  [
    { verb: 'save-draft', caseId: IDS.caseId, draftId: 'd7', revision: 1, typed: { text: 'two\nlines' } },
    { in0: 'two\nlines' },
  ],
  [{ verb: 'choose-template', caseId: IDS.caseId, draftId: 'd7' }, {}],
  [{ verb: 'keep-open', caseId: IDS.caseId }, {}],
  [{ verb: 'discard-draft', caseId: IDS.caseId, draftId: 'd7' }, {}],
  [{ verb: 'why', caseId: IDS.caseId }, {}],
  [{ verb: 'thumbs', caseId: IDS.caseId, card: 'summary', up: true }, {}],
  [{ verb: 'thumbs', ...ofReview(), card: 'review', up: false }, {}],
  [
    { verb: 'settle-duplicate', conversationId: 'webchat|c', problem: 1, choice: 'join', caseId: IDS.caseId },
    {},
  ],
  [{ verb: 'set-automation', field: 'category', to: 'automatic', answers: 'category/12o40' }, {}],
  [{ verb: 'show', caseId: IDS.caseId }, {}],
  [{ verb: 'update', caseId: IDS.caseId }, {}],
  [
    {
      verb: 'open',
      form: 'msteams:19:a@thread/4',
      conversationId: 'webchat|c',
      typed: { title: 'Leak', n: '2' },
    },
    { in0: 'Leak', in1: 2 },
  ],
  [{ verb: 'open', typed: {} }, {}],
  [{ verb: 'accept-opening', conversationId: 'webchat|c', problem: 1 }, {}],
  [{ verb: 'reject-opening', conversationId: 'webchat|c', problem: 2 }, {}],
];

describe('a button', () => {
  for (const [action, inputs] of ACTIONS)
    for (const flavour of ['universal', 'submit'] as const)
      it(`"${action.verb}" comes back as it was made (${flavour})`, () => {
        const made = button({ action }, { flavour, texts: cardTexts('en') }, 'shown');
        const data: unknown = JSON.parse(JSON.stringify({ ...made.data, ...inputs }));
        assert.deepEqual(parseCardAction(data), action);
        if (made.type === 'Action.Execute') {
          const invoke = { action: { type: made.type, verb: made.verb, data }, trigger: 'manual' };
          assert.deepEqual(parseInvokeAction(invoke), action);
        }
      });

  it('sends ids only', () => {
    const typed = actionData({ verb: 'save', ...IDS, typed: { a: 'a secret' } });
    assert.deepEqual(typed, { verb: 'save', ...IDS, inputs: ['a'] });
  });
});

describe('toggles', () => {
  const data = { verb: 'accept', ...IDS, rows: ['a', 'b', 'c'] };

  it('choose the rows that are on', () => {
    const chosen = parseCardAction({ ...data, row0: 'false', [rowInput(1)]: 'true' });
    assert.deepEqual(chosen, { verb: 'accept', ...IDS, fields: ['b'] });
  });

  it('cannot choose a row that the button does not name', () => {
    assert.deepEqual(parseCardAction({ ...data, row3: 'true', row999: 'true' }), {
      verb: 'accept',
      ...IDS,
      fields: [],
    });
  });

  it('do not disturb a button that takes none', () => {
    assert.deepEqual(parseCardAction({ verb: 'edit', ...IDS, row0: 'true' }), { verb: 'edit', ...IDS });
  });
});

describe('forged data is unknown', () => {
  const accept = { verb: 'accept', ...IDS, rows: ['a'] };
  const hostileGetter = Object.defineProperty({}, 'verb', {
    enumerable: true,
    get: () => {
      throw new Error('no');
    },
  });
  const FORGED: Readonly<Record<string, unknown>> = {
    nothing: undefined,
    null: null,
    text: '{"verb":"take"}',
    number: 7,
    list: [accept],
    empty: {},
    'another verb': { verb: 'delete', caseId: 'c' },
    'a verb of every object': { verb: 'constructor', caseId: 'c' },
    'no id': { verb: 'take' },
    'an empty id': { verb: 'take', caseId: '' },
    'an id that is a query': { verb: 'take', caseId: { $ne: null } },
    'an id too long': { verb: 'take', caseId: 'x'.repeat(513) },
    'an id over two lines': { verb: 'take', caseId: 'a\nb' },
    'a value beside the ids': { ...accept, to: 'Aroma 300' },
    'fields instead of rows': { verb: 'accept', ...IDS, fields: ['a'] },
    'a row that is no name': { ...accept, rows: ['$where'] },
    'a row that is the prototype': { ...accept, rows: ['__proto__'] },
    'a row twice': { ...accept, rows: ['a', 'a'] },
    'too many rows': { ...accept, rows: Array.from({ length: 201 }, (_, i) => `f${i}`) },
    'a review that is none': { ...accept, reviewId: 'r1/../r2' },
    'a prototype of its own': JSON.parse('{"__proto__":{"verb":"take","caseId":"c"}}'),
    'a prototype beside a verb': JSON.parse('{"verb":"take","caseId":"c","__proto__":{"x":1}}'),
    'a prototype that answers': Object.create({ verb: 'take', caseId: 'c' }),
    'typed text too long': { verb: 'open', inputs: ['a'], in0: 'x'.repeat(10_001) },
    'typed text that is a thing': { verb: 'open', inputs: ['a'], in0: { a: 1 } },
    'a problem that is none': { verb: 'accept-opening', conversationId: 'c', problem: 0 },
    'a problem as text': { verb: 'accept-opening', conversationId: 'c', problem: '1' },
    'a getter that throws': hostileGetter,
  };
  for (const [name, data] of Object.entries(FORGED))
    it(name, () => {
      assert.deepEqual(parseCardAction(data), UNKNOWN);
      const verb = (Object.getOwnPropertyDescriptor(Object(data ?? {}), 'verb')?.value as unknown) ?? 'take';
      assert.deepEqual(parseInvokeAction({ action: { type: 'Action.Execute', verb, data } }), UNKNOWN);
    });

  it('and leaves every object as it was', () => {
    parseCardAction(JSON.parse('{"verb":"save","__proto__":{"polluted":true},"inputs":["__proto__"]}'));
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
  });

  it('an invoke whose verb is not that of its data', () => {
    const data = { verb: 'take', caseId: 'c' };
    assert.deepEqual(parseInvokeAction({ action: { type: 'Action.Execute', verb: 'why', data } }), UNKNOWN);
    assert.deepEqual(parseInvokeAction({ action: { type: 'Action.Submit', verb: 'take', data } }), UNKNOWN);
    for (const value of [undefined, null, 'x', [], {}, { action: null }, { action: { data } }])
      assert.deepEqual(parseInvokeAction(value), UNKNOWN);
  });
});
