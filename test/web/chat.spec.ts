/** The chat page in a real browser, before a fake agent. */
import assert from 'node:assert/strict';
import type { Duplex } from 'node:stream';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import type { PanelView } from '../../cases/panel';
import { startBrowser } from '../support/browser';
import { type PageServer, buildPages, startPages } from './pageServer';

const BOX = '[data-id=webchat-sendbox-input]';
const BUBBLE = '[class*=bubble__content]';

// What runs in the page is text: the types here are a server's.
const TELL_OF_POLICY = `document.addEventListener('securitypolicyviolation', (event) =>
  console.error('policy: ' + event.violatedDirective + ' ' + event.blockedURI))`;

const EMPTY: PanelView = { fields: [], missing: [], checks: [], deciding: true };
const OPENED: PanelView = {
  case: { id: 'c1', number: 'CAS-01042-K7F2', status: 'active', title: 'Espresso machine leaks' },
  fields: [
    {
      name: 'product',
      label: 'Product',
      value: 'Espresso machine',
      quote: 'espresso machine',
      setBy: 'ai',
      who: 'local predictor',
      at: '2026-03-02T09:00:00.000Z',
      confidence: 0.95,
      reason: 'names a product',
    },
  ],
  missing: [{ name: 'serial', label: 'Serial number', why: 'rule "Product defect"' }],
  checks: [{ ok: false, text: 'Serial number: missing' }],
  deciding: false,
};

describe('the chat page', function () {
  this.timeout(60_000);
  let browser: Browser | undefined;
  let server: PageServer;
  let page: Page;
  let complaints: string[];

  before(async function () {
    browser = await startBrowser(this);
    await buildPages();
  });
  after(() => browser?.close());

  beforeEach(async () => {
    server = await startPages();
    complaints = [];
  });
  afterEach(async () => {
    await page.context().close();
    await server.stop();
  });

  async function visit(options: BrowserContextOptions = {}): Promise<void> {
    page = await (await (browser ?? assert.fail()).newContext({ locale: 'en-US', ...options })).newPage();
    await page.addInitScript(TELL_OF_POLICY);
    page.on('console', (line) => line.type() === 'error' && complaints.push(line.text()));
    page.on('pageerror', ({ message }) => complaints.push(message));
    page.on('request', (request) => {
      const url = request.url();
      if (!url.startsWith(server.url) && !/^(blob|data):/.test(url)) complaints.push(`external: ${url}`);
    });
    await page.goto(`${server.url}/`);
    await page.waitForSelector(BOX);
  }

  async function say(words: string): Promise<void> {
    await page.fill(BOX, words);
    await page.press(BOX, 'Enter');
  }

  async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
    const end = Date.now() + 5_000;
    while (!(await holds())) {
      assert.ok(Date.now() < end, 'it did not come true in five seconds');
      await page.waitForTimeout(20);
    }
  }

  const bubbles = (): Promise<string[]> => page.locator(BUBBLE).allInnerTexts();
  const saying = (words: string) => page.locator(BUBBLE, { hasText: words }).first().waitFor();

  it('shows what is typed, the reply, and what the agent knows', async () => {
    server.agent.answer = () => [{ text: 'Which model is it?' }];
    await visit();
    server.panel = EMPTY;
    const started = Date.now();
    await say('The espresso machine leaks');
    await saying('Which model is it?');
    // Web Chat holds replies back for five seconds where ids do not match.
    assert.ok(Date.now() - started < 2500, `the reply took ${Date.now() - started} ms`);
    await page.getByText('Reading …').waitFor();
    server.panel = OPENED;
    await page.getByRole('heading', { name: 'CAS-01042-K7F2' }).waitFor();
    assert.equal(await page.locator('.field__value').innerText(), 'Espresso machine');
    assert.equal(await page.locator('.field__quote').innerText(), 'espresso machine');
    assert.equal(await page.locator('.field__from').innerText(), 'sure');
    assert.match(await page.locator('.missing').innerText(), /Serial number/);
    assert.match(await page.locator('.check--failed').innerText(), /Serial number: missing/);
    assert.match(
      (await page.locator('#spoken').textContent()) ?? '',
      /Case CAS-01042-K7F2 opened\. Product: Espresso/,
    );
  });

  it('asks for nothing outside, and needs no exception from its policy', async () => {
    server.panel = OPENED;
    const card = {
      type: 'AdaptiveCard',
      version: '1.3',
      body: [{ type: 'Input.Text', id: 'note', label: 'Note' }],
      actions: [{ type: 'Action.Submit', title: 'Take it', data: { verb: 'take', caseId: 'c1' } }],
    };
    server.agent.answer = ({ action }) => (action ? [{ text: 'Taken.' }] : [{ text: 'A card', card }]);
    await visit();
    await say('Show me');
    await page.locator('button.ac-pushButton').click();
    await saying('Taken.');
    assert.deepEqual(server.agent.incoming[1]?.action, { verb: 'take', caseId: 'c1' });
    assert.deepEqual(complaints, []);
  });

  it('sends an example by keyboard', async () => {
    await visit();
    await page.locator('.example').nth(1).focus();
    await page.keyboard.press('Enter');
    await saying('I was charged twice');
    await until(() => server.agent.incoming.length === 1);
    assert.equal(await page.locator('#welcome').isVisible(), false);
    assert.match(server.agent.incoming[0]?.text ?? '', /charged twice/);
  });

  it('keeps the conversation over a reload, once', async () => {
    server.agent.answer = () => [{ text: 'Which model is it?' }];
    await visit();
    await say('It leaks');
    await saying('Which model is it?');
    const before = await bubbles();
    await page.reload();
    await saying('Which model is it?');
    assert.deepEqual(await bubbles(), before);
    await say('The big one');
    await until(() => server.agent.incoming.length === 2);
    assert.equal(server.agent.incoming[1]?.conversation, server.agent.incoming[0]?.conversation);
  });

  it('begins another conversation on demand', async () => {
    server.panel = OPENED;
    await visit();
    await say('It leaks');
    await page.getByRole('heading', { name: 'CAS-01042-K7F2' }).waitFor();
    server.panel = undefined;
    await page.getByRole('button', { name: 'New conversation' }).click();
    await page.getByRole('heading', { name: 'No case yet' }).waitFor();
    assert.deepEqual(await bubbles(), []);
    await say('Something else');
    await until(() => server.agent.incoming.length === 2);
    assert.notEqual(server.agent.incoming[1]?.conversation, server.agent.incoming[0]?.conversation);
  });

  it('takes typing for nothing that was said: the welcome stays, and nothing is missed where it is lost', async () => {
    await visit();
    const posted = page.waitForRequest(
      (request) => request.method() === 'POST' && (request.postData() ?? '').includes('"typing"'),
    );
    await page.route('**/activities', (route) => route.abort());
    await page.locator(BOX).pressSequentially('It le');
    await posted;
    await page.waitForTimeout(300);
    assert.equal(await page.locator('#welcome').isVisible(), true);
    assert.equal(await page.locator('#notice').isVisible(), false);
    await page.unroute('**/activities');
    await say('It leaks');
    await until(() => server.agent.incoming.length === 1);
  });

  it('says when the server cannot be reached, and goes on without loss when it can', async () => {
    await visit();
    server.panel = OPENED;
    await say('It leaks');
    await until(() => server.agent.incoming.length === 1);
    await page.fill(BOX, 'half a sent');
    const { conversation } = server.agent.incoming[0] ?? assert.fail();
    await page.context().setOffline(true);
    await page.getByText('The server cannot be reached').waitFor();
    server.agent.say(`directline:${conversation}`, { text: 'Said meanwhile' });
    await page.context().setOffline(false);
    await saying('Said meanwhile');
    await page.locator('#notice').waitFor({ state: 'hidden' });
    // The transcript is read anew, so it may be empty for a moment.
    await until(async () => (await bubbles()).length === 2);
    await until(async () => (await page.inputValue(BOX)) === 'half a sent');
    await page.waitForTimeout(300);
    assert.deepEqual(await bubbles(), ['It leaks', 'Said meanwhile']);
  });

  it('sends an example that is chosen before the chat has loaded', async () => {
    page = await (await (browser ?? assert.fail()).newContext({ locale: 'en-US' })).newPage();
    await page.route('**/webchat-*.js', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.continue();
    });
    await page.goto(`${server.url}/`, { waitUntil: 'commit' });
    await page.locator('.example').first().click();
    assert.equal(await page.locator(BOX).count(), 0);
    await saying('The espresso machine');
  });

  it('loses and doubles nothing when its socket is dropped', async () => {
    const sockets: Duplex[] = [];
    server.server.on('upgrade', (_request: unknown, socket: Duplex) => sockets.push(socket));
    await visit();
    await say('It leaks');
    await until(() => server.agent.incoming.length === 1);
    const { conversation } = server.agent.incoming[0] ?? assert.fail();
    for (const socket of sockets.splice(0)) socket.destroy();
    for (const text of ['one', 'two']) server.agent.say(`directline:${conversation}`, { text });
    // The client waits for three to fifteen seconds before it comes back.
    await saying('two');
    assert.deepEqual(await bubbles(), ['It leaks', 'one', 'two']);
    assert.equal(sockets.length, 1);
  });

  it('says when a message was not stored', async () => {
    await visit();
    await say('x'.repeat(300));
    await page.getByText('That message was not stored').waitFor();
  });

  it('hides the panel where the server gives none', async () => {
    server.panelStatus = 401;
    await visit();
    await say('It leaks');
    await saying('It leaks');
    await page.waitForTimeout(500);
    assert.equal(await page.locator('#panel').isVisible(), false);
  });

  it('begins anew where the token is no longer good', async () => {
    await visit();
    await page.evaluate(
      `sessionStorage.setItem('conversation', '{"conversationId":"gone","token":"a.b.c"}')`,
    );
    await page.reload();
    await page.getByText('could not be continued').waitFor();
    await say('It leaks');
    await saying('It leaks');
  });

  for (const width of [320, 900, 1600])
    it(`fits a screen of ${width} pixels`, async () => {
      server.panel = OPENED;
      await visit({ viewport: { width, height: 700 } });
      await say('A-very-long-word-that-nobody-would-write-'.repeat(4));
      await page.getByRole('heading', { name: 'CAS-01042-K7F2' }).waitFor();
      assert.equal(await page.evaluate('document.documentElement.scrollWidth'), width);
    });

  it('speaks German to who prefers it', async () => {
    await visit({ locale: 'de-AT' });
    await page.getByRole('button', { name: 'Neues Gespräch' }).waitFor();
    await page.getByPlaceholder('Nachricht eingeben').waitFor();
    assert.equal(await page.getAttribute('html', 'lang'), 'de');
  });
});
