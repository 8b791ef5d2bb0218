/** Opening: the whole case is made at once, with its title, its audit and what it has to say. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { openCase, titleOf, TITLE_CHARS_MAX, type Opening } from '../../cases/opening';
import { AGENT, anEntry, CASE, CONVERSATION, NOW, RITAS, someSettings } from '../support/builders';

const settings = someSettings();

function anOpening(over: Partial<Opening> = {}): Opening {
  return {
    id: CASE,
    number: 'CAS-00001-TEST',
    channel: 'emulator',
    conversations: [CONVERSATION],
    fields: {
      issue: { ...anEntry('leaks'), label: 'My grinder leaks. It is new.' },
      contact: anEntry('contact/1'),
    },
    by: AGENT,
    byKind: 'agent',
    at: NOW,
    tell: [RITAS, 'msteams:sam'],
    settings,
    ...over,
  };
}

describe('an opened case', () => {
  const opened = openCase(anOpening());

  it('is active, has its title, its contact and its conversation', () =>
    assert.deepEqual(
      [opened.status, opened.title, opened.contactId, opened.conversations],
      ['active', 'My grinder leaks', 'contact/1', [CONVERSATION]],
    ));

  it('notes its opening and each field, with the words that it rests on', () => {
    const entries = opened.pending.flatMap((effect) => (effect.kind === 'audit' ? [effect.entry] : []));
    assert.deepEqual(
      entries.map(({ what }) => ('field' in what ? what.field : what.kind)),
      ['opened', 'issue', 'contact'],
    );
    assert.deepEqual(entries[1]?.quotes, anEntry('x').provenance.quotes);
    assert.ok(entries.every((entry) => entry.caseVersion === 1));
    assert.equal(new Set(entries.map((entry) => entry._id)).size, 3);
  });

  it('is shown to every representative, after its audit was written', () => {
    const says = opened.pending.flatMap((effect) => (effect.kind === 'say' ? [effect.to] : []));
    assert.deepEqual(says, [RITAS, 'msteams:sam']);
    assert.deepEqual(
      opened.pending.map((effect) => effect.kind),
      ['audit', 'audit', 'audit', 'say', 'say'],
    );
  });

  it('is due while it has something to say', () => assert.equal(opened.dueAt, NOW));

  it('is the same each time: opening again is the same insert', () =>
    assert.deepEqual(openCase(anOpening()), opened));
});

describe('the title', () => {
  const titled = (label: string): string => titleOf({ issue: { ...anEntry('x'), label } }, settings);
  const table: readonly [name: string, text: string, title: string][] = [
    ['is the first sentence without its full stop', 'It leaks. I need help!', 'It leaks'],
    ['ends at a question or an exclamation', 'Why?! It leaks.', 'Why'],
    ['is the first line where there is no sentence', 'It leaks\nand smells', 'It leaks'],
    [
      'keeps dots within words',
      'Version 2.5 fails at step 1.a now. Help',
      'Version 2.5 fails at step 1.a now',
    ],
    ['is nothing where nothing is known', '', ''],
  ];
  const written: readonly [text: string, title: string][] = [
    ["my Aroma Duo doesn't heat any more.", "My Aroma Duo doesn't heat any more"],
    ['iPhone app crashes', 'iPhone app crashes'],
    ['ärgerlich, der Wasserkocher ist undicht', 'Ärgerlich, der Wasserkocher ist undicht'],
    [
      '2026-11-20T10:12:33Z ERROR bt: pairing failed\n2026-11-20T10:12:34Z WARN retry',
      'ERROR bt: pairing failed',
    ],
  ];
  for (const [text, title] of written)
    it(`of "${text}" is "${title}"`, () => assert.equal(titled(text), title));
  for (const [name, text, title] of table) it(name, () => assert.equal(titled(text), title));

  it('is cut at a word', () => {
    const title = titled(`${'leaking '.repeat(20)}.`);
    assert.match(title, /^Leaking (leaking )+leaking…$/);
    assert.ok(title.length <= TITLE_CHARS_MAX + 1);
  });

  it('is cut where one word has no end', () =>
    assert.equal(titled('x'.repeat(500)).length <= TITLE_CHARS_MAX + 1, true));

  it('is not cut through a character', () => {
    for (const before of ['', 'x', 'x y'])
      assert.doesNotMatch(titled(before + '😀'.repeat(100)), /\p{Surrogate}/u);
  });

  it('of any text fits a card and has one line', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400, size: 'max' }), (text) => {
        const title = titled(text);
        assert.ok(title.length <= TITLE_CHARS_MAX + 1);
        assert.ok(!title.includes('\n'));
      }),
    ));

  it('comes from the first free text among the default fields', () => {
    const fields = {
      category: anEntry('defect'),
      note: { ...anEntry('n'), label: 'A note' },
      issue: { ...anEntry('i'), label: 'The issue' },
    };
    assert.equal(titleOf(fields, settings), 'The issue');
  });

  it('comes from whatever is known where there is none', () =>
    assert.equal(titleOf({ category: anEntry('defect') }, settings), 'DEFECT'));
});
