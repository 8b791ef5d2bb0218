/** The store, moved and kept: nothing is lost on the way, and nothing is written over unasked. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { exportStore } from '../../../commands/store/exports';
import { importStore } from '../../../commands/store/imports';
import { openSource } from '../../../commands/store/places';
import { everyDocument } from '../../../commands/store/everyDocument';
import { INDEXES, type CollectionName } from '../../../cases/documents';
import { changed, type Store, type StoreReader } from '../../../cases/store';
import { openEmbeddedReader, snapshotEmbedded } from '../../../storage/embedded/beside';
import { restoreEmbedded } from '../../../storage/embedded/restore';
import { FolderHasData, FolderInUse, NoStore } from '../../../storage/errors';
import { startedIn } from '../../storage/embeddedMade';
import {
  aCounter,
  aFolder,
  aStoredAuditEntry,
  aStoredCase,
  aStoredConversation,
  aStoredTurn,
  second,
} from '../../support/stores';

const HARD_TEXT = 'line\u2028line, "quotes", \\, 👩‍👩‍👧, Grüße';

describe('the store command', () => {
  let folder: string;
  let store: Store;
  const at = (...names: string[]): string => join(folder, ...names);

  beforeEach(async () => {
    folder = aFolder();
    store = await startedIn(at('data'));
    await store.insert('conversations', aStoredConversation({ reference: { text: HARD_TEXT } }));
    for (let seq = 1; seq <= 7; seq++)
      await store.insert('turns', aStoredTurn({ seq, text: `${HARD_TEXT} ${seq}` }));
    await store.insert('cases', aStoredCase({ dueAt: second(1) }));
    await store.update('cases', 'directline:c1~1', (found) => changed({ ...found, title: HARD_TEXT }));
    await store.insert('audit', aStoredAuditEntry());
  });
  afterEach(async () => {
    await store.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  async function everything(reader: StoreReader): Promise<unknown[]> {
    const all: unknown[] = [];
    for (const collection of Object.keys(INDEXES) as CollectionName[])
      for await (const doc of everyDocument(reader, collection)) all.push([collection, doc]);
    return all;
  }

  describe('backup and restore', () => {
    it('bring back all that was there, versions too', async () => {
      const before = await everything(store);
      snapshotEmbedded(at('data'), at('backup.db'));
      await store.insert('counters', aCounter({ _id: 'later' }));
      restoreEmbedded(at('backup.db'), at('restored'));
      const restored = await startedIn(at('restored'));
      assert.deepEqual(await everything(restored), before);
      assert.deepEqual((await restored.list('cases', { index: 'due', limit: 5 })).items.length, 1);
      await restored.stop();
    });

    it('take one moment of a store that is being written to, and hold nobody up', async () => {
      const id = (n: number): string => `pair${n}`;
      let written = 0;
      let stop = false;
      const writing = (async () => {
        for (let n = 0; !stop; n++) {
          const pair = [aCounter({ _id: `${id(n)}a` }), aCounter({ _id: `${id(n)}b` })];
          await store.load('counters', pair); // one transaction
          written = n;
        }
      })();
      while (written < 20) await new Promise((resolve) => setTimeout(resolve, 1));
      const before = written;
      snapshotEmbedded(at('data'), at('backup.db'));
      while (written < before + 20) await new Promise((resolve) => setTimeout(resolve, 1));
      stop = true;
      await writing;
      restoreEmbedded(at('backup.db'), at('restored'));
      const restored = openEmbeddedReader(at('restored'));
      const ids = (await restored.scan('counters', { limit: 1000 })).map(({ _id }) => _id);
      restored.close();
      assert.ok(ids.length >= before * 2, `${ids.length} of ${before * 2}`);
      assert.equal(ids.length % 2, 0, 'half of a transaction');
    });

    it('keep the backup to its owner, and write over no file', () => {
      snapshotEmbedded(at('data'), at('backup.db'));
      if (process.platform !== 'win32') assert.equal(statSync(at('backup.db')).mode & 0o777, 0o600);
      assert.throws(() => snapshotEmbedded(at('data'), at('backup.db')), /is there already/);
      assert.throws(() => snapshotEmbedded(at('nowhere'), at('other.db')), NoStore);
      assert.ok(!existsSync(at('nowhere')));
    });

    it('refuse a folder that a live process holds, and one that has data, and put that aside with force', async () => {
      snapshotEmbedded(at('data'), at('backup.db'));
      await store.insert('counters', aCounter({ _id: 'later' }));
      assert.throws(() => restoreEmbedded(at('backup.db'), at('data'), { force: true }), FolderInUse);
      await store.stop();
      assert.throws(() => restoreEmbedded(at('backup.db'), at('data')), FolderHasData);
      restoreEmbedded(at('backup.db'), at('data'), { force: true });
      store = await startedIn(at('data'));
      assert.equal(await store.get('counters', 'later'), undefined);
      assert.ok(await store.get('cases', 'directline:c1~1'));
      mkdirSync(at('aside'));
      restoreEmbedded(at('data', 'store.db.replaced'), at('aside'));
      const aside = openEmbeddedReader(at('aside'));
      assert.ok(await aside.get('counters', 'later'));
      aside.close();
    });

    it('put each store aside under a name of its own', async () => {
      snapshotEmbedded(at('data'), at('backup.db'));
      const replaced: (string | undefined)[] = [];
      for (const _id of ['first', 'second']) {
        await store.insert('counters', aCounter({ _id }));
        await store.stop();
        replaced.push(restoreEmbedded(at('backup.db'), at('data'), { force: true }));
        store = await startedIn(at('data'));
      }
      assert.deepEqual(replaced, [at('data', 'store.db.replaced'), at('data', 'store.db.replaced.2')]);
      for (const [n, _id] of ['first', 'second'].entries()) {
        restoreEmbedded(replaced[n] ?? '', at(_id));
        const aside = openEmbeddedReader(at(_id));
        assert.deepEqual(
          (await aside.scan('counters', { limit: 9 })).map((counter) => counter._id),
          [_id],
        );
        aside.close();
      }
    });

    it('replace a store that is damaged, and keep it', async () => {
      snapshotEmbedded(at('data'), at('backup.db'));
      await store.stop();
      writeFileSync(at('data', 'store.db'), 'overwritten by something else'.repeat(500));
      assert.throws(() => restoreEmbedded(at('backup.db'), at('data')), FolderHasData);
      restoreEmbedded(at('backup.db'), at('data'), { force: true });
      assert.match(readFileSync(at('data', 'store.db.replaced'), 'utf8'), /^overwritten/);
      store = await startedIn(at('data'));
      assert.ok(await store.get('cases', 'directline:c1~1'));
    });

    it('leave the store in place where the disk does not take the copy', async function () {
      if (process.platform === 'win32') this.skip(); // no limit on file size to be set
      snapshotEmbedded(at('data'), at('backup.db'));
      await store.insert('counters', aCounter({ _id: 'later' }));
      await store.stop();
      const command = [
        resolve('commands/store/index.ts'),
        'restore',
        at('backup.db'),
        '--to',
        at('data'),
        '--force',
      ];
      const blocks = Math.floor(statSync(at('backup.db')).size / 512 / 2);
      const limited = [
        '-c',
        `ulimit -f ${blocks}; exec "$@"`,
        'sh',
        process.execPath,
        '--import',
        'tsx',
        ...command,
      ];
      const restoring = spawnSync('sh', limited, { encoding: 'utf8' });
      assert.equal(restoring.status, 1, restoring.stderr);
      assert.match(restoring.stderr, /EFBIG|ENOSPC/);
      assert.deepEqual(
        readdirSync(at('data')).filter((name) => /replaced|unfinished/.test(name)),
        [],
      );
      store = await startedIn(at('data'));
      assert.ok(await store.get('counters', 'later'));
    });

    it('refuse a file that is no backup, or a damaged one, and touch nothing', async () => {
      writeFileSync(at('text.db'), 'not a database at all, whatever its name says'.repeat(50));
      assert.throws(() => restoreEmbedded(at('text.db'), at('restored')), /is no backup/);
      assert.throws(() => restoreEmbedded(at('nowhere.db'), at('restored')), /there is no file/);
      await store.load(
        'turns',
        Array.from({ length: 300 }, (_, n) => aStoredTurn({ seq: 100 + n })),
      );
      snapshotEmbedded(at('data'), at('backup.db'));
      truncateSync(at('backup.db'), statSync(at('backup.db')).size - 40_000);
      assert.throws(() => restoreEmbedded(at('backup.db'), at('restored')), /damaged|malformed/);
      assert.ok(!existsSync(at('restored')));
    });
  });

  describe('export and import', () => {
    for (const name of ['all.jsonl', 'all.jsonl.gz']) {
      it(`carry everything over by ${name}, with ids and versions, and again without change`, async () => {
        const source = await openSource(at('data'), { frozen: true });
        const counts = await exportStore(source, at(name));
        await source.close();
        assert.equal(counts.documents, 10);
        const copy = await startedIn(at('copy'));
        assert.equal((await importStore(at(name), copy)).added.documents, 10);
        assert.deepEqual(await everything(copy), await everything(store));
        const again = await importStore(at(name), copy);
        assert.deepEqual([again.read, again.added.documents], [10, 0]);
        await copy.stop();
      });
    }

    it('let retention look again at all closed cases, where cases came in', async () => {
      const source = await openSource(at('data'), { frozen: true });
      await exportStore(source, at('all.jsonl'));
      await source.close();
      const copy = await startedIn(at('copy'));
      const place = aCounter({ _id: 'retention/cases', next: 0, place: '2027-01-01T00:00:00.000Z' });
      await copy.insert('counters', place);
      await importStore(at('all.jsonl'), copy);
      assert.equal((await copy.get('counters', 'retention/cases'))?.place, undefined);
      await copy.stop();
    });

    it('a frozen source does not see what is written while it is exported', async () => {
      const source = await openSource(at('data'), { frozen: true });
      await store.insert('counters', aCounter({ _id: 'later' }));
      assert.equal((await exportStore(source, at('all.jsonl'))).byCollection.counters, undefined);
      await source.close();
    });

    it('say which line is none, and leave no half of a file behind', async () => {
      const source = await openSource(at('data'));
      await exportStore(source, at('all.jsonl'));
      await assert.rejects(exportStore(source, at('nowhere', 'all.jsonl')), { code: 'ENOENT' });
      await source.close();
      const copy = await startedIn(at('copy'));
      const lines = readFileSync(at('all.jsonl'), 'utf8').split('\n');
      for (const [wrong, words] of [
        [lines.slice(1), /is no export/],
        [[lines[0], '{"collection":"nonsense","doc":{"_id":"a","version":1}}'], /line 2: not a document/],
        [[lines[0], lines[1], '{"collection":"turns","doc":{"_id":"a"'], /line 3: not a document/],
      ] as const) {
        writeFileSync(at('wrong.jsonl'), wrong.join('\n'));
        await assert.rejects(importStore(at('wrong.jsonl'), copy, { incomplete: true }), words);
      }
      await copy.stop();
    });

    it('refuse a file that was cut between two lines, or lacks some, and load nothing of it', async () => {
      const source = await openSource(at('data'));
      await exportStore(source, at('all.jsonl'));
      await source.close();
      const copy = await startedIn(at('copy'));
      const before = await everything(copy);
      const lines = readFileSync(at('all.jsonl'), 'utf8').trimEnd().split('\n');
      for (const [kept, words] of [
        [lines.slice(0, -1), /was cut short, or written by an older version.*--incomplete/],
        [lines.slice(0, 5), /was cut short/],
        [lines.slice(0, 1), /was cut short/],
        [[...lines.slice(0, 3), ...lines.slice(4)], /has 9 documents and says that there are 10/],
        [[], /is no export of this agent: it is empty/],
      ] as const) {
        writeFileSync(at('cut.jsonl'), kept.map((line) => `${line}\n`).join(''));
        await assert.rejects(importStore(at('cut.jsonl'), copy), words);
        assert.deepEqual(await everything(copy), before);
      }
      writeFileSync(at('cut.jsonl'), lines.slice(0, 5).join('\n'));
      assert.equal((await importStore(at('cut.jsonl'), copy, { incomplete: true })).added.documents, 4);
      await copy.stop();
    });

    it('pack where the name says so', async () => {
      const source = await openSource(at('data'));
      await exportStore(source, at('all.jsonl.gz'));
      await source.close();
      assert.match(
        gunzipSync(readFileSync(at('all.jsonl.gz'))).toString(),
        /^\{"format":"case-management-agent\/1"/,
      );
    });
  });

  it('runs from the terminal beside a running agent, and says what is wrong by its exit code', () => {
    const run = (...args: string[]) => {
      const entry = join(__dirname, '../../../commands/store/index.ts');
      const env = { ...process.env, DATA_DIR: at('data'), MONGODB_URI: '' };
      return spawnSync(process.execPath, ['--import', 'tsx', entry, ...args], { env, encoding: 'utf8' });
    };
    const backup = run('backup', at('backup.db'));
    assert.deepEqual([backup.status, existsSync(at('backup.db'))], [0, true]);
    const checked = run('check', '--json');
    const { conversations, cases, findings } = JSON.parse(checked.stdout) as Record<string, unknown>;
    assert.deepEqual([conversations, cases, checked.status], [1, 1, 1]);
    assert.match(JSON.stringify(findings), /"seq-doubled"/); // seven turns, and the conversation says none
    const restored = run('restore', at('backup.db'));
    assert.deepEqual([restored.status, restored.stdout], [1, '']);
    assert.match(restored.stderr, /in use by another running agent/);
    assert.match(run('bakup').stderr, /^there is no command "bakup":\n\nnpm run store -- backup FILE/);
    assert.match(run('export').stderr, /^there is no FILE:/);
  }).timeout(60_000);
});
