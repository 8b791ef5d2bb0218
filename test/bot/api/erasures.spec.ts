import assert from 'node:assert/strict';
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
});
