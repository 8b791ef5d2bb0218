/** Read, run a pure function, replace where nobody else did. */
import assert from 'node:assert/strict';
import type { Counter } from '../../cases/documents';
import { changed, RACES_MAX, refused, StoreBusy, unchanged, type Change } from '../../cases/store';
import { aCounter, aStoredCase, second } from '../support/stores';
import type { Current } from './storeContract';

const countUp = (found: Counter): Change<Counter> => changed({ ...found, next: found.next + 1 });

export function updateContract(current: Current): void {
  describe('update', () => {
    it('writes what the function returns and counts the version', async () => {
      await current.store.insert('counters', aCounter());
      const updated = await current.store.update('counters', 'cases', countUp);
      assert.deepEqual(updated, { is: 'changed', doc: aCounter({ next: 1, version: 2 }) });
      assert.deepEqual(await current.store.get('counters', 'cases'), aCounter({ next: 1, version: 2 }));
    });

    it('keeps the id and the count of the version whatever the function returns', async () => {
      await current.store.insert('counters', aCounter());
      await current.store.update('counters', 'cases', () => changed({ _id: 'other', version: 50, next: 1 }));
      assert.deepEqual(await current.store.get('counters', 'cases'), aCounter({ next: 1, version: 2 }));
      assert.equal(await current.store.get('counters', 'other'), undefined);
    });

    it('writes nothing where the function says unchanged', async () => {
      await current.store.insert('counters', aCounter());
      const updated = await current.store.update('counters', 'cases', () => unchanged);
      assert.deepEqual(updated, { is: 'unchanged', doc: aCounter() });
      assert.equal((await current.store.get('counters', 'cases'))?.version, 1);
    });

    it('writes nothing where the function refuses, and says why', async () => {
      await current.store.insert('counters', aCounter());
      const updated = await current.store.update('counters', 'cases', () => refused('not today'));
      assert.deepEqual(updated, { is: 'refused', doc: aCounter(), reason: 'not today' });
      assert.equal((await current.store.get('counters', 'cases'))?.version, 1);
    });

    it('says missing, and does not run the function, where there is no such document', async () => {
      const never = (): never => assert.fail('ran without a document');
      assert.deepEqual(await current.store.update('counters', 'nobody', never), { is: 'missing' });
    });

    it('rejects with the error of a function that throws, and goes on', async () => {
      await current.store.insert('counters', aCounter());
      const thrown = new Error('a rule has a fault');
      const failing = current.store.update('counters', 'cases', () => {
        throw thrown;
      });
      const after = current.store.update('counters', 'cases', countUp);
      await assert.rejects(failing, thrown);
      assert.equal((await after).is, 'changed');
    });

    it('is found by the new values of its indexes, and no longer by the old ones', async () => {
      await current.store.insert('cases', aStoredCase({ dueAt: second(1) }));
      const dueBy = async (n: number): Promise<number> =>
        (await current.store.list('cases', { index: 'due', range: { lte: second(n) }, limit: 10 })).items
          .length;
      await current.store.update('cases', 'directline:c1~1', (found) =>
        changed({ ...found, dueAt: second(5) }),
      );
      assert.deepEqual([await dueBy(1), await dueBy(5)], [0, 1]);
      await current.store.update('cases', 'directline:c1~1', (found) =>
        changed({ ...found, dueAt: undefined }),
      );
      assert.equal(await dueBy(5), 0);
    });
  });

  describe('update, when others write too', () => {
    it('all of 50 concurrent updates of one document land', async () => {
      await current.store.insert('counters', aCounter());
      const all = Array.from({ length: 50 }, () => current.store.update('counters', 'cases', countUp));
      const versions = (await Promise.all(all)).map((updated) =>
        updated.is === 'changed' ? updated.doc.version : 0,
      );
      assert.equal(new Set(versions).size, 50);
      assert.deepEqual(await current.store.get('counters', 'cases'), aCounter({ next: 50, version: 51 }));
    });

    it('updates of many documents do not disturb each other', async () => {
      const ids = Array.from({ length: 40 }, (_, n) => `counter${n}`);
      await Promise.all(ids.map((_id) => current.store.insert('counters', aCounter({ _id }))));
      await Promise.all([...ids, ...ids, ...ids].map((id) => current.store.update('counters', id, countUp)));
      const found = await Promise.all(ids.map((id) => current.store.get('counters', id)));
      assert.deepEqual([...new Set(found.map((counter) => counter?.next))], [3]);
    });

    it('runs the function again on the fresh document after a lost race', async () => {
      await current.store.insert('counters', aCounter());
      const seen: number[] = [];
      const updated = await current.store.update('counters', 'cases', (found) => {
        seen.push(found.version);
        if (seen.length === 1) current.made.changeBehind('counters', 'cases');
        return countUp(found);
      });
      assert.deepEqual(seen, [1, 2]);
      assert.deepEqual(updated, { is: 'changed', doc: aCounter({ next: 1, version: 3 }) });
    });

    it('gives up with StoreBusy on a document that changes under every try', async () => {
      await current.store.insert('counters', aCounter());
      let runs = 0;
      const contended = current.store.update('counters', 'cases', (found) => {
        runs += 1;
        current.made.changeBehind('counters', 'cases');
        return countUp(found);
      });
      await assert.rejects(contended, StoreBusy);
      assert.equal(runs, RACES_MAX);
      assert.equal((await current.store.update('counters', 'cases', countUp)).is, 'changed');
    });
  });
}
