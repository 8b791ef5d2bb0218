/** Taking away, reading everything, loading: what retention and the store command do. */
import assert from 'node:assert/strict';
import { changed, LIST_MAX } from '../../cases/store';
import { aCounter, aStoredCase, aStoredTurn, second } from '../support/stores';
import type { Current } from './storeContract';

export function maintenanceContract(current: Current): void {
  describe('remove', () => {
    it('takes a document away, from its indexes too, and nothing beside it', async () => {
      await Promise.all([1, 2, 3].map((seq) => current.store.insert('turns', aStoredTurn({ seq }))));
      assert.equal(await current.store.remove('turns', 'directline:c1/2'), 'removed');
      assert.equal(await current.store.get('turns', 'directline:c1/2'), undefined);
      const query = { index: 'conversation', equals: ['directline:c1'], limit: 10 } as const;
      const left = (await current.store.list('turns', query)).items.map((turn) => turn.seq);
      assert.deepEqual(left, [1, 3]);
    });

    it('says missing where there is nothing, as it does the second time', async () => {
      await current.store.insert('counters', aCounter());
      assert.equal(await current.store.remove('counters', 'nobody'), 'missing');
      assert.equal(await current.store.remove('counters', 'cases'), 'removed');
      assert.equal(await current.store.remove('counters', 'cases'), 'missing');
    });

    it('makes an update of the document find it missing, although it was written here before', async () => {
      await current.store.insert('counters', aCounter());
      const countUp = (): Promise<{ is: string }> =>
        current.store.update('counters', 'cases', (found) => changed({ ...found, next: found.next + 1 }));
      await countUp();
      const [removed, updated] = await Promise.all([current.store.remove('counters', 'cases'), countUp()]);
      assert.equal(removed, 'removed');
      assert.ok(['missing', 'changed'].includes(updated.is)); // whichever came first
      assert.equal(await current.store.get('counters', 'cases'), undefined);
      assert.deepEqual(await countUp(), { is: 'missing' });
    });

    it('is still done after reopening', async () => {
      await current.store.insert('counters', aCounter());
      await current.store.remove('counters', 'cases');
      current.store = await current.made.reopen();
      assert.equal(await current.store.get('counters', 'cases'), undefined);
    });
  });

  describe('scan', () => {
    it('reads everything in the order of the ids, page by page', async () => {
      const ids = ['b', 'a/10', 'a/2', 'ä', 'B', 'a', 'a~1'];
      await Promise.all(ids.map((_id) => current.store.insert('counters', aCounter({ _id }))));
      const seen: string[] = [];
      for (let after: string | undefined; ;) {
        const page = await current.store.scan('counters', { after, limit: 3 });
        if (page.length === 0) break;
        assert.ok(page.length <= 3);
        seen.push(...page.map(({ _id }) => _id));
        after = seen.at(-1);
      }
      assert.deepEqual(seen, ['B', 'a', 'a/10', 'a/2', 'a~1', 'b', 'ä']);
    });

    it('gives at most LIST_MAX documents, and refuses a limit that is no count', async () => {
      const many = Array.from({ length: LIST_MAX + 5 }, (_, n) => aCounter({ _id: `counter${n}` }));
      await current.store.load('counters', many);
      assert.equal((await current.store.scan('counters', { limit: LIST_MAX * 10 })).length, LIST_MAX);
      await assert.rejects(current.store.scan('counters', { limit: 0 }), RangeError);
    });
  });

  describe('load', () => {
    it('keeps ids and versions, and is found by its indexes', async () => {
      const loaded = aStoredCase({ version: 41, dueAt: second(3) });
      assert.equal(await current.store.load('cases', [loaded]), 1);
      assert.deepEqual(await current.store.get('cases', loaded._id), loaded);
      const due = await current.store.list('cases', { index: 'due', range: { lte: second(3) }, limit: 5 });
      assert.deepEqual(due.items, [loaded]);
      const updated = await current.store.update('cases', loaded._id, (found) =>
        changed({ ...found, title: 'x' }),
      );
      assert.equal(updated.is === 'changed' && updated.doc.version, 42);
    });

    it('leaves what is there, and counts only what is new', async () => {
      await current.store.insert('counters', aCounter({ next: 7 }));
      const docs = [aCounter({ next: 1 }), aCounter({ _id: 'other', next: 2 })];
      assert.equal(await current.store.load('counters', docs), 1);
      assert.equal(await current.store.load('counters', docs), 0);
      assert.equal((await current.store.get('counters', 'cases'))?.next, 7);
      assert.equal(await current.store.load('counters', []), 0);
    });
  });
}
