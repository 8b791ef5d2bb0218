import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StoreUnavailable, type Store } from '../../cases/store';
import { createEmbeddedStore } from '../../storage/embedded/store';
import { FolderInUse, UnreadableDocument } from '../../storage/errors';
import { storeContract } from '../contracts/storeContract';
import { aCounter, aFolder, aStoredTurn } from '../support/stores';
import { databaseIn, madeEmbedded, startedIn } from './embeddedMade';

storeContract('the embedded store', madeEmbedded);

describe('the embedded store', () => {
  let folder: string;
  let store: Store | undefined;
  beforeEach(() => {
    folder = aFolder();
    store = undefined;
  });
  afterEach(async () => {
    await store?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('does nothing before it is started', async () => {
    const untouched = join(folder, 'data');
    const unstarted = createEmbeddedStore({ folder: untouched });
    await assert.rejects(unstarted.get('counters', 'cases'), StoreUnavailable);
    assert.throws(() => statSync(untouched), { code: 'ENOENT' });
    await unstarted.stop();
  });

  it('gathers writes that come together into few commits', async () => {
    const counted = await startedIn(folder);
    store = counted;
    await Promise.all(Array.from({ length: 100 }, (_, seq) => counted.insert('turns', aStoredTurn({ seq }))));
    assert.equal(counted.diagnostics.writes, 100);
    assert.ok(counted.diagnostics.commits <= 5, `${counted.diagnostics.commits} commits`);
  });

  it('keeps a folder that it makes, and its files, to its owner', async function () {
    if (process.platform === 'win32') this.skip(); // no such modes there
    const made = join(folder, 'a', 'b');
    store = await startedIn(made);
    await store.insert('counters', aCounter());
    assert.equal(statSync(made).mode & 0o777, 0o700);
    for (const file of ['store.db', 'store.db-wal'])
      assert.equal(statSync(join(made, file)).mode & 0o777, 0o600);
  });

  it('says so where others can look into a folder that was there before', async function () {
    if (process.platform === 'win32') this.skip();
    const shared = join(folder, 'shared');
    mkdirSync(shared, { mode: 0o755 });
    const lines: string[] = [];
    const log = { warn: (line: string) => void lines.push(line), error: (line: string) => assert.fail(line) };
    store = createEmbeddedStore({ folder: shared, log });
    await store.start();
    assert.match(lines.join(), /chmod 700/);
  });

  it('refuses a second store on its folder, until it is stopped', async () => {
    const first = await startedIn(folder);
    await assert.rejects(startedIn(folder), FolderInUse);
    await assert.rejects(startedIn(folder), FolderInUse); // the first attempt took nothing from the holder
    await first.insert('counters', aCounter());
    await first.stop();
    store = await startedIn(folder);
    assert.equal((await store.get('counters', 'cases'))?.next, 0);
  });

  it('fails to start, and leaves the folder free, where the file is no database', async () => {
    writeFileSync(join(folder, 'store.db'), 'this is not a database, it only sits in its place'.repeat(100));
    await assert.rejects(startedIn(folder), { code: 'SQLITE_NOTADB' });
    rmSync(join(folder, 'store.db'));
    store = await startedIn(folder);
  });

  it('leaves a database file that is whole on its own when it stops', async () => {
    const first = await startedIn(folder);
    await first.insert('counters', aCounter({ next: 7 }));
    await first.get('counters', 'cases');
    await first.stop();
    const copied = join(folder, 'copied');
    mkdirSync(copied);
    copyFileSync(join(folder, 'store.db'), join(copied, 'store.db'));
    store = await startedIn(copied);
    assert.equal((await store.get('counters', 'cases'))?.next, 7);
  });

  it('names a document that cannot be read, and not what is in it', async () => {
    store = await startedIn(folder);
    await store.insert('turns', aStoredTurn());
    const db = databaseIn(folder);
    db.exec(`update turns set doc = '{"text": "secret'`);
    db.close();
    const named = (error: Error): boolean =>
      error instanceof UnreadableDocument &&
      error.message.includes('directline:c1/1 of turns') &&
      !error.message.includes('secret');
    await assert.rejects(store.get('turns', 'directline:c1/1'), named);
    await assert.rejects(store.list('turns', { index: 'conversation', limit: 1 }), named);
  });

  it('refuses an id that is no text, before it reaches the database', async () => {
    store = await startedIn(folder);
    for (const id of [true, undefined, null, 7, '']) {
      await assert.rejects(store.get('counters', id as string), TypeError);
      await assert.rejects(
        store.update('counters', id as string, () => assert.fail()),
        TypeError,
      );
      await assert.rejects(store.insert('counters', aCounter({ _id: id as string })), TypeError);
    }
  });
});
