/** What a run tries: past cases with what people vouched for, and the rows of a sheet. */
import assert from 'node:assert/strict';
import { changedValues } from '../../../agent/simulation/compare';
import { newestCases, rowOfCase, rowsOfSheet } from '../../../agent/simulation/rows';
import type { SimulatedCase } from '../../../cases/simulation';
import type { Store } from '../../../cases/store';
import type { ProvenanceKind } from '../../../cases/values';
import { aField, AT } from '../../support/predictionBuilders';
import { aStoredCase, aStoredConversation, aStoredTurn } from '../../support/stores';

const COLOUR = aField({ name: 'colour', label: 'Colour of it' });
const NOTE = aField({ name: 'note', label: 'Note' });
const CHARS = 100;

describe('a past case as a row', () => {
  const entry = (kind: ProvenanceKind) => ({
    value: kind,
    label: kind,
    provenance: { kind, by: { id: 'x', name: 'X' }, at: AT, quotes: [], reason: '' },
  });
  const rowOf = (theCase: ReturnType<typeof aStoredCase>, over: object = {}) => {
    const asked: unknown[] = [];
    const store = {
      get: () => Promise.resolve(aStoredConversation(over)),
      list: (_: string, query: { range?: unknown }) => {
        asked.push(query.range);
        const turns = [{ text: 'hello' }, { seq: 2, text: 'hello', repeats: 1 }, { seq: 3, text: '' }];
        return Promise.resolve({ items: turns.map((turn) => aStoredTurn(turn)) });
      },
    } as unknown as Store;
    return rowOfCase(store, theCase).then((row) => ({ ...row, asked }));
  };

  it('takes what a person set or accepted for true, and judges nothing else', async () => {
    const kinds = ['human', 'confirmed', 'rule', 'channel', 'ai'] as const;
    const fields = Object.fromEntries(kinds.map((kind) => [kind, entry(kind)]));
    const row = await rowOf(aStoredCase({ fields }));
    assert.deepEqual(row.fields, { human: 'human', confirmed: 'confirmed' });
    assert.deepEqual(row.unjudged, ['rule', 'channel', 'ai']);
  });

  it('has the words that were said, each once', async () => {
    const { turns } = await rowOf(aStoredCase());
    assert.deepEqual(
      turns.map(({ text }) => text),
      ['hello'],
    );
  });

  it('has its own problem’s words only, where the conversation went on to another', async () => {
    const theCase = aStoredCase();
    const since = { problemSince: 7 };
    assert.deepEqual((await rowOf(theCase, { ...since, caseId: 'another' })).asked, [{ lte: 7 }]);
    assert.deepEqual((await rowOf(theCase, { ...since, caseId: theCase._id })).asked, [{ gt: 7 }]);
  });
});

describe('the newest cases', () => {
  it('leave out merged ones, unless they are asked for', async () => {
    const merged = { ...aStoredCase({ _id: 'b' }), status: 'merged' as const, mergedInto: 'a' };
    const items = [aStoredCase({ _id: 'a' }), merged, aStoredCase({ _id: 'c' })];
    const store = { list: () => Promise.resolve({ items }) } as unknown as Store;
    const ids = (status?: 'merged') =>
      newestCases(store, 2, status).then((found) => found.map(({ _id }) => _id));
    assert.deepEqual(await ids(), ['a', 'c']);
    assert.deepEqual(await ids('merged'), ['a', 'b']);
  });
});

describe('a sheet as rows', () => {
  const read = (...cells: string[][]) => rowsOfSheet(cells, [COLOUR, NOTE], CHARS);

  it('finds a field by its name or its label, in any case', () => {
    for (const name of ['colour', 'COLOUR OF IT']) {
      const sheet = read(['Text', name], ['it is red', 'red']);
      assert.ok(sheet.ok);
      assert.deepEqual(sheet.rows[0]?.fields, { colour: 'red' });
      assert.deepEqual(sheet.rows[0].unjudged, ['note']);
    }
  });

  it('tells the columns that it does not read', () => {
    const sheet = read(['text', 'colour', 'price', ''], ['it is red', 'red', '3', 'x']);
    assert.ok(sheet.ok);
    assert.deepEqual(sheet.unread, ['price']);
  });

  it('knows a row without an id by its line', () => {
    const sheet = read(['text', 'colour', 'id'], ['a', 'red', '7'], ['', 'red', ''], ['b', 'red', '']);
    assert.ok(sheet.ok);
    assert.deepEqual(
      sheet.rows.map(({ id }) => id),
      ['7', '4'],
    );
  });

  it('has no longer turns than a customer could write', () => {
    const sheet = read(['text', 'colour'], ['x'.repeat(CHARS + 1), 'red']);
    assert.equal(sheet.ok && sheet.rows[0]?.turns[0]?.text.length, CHARS);
  });

  it('says why it is none', () => {
    const why = (...cells: string[][]) => {
      const sheet = read(...cells);
      return sheet.ok || sheet.why;
    };
    assert.equal(why(), 'no-text');
    assert.equal(why(['colour'], ['red']), 'no-text');
    assert.equal(why(['text', 'price'], ['a', '3']), 'no-field');
    assert.equal(why(['text', 'colour']), 'no-row');
    assert.equal(why(['text', 'colour'], ...Array.from({ length: 5_001 }, () => ['a', 'red'])), 'too-many');
  });
});

describe('two runs side by side', () => {
  const one = (id: string, predicted?: string): SimulatedCase => ({
    id,
    values:
      predicted === undefined
        ? []
        : [{ field: 'colour', truth: 'red', predicted, verdict: predicted === 'red' ? 'right' : 'wrong' }],
  });

  it('show the values that fare differently, and no others', () => {
    const before = [one('same', 'red'), one('better', 'blue'), one('gone', 'red'), one('only then', 'red')];
    const after = [one('same', 'red'), one('better', 'red'), one('gone'), one('only now', 'red')];
    const changed = changedValues(before, after).map(({ id, before: then, after: now }) => [id, then, now]);
    assert.deepEqual(changed, [
      ['better', 'blue', 'red'],
      ['gone', 'red', undefined],
    ]);
  });
});
