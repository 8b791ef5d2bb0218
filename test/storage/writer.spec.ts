import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { StoreUnavailable } from '../../cases/store';
import { Reader } from '../../storage/embedded/reader';
import { insertStatement } from '../../storage/embedded/statements';
import { Writer } from '../../storage/embedded/writer';
import { aCounter, aFolder } from '../support/stores';

describe('the writer of the embedded store', () => {
  let folder: string;
  let writer: Writer;
  let deaths: StoreUnavailable[];
  const insert = (_id: string): Promise<number> => writer.run(insertStatement('counters', aCounter({ _id })));

  beforeEach(async () => {
    folder = aFolder();
    deaths = [];
    writer = new Writer(join(folder, 'store.db'), (error) => void deaths.push(error));
    await writer.start();
  });
  afterEach(async () => {
    await writer.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('rejects all of a transaction that fails, writes nothing of it, keeps the cause, and goes on', async () => {
    const together = [insert('a'), writer.run(['insert into nowhere values (1)', []]), insert('b')];
    for (const end of await Promise.allSettled(together)) {
      assert.equal(end.status, 'rejected');
      assert.ok(end.reason instanceof StoreUnavailable);
      assert.match(String(end.reason.cause), /no such table: nowhere/);
    }
    assert.equal(await insert('c'), 1);
    const reader = new Reader(join(folder, 'store.db'));
    const found = ['a', 'b', 'c'].map((id) => reader.get('counters', id)?._id);
    reader.close();
    assert.deepEqual(found, [undefined, undefined, 'c']);
  });

  it('writes what was given before it closes', async () => {
    const given = [insert('a'), insert('b')];
    await writer.close();
    assert.deepEqual(await Promise.all(given), [1, 1]);
    assert.deepEqual(deaths, []);
  });

  it('rejects what is under way and what comes later when its thread dies, and tells', async () => {
    const { worker } = writer as unknown as { worker: Worker };
    const given = insert('a');
    const ended = worker.terminate();
    await assert.rejects(given, StoreUnavailable);
    await ended;
    await assert.rejects(insert('b'), StoreUnavailable);
    assert.equal(deaths.length, 1);
  });
});
