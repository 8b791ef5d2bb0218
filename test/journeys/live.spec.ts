/** A customer on the chat page gets a person, a representative in a client that behaves like Teams: from the wish to the summary. */
import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type AgentProcess, startAgent } from '../support/agentProcess';
import { startBrowser } from '../support/browser';
import { getJson } from '../support/chatClient';
import { type Playground, PlaygroundChat, press, startPlayground } from '../support/playground';
import { until } from '../support/until';
import { buildPages } from '../web/pageServer';

const BOX = '[data-id=webchat-sendbox-input]';
const BUBBLE = '[class*=bubble__content]';
const ALEX = 'Alex Wilber'; // the playground's user
const PICTURES = join(__dirname, '../../docs/images');

interface CaseView {
  readonly number: string;
  readonly fields: readonly { readonly name: string; readonly text: string; readonly setBy: string }[];
}

describe('a customer who wants a person', function () {
  this.timeout(60_000);
  let browser: Browser | undefined;
  let dataDir: string;
  let agent: AgentProcess | undefined;
  let playground: Playground | undefined;
  let customer: Page;
  let teams: PlaygroundChat;

  before(async function () {
    browser = await startBrowser(this);
    dataDir = await mkdtemp(join(tmpdir(), 'agent-'));
    await buildPages();
    agent = await startAgent({ dataDir });
    playground = await startPlayground({ agentUrl: agent.url, channel: 'msteams', conversation: 'alex' });
    teams = await PlaygroundChat.open(browser, playground);
    await teams.say('/representative');
    await teams.hears(`${ALEX}, cases and changes will be shown here.`);
    const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } });
    customer = await context.newPage();
    await customer.goto(`${agent.url}/`);
    await customer.waitForSelector(BOX);
    await mkdir(PICTURES, { recursive: true });
  });
  after(async () => {
    await browser?.close();
    await playground?.stop();
    await agent?.stop();
    if (agent) await rm(dataDir, { recursive: true, force: true });
  });

  const url = (): string => agent?.url ?? assert.fail();
  const hears = (words: string | RegExp) => customer.locator(BUBBLE, { hasText: words }).first().waitFor();

  async function say(words: string): Promise<void> {
    await customer.fill(BOX, words);
    await customer.press(BOX, 'Enter');
  }

  /** Pictures of the documentation are taken anew where somebody asks for it. */
  async function picture(page: Page, name: string): Promise<void> {
    if (process.env['PICTURES'] === '1') await page.screenshot({ path: join(PICTURES, name) });
  }

  async function theCase(): Promise<CaseView> {
    const { items } = await getJson<{ items: CaseView[] }>(`${url()}/api/cases`);
    assert.equal(items.length, 1);
    return getJson(`${url()}/api/cases/${items[0]?.number ?? assert.fail()}`);
  }

  const field = async (name: string) => (await theCase()).fields.find((one) => one.name === name);

  it('is passed on, and shown to the representative with what is known', async () => {
    await say('My espresso machine leaks from the bottom.');
    await hears('May I have your name');
    await say('Can I talk to a real person please?');
    await hears('You are next in line');
    const card = teams.card('is waiting for a person');
    await card.waitFor();
    assert.match(await card.innerText(), /asked for a person · Support · Web chat/);
    await picture(teams.page, 'live-queue.png');
  });

  it('is told who has accepted; the representative sees what was said', async () => {
    await press(teams.card('is waiting for a person'), 'Accept');
    await hears(`${ALEX} is here now.`);
    await teams.card(`${ALEX} has this conversation`).waitFor();
    const live = teams.card('You are talking with');
    await live.waitFor();
    assert.match(await live.innerText(), /My espresso machine leaks from the bottom/);
  });

  it('talks with the person; the agent listens, and the case fills', async () => {
    await teams.say('Hello, this is Alex. May I have your name and email address?');
    await hears('Hello, this is Alex.');
    await say('Dana Reyes, dana@example.com');
    await teams.card('New case').waitFor();
    await say('It is an Aroma Duo, the serial number is CM-2481-09371.');
    await teams.hears('It is an Aroma Duo');
    await until('the case is open and filled', async () => (await field('serialNumber'))?.text);
    assert.equal((await field('contact'))?.text, 'Dana Reyes, dana@example.com');
    await picture(teams.page, 'live-talk.png');
  });

  it('whose values the representative confirms in part', async () => {
    const card = teams.card('Changed by AI');
    await card.waitFor();
    await card.getByLabel('Serial number').click();
    await press(card, 'Confirm chosen');
    await teams.card('Changed by AI', `Confirmed by ${ALEX}`).waitFor();
    assert.equal((await field('product'))?.setBy, 'confirmed');
    assert.equal((await field('serialNumber'))?.setBy, 'ai');
  });

  it('then the rest; what the customer takes back is proposed, and accepted in part', async () => {
    await press(teams.card('Changed by AI', `Confirmed by ${ALEX}`), 'Confirm chosen');
    await until(
      'both are confirmed',
      async () => (await field('serialNumber'))?.setBy === 'confirmed' || undefined,
    );
    await say('Sorry, I looked again: it is an Aroma Go, and the serial number is CM-2481-09377.');
    const card = teams.card('Proposed by AI');
    await card.waitFor();
    assert.match(await card.innerText(), /Aroma Duo → Aroma Go[\s\S]*locked · confirmed by Alex Wilber/);
    await picture(teams.page, 'live-proposal.png');
    await card.getByRole('checkbox', { name: 'Product' }).click();
    await press(card, 'Confirm chosen');
    // The lock line names who confirmed, too: only the value tells that the click has come through.
    await until(
      'the new number stands',
      async () => (await field('serialNumber'))?.text === 'CM-2481-09377' || undefined,
    );
    await teams.card('Proposed by AI', `Confirmed by ${ALEX}`).waitFor();
    assert.equal((await field('product'))?.text, 'Aroma Duo');
  });

  it('until the representative ends it: the customer is told, the summary shown', async () => {
    await teams.say('/end');
    const { number } = await theCase();
    await hears(`The conversation is closed; case ${number} stays with us.`);
    await teams.hears(/The conversation with .+ has ended\./);
    const summary = teams.card(number, 'What happened');
    await summary.waitFor();
    assert.match(await summary.innerText(), /Serial number: CM-2481-09371 → CM-2481-09377/);
    await summary.scrollIntoViewIfNeeded();
    await picture(teams.page, 'live-summary.png');
    await picture(customer, 'live-customer.png');
  });
});
