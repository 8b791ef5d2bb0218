/** Which groups somebody is in: a server of Graph's protocol on loopback, asked once in a while. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createGraphDirectory } from '../../../adapters/directory/graph';
import { graphTokens } from '../../../adapters/directory/graphToken';
import type { Directory } from '../../../cases/access';
import { AUTHORITY, IdentityProvider, TENANT } from '../../support/identityProvider';

const ALEX = { tenant: TENANT, objectId: 'alex' };
const MINUTE = 60_000;

describe('the directory behind Microsoft Graph', () => {
  let provider: IdentityProvider;
  let server: Server;
  let directory: Directory;
  let now: number;
  /** Each question: who, and the groups. */
  let asked: { readonly url: string; readonly groupIds: string[]; readonly token: string }[];
  let members: Record<string, string[]>;
  let status: number;

  beforeEach(async () => {
    provider = await new IdentityProvider().start();
    [now, asked, members, status] = [0, [], { alex: ['support', 'managers'] }, 200];
    server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        const { groupIds } = JSON.parse(body) as { groupIds: string[] };
        const token = (request.headers.authorization ?? '').replace('Bearer ', '');
        asked.push({ url: request.url ?? '', groupIds, token });
        const who = decodeURIComponent(/users\/([^/]+)/.exec(request.url ?? '')?.[1] ?? '');
        const known = members[who];
        response.writeHead(known === undefined ? 404 : status, { 'content-type': 'application/json' });
        response.end(JSON.stringify({ value: groupIds.filter((id) => known?.includes(id)) }));
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const token = graphTokens({
      authority: AUTHORITY,
      tenantId: TENANT,
      appId: 'app',
      password: provider.secret,
      resource: url,
      network: provider.network,
    });
    directory = createGraphDirectory({ url, tenant: TENANT, token, nowMs: () => now });
  });
  afterEach(async () => {
    server.closeAllConnections();
    server.close();
    await provider.stop();
  });

  it('is asked as the application, with a token of the identity provider', async () => {
    assert.deepEqual(await directory.groupsOf(ALEX, ['support', 'billing']), ['support']);
    assert.match(asked[0]?.url ?? '', /^\/v1\.0\/users\/alex\/checkMemberGroups$/);
    assert.ok(provider.knows(asked[0]?.token ?? ''));
  });

  it('is asked once in ten minutes for the same person, and again when the groups are others', async () => {
    await directory.groupsOf(ALEX, ['support']);
    now = 9 * MINUTE;
    await directory.groupsOf(ALEX, ['support']);
    assert.equal(asked.length, 1);
    await directory.groupsOf(ALEX, ['support', 'managers']);
    now = 20 * MINUTE;
    members = { alex: [] };
    assert.deepEqual(await directory.groupsOf(ALEX, ['support', 'managers']), []);
    assert.equal(asked.length, 3);
  });

  it('is asked for twenty groups at a time', async () => {
    const many = Array.from({ length: 45 }, (_, at) => `group${at}`);
    members = { alex: ['group44'] };
    assert.deepEqual(await directory.groupsOf(ALEX, many), ['group44']);
    assert.deepEqual(
      asked.map(({ groupIds }) => groupIds.length),
      [20, 20, 5],
    );
  });

  it('that is down locks out nobody whom it knew within a day', async () => {
    await directory.groupsOf(ALEX, ['support']);
    status = 503;
    now = 600 * MINUTE;
    assert.deepEqual(await directory.groupsOf(ALEX, ['support']), ['support']);
    now = 25 * 60 * MINUTE;
    await assert.rejects(directory.groupsOf(ALEX, ['support']), /answered 503/);
  });

  it('knows nobody of another tenant, and asks nothing about them', async () => {
    assert.deepEqual(await directory.groupsOf({ tenant: 'other', objectId: 'alex' }, ['support']), []);
    assert.equal(asked.length, 0);
  });

  it('puts a stranger in no group', async () => {
    assert.deepEqual(await directory.groupsOf({ tenant: TENANT, objectId: '../me' }, ['support']), []);
    assert.match(asked[0]?.url ?? '', /users\/\.\.%2Fme\//);
  });
});
