/** Knowledge that is kept: read once, read anew beside what is used, and never in anybody's way. */
import assert from 'node:assert/strict';
import type { Article, Knowledge } from '../../../cases/resolution/knowledge';
import type { KnowledgeSettings } from '../../../cases/resolution/settings';
import { createKnowledge } from '../../../prediction/knowledge';
import { until } from '../../support/until';

const FOLDER: KnowledgeSettings = { kind: 'folder', path: 'articles', refreshMinutes: 5 };
const ASKED = { words: 'the parcel is late', language: 'en' };
const article = (text: string): Article => ({ name: 'parcels', text });
const LATE = 'A parcel that is late is traced.';

class Shelf {
  articles: readonly Article[] = [article(LATE)];
  reads = 0;
  fails = false;
  nowMs = 0;
  settings: KnowledgeSettings | undefined = FOLDER;
  readonly warned: string[] = [];
  /** Awaited by each reading. */
  before: () => Promise<void> = () => Promise.resolve();
  readonly knowledge: Knowledge;

  constructor(waitMs?: number) {
    this.knowledge = createKnowledge({
      settings: () => Promise.resolve(this.settings),
      read: async () => {
        this.reads += 1;
        await this.before();
        if (this.fails) throw new Error('no such folder');
        return { articles: this.articles, leftOut: [] };
      },
      nowMs: () => this.nowMs,
      log: { info: () => undefined, warn: (_, message) => void this.warned.push(message) },
      waitMs,
    });
  }

  async found(): Promise<string | undefined> {
    return (await this.knowledge.passage(ASKED))?.text;
  }

  /** Resolves when this is found. */
  finds(text: string): Promise<unknown> {
    return until(text, async () => ((await this.found()) === text ? text : undefined));
  }
}

describe('knowledge', () => {
  it('is read once, however many ask at the same time', async () => {
    const shelf = new Shelf();
    const all = await Promise.all(Array.from({ length: 20 }, () => shelf.knowledge.passage(ASKED)));
    assert.ok(all.every((one) => one?.text === LATE));
    assert.equal(shelf.reads, 1);
  });

  it('is read anew when it is old, and the old one serves meanwhile', async () => {
    const shelf = new Shelf();
    await shelf.found();
    shelf.articles = [article('A late parcel is sent again.')];
    shelf.nowMs = 5 * 60_000 - 1;
    assert.equal(await shelf.found(), LATE);
    shelf.nowMs += 1;
    assert.equal(await shelf.found(), LATE);
    await shelf.finds('A late parcel is sent again.');
    assert.equal(shelf.reads, 2);
  });

  it('stays what it was where it cannot be read anew, and is tried again after a minute', async () => {
    const shelf = new Shelf();
    await shelf.found();
    shelf.fails = true;
    shelf.nowMs = 10 * 60_000;
    assert.equal(await shelf.found(), LATE);
    await until('it has failed', () => shelf.warned[0]);
    assert.equal(await shelf.found(), LATE);
    assert.deepEqual([shelf.reads, shelf.warned], [2, ['the articles could not be read']]);
    shelf.fails = false;
    shelf.nowMs += 60_000;
    assert.equal(await shelf.found(), LATE);
    assert.equal(shelf.reads, 3);
  });

  it('holds nobody up: whoever asks while it is being read goes without after a moment', async () => {
    const shelf = new Shelf(10);
    let open = (): void => undefined;
    const gate = new Promise<void>((resolve) => (open = resolve));
    shelf.before = () => gate;
    assert.equal(await shelf.knowledge.passage(ASKED), undefined);
    open();
    await shelf.finds(LATE);
  });

  it('is another one where the settings name another place, and none where they name none', async () => {
    const shelf = new Shelf();
    await shelf.found();
    shelf.settings = { ...FOLDER, path: 'elsewhere' };
    shelf.articles = [article('The late parcel is in Bremen.')];
    await shelf.finds('The late parcel is in Bremen.');
    shelf.settings = undefined;
    assert.equal(await shelf.knowledge.passage(ASKED), undefined);
  });
});
