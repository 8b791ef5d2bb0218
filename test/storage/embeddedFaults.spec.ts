import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { aFolder } from '../support/stores';
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
