import assert from 'node:assert/strict';
import type { Erasure } from '../../../cases/erasing';
import { until } from '../../support/until';
import { inPath, startApi, type Running } from './support';

describe('erasing over the API', () => {
  let api: Running;
  before(async () => (api = await startApi()));
  after(() => api.stop());

  it('takes a contact’s data away, tells how far it is, and knows nobody whom the store does not', async () => {
    const id = await api.say('erase', 'My machine leaks, my name is Dana Reyes, dana@example.com.');
    const { caseId } = (await api.call('GET', `/api/conversations/${inPath(id)}`)).body;
    const { fields } = (await api.call('GET', `/api/cases/${inPath(String(caseId))}`)).body;
    const contact = String(fields.find(({ name }) => name === 'contact')?.value);
    const asked = await api.call('DELETE', `/api/contacts/${inPath(contact)}/data`);
    assert.equal(asked.status, 200);
    const { items: none } = await until('the words are gone', async () => {
      const { body } = await api.call('GET', `/api/conversations/${inPath(id)}/turns`);
      return body.items.length === 0 ? body : undefined;
    });
    assert.deepEqual(none, []);
    const looked = await api.call('GET', String(asked.headers['location']));
    assert.deepEqual([looked.status, looked.body.id], [200, asked.body.id]);
    assert.equal((await api.call('DELETE', `/api/contacts/${inPath('nobody')}/data`)).status, 404);
  });

  it('lists who erased what and when, newest first, page by page', async () => {
    const { store } = api;
    const by = { id: 'retention', name: 'Retention' };
    const entry = (day: number): Erasure => ({
      ...{
        _id: `retention/cases/2027-01-0${day}`,
        version: 1,
        what: 'cases',
        subject: 'retention',
        state: 'done',
      },
      ...{ at: `2027-01-0${day}T00:00:00.000Z`, by, passes: 1, conversations: [], cases: [], removed: day },
    });
    for (const day of [1, 2, 3]) await store.insert('erasures', entry(day));
    const first = (await api.call('GET', '/api/erasures?limit=2')).body;
    const removed = (items: readonly object[]) => items.map((one) => 'removed' in one && one.removed);
    assert.deepEqual(removed(first.items), [3, 2]);
    const path = `/api/erasures?limit=1&after=${inPath(String(first.next))}`;
    const { items } = (await api.call('GET', path)).body;
    assert.deepEqual(removed(items), [1]);
    assert.match(JSON.stringify(items), /"what":"cases".*"by":\{"id":"retention"/);
    assert.doesNotMatch(JSON.stringify([first, items]), /subject|conversations|addresses/);
  });
});
