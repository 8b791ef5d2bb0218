/** A customer writes on the agent's own page, from the first word to the case: the whole agent, a real browser. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { type AgentProcess, startAgent } from '../support/agentProcess';
import { startBrowser } from '../support/browser';
import { getJson } from '../support/chatClient';
import { until } from '../support/until';
import { buildPages } from '../web/pageServer';

const BOX = '[data-id=webchat-sendbox-input]';
const BUBBLE = '[class*=bubble__content]';
const PICTURES = join(__dirname, '../../docs/images');
const NUMBER = /CAS-\d{5}-\w{4}/;

interface CaseView {
  readonly title: string;
  readonly channel: string;
  readonly fields: readonly {
    readonly name: string;
    readonly text: string;
    readonly setBy: string;
    readonly quotes: readonly { readonly text?: string }[];
  }[];
  readonly missing: readonly { readonly name: string }[];
}

describe('a customer on the chat page', function () {
  this.timeout(60_000);
  let browser: Browser | undefined;
  let dataDir: string;
  let agent: AgentProcess | undefined;
  let page: Page;

  before(async function () {
    browser = await startBrowser(this);
    dataDir = await mkdtemp(join(tmpdir(), 'agent-'));
    await buildPages();
    agent = await startAgent({ dataDir });
  });
  after(async () => {
    await browser?.close();
    await agent?.stop();
    if (agent) await rm(dataDir, { recursive: true, force: true });
  });
  afterEach(() => page.context().close());

  const url = (): string => agent?.url ?? assert.fail();

  async function visit(options: BrowserContextOptions = {}): Promise<void> {
    const context = await (browser ?? assert.fail()).newContext({ locale: 'en-US', ...options });
    page = await context.newPage();
    await page.goto(`${url()}/`);
    await page.waitForSelector(BOX);
  }

  async function say(words: string): Promise<void> {
    await page.fill(BOX, words);
    await page.press(BOX, 'Enter');
  }

  const hears = (words: string | RegExp) => page.locator(BUBBLE, { hasText: words }).first().waitFor();
  const bubbles = (): Promise<string[]> => page.locator(BUBBLE).allInnerTexts();
  const row = (label: string) => page.locator(`xpath=//dt[text()="${label}"]/..`);
  const inPanel = (selector: string, words: string | RegExp) =>
    page.locator(`#panel ${selector}`, { hasText: words }).first().waitFor();

  /** The panel has read the last message: nothing is in the making any more. */
  const settled = () => page.locator('#panel .reading').waitFor({ state: 'detached' });

  /** A field of the panel: its value, and the customer's words under it. */
  async function filled(label: string, value: string, quote: string): Promise<void> {
    await row(label).locator('.field__value', { hasText: value }).waitFor();
    assert.equal(await row(label).locator('.field__quote').innerText(), quote);
  }

  async function openedNumber(): Promise<string> {
    await inPanel('.panel__number', NUMBER);
    return page.locator('#panel .panel__number').innerText();
  }

  function theCase(number: string): Promise<CaseView> {
    return getJson(`${url()}/api/cases/${number}`);
  }

  it('is asked for what is missing, gets a case, and sees all that the agent knows and why', async () => {
    await visit({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
    await say('My espresso machine leaks from the bottom.');
    await hears('May I have your name and an email address or phone number');
    await filled(
      'Issue description',
      'My espresso machine leaks from the bottom.',
      'My espresso machine leaks from the bottom.',
    );
    await inPanel('.missing__item', 'Contact');
    await inPanel('.check--failed', 'Contact: missing');
    assert.equal(await page.locator('#panel .panel__none').innerText(), 'No case yet');

    await say('Dana Reyes, dana.reyes@example.com');
    await hears(/Thank you, Dana\. I have opened case CAS-\d{5}-\w{4}: My espresso machine leaks/);
    await hears('Which model is it?');
    const number = await openedNumber();
    await filled('Contact', 'Dana Reyes, dana.reyes@example.com', 'Dana Reyes … dana.reyes@example.com');
    await inPanel('.check--passed', 'All that is needed is known: the case is opened.');
    await inPanel('.missing__item', 'Serial number');

    await say("It's an Aroma Duo, serial number CM-2481-09371.");
    await filled('Product', 'Aroma Duo', 'Aroma Duo');
    await filled('Serial number', 'CM-2481-09371', 'CM-2481-09371');
    await inPanel('.check--passed', /Serial number is CM-2481-09371 \(.+\)\./);
    await settled();
    assert.match(await page.locator('#panel .missing').innerText(), /^Priority\s+not said yet$/);

    const stored = await theCase(number);
    assert.equal(stored.title, 'My espresso machine leaks from the bottom');
    assert.equal(stored.channel, 'directline');
    assert.deepEqual(Object.fromEntries(stored.fields.map(({ name, text }) => [name, text])), {
      intent: 'Leak',
      issueDescription: 'My espresso machine leaks from the bottom.',
      leakingPart: 'Underneath',
      contact: 'Dana Reyes, dana.reyes@example.com',
      category: 'Product defect',
      productFamily: 'Espresso machines',
      product: 'Aroma Duo',
      serialNumber: 'CM-2481-09371',
    });
    for (const { name, setBy, quotes } of stored.fields) {
      assert.equal(setBy, 'ai', name);
      assert.ok(quotes[0]?.text, `${name} rests on no words`);
    }
    await picture('chat.png');
  });

  it('finds the conversation and the case again after a reload, and writes on', async () => {
    await visit();
    await say('Our grinder stopped working. I am Max Stone, +1 425 555 0134.');
    await hears('I have opened case');
    const number = await openedNumber();
    await settled();
    const before = await bubbles();
    await page.reload();
    await hears('I have opened case');
    await until('the whole transcript is back', async () =>
      (await bubbles()).length === before.length ? true : undefined,
    );
    assert.deepEqual(await bubbles(), before);
    assert.equal(await openedNumber(), number);
    await say('It is a Grind XL.');
    await filled('Product', 'Grind XL', 'Grind XL');
    assert.equal((await theCase(number)).fields.find(({ name }) => name === 'product')?.text, 'Grind XL');
  });

  it('is answered in German, and the page speaks it too', async () => {
    await visit({ locale: 'de-DE' });
    await say('Unsere Espressomaschine ist undicht und tropft.');
    await hears('Wie ist Ihr Name');
    await inPanel('.panel__none', 'Noch kein Fall');
    await say('Ich heiße Jana Vogt, jana.vogt@example.com');
    await hears(/Vielen Dank, Jana\. Ich habe den Fall CAS-\d{5}-\w{4} eröffnet: Unsere Espressomaschine/);
    const number = await openedNumber();
    await inPanel('.pill', 'Aktiv');
    await hears('Um welches Modell geht es?');
    await say('Eine Aroma Duo.');
    await filled('Product', 'Aroma Duo', 'Aroma Duo');
    await hears('Wie lautet die Seriennummer?');
    await say('Die habe ich gerade nicht zur Hand.');
    await hears('Kein Problem, wir machen ohne weiter.');
    await inPanel('.check--passed', /Regel „.+“ gilt\./);
    const { fields, missing } = await theCase(number);
    assert.equal(fields.find(({ name }) => name === 'contact')?.text, 'Jana Vogt, jana.vogt@example.com');
    assert.ok(missing.some(({ name }) => name === 'serialNumber'));
  });

  /** Taken for the README, and only on demand: pictures differ a little each time. */
  async function picture(name: string): Promise<void> {
    if (process.env['PICTURES'] !== '1') return;
    await mkdir(PICTURES, { recursive: true });
    await page.evaluate('document.activeElement.blur()');
    await page.evaluate('Promise.all(document.getAnimations().map((one) => one.finished.catch(() => {})))');
    await page.screenshot({ path: join(PICTURES, name) });
  }
});
