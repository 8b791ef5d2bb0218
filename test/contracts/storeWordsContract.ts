/** Finding by a word: what cases are searched by. */
import assert from 'node:assert/strict';
import type { Case } from '../../cases/case';
import { changed } from '../../cases/store';
import { BadCursor } from '../../storage/errors';
import { aStoredCase, second } from '../support/stores';
import type { Current } from './storeContract';

export function wordsContract(current: Current): void {
  describe('list by a word', () => {
    const found = async (word: string, order?: 'desc'): Promise<string[]> =>
      (await current.store.list('cases', { index: 'search', equals: [word], order, limit: 50 })).items.map(
        ({ _id }) => _id,
      );
    const insert = (over: Partial<Case>): Promise<unknown> =>
      current.store.insert('cases', aStoredCase(over as Parameters<typeof aStoredCase>[0]));
    const retitle = (title: string, openedAt?: string): Promise<unknown> =>
      current.store.update('cases', 'a', (theCase) =>
        changed({ ...theCase, title, openedAt: openedAt ?? theCase.openedAt }),
      );

    it('finds the cases that have it, in their order, and no others', async () => {
      await insert({ _id: 'a', title: 'The grinder leaks', openedAt: second(2) });
      await insert({ _id: 'b', title: 'A grinder, broken', openedAt: second(1) });
      await insert({ _id: 'c', title: 'An invoice', openedAt: second(3) });
      assert.deepEqual(await found('grinder'), ['b', 'a']);
      assert.deepEqual(await found('grinder', 'desc'), ['a', 'b']);
      assert.deepEqual([await found('grind'), await found('nobody')], [[], []]);
    });

    it('finds by the words that a case has now', async () => {
      await insert({ _id: 'a', title: 'The grinder leaks' });
      await retitle('The kettle leaks');
      assert.deepEqual(
        [await found('grinder'), await found('kettle'), await found('leaks')],
        [[], ['a'], ['a']],
      );
      await retitle('The kettle leaks', second(9));
      await insert({ _id: 'b', title: 'leaks', openedAt: second(5) });
      assert.deepEqual(await found('leaks'), ['b', 'a']);
    });

    it('neither finds what was not inserted, since the id was taken, nor what was taken away', async () => {
      await insert({ _id: 'a', title: 'first' });
      await insert({ _id: 'a', title: 'second' });
      assert.deepEqual([await found('first'), await found('second')], [['a'], []]);
      await current.store.remove('cases', 'a');
      await insert({ _id: 'a', title: 'third' });
      assert.deepEqual([await found('first'), await found('third')], [[], ['a']]);
    });

    it('finds what was loaded, and gives back the case as it was', async () => {
      const loaded = aStoredCase({ version: 7, title: 'loaded' });
      await current.store.load('cases', [loaded]);
      const { items } = await current.store.list('cases', { index: 'search', equals: ['loaded'], limit: 5 });
      assert.deepEqual(items, [loaded]);
    });

    it('pages by key', async () => {
      for (let n = 0; n < 7; n++) await insert({ _id: `case${n}`, title: 'same', openedAt: second(n % 3) });
      const seen: string[] = [];
      for (let after: string | undefined; ;) {
        const query = { index: 'search', equals: ['same'], order: 'desc', limit: 2, after } as const;
        const page = await current.store.list('cases', query);
        seen.push(...page.items.map(({ _id }) => _id));
        after = page.next;
        if (after === undefined) break;
      }
      assert.deepEqual(seen, ['case5', 'case2', 'case4', 'case1', 'case6', 'case3', 'case0']);
    });

    it('refuses a query without a word, and a cursor of another list', async () => {
      await assert.rejects(current.store.list('cases', { index: 'search', limit: 1 }), RangeError);
      const query = { index: 'search', equals: ['a'], limit: 1, after: 'x' } as const;
      await assert.rejects(current.store.list('cases', query), BadCursor);
    });
  });
}
