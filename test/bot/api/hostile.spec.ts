import assert from 'node:assert/strict';
import { StoreBusy, StoreUnavailable, type Store } from '../../../cases/store';
import { inPath, rawCall, startApi, type Running } from './support';

describe('the API before hostile and unlucky callers', () => {
  let api: Running;
  let failure: Error | undefined;
  const failing = (store: Store): Store =>
    new Proxy(store, {
      get: (target, name, receiver) => {
        const found: unknown = Reflect.get(target, name, receiver);
        if (typeof found !== 'function') return found;
        return (...args: unknown[]) =>
          failure && (name === 'get' || name === 'list')
            ? Promise.reject(failure)
            : (found as (...args: unknown[]) => unknown).apply(target, args);
      },
    });

  before(async () => (api = await startApi({ wrapStore: failing })));
  after(() => api.stop());
  afterEach(() => (failure = undefined));

  it('answers addresses that are none with 400 or 404, and lives on', async () => {
    for (const path of [
      '/api/cases/%zz',
      '/api/cases/%00',
      '/api/cases/%E0%A4%A',
      '/api/cases/..%2f..%2fetc',
      '/api/conversations/__proto__',
      '/api/conversations/constructor/turns',
      `/api/cases/${'x'.repeat(5_000)}`,
      '/api/cases?after=%00',
      '/api/nothing',
    ]) {
      const { status, body } = await rawCall(api.port, 'GET', path);
      assert.ok(status === 400 || status === 404, `${path.slice(0, 40)} answered ${status}`);
      assert.equal(typeof body.error.message, 'string');
    }
    assert.equal((await api.call('GET', '/api/cases')).status, 200);
  });

  it('finds conversations with the long ids that channels give', async () => {
    const id = await api.say(`19:${'a'.repeat(150)}@thread.v2;messageid=1/2`, 'It leaks.');
    assert.equal((await api.call('GET', `/api/conversations/${inPath(id)}`)).status, 200);
  });

  it('answers bodies that are none with 400, in words', async () => {
    for (const body of [
      '{',
      '[]',
      'null',
      '"x"',
      '{"fields": []}',
      '{"fields": {"__proto__": "x"}}',
      '{"__proto__": {}}',
    ]) {
      const reply = await rawCall(api.port, 'POST', '/api/cases', body);
      assert.ok(reply.status === 400 || reply.status === 422, `${body} answered ${reply.status}`);
      assert.doesNotMatch(JSON.stringify(reply.body), /\bat .*\.[jt]s:\d+/);
    }
    assert.equal((await rawCall(api.port, 'POST', '/api/cases')).status, 400);
  });

  it('refuses keys that are none', async () => {
    const headers = { 'Idempotency-Key': 'with space' };
    assert.equal(
      (await api.call('POST', '/api/cases', { fields: {} }, headers)).body.error.code,
      'BadHeader',
    );
  });

  it('asks to come again while the store is busy or away', async () => {
    for (const error of [new StoreBusy('cases'), new StoreUnavailable('the disk is full')]) {
      failure = error;
      const { status, headers } = await rawCall(api.port, 'GET', '/api/cases');
      assert.equal(status, 503);
      assert.ok(Number(headers['retry-after']) >= 1);
    }
  });

  it('tells the log what went wrong, and the caller only how to name it', async () => {
    failure = new Error('secret inner words');
    const { status, body } = await rawCall(api.port, 'GET', '/api/cases');
    failure = undefined;
    assert.equal(status, 500);
    const reference = /Reference: (\S+)\./.exec(body.error.message)?.[1];
    assert.ok(api.errors.some((one) => 'reference' in one && one.reference === reference));
    assert.doesNotMatch(JSON.stringify(body), /secret/);
  });

  it('answers JSON whatever the caller accepts', async () => {
    const { headers } = await api.call('GET', '/api/cases', undefined, { Accept: 'text/html' });
    assert.match(String(headers['content-type']), /^application\/json/);
  });
});
