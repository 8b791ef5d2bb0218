import assert from 'node:assert/strict';
import { inPath, startApi, type Running } from './support';

const TROUBLE = 'My machine leaks from the bottom, my name is Dana Reyes, dana@example.com.';

describe('unlocking a field over the API', () => {
  let api: Running;
  let path: string;
  before(async () => {
    api = await startApi();
    const id = await api.say('unlock', TROUBLE);
    const { body } = await api.call('GET', `/api/conversations/${inPath(id)}`);
    path = `/api/cases/${inPath(body.caseId ?? assert.fail())}`;
    await api.call('PATCH', path, { fields: { serialNumber: 'CM-2481-09371' } });
  });
  after(() => api.stop());

  it('lets the agent change it again, once for each key, and says who, when and why', async () => {
    const locked = (await api.call('GET', path)).body.fields.find(({ name }) => name === 'serialNumber');
    assert.equal(locked?.locked, true);
    const unlock = () =>
      api.call(
        'POST',
        `${path}/fields/serialNumber/unlock`,
        { reason: 'for another machine' },
        {
          'Idempotency-Key': 'unlock-1',
        },
      );
    const first = await unlock();
    assert.equal(first.status, 200);
    const field = first.body.fields.find(({ name }) => name === 'serialNumber');
    assert.deepEqual([field?.locked, field?.value], [false, 'CM-2481-09371']);
    assert.deepEqual((await unlock()).body, first.body);
    const { body: audit } = await api.call('GET', `${path}/audit`);
    const entries = audit.items.filter(({ kind }) => kind === 'unlocked');
    assert.deepEqual(
      entries.map(({ field: name, reason }) => [name, reason]),
      [['serialNumber', 'for another machine']],
    );
    await api.say('unlock', 'No, it is serial GR-1107-55120');
    const after = (await api.call('GET', path)).body.fields.find(({ name }) => name === 'serialNumber');
    assert.deepEqual([after?.value, after?.setBy], ['GR-1107-55120', 'ai']);
  });

  it('refuses what is not locked, not there, or not said as it should be', async () => {
    assert.equal((await api.call('POST', `${path}/fields/serialNumber/unlock`, {})).status, 409);
    assert.equal((await api.call('POST', `${path}/fields/nothing/unlock`, {})).status, 404);
    assert.equal((await api.call('POST', '/api/cases/none/fields/serialNumber/unlock', {})).status, 404);
    assert.equal((await api.call('POST', `${path}/fields/serialNumber/unlock`, { why: 'x' })).status, 400);
  });
});
