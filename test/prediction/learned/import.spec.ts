/** Past cases from a file: what becomes a training row, and what is told of the rest. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lessonsFrom, type Lessons } from '../../../commands/train/lessons';
import { readPastCases } from '../../../commands/train/pastCases';
import { NOW, someSettings } from '../../support/builders';
import { aFolder } from '../../support/stores';

const SETTINGS = someSettings();

async function imported(name: string, content: string | Buffer): Promise<Lessons> {
  const file = join(aFolder(), name);
  writeFileSync(file, content);
  return lessonsFrom(await readPastCases(file, SETTINGS), SETTINGS, NOW);
}

const valuesOf = ({ rows }: Lessons) => rows.map(({ field, value }) => `${field}: ${value}`);

describe('past cases', () => {
  it('come as JSON lines of conversations', async () => {
    const turns = [
      { from: 'customer', text: 'the invoice is wrong' },
      { from: 'agent', text: 'I see' },
    ];
    const line = JSON.stringify({
      id: '1',
      turns,
      fields: { Category: 'Billing', note: 'x', priority: 'high' },
    });
    const lessons = await imported('cases.jsonl', `${line}\n`);
    const [row] = lessons.rows;
    assert.deepEqual(valuesOf(lessons), ['category: billing']);
    assert.deepEqual([row?.turns, row?.source, row?.at], [turns, 'import', NOW]);
  });

  it('come as a sheet, columns by name or label, whatever Excel made of it', async () => {
    const sheet =
      'Description;CATEGORY;Family\n"Die Mühle ""leckt"";\nimmer";defect;grinder\nRechnung;;kettle\n';
    for (const bytes of [
      Buffer.from(sheet, 'latin1'),
      Buffer.from(sheet),
      Buffer.from(`\uFEFF${sheet}`, 'utf16le'),
    ]) {
      const lessons = await imported('cases.csv', bytes);
      assert.deepEqual(valuesOf(lessons), ['category: defect', 'family: grinder', 'family: kettle']);
      assert.equal(lessons.rows[0]?.turns[0]?.text, 'Die Mühle "leckt";\nimmer');
    }
  });

  it('teach nothing by values that are no options, nor without words: both are told', async () => {
    const lessons = await imported('cases.csv', 'text,category\nhello,nonsense\nagain,nonsense\n,billing\n');
    assert.deepEqual(valuesOf(lessons), []);
    assert.deepEqual([lessons.cases, lessons.silent], [3, 1]);
    assert.deepEqual([...(lessons.unknown.get('category') ?? [])], [['nonsense', 2]]);
  });

  it('make the same rows when a file is imported again, and rows of their own where they only look alike', async () => {
    const sheet = 'text,category\nhelp,billing\nhelp,defect\n';
    const [once, again] = [await imported('a.csv', sheet), await imported('b.csv', sheet)];
    const ids = (lessons: Lessons) => lessons.rows.map(({ _id }) => _id);
    assert.deepEqual(ids(once), ids(again));
    assert.equal(new Set(ids(once)).size, 2);
  });

  it('need a column of words', async () => {
    await assert.rejects(imported('cases.csv', 'category\nbilling\n'), /no column with what customers said/);
  });
});
