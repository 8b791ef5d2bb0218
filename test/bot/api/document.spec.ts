import assert from 'node:assert/strict';
import { resolve } from './jsonSchema';
import { startApi, type Running } from './support';

describe('the OpenAPI document', () => {
  let api: Running;
  before(async () => (api = await startApi()));
  after(() => api.stop());

  it('describes every route that is mounted, and no other', async () => {
    const { body } = await api.call('GET', '/api/openapi.json');
    const described = Object.entries(body.paths as Record<string, object>).flatMap(([path, operations]) =>
      Object.keys(operations).map((method) => `${method.toUpperCase()} ${path}`),
    );
    const mounted = Object.values(api.server.router.getRoutes()).map(
      ({ method, path }) => `${method} ${String(path).replace(/:(\w+)/g, '{$1}')}`,
    );
    assert.deepEqual(described.sort(), mounted.sort());
  });

  it('is of version 3.1, and each of its references leads somewhere', async () => {
    const { body } = await api.call('GET', '/api/openapi.json');
    assert.equal(body.openapi, '3.1.0');
    const refs = [...JSON.stringify(body).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref ?? '');
    assert.ok(refs.length > 50);
    for (const ref of new Set(refs)) assert.ok(resolve(ref, body));
  });

  it('gives each operation a name of its own and each parameter of a path its place', async () => {
    const { body } = await api.call('GET', '/api/openapi.json');
    const ids: string[] = [];
    for (const [path, operations] of Object.entries(body.paths as Record<string, Record<string, never>>)) {
      for (const { operationId, parameters } of Object.values(operations) as {
        operationId: string;
        parameters: { name: string; in: string }[];
      }[]) {
        ids.push(operationId);
        const inPath = parameters.filter((one) => one.in === 'path').map((one) => `{${one.name}}`);
        assert.deepEqual(inPath, path.match(/\{\w+\}/g) ?? []);
      }
    }
    assert.equal(new Set(ids).size, ids.length);
  });
});
