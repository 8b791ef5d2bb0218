/** What people made of the agent's values, over the API: listed, downloaded, and what follows from it for a field. */
import assert from 'node:assert/strict';
import { get } from 'node:http';
import { parse } from 'csv-parse/sync';
import { inPath, startApi, testSettings, type Running } from './support';

const TROUBLE = 'My machine leaks from the bottom, my name is Dana Reyes, dana@example.com.';

describe('interactions over the API', () => {
  let api: Running;
  beforeEach(async () => {
    const recording = { enabled: true, values: true };
    api = await startApi({ settings: { ...testSettings, recording } });
  });
  afterEach(() => api.stop());

  async function edited(conversation: string, value: string): Promise<string> {
    const id = await api.say(conversation, TROUBLE);
    const { caseId } = (await api.call('GET', `/api/conversations/${inPath(id)}`)).body;
    const path = `/api/cases/${inPath(String(caseId))}`;
    await api.call('PATCH', path, { fields: { issueDescription: value } });
    return String(caseId);
  }
  function download(path: string): Promise<{ type?: string; text: string }> {
    return new Promise((resolve, reject) => {
      get(`http://127.0.0.1:${api.port}${path}`, (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => (text += chunk));
        response.on('end', () => resolve({ type: response.headers['content-type'], text }));
      }).on('error', reject);
    });
  }

  it('are listed in pages, the newest first, by field and by case', async () => {
    const first = await edited('a', 'The seal is gone');
    await edited('b', 'The pump is loud');
    const page = (await api.call('GET', '/api/interactions?limit=1')).body;
    const rest = (await api.call('GET', `/api/interactions?limit=1&after=${inPath(page.next ?? '')}`)).body;
    const [newest, oldest] = [...page.items, ...rest.items] as unknown as Record<string, unknown>[];
    assert.deepEqual([newest?.['stands'], oldest?.['stands']], ['The pump is loud', 'The seal is gone']);
    const { act, field, matched, byKind } = newest ?? {};
    assert.deepEqual([act, field, matched, byKind], ['edited', 'issueDescription', false, 'api']);
    const of = async (query: string) =>
      (await api.call('GET', `/api/interactions?${query}`)).body.items.length;
    assert.equal(await of('field=issueDescription'), 2);
    assert.equal(await of('field=category'), 0);
    assert.equal(await of(`caseId=${inPath(first)}`), 1);
    assert.equal(await of('since=2000-01-01T00:00:00Z&before=2000-01-02T00:00:00Z'), 0);
  });

  it('are a CSV file, in which no cell becomes a formula', async () => {
    await edited('a', '=HYPERLINK("http://evil.example")');
    await edited('b', 'two\nlines, and "quotes"');
    const { type, text } = await download('/api/interactions.csv');
    assert.match(type ?? '', /^text\/csv/);
    const rows = parse(text, { columns: true }) as Record<string, string>[];
    assert.deepEqual(
      rows.map(({ stands }) => stands),
      ['\'=HYPERLINK("http://evil.example")', 'two\nlines, and "quotes"'],
    );
    assert.ok(rows.every(({ act, by, caseNumber }) => act === 'edited' && by === 'API' && caseNumber));
  });

  it('count for their field, which a person may have asked about and filled again', async () => {
    await edited('a', 'The seal is gone');
    const figures = async () => {
      const { items } = (await api.call('GET', '/api/acceptance')).body;
      const found = (items as unknown as Record<string, unknown>[]).find(
        ({ field }) => field === 'issueDescription',
      );
      return [found?.['automation'], found?.['decided'], found?.['accepted'], found?.['bySettings']];
    };
    assert.deepEqual(await figures(), ['automatic', 1, 0, true]);
    const path = '/api/acceptance/issueDescription';
    const { body } = await api.call('PUT', path, { automation: 'confirm' });
    const [change] = body['changes'] as { to: string; by: { name: string } }[];
    assert.deepEqual([change?.to, change?.by.name], ['confirm', 'API']);
    assert.deepEqual(await figures(), ['confirm', 0, 0, false]);
    await api.call('PUT', path, { automation: 'automatic' });
    assert.deepEqual(await figures(), ['automatic', 0, 0, true]);
    assert.equal((await api.call('PUT', '/api/acceptance/nowhere', { automation: 'confirm' })).status, 404);
  });
});

describe('interactions of a store that records none', () => {
  it('are none, and the figures are there all the same', async () => {
    const api = await startApi();
    const id = await api.say('a', TROUBLE);
    const { caseId } = (await api.call('GET', `/api/conversations/${inPath(id)}`)).body;
    await api.call('POST', `/api/cases/${inPath(String(caseId))}/resolve`, { resolution: 'A new seal' });
    assert.deepEqual((await api.call('GET', '/api/interactions')).body.items, []);
    const { items } = (await api.call('GET', '/api/acceptance')).body;
    const decided = (items as unknown as { decided: number; accepted: number }[]).filter(
      (one) => one.decided > 0,
    );
    assert.ok(decided.length > 0 && decided.every((one) => one.accepted === one.decided));
    await api.stop();
  });
});
