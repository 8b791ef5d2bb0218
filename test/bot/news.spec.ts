/** News of conversations: what other processes write is heard, too. */
import assert from 'node:assert/strict';
import { SharedNews } from '../../bot/news';
import { pause, until } from '../support/until';

const SOON_MS = 5;

describe('news of conversations that several processes write to', () => {
  let versions: Map<string, number>;
  let asked: string[][];
  let broken: boolean;
  let news: SharedNews;
  beforeEach(() => {
    versions = new Map([['c1', 1]]);
    asked = [];
    broken = false;
    const store = {
      versions: async (_: string, ids: readonly string[]) => {
        asked.push([...ids]);
        if (broken) throw new Error('gone');
        return new Map(versions);
      },
    };
    news = new SharedNews(store, SOON_MS);
  });

  const askedTimes = (more: number): Promise<true> => {
    const goal = asked.length + more;
    return until('the store is asked', () => asked.length >= goal || undefined);
  };

  it('is told of each version that another process writes', async () => {
    let told = 0;
    const off = news.on('c1', () => (told += 1));
    await until('the first version', () => told > 0 || undefined); // it may have been written since it was read
    const before = told;
    await askedTimes(3);
    assert.equal(told, before);
    versions.set('c1', 2);
    await until('the second version', () => told > before || undefined);
    off();
  });

  it('is told at once of what this process writes', () => {
    let told = 0;
    const off = news.on('c1', () => (told += 1));
    news.tell('c1');
    assert.equal(told, 1);
    off();
  });

  it('asks for the conversations that somebody listens to, in one question, and for none when nobody does', async () => {
    const offs = ['c1', 'c2', 'c1'].map((id) => news.on(id, () => undefined));
    await askedTimes(1);
    assert.deepEqual(asked.at(-1), ['c1', 'c2']);
    offs[0]?.();
    await askedTimes(1);
    assert.deepEqual(asked.at(-1), ['c1', 'c2']);
    offs[1]?.();
    offs[2]?.();
    const sofar = asked.length;
    await pause(10 * SOON_MS);
    assert.ok(asked.length <= sofar + 1, 'somebody goes on asking'); // one may have been on its way
  });

  it('goes on when the store has not answered for a while', async () => {
    let told = 0;
    broken = true;
    const off = news.on('c1', () => (told += 1));
    await askedTimes(2);
    assert.equal(told, 0);
    broken = false;
    await until('the store answers again', () => told > 0 || undefined);
    off();
  });
});
