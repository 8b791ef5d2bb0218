import assert from 'node:assert/strict';
import { inPath, startApi, type Running } from './support';

const TROUBLE = 'My machine leaks from the bottom, my name is Dana Reyes, dana@example.com.';

describe('cases merged and split over the API', () => {
  let api: Running;
  beforeEach(async () => (api = await startApi()));
  afterEach(() => api.stop());

  const pathOf = (conversation: string): string => `/api/cases/${inPath(`directline:${conversation}~1`)}`;
  async function opened(conversation: string) {
    await api.say(conversation, TROUBLE);
    return (await api.call('GET', pathOf(conversation))).body;
  }
  const kinds = async (id: string) =>
    (await api.call('GET', `/api/cases/${inPath(id)}/audit`)).body.items.map(({ kind }) => kind);

  for (const first of ['the older', 'the younger'])
    it(`become one in the older, with the history of both, where ${first} is named first`, async () => {
      const older = await opened('a');
      const younger = await opened('b');
      await api.call('POST', `${pathOf('b')}/notes`, { text: 'the same thing again' });
      const [one, other] = first === 'the older' ? [older, younger] : [younger, older];
      const { status, body, headers } = await api.call('POST', `/api/cases/${inPath(one.id)}/merge`, {
        with: other.number,
      });
      assert.deepEqual([status, body.id, body.status], [200, older.id, 'active']);
      assert.equal(headers.location, pathOf('a'));
      assert.deepEqual(
        body.conversations.map((one) => 'id' in one && one.id),
        ['directline:a', 'directline:b'],
      );
      const gone = (await api.call('GET', pathOf('b'))).body;
      assert.deepEqual([gone.status, gone.mergedInto], ['merged', older.id]);
      assert.deepEqual((await kinds(younger.id)).slice(-2), ['note', 'merged']);
      assert.ok((await kinds(older.id)).includes('absorbed'));
    });

  it('are merged once for one key, and answer the same', async () => {
    const older = await opened('a');
    await opened('b');
    const key = { 'Idempotency-Key': 'once' };
    for (let time = 0; time < 2; time++) {
      const { status, body } = await api.call('POST', `${pathOf('b')}/merge`, { with: older.id }, key);
      assert.deepEqual([status, body.id], [200, older.id]);
    }
    assert.equal((await kinds(older.id)).filter((kind) => kind === 'absorbed').length, 1);
    const late = await api.call('POST', `${pathOf('b')}/merge`, { with: older.id });
    assert.deepEqual([late.status, late.body.error.code], [409, 'CaseClosed']);
  });

  it('are not merged with themselves, with nothing, or on an older reading of the case', async () => {
    const older = await opened('a');
    const younger = await opened('b');
    const merge = (to: string, headers?: Record<string, string>) =>
      api.call('POST', `${pathOf('a')}/merge`, { with: to }, headers);
    assert.equal((await merge(older.number)).body.error.code, 'SameCase');
    assert.equal((await merge('CAS-99999-NONE')).status, 404);
    assert.equal((await merge(younger.id, { 'If-Match': `"${older.version + 7}"` })).status, 412);
    assert.equal((await api.call('GET', pathOf('b'))).body.status, 'active');
  });

  it('become two, the other matter with its own words, values and the same contact, once for one key', async () => {
    const source = await opened('a');
    const key = { 'Idempotency-Key': 'once' };
    const asked = { matter: 'The invoice is wrong', fields: {} };
    const { status, body } = await api.call('POST', `${pathOf('a')}/split`, asked, key);
    assert.equal(status, 201);
    assert.notEqual(body.id, source.id);
    assert.equal(body.title, 'The invoice is wrong');
    assert.equal(body.contactId, source.contactId);
    assert.equal((await api.call('POST', `${pathOf('a')}/split`, asked, key)).body.id, body.id);
    assert.equal((await kinds(source.id)).filter((kind) => kind === 'split').length, 1);
    assert.ok((await kinds(body.id)).includes('opened'));
  });

  it('are not split without another matter, or once closed', async () => {
    await opened('a');
    assert.equal((await api.call('POST', `${pathOf('a')}/split`, {})).body.error.code, 'NoMatter');
    assert.equal((await api.call('POST', `${pathOf('a')}/split`, { fields: { nowhere: 'x' } })).status, 422);
    await api.call('POST', `${pathOf('a')}/cancel`, {});
    assert.equal((await api.call('POST', `${pathOf('a')}/split`, { matter: 'x' })).status, 409);
  });
});
