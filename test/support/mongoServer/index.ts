/**
 * A server of MongoDB's protocol for the tests: the one that MONGODB_URI names, else one of our own, started once in a
 * process when it is first wanted. What a machine lacks for it is said, and the tests are skipped; never with CI=true.
 */
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { JavaServer, missingForServer, withDatabase } from '../../../commands/chaos/mongoServer';

const HOOK_MS = 120_000; // the first time, its libraries are fetched

let own: JavaServer | undefined;

/** For `before`: skips what follows where no server can be had. */
export async function needsMongo(this: Mocha.Context): Promise<void> {
  this.timeout(HOOK_MS);
  const missing = process.env['MONGODB_URI'] ? undefined : missingForServer();
  if (missing === undefined) {
    await serverUri();
    return;
  }
  console.log(`      skipped: ${missing}`);
  assert.ok(process.env['CI'] !== 'true', missing);
  this.skip();
}

/** The server's address, without a database. */
async function serverUri(): Promise<string> {
  const given = process.env['MONGODB_URI'];
  if (given) return given;
  own ??= new JavaServer(mkdtempSync(join(tmpdir(), 'mongo-')));
  return own.start();
}

export interface TestDatabase {
  readonly uri: string;
  readonly client: MongoClient;
  drop(): Promise<void>;
}

let databases = 0;
const run = randomBytes(4).toString('hex');

/** A database of its own; dropped with `drop`. */
export async function aDatabase(): Promise<TestDatabase> {
  const uri = withDatabase(await serverUri(), `test-${run}-${++databases}`);
  const client = new MongoClient(uri);
  return {
    uri,
    client,
    drop: async () => {
      // Our own server cannot drop every index that it can make; its data goes with it.
      const dropping = client.db().dropDatabase();
      await (own ? dropping.catch(() => undefined) : dropping).finally(() => client.close());
    },
  };
}

if (typeof after === 'function') {
  after('the database server stops', async () => {
    await own?.stop();
    if (own) rmSync(own.folder, { recursive: true, force: true });
    own = undefined;
  });
}
