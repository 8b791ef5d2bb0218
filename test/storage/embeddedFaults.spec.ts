import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aFolder, aStoredTurn } from '../support/stores';
import { Child } from './children';
import { startedIn } from './embeddedMade';

const FILE_BLOCKS_MAX = 8192; // of 512 bytes: 4 MB, reached in a moment and larger than an empty database

describe('the embedded store, when its process or its disk fails', () => {
  let folder: string;
  let child: Child | undefined;
  beforeEach(() => {
    folder = aFolder();
    child = undefined;
  });
  afterEach(async () => {
    await child?.kill();
    rmSync(folder, { recursive: true, force: true });
  });

  it('loses nothing that it acknowledged when it is killed while it writes, again and again', async () => {
    for (let round = 1; round <= 3; round++) {
      const killed = Child.start('write', folder);
      child = killed;
      await killed.until(300 * round);
      await killed.kill();
      const store = await startedIn(folder); // the folder is free again
      await killed.assertAllIn(store);
      await store.stop();
      rmSync(folder, { recursive: true });
    }
  });

  it('loses nothing that it acknowledged where the end of the log is torn: half a write, or noise', async () => {
    const noise = Buffer.from(Array.from({ length: 6_000 }, (_, at) => (at * 193 + 7) % 256));
    for (const torn of ['noise', 'half of a frame'] as const) {
      const killed = Child.start('write', folder);
      child = killed;
      await killed.until(300);
      await killed.kill();
      const log = join(folder, 'store.db-wal');
      const tail = torn === 'noise' ? noise : readFileSync(log).subarray(32, 32 + 2_000);
      appendFileSync(log, tail);
      const store = await startedIn(folder);
      await killed.assertAllIn(store);
      assert.equal(await store.insert('turns', aStoredTurn({ _id: 'afterwards' })), 'inserted');
      await store.stop();
      rmSync(folder, { recursive: true });
    }
  });

  it('says that the database is damaged, and not something else, where a page of it is', async () => {
    const store = await startedIn(folder);
    const turns = Array.from({ length: 200 }, (_, seq) => aStoredTurn({ seq, text: 'x'.repeat(2_000) }));
    await store.load('turns', turns);
    await store.stop();
    const file = join(folder, 'store.db');
    const bytes = readFileSync(file);
    bytes.fill(0xff, 4_096, bytes.length - 4_096);
    writeFileSync(file, bytes);
    await assert.rejects(startedIn(folder), /malformed|corrupt|damaged|not a database/i);
  });

  it('refuses a second process, and says what to do', async () => {
    child = Child.start('open', folder);
    await child.until(/^started/);
    await assert.rejects(startedIn(folder), {
      message: `the folder ${folder} is in use by another running agent: stop it or set DATA_DIR`,
    });
  });

  it('refuses writes on a full disk, loses nothing acknowledged, and goes on when there is room', async function () {
    if (process.platform !== 'linux' || spawnSync('prlimit', ['--version']).status !== 0) {
      console.log('      skipped: needs prlimit (Debian: apt-get install util-linux)');
      assert.ok(process.env['CI'] !== 'true', 'prlimit is missing');
      this.skip();
    }
    const full = Child.start('write', folder, `ulimit -S -f ${FILE_BLOCKS_MAX}`);
    child = full;
    await full.until(/^unavailable|^unexpected|^failed/);
    assert.equal(full.lines.at(-1), 'unavailable');
    assert.equal(spawnSync('prlimit', ['--pid', String(full.pid), '--fsize=unlimited:']).status, 0);
    full.goOn();
    await full.until(/^inserted/);
    await full.kill();
    const store = await startedIn(folder);
    await full.assertAllIn(store);
    assert.ok(await store.get('turns', 'afterwards'));
    await store.stop();
  });
});
