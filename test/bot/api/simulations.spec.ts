/** Trying the prediction on past cases and sheets, over real HTTP. */
import assert from 'node:assert/strict';
import { Workbook } from 'exceljs';
import type { FieldPredictor } from '../../../cases/deciding/prediction';
import { SIMULATIONS_KEPT, simulationSlot } from '../../../cases/simulation';
import type { Body } from './bodies';
import { scriptedPredictor } from './scripted';
import { startApi, testSettings, type Running } from './support';

const CSV = [
  'id,text,serialNumber,Category,Colour',
  'a,"customer: my machine leaks, serial AB-1234-56789\nagent: oh no",AB-1234-56789,Product defect,red',
  'b,it is broken,,Billing,',
  'c,hello there,,Billing,',
].join('\n');

interface Simulated {
  readonly n: number;
  readonly state: string;
  readonly done: number;
  readonly total: number;
  readonly by: string;
  readonly settings: number;
  readonly of: { readonly kind: string; readonly unread?: string[] };
  readonly report?: {
    readonly rows: number;
    readonly fields: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
}

interface SimulatedRow {
  readonly id: string;
  readonly values: readonly {
    readonly field: string;
    readonly verdict: string;
    readonly predicted?: string;
    readonly truth?: string;
    readonly evidence?: readonly { readonly turn: number; readonly text: string }[];
  }[];
}

const sheet = (content: string | Buffer, name = 'past.csv') => ({
  sheet: { name, content: Buffer.from(content).toString('base64') },
});

describe('a simulation over the API', () => {
  let api: Running;
  /** What each prediction waits for. */
  let predicting: Promise<void> = Promise.resolve();
  const predictor: FieldPredictor = {
    name: scriptedPredictor.name,
    predict: async (request) => {
      await predicting;
      return scriptedPredictor.predict(request);
    },
  };
  beforeEach(async () => {
    predicting = Promise.resolve();
    api = await startApi({ predictor });
  });
  afterEach(() => api.stop());

  const get = async <T>(path: string): Promise<T> => (await api.call('GET', path)).body as unknown as T;
  const simulation = (n: number): Promise<Simulated> => get(`/api/simulations/${n}`);
  const rowsOf = async (n: number): Promise<readonly SimulatedRow[]> =>
    (await get<{ items: readonly SimulatedRow[] }>(`/api/simulations/${n}/cases`)).items;
  async function start(order: object): Promise<Simulated> {
    const { status, body, headers } = await api.call('POST', '/api/simulations', order);
    assert.equal(status, 201, JSON.stringify(body));
    const started = body as unknown as Simulated;
    assert.equal(headers['location'], `/api/simulations/${started.n}`);
    return started;
  }
  async function run(order: object): Promise<Simulated> {
    const { n } = await start(order);
    await api.simulations.idle();
    return simulation(n);
  }
  /** A case whose serial number a person typed; its category is the agent's own. */
  async function pastCase(): Promise<Body> {
    const at = await api.say('c1', 'my name is Dana Reyes, dana@example.com. My machine leaks');
    const id = (await api.call('GET', `/api/conversations/${encodeURIComponent(at)}`)).body.caseId ?? '';
    await api.say('c1', 'serial AB-1234-56789');
    const path = `/api/cases/${encodeURIComponent(id)}`;
    const edit = { fields: { serialNumber: 'AB-1234-00000' } };
    assert.equal((await api.call('PATCH', path, edit)).status, 200);
    return (await api.call('GET', path)).body;
  }
  const refused = async (order: object, expected: number): Promise<Body['error']> => {
    const { status, body } = await api.call('POST', '/api/simulations', order);
    assert.equal(status, expected, JSON.stringify(body));
    return body.error;
  };

  it('counts what it would have filled in a sheet, field by field', async () => {
    const { state, total, done, of, report, by } = await run(sheet(CSV));
    assert.deepEqual({ state, total, done, by }, { state: 'done', total: 3, done: 3, by: 'API' });
    assert.deepEqual(of.unread, ['Colour']);
    const { truth, right, wrong, coverage } = report!.fields['category']!;
    assert.deepEqual({ truth, right, wrong, coverage }, { truth: 3, right: 1, wrong: 1, coverage: 2 / 3 });
    assert.deepEqual(report!.fields['category']!['confusions'], [
      { truth: 'Billing', predicted: 'product-defect', count: 1 },
    ]);
    assert.equal(report!.fields['serialNumber']!['right'], 1);
  });

  it('does not judge a field that the sheet has no column for', async () => {
    const { n, report } = await run(sheet(CSV));
    assert.equal(report!.fields['issueDescription']!['falseFill'], 0);
    const [first] = await rowsOf(n);
    const issue = first!.values.find(({ field }) => field === 'issueDescription');
    assert.equal(issue?.verdict, 'unjudged');
  });

  it('shows truth and prediction side by side, with the words', async () => {
    const { n } = await run(sheet(CSV));
    const [first] = await rowsOf(n);
    assert.equal(first?.id, 'a');
    const serial = first.values.find(({ field }) => field === 'serialNumber');
    assert.equal(serial?.verdict, 'right');
    assert.deepEqual(serial.evidence, [{ turn: 0, text: 'AB-1234-56789' }]);
  });

  it('reads an Excel workbook as it reads CSV', async () => {
    const book = new Workbook();
    const page = book.addWorksheet('Past');
    page.addRows([
      ['text', 'Category'],
      ['it is broken', 'Product defect'],
    ]);
    const { report } = await run(sheet(Buffer.from(await book.xlsx.writeBuffer()), 'past.xlsx'));
    assert.equal(report!.fields['category']!['right'], 1);
  });

  it('holds past cases against what people set or accepted, and nothing else', async () => {
    const { number } = await pastCase();
    const { n, report, total } = await run({ cases: { count: 10, status: 'active' } });
    assert.equal(total, 1);
    const { right, wrong, falseFill } = report!.fields['serialNumber']!;
    assert.deepEqual({ right, wrong, falseFill }, { right: 0, wrong: 1, falseFill: 0 });
    const [row] = await rowsOf(n);
    assert.equal(row?.id, number);
    assert.equal(row.values.find(({ field }) => field === 'category')?.verdict, 'unjudged');
    assert.equal(report!.fields['category']!['falseFill'], 0);
  });

  it('changes nothing on the cases', async () => {
    const before = await pastCase();
    await run({ cases: {} });
    const { body } = await api.call('GET', `/api/cases/${encodeURIComponent(before.id)}`);
    assert.equal(body.version, before.version);
  });

  it('tries a draft without publishing it, and shows the difference', async () => {
    const first = await run(sheet(CSV));
    const fields = testSettings.fields.map((field) =>
      field.name === 'serialNumber' ? { ...field, setBy: ['representative' as const] } : field,
    );
    assert.equal((await refused({ ...sheet(CSV), settings: 'draft' }, 409)).code, 'NoDraft');
    await api.call('PUT', '/api/settings/draft', { ...testSettings, fields });
    const second = await run({ again: first.n, settings: 'draft' });
    assert.equal(second.settings, 2);
    assert.equal(second.total, 3);
    assert.equal('serialNumber' in second.report!.fields, false);
    interface Changes {
      readonly fields: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
      readonly changed: readonly Readonly<Record<string, unknown>>[];
    }
    const changes = await get<Changes>(`/api/simulations/${second.n}/changes?since=${first.n}`);
    assert.deepEqual(changes.fields['category'], { match: 0, coverage: 0, falseFill: 0 });
    const [change] = changes.changed;
    assert.equal(change?.['verdictBefore'], 'right');
    assert.equal('verdictAfter' in change!, false);
  });

  it('runs past cases again by what stands on them then', async () => {
    const { id } = await pastCase();
    const { n } = await run({ cases: {} });
    const edit = { fields: { serialNumber: 'AB-1234-56789' } };
    await api.call('PATCH', `/api/cases/${encodeURIComponent(id)}`, edit);
    const { report } = await run({ again: n });
    assert.equal(report!.fields['serialNumber']!['right'], 1);
  });

  it('runs one at a time, and says which', async () => {
    let free = (): void => undefined;
    predicting = new Promise((resolve) => (free = resolve));
    const { n } = await start(sheet(CSV));
    const { code, message } = await refused(sheet(CSV), 409);
    assert.equal(code, 'SimulationRunning');
    assert.match(message, new RegExp(`/api/simulations/${n}`));
    assert.equal((await simulation(n)).state, 'running');
    assert.equal((await api.call('GET', `/api/simulations/${n}/export.json`)).status, 409);
    free();
    await api.simulations.idle();
    assert.equal((await simulation(n)).state, 'done');
  });

  it('exports every case, as JSON and as Excel', async () => {
    const { n } = await run(sheet('id,text,Category\n=1+1,it is broken,Billing'));
    const json = await get<{ cases: SimulatedRow[] }>(`/api/simulations/${n}/export.json`);
    assert.equal(json.cases.length, 1);
    const url = `http://127.0.0.1:${api.port}/api/simulations/${n}/export.xlsx`;
    const response = await fetch(url);
    assert.match(response.headers.get('content-disposition') ?? '', /simulation-1\.xlsx/);
    const book = new Workbook();
    await book.xlsx.load(await response.arrayBuffer());
    const [, , first] = book.getWorksheet('Cases')!.getSheetValues() as unknown[][];
    assert.equal(first?.[1], "'=1+1", "a stranger's words never become a formula");
    assert.ok(book.getWorksheet('Fields'));
  });

  it('says what is wrong with a sheet', async () => {
    const cases: readonly (readonly [object, number, RegExp])[] = [
      [sheet('a,b\n1,2'), 422, /column "text"/],
      [sheet('text,b\n1,2'), 422, /named as a field/],
      [sheet('text,Category\n,Billing'), 422, /no row with text/],
      [sheet('not a workbook', 'past.xlsx'), 422, /no Excel workbook/],
      [sheet(`PK\x01\x02${' '.repeat(60)}`, 'past.xlsx'), 422, /unpacks to far more/],
      [sheet(CSV, 'past.pdf'), 400, /details/],
      [{ cases: {}, again: 1 }, 400, /details/],
      [{ again: 7 }, 404, /simulation/],
      [{ cases: { status: 'cancelled' } }, 422, /past case/],
    ];
    for (const [order, status, words] of cases) assert.match((await refused(order, status)).message, words);
  });

  it('takes a sheet of 1 MB, and none that is larger', async () => {
    const sized = (bytes: number): string => `text,Category\n${'x'.repeat(bytes - 30)},Billing\n`;
    assert.equal((await run(sheet(sized(1024 * 1024)))).state, 'done');
    assert.equal((await refused(sheet(sized(1024 * 1024 + 100)), 400)).code, 'BadRequest');
    const far = await api.call('POST', '/api/simulations', sheet(sized(2 * 1024 * 1024)));
    assert.equal(far.status, 413);
  });

  it('has no report where its process ended in the middle, and does not keep others from running', async () => {
    const at = new Date().toISOString();
    await api.store.insert('simulations', {
      _id: simulationSlot(1),
      version: 1,
      n: 1,
      state: 'running',
      startedAt: at,
      movedAt: at,
      by: 'API',
      holder: 'a process that is gone',
      source: { kind: 'cases' },
      settings: 1,
      total: 5,
      done: 2,
    });
    assert.equal((await simulation(1)).state, 'failed');
    assert.equal((await api.call('GET', '/api/simulations/1/export.json')).status, 409);
    assert.equal((await run(sheet(CSV))).n, 2);
  });

  it('keeps the newest ones only', async () => {
    await run(sheet(CSV));
    for (let n = 1; n <= SIMULATIONS_KEPT; n++) await run({ again: n });
    assert.equal((await api.call('GET', '/api/simulations/1')).status, 404);
    const { items } = await get<{ items: readonly Simulated[] }>('/api/simulations?limit=200');
    assert.equal(items.length, SIMULATIONS_KEPT);
    assert.equal(items[0]?.n, SIMULATIONS_KEPT + 1);
    assert.equal((await rowsOf(SIMULATIONS_KEPT + 1)).length, 3);
  });

  it('tells a failure of the predictor, and goes on answering', async () => {
    predicting = Promise.reject(new Error('down'));
    predicting.catch(() => undefined);
    assert.equal((await run(sheet(CSV))).state, 'failed');
    assert.equal(api.errors.length, 1);
  });

  it('says of none that it is running, once the process has stopped', async () => {
    let free = (): void => undefined;
    predicting = new Promise((resolve) => (free = resolve));
    const { n } = await start(sheet(CSV));
    const stopped = api.simulations.stop();
    free();
    await stopped;
    assert.equal((await simulation(n)).state, 'failed');
  });
});
