/** Whether two matters of one customer are likely one: what speaks for it, and what speaks against it. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { likelyDuplicates, likeness, type Matter } from '../../cases/duplicates';
import { aCase, anEntry, someSettings } from '../support/builders';

const settings = someSettings();
const said = (issue: string, over: Record<string, string> = {}): Matter => ({
  title: issue,
  fields: Object.fromEntries(
    Object.entries({ issue, ...over }).map(([name, value]) => [name, { ...anEntry(value), label: value }]),
  ),
});
const score = (one: Matter, other: Matter) => likeness(one, other, settings).score;
const LEAK = said('My grinder leaks from the bottom');

describe('two matters of one customer', () => {
  const likely: [name: string, one: Matter, other: Matter][] = [
    ['the same words', LEAK, LEAK],
    ['other forms of the same words', LEAK, said('the grinder is still leaking at its bottom')],
    ['less said than at first', LEAK, said('the grinder leaks again')],
    [
      'the same serial number',
      said('hello, me again', { serial: 'AB-123' }),
      said('It makes a noise', { serial: 'ab 123' }),
    ],
    ['German words', said('Die Mühle tropft unten'), said('sie tropft immer noch, die Mühle')],
  ];
  for (const [name, one, other] of likely)
    it(`are likely one: ${name}`, () => assert.ok(score(one, other) >= 0.5, String(score(one, other))));

  const unlikely: [name: string, one: Matter, other: Matter][] = [
    ['other words', LEAK, said('The invoice of March is wrong')],
    [
      'only words that any complaint holds',
      said('please help, I have this problem again'),
      said('I need help with this problem, please'),
    ],
    [
      'another serial number',
      said('it leaks from the bottom', { serial: 'AB-123' }),
      said('it leaks from the bottom', { serial: 'CD-456' }),
    ],
    ['the same category alone', said('a', { category: 'defect' }), said('b', { category: 'defect' })],
    ['nothing known', { title: '', fields: {} }, { title: '', fields: {} }],
  ];
  for (const [name, one, other] of unlikely)
    it(`are likely two: ${name}`, () => assert.ok(score(one, other) < 0.5, String(score(one, other))));

  it('are told with the reasons', () => {
    const { reasons } = likeness(
      said('my grinder leaks', { category: 'defect', serial: 'AB-123' }),
      said('the grinder is leaking', { category: 'billing', serial: 'AB-123' }),
      settings,
    );
    assert.deepEqual(reasons, [
      { kind: 'other', field: 'category', value: 'billing' },
      { kind: 'same', field: 'serial', value: 'AB-123' },
      { kind: 'words', words: ['grinder', 'leaks'] },
    ]);
  });

  it('are as like as the other way round, between nothing and all, and wholly like themselves', () => {
    const words = fc.constantFrom('grinder', 'leaks', 'invoice', 'kettle', 'broken', 'handle', 'bottom');
    const matter = fc
      .tuple(
        fc.array(words, { maxLength: 6 }),
        fc.constantFrom('defect', 'billing', undefined),
        fc.constantFrom('AB-123', 'CD-456', undefined),
      )
      .map(([all, category, serial]) =>
        said(all.join(' '), { ...(category && { category }), ...(serial && { serial }) }),
      );
    fc.assert(
      fc.property(matter, matter, (one, other) => {
        const it = score(one, other);
        assert.ok(it >= 0 && it <= 1);
        assert.ok(Math.abs(it - score(other, one)) < 1e-9);
        assert.ok(score(one, one) >= it - 1e-9);
      }),
    );
  });
});

describe('the open cases that a matter is like', () => {
  const of = (id: string, issue: string, over = {}) => aCase({ _id: id, ...said(issue), ...over });

  it('are the open ones above the threshold, the likest first, then the newest, three at most', () => {
    const cases = [
      of('half', 'the grinder leaks at the handle, oil and steam'),
      of('old', 'grinder leaks bottom', { openedAt: '2026-01-01T10:00:00.000Z' }),
      of('new', 'grinder leaks bottom', { openedAt: '2026-01-04T10:00:00.000Z' }),
      of('other', 'the invoice is wrong'),
      of('third', 'grinder leaks bottom', { openedAt: '2026-01-02T10:00:00.000Z' }),
      {
        ...of('gone', 'grinder leaks bottom'),
        status: 'cancelled' as const,
        closedAt: '2026-01-05T10:00:00.000Z',
      },
    ];
    assert.deepEqual(
      likelyDuplicates(LEAK, cases, settings).map(({ case: { _id } }) => _id),
      ['new', 'third', 'old'],
    );
  });

  it('are none where the threshold says so', () => {
    const strict = someSettings({ creation: { defaultFields: ['issue'], duplicateThreshold: 1 } });
    assert.deepEqual(likelyDuplicates(LEAK, [of('a', 'the grinder leaks')], strict), []);
  });
});
