/** Every card as people see it: the official renderer in a real browser, light and dark, narrow and wide. */
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { CARD_KINDS, renderCard, type CardTarget } from '../../cards';
import { startBrowser } from '../support/browser';
import { Gallery } from './gallery';
import { hostileSamples, NOW, SAMPLES } from './samples';

const THEMES = ['light', 'dark'] as const;
const WIDTHS = [320, 800] as const;
const TARGETS: readonly CardTarget[] = [
  { flavour: 'universal', language: 'en' },
  { flavour: 'universal', language: 'de' },
  { flavour: 'submit', language: 'de' },
];
const LONG =
  'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft https://shop.example.com/orders/2026/11/03/4711?session=0123456789abcdef0123456789abcdef';

/** Where the pictures go, for whoever wants to look: `CARD_PICTURES=folder`. */
const PICTURES = process.env['CARD_PICTURES'];

describe('a card as it is seen', function () {
  this.timeout(60_000);
  let browser: Browser;

  before(async function () {
    browser = await startBrowser(this);
  });
  after(() => browser?.close());

  it('has a sample of every kind', () => {
    const shown = new Set(Object.values(SAMPLES).map(({ kind }) => kind));
    const missing = CARD_KINDS.filter((kind) => !shown.has(kind));
    assert.deepEqual(missing, [], 'add a line to SAMPLES in test/cards/samples.ts');
  });

  for (const theme of THEMES)
    for (const width of WIDTHS)
      for (const target of TARGETS) {
        const { flavour, language } = target;
        const buttons = flavour === 'universal' ? 'horizontal' : 'vertical';
        it(`fits: ${theme}, ${width} px, ${flavour}, ${language}`, async () => {
          const gallery = await Gallery.open(browser, { theme, width, buttons });
          for (const [name, content] of Object.entries(SAMPLES))
            assert.deepEqual(await gallery.hang(name, renderCard(content, target, NOW)), [], name);
          for (const content of hostileSamples(LONG))
            await gallery.hang(`long ${content.kind}`, renderCard(content, target, NOW));
          const faults = await gallery.faults();
          if (PICTURES) await takePictures(gallery, `${theme}-${width}-${flavour}-${language}`);
          await gallery.close();
          assert.deepEqual(faults, []);
        });
      }
});

async function takePictures({ page }: Gallery, name: string): Promise<void> {
  const folder = join(PICTURES ?? '', name);
  mkdirSync(folder, { recursive: true });
  for (const card of await page.locator('section').all())
    await card.screenshot({ path: join(folder, `${await card.getAttribute('data-name')}.png`) });
}
