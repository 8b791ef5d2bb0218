/** The command: files in, a table or JSON out, an exit code. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Workbook } from 'exceljs';
import { changesSince } from '../../../agent/simulation/compare';
import { turnsOf } from '../../../agent/simulation/rows';
import type { SimulationReport } from '../../../cases/simulation';
import { safeCell } from '../../../bot/sheets/excel';
import { readFields } from '../../../commands/simulate/fieldsFile';
import { createProgress, progressLine } from '../../../commands/simulate/progress';
import { readRows } from '../../../commands/simulate/rows';
import { trainOn } from '../../../commands/simulate/trained';
import { createLocalPredictor } from '../../../prediction';
import { aChoice } from '../../support/predictionBuilders';

const root = join(__dirname, '..', '..', '..');
const FIELDS = [
  { name: 'email', label: 'Email', type: 'email', more: 'of another tool', pattern: null },
  { name: 'guests', label: 'Number of guests', type: 'integer' },
];
const ROWS = [
  {
    id: 'a',
    turns: [{ from: 'customer', text: 'my email is dana@example.com' }],
    fields: { email: 'DANA@example.com' },
  },
  {
    id: 'b',
    turns: [{ from: 'customer', text: 'my email is dana@example.com' }],
    fields: { email: 'kim@example.com' },
  },
  { id: 'c', turns: [{ from: 'customer', text: 'we are 4 guests' }], fields: { guests: ['5', '4'] } },
];

async function allOf<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

describe('npm run simulate', () => {
  let folder = '';
  const file = (name: string, content: string | Buffer): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const simulate = (...args: string[]) =>
    spawnSync(process.execPath, ['--import', 'tsx', join(root, 'commands/simulate/index.ts'), ...args], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, FORCE_COLOR: undefined },
    });
  const lines = (): string => ROWS.map((row) => JSON.stringify(row)).join('\n');

  before(() => (folder = mkdtempSync(join(tmpdir(), 'simulate-'))));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it('prints the figures of each field, without colour where nobody looks', () => {
    const { stdout, stderr, status } = simulate(
      file('rows.jsonl.gz', gzipSync(lines())),
      '--fields',
      file('fields.json', JSON.stringify(FIELDS)),
    );
    assert.equal(status, 0);
    assert.match(stdout, /^3 conversations/);
    assert.match(stdout, /Email +2 +100\.0 % +1 +1 +0 +50\.0 %/);
    assert.match(stdout, /Number of guests +1 +100\.0 % +1 +0 +0 +100\.0 %/);
    assert.ok(!stdout.includes('\u001b'));
    assert.match(stderr, /"more" is not read/);
  });

  it('ends with 1 where a match is below the limit, prints one JSON object, and compares with an earlier run', () => {
    const fields = file('fields.json', JSON.stringify(FIELDS));
    const out = join(folder, 'out.json');
    const args = [file('rows.jsonl', `${lines()}\n\n`), '--fields', fields];
    const failed = simulate(...args, '--json', '--fail-under', '0.8', '--out', out);
    assert.equal(failed.status, 1);
    assert.match(failed.stderr, /email: match 0\.500 is below 0\.8/);
    const printed = JSON.parse(failed.stdout) as SimulationReport & { cases: unknown[] };
    assert.equal(printed.fields['email']?.wrong, 1);
    assert.equal(printed.cases.length, 3);
    const written = JSON.parse(readFileSync(out, 'utf8')) as SimulationReport & { cases: unknown[] };
    assert.deepEqual(written.fields, printed.fields);
    assert.equal(written.cases.length, 3);
    const again = simulate(...args, '--before', out, '--fail-under', '0.5');
    assert.equal(again.status, 0);
    assert.match(again.stdout, /match \+0\.0, coverage \+0\.0/);
  });

  it('writes a workbook', async () => {
    const out = join(folder, 'out.xlsx');
    const fields = file('fields.json', JSON.stringify(FIELDS));
    assert.equal(simulate(file('rows.jsonl', lines()), '--fields', fields, '--out', out).status, 0);
    const book = new Workbook();
    await book.xlsx.readFile(out);
    assert.equal(book.getWorksheet('Cases')?.rowCount, 4);
    assert.equal(book.getWorksheet('Fields')?.getCell('A2').text, 'email');
  });

  it('says which line is not a conversation, and which field is none', () => {
    const fields = file('fields.json', JSON.stringify(FIELDS));
    assert.match(
      simulate(file('bad.jsonl', `${lines()}\n{"id": 1}`), '--fields', fields).stderr,
      /bad\.jsonl, row 4: not a/,
    );
    const bad = file('bad.json', JSON.stringify([{ name: 'x', label: 'X', type: 'colour' }]));
    assert.match(simulate(file('rows.jsonl', lines()), '--fields', bad).stderr, /bad\.json, field 1: type/);
    assert.match(simulate().stderr, /npm run simulate -- FILE/);
  });

  it('reads a sheet of text and fields, CSV or Excel', async () => {
    const text = 'customer: we come\nagent: How many guests?\ncustomer: 4';
    const csv = file('sheet.csv', `\uFEFFText;guests;id\n"${text}";4;x\n"hello, there";;\n`);
    const book = new Workbook();
    book.addWorksheet('one').addRows([['text', 'guests', 'id'], [text, 4, 'x'], ['hello, there']]);
    await book.xlsx.writeFile(join(folder, 'sheet.xlsx'));
    for (const sheet of [csv, join(folder, 'sheet.xlsx')]) {
      const rows = await allOf(readRows(sheet));
      assert.equal(rows.length, 2);
      assert.equal(rows[0]?.id, 'x');
      assert.deepEqual(
        rows[0].turns.map(({ from }) => from),
        ['customer', 'agent', 'customer'],
      );
      assert.equal(String(rows[0].fields['guests']), '4');
      assert.deepEqual(rows[1]?.fields, {});
    }
  });

  it('refuses a sheet of more than 1 MB', async () => {
    const large = file('large.csv', `text\n${'x'.repeat(1024 * 1024)}\n`);
    await assert.rejects(allOf(readRows(large)), /larger than 1 MB/);
  });

  it('reads fields of other tools and tells what it left out', () => {
    const { fields, remarks } = readFields(file('fields.json', JSON.stringify(FIELDS)));
    assert.deepEqual(
      fields.map(({ name }) => name),
      ['email', 'guests'],
    );
    assert.equal(remarks.length, 1);
    const twice = file('twice.json', JSON.stringify([FIELDS[1], FIELDS[1]]));
    assert.throws(() => readFields(twice), /two fields are named "guests"/);
  });
});

describe('around the simulation', () => {
  it('takes text without speakers as one turn of the customer', () => {
    assert.deepEqual(turnsOf('a\nb'), [{ from: 'customer', text: 'a\nb' }]);
    assert.deepEqual(turnsOf('Agent: hi\nthere\nCustomer: yes'), [
      { from: 'agent', text: 'hi\nthere' },
      { from: 'customer', text: 'yes' },
    ]);
  });

  it('shows a change only for fields that both runs have', () => {
    const figures = {
      label: 'A',
      type: 'text',
      freeText: true,
      truth: 2,
      filled: 2,
      right: 1,
      wrong: 1,
    } as const;
    const now = { ...figures, match: 0.5, coverage: 1, falseFill: 3 };
    const report = { rows: 1, match: null, coverage: null, fields: { a: now, b: now } };
    const before = { fields: { a: { match: 0.25, coverage: null, falseFill: 1 } } };
    assert.deepEqual(changesSince(before, report), { a: { match: 0.25, coverage: null, falseFill: 2 } });
  });

  it('never writes a formula', () => {
    assert.deepEqual(['=1', '+1', '-x', '@a', 'a', 3].map(safeCell), ["'=1", "'+1", "'-x", "'@a", 'a', 3]);
  });

  it('tells rate and time left, on a terminal only', () => {
    assert.equal(
      progressLine(0.5, 100, 10_000),
      '[############............] 100 rows · 10 a second · 10 s left',
    );
    const written: string[] = [];
    const write = (text: string): boolean => written.push(text) > 0;
    createProgress({ isTTY: false, write } as never).step(0.5, 1);
    assert.deepEqual(written, []);
    createProgress({ isTTY: true, write } as never).step(0.5, 1);
    assert.match(written.join(''), /1 rows/);
  });

  it('learns a choice from a file, and uses what it learned where that is better', async () => {
    const kind = aChoice('kind', ['alpha', 'beta']);
    const words = { alpha: ['zorp', 'plim', 'quon'], beta: ['vask', 'drem', 'oolt'] };
    const rows = Array.from({ length: 400 }, (_, i) => {
      const value = i % 2 === 0 ? ('alpha' as const) : ('beta' as const);
      const text = `the ${words[value][i % 3] ?? ''} is at ${words[value][(i >> 1) % 3] ?? ''} again`;
      return { id: String(i), turns: [{ from: 'customer' as const, text }], fields: { kind: value } };
    });
    const given = (async function* () {
      yield* rows;
    })();
    const { predictor, fields } = await trainOn(given, [kind], createLocalPredictor());
    assert.equal(fields['kind']?.verdict.inUse, true);
    const turn = {
      id: 'x/1',
      seq: 1,
      from: 'customer',
      text: 'the zorp and the plim are broken',
      at: '2026-01-05T10:00:00Z',
    } as const;
    const { predictions } = await predictor.predict({
      fields: [kind],
      newTurns: [turn],
      known: {},
      memory: null,
    });
    assert.equal(predictions[0]?.value, 'alpha');
  });
});
