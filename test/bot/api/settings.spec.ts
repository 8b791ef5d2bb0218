import assert from 'node:assert/strict';
import { publishDraft, saveDraft } from '../../../agent/settingsVersions';
import { startApi, testSettings, type Running } from './support';

describe('settings over the API', () => {
  let api: Running;
  beforeEach(async () => (api = await startApi()));
  afterEach(() => api.stop());

  const named = (companyName: string) => ({
    ...testSettings,
    global: { ...testSettings.global, companyName },
  });

  it('keeps a draft apart from what is published, until it is published', async () => {
    const saved = await api.call('PUT', '/api/settings/draft', named('Fabrikam'));
    assert.equal(saved.status, 200);
    assert.equal(saved.headers['etag'], '"2"');
    assert.equal((await api.call('GET', '/api/settings')).body.settings.global.companyName, 'Contoso Coffee');
    assert.equal((await api.call('GET', '/api/settings/draft')).body.settings.global.companyName, 'Fabrikam');
    assert.equal((await api.call('POST', '/api/settings/publish')).body.n, 3);
    assert.equal((await api.call('GET', '/api/settings')).body.settings.global.companyName, 'Fabrikam');
    assert.equal((await api.context.settings.current()).n, 3);
  });

  it('publishes nothing where there is no draft', async () => {
    const { status, body } = await api.call('POST', '/api/settings/publish');
    assert.equal(status, 409);
    assert.equal(body.error.code, 'NothingToPublish');
    assert.equal((await api.call('GET', '/api/settings/draft')).body.state, 'published');
  });

  it('refuses a draft that is based on an older version', async () => {
    const first = { 'If-Match': '"1"' };
    assert.equal((await api.call('PUT', '/api/settings/draft', named('A'), first)).status, 200);
    const late = await api.call('PUT', '/api/settings/draft', named('B'), first);
    assert.equal(late.status, 412);
    assert.match(late.body.error.message, /"2"/);
    assert.equal((await api.call('POST', '/api/settings/publish', undefined, first)).status, 412);
    assert.equal((await api.call('GET', '/api/settings/draft')).body.settings.global.companyName, 'A');
  });

  it('loses no draft of two that are saved at once', async () => {
    const author = { by: 'test', at: '2026-11-23T10:00:00.000Z' };
    const saved = await Promise.all([1, 2, 3, 4].map((n) => saveDraft(api.store, named(`N${n}`), author)));
    const numbers = saved.map((one) => (one.is === 'saved' ? one.version.n : 0));
    assert.deepEqual(numbers.sort(), [2, 3, 4, 5]);
    const based = { ...author, basedOn: 5 };
    const raced = await Promise.all([
      saveDraft(api.store, named('X'), based),
      publishDraft(api.store, based),
    ]);
    assert.deepEqual(raced.map((one) => one.is).sort(), ['changed-meanwhile', 'saved']);
  });

  it('says where a draft is wrong and what would fit, in words', async () => {
    const [first, ...fields] = testSettings.fields;
    const said = async (over: object) => {
      const { status, body } = await api.call('PUT', '/api/settings/draft', { ...testSettings, ...over });
      assert.equal(status, 400);
      return body.error.details.map(({ path, message }) => `${path}: ${message}`);
    };
    const when = { field: 'category', operator: 'eq', value: 'billing' };
    assert.match(
      (await said({ updates: { rules: [{ name: 'R', fields: ['issue'], when }] } })).join(),
      /^updates\.rules\.0\.when\.operator: must be one of "equals", "notEquals", /,
    );
    assert.deepEqual(await said({ turns: { settleMs: '5' } }), ['turns.settleMs: must be a number']);
    assert.deepEqual(await said({ folowUp: {} }), [': "folowUp" is not known here']);
    assert.deepEqual(await said({ fields: undefined }), ['fields: is missing: a list']);
    assert.match(
      (await said({ fields: [{ ...first, pattern: '([' }, ...fields] })).join(),
      /cannot be read: /,
    );
    assert.match(
      (await said({ fields: [{ ...first, pattern: '\\d+', examples: ['x1', '12'] }, ...fields] })).join(),
      /^: field "\w+": its example "x1" does not fit its pattern$/,
    );
  });

  it('lists everything that is wrong with a draft', async () => {
    const wrong = {
      ...testSettings,
      creation: { ...testSettings.creation, defaultFields: ['colour'] },
      updates: { ...testSettings.updates, rules: [{ name: 'R', fields: ['shape'] }] },
    };
    const { status, body } = await api.call('PUT', '/api/settings/draft', wrong);
    assert.equal(status, 400);
    const said = body.error.details.map((one) => one.message).join('; ');
    assert.match(said, /no default field "colour"/);
    assert.match(said, /no field "shape"/);
    assert.equal((await api.call('PUT', '/api/settings/draft', { ...testSettings, colour: 1 })).status, 400);
    assert.equal((await api.call('GET', '/api/settings/draft')).body.n, 1);
  });

  it('lists the versions newest first and says which one counts', async () => {
    await api.call('PUT', '/api/settings/draft', named('A'));
    await api.call('POST', '/api/settings/publish');
    await api.call('PUT', '/api/settings/draft', named('B'));
    const first = await api.call('GET', '/api/settings/versions?limit=3');
    const rest = await api.call('GET', `/api/settings/versions?limit=3&after=${first.body.next}`);
    const all = [...first.body.items, ...rest.body.items] as { n: number; state: string; current: boolean }[];
    assert.deepEqual(
      all.map(({ n, state, current }) => [n, state, current]),
      [
        [4, 'draft', false],
        [3, 'published', true],
        [2, 'draft', false],
        [1, 'published', false],
      ],
    );
  });
});
