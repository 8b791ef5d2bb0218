/** A process whose store can write nothing any more ends, so that it is started again, and says why. */
import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { aFolder } from '../support/stores';
import { startedIn } from '../storage/embeddedMade';

describe('an agent whose store can write nothing any more', function () {
  this.timeout(60_000);
  let folder: string;
  beforeEach(() => (folder = aFolder()));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('ends with words that say so, and leaves the store as it was', async function () {
    if (process.platform === 'win32') this.skip(); // no such signals
    const agent = fork(resolve('bot/main.ts'), {
      execArgv: ['--import', 'tsx', '--require', resolve('test/support/endStoreThread.cjs')],
      env: { ...process.env, PORT: '0', DATA_DIR: folder, MONGODB_URI: '', LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    const said = text(agent.stderr ?? assert.fail());
    const ended = once(agent, 'exit');
    try {
      await Promise.race([once(agent, 'message'), ended]);
      agent.kill('SIGUSR2');
      assert.deepEqual(await ended, [1, null]);
    } finally {
      agent.kill('SIGKILL');
    }
    assert.match(await said, /Nothing can be stored any more, so the agent ends: start it again\.\n$/);
    const store = await startedIn(folder);
    assert.equal((await store.list('settings', { index: 'number', limit: 1 })).items.length, 1);
    await store.stop();
  });
});
