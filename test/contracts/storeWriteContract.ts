/** Inserting, reading back, and what documents may hold. */
import assert from 'node:assert/strict';
import { changed, StoreUnavailable } from '../../cases/store';
import { aCounter, aSettingsVersion, aStoredCase, aStoredConversation, aStoredTurn } from '../support/stores';
import type { Current } from './storeContract';

const HARD_TEXT = 'Grüße, 日本語, العربية, 👩‍👩‍👧‍👦, "quotes", \\ back, \u0000 nul, \u2028 line, e\u0301';

export function writeContract(current: Current): void {
  describe('insert and get', () => {
    it('gives back what was inserted, as version 1', async () => {
      const turn = aStoredTurn({ version: 7, asks: ['serialNumber'] });
      assert.equal(await current.store.insert('turns', turn), 'inserted');
      assert.deepEqual(await current.store.get('turns', turn._id), { ...turn, version: 1 });
    });

    it('answers undefined for an id that was never inserted', async () => {
      assert.equal(await current.store.get('turns', 'nobody/1'), undefined);
    });

    it('tells the versions of many, without those that are not there', async () => {
      await Promise.all(['a', 'b'].map((_id) => current.store.insert('counters', aCounter({ _id }))));
      await current.store.update('counters', 'b', (found) => changed({ ...found, next: 5 }));
      const versions = await current.store.versions('counters', ['a', 'nobody', 'b']);
      assert.deepEqual([...versions].sort(), [
        ['a', 1],
        ['b', 2],
      ]);
      assert.equal((await current.store.versions('counters', [])).size, 0);
    });

    it('leaves the first document where the id is taken', async () => {
      await current.store.insert('counters', aCounter({ next: 1 }));
      assert.equal(await current.store.insert('counters', aCounter({ next: 2 })), 'exists');
      assert.equal((await current.store.get('counters', 'cases'))?.next, 1);
    });

    it('lets one of many inserts of the same id win, and the others beside them in', async () => {
      const same = Array.from({ length: 20 }, () => current.store.insert('counters', aCounter()));
      const others = Array.from({ length: 20 }, (_, n) =>
        current.store.insert('counters', aCounter({ _id: `other${n}` })),
      );
      const answers = await Promise.all(same);
      assert.deepEqual(answers.filter((answer) => answer === 'inserted').length, 1);
      assert.deepEqual([...new Set(await Promise.all(others))], ['inserted']);
    });

    it('keeps collections apart', async () => {
      await current.store.insert('counters', aCounter({ _id: 'same' }));
      assert.equal(await current.store.insert('turns', aStoredTurn({ _id: 'same' })), 'inserted');
      assert.equal((await current.store.get('counters', 'same'))?.next, 0);
    });

    it('drops properties that are undefined', async () => {
      await current.store.insert('turns', aStoredTurn({ raw: undefined, decision: undefined }));
      assert.deepEqual(await current.store.get('turns', 'directline:c1/1'), aStoredTurn());
    });

    it('gives everybody a document of their own', async () => {
      await current.store.insert('cases', aStoredCase({ applied: { a: 1 } }));
      const mine = await current.store.get('cases', 'directline:c1~1');
      (mine?.applied as Record<string, number>)['a'] = 99;
      assert.deepEqual((await current.store.get('cases', 'directline:c1~1'))?.applied, { a: 1 });
    });
  });

  describe('what documents may hold', () => {
    it('any text, in values, keys and ids', async () => {
      const text = HARD_TEXT.replace('\u0000 nul, ', ''); // no channel lets NUL into an id
      const made = aStoredConversation({ _id: text, asked: { [text]: 1 }, reference: { text: HARD_TEXT } });
      await current.store.insert('conversations', made);
      assert.deepEqual(await current.store.get('conversations', text), made);
    });

    it('large ones', async () => {
      const turn = aStoredTurn({ text: 'näh '.repeat(50_000) });
      await current.store.insert('turns', turn);
      assert.deepEqual(await current.store.get('turns', turn._id), turn);
    });

    it('deep ones', async () => {
      let deep: unknown = 'bottom';
      for (let n = 0; n < 90; n++) deep = { deep }; // MongoDB allows a hundred levels
      await current.store.insert('conversations', aStoredConversation({ reference: deep }));
      assert.deepEqual((await current.store.get('conversations', 'directline:c1'))?.reference, deep);
    });

    it('keys of maps that mean something to JavaScript or to a database', async () => {
      const applied = JSON.parse(
        '{"__proto__": 1, "constructor": 2, "toString": 3, "a.b": 4, "$set": 5, "hasOwnProperty": 6}',
      ) as Record<string, number>;
      await current.store.insert('cases', aStoredCase({ applied }));
      await current.store.update('cases', 'directline:c1~1', (found) =>
        changed({ ...found, applied: { ...found.applied, more: 7 } }),
      );
      const found = await current.store.get('cases', 'directline:c1~1');
      assert.deepEqual(Object.entries(found?.applied ?? {}), [...Object.entries(applied), ['more', 7]]);
      assert.equal(({} as Record<string, unknown>)['more'], undefined);
    });
  });

  describe('starting and stopping', () => {
    it('what was written is there after reopening', async () => {
      await current.store.insert('cases', aStoredCase());
      await current.store.update('cases', 'directline:c1~1', (found) => changed({ ...found, title: 'New' }));
      await current.store.insert('settings', aSettingsVersion(1));
      current.store = await current.made.reopen();
      assert.deepEqual(
        await current.store.get('cases', 'directline:c1~1'),
        aStoredCase({ title: 'New', version: 2 }),
      );
      assert.deepEqual((await current.store.list('settings', { index: 'number', limit: 10 })).items, [
        aSettingsVersion(1),
      ]);
    });

    it('finishes what was asked before it stops', async () => {
      await current.store.insert('counters', aCounter());
      const writes = Array.from({ length: 30 }, () =>
        current.store.update('counters', 'cases', (found) => changed({ ...found, next: found.next + 1 })),
      );
      await current.store.stop();
      await Promise.all(writes);
      current.store = await current.made.reopen();
      assert.equal((await current.store.get('counters', 'cases'))?.next, 30);
    });

    it('refuses everything after it stopped', async () => {
      await current.store.stop();
      await assert.rejects(current.store.get('counters', 'cases'), StoreUnavailable);
      await assert.rejects(current.store.insert('counters', aCounter()), StoreUnavailable);
      await assert.rejects(current.store.list('cases', { index: 'due', limit: 1 }), StoreUnavailable);
      await assert.rejects(
        current.store.update('counters', 'cases', (found) => changed(found)),
        StoreUnavailable,
      );
    });
  });
}
