/** Both sides in a client that behaves like the Bot Framework Emulator, which changes no card in place. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { type AgentProcess, startAgent } from '../support/agentProcess';
import { startBrowser } from '../support/browser';
import { getJson } from '../support/chatClient';
import { buttonsOf, type Playground, PlaygroundChat, press, startPlayground } from '../support/playground';
import { until } from '../support/until';

const PERSON = 'Alex Wilber'; // the playground's user, on both sides

interface CaseView {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly channel: string;
  readonly owner?: { readonly name: string };
  readonly fields: readonly {
    readonly name: string;
    readonly text: string;
    readonly setBy: string;
    readonly by: { readonly name: string };
  }[];
}

describe('a customer and a representative in the Emulator', function () {
  this.timeout(60_000);
  let browser: Browser | undefined;
  let dataDir: string;
  let agent: AgentProcess | undefined;
  let playgrounds: Playground[] = [];
  let customer: PlaygroundChat;
  let representative: PlaygroundChat;
  let number: string;

  before(async function () {
    browser = await startBrowser(this);
    dataDir = await mkdtemp(join(tmpdir(), 'agent-'));
    agent = await startAgent({ dataDir });
    // A playground has one personal chat, so each side has its own.
    const sides = ['customer', 'representative'].map((conversation) =>
      startPlayground({ agentUrl: url(), channel: 'emulator', conversation }),
    );
    playgrounds = await Promise.all(sides);
    [customer, representative] = (await Promise.all(
      playgrounds.map((one) => PlaygroundChat.open(browser ?? assert.fail(), one)),
    )) as [PlaygroundChat, PlaygroundChat];
    await representative.say('/representative');
    await representative.hears(`${PERSON}, cases and changes will be shown here.`);
  });
  after(async () => {
    await browser?.close();
    await Promise.all(playgrounds.map((one) => one.stop()));
    await agent?.stop();
    if (agent) await rm(dataDir, { recursive: true, force: true });
  });

  const url = (): string => agent?.url ?? assert.fail();
  const theCase = (): Promise<CaseView> => getJson(`${url()}/api/cases/${number}`);
  const field = async (name: string) => (await theCase()).fields.find((one) => one.name === name);

  it('asks the customer for what is missing, and opens the case', async () => {
    await customer.say('My espresso machine leaks from the bottom.');
    await customer.hears('May I have your name and an email address or phone number');
    await customer.say('Dana Reyes, dana@example.com');
    await customer.hears(/Thank you, Dana\. I have opened case CAS-\d{5}-\w{4}: My espresso machine leaks/);
    await customer.hears('Which model is it?');
    const { items } = await getJson<{ items: { number: string }[] }>(`${url()}/api/cases`);
    assert.equal(items.length, 1);
    number = items[0]?.number ?? assert.fail();
    const { title, channel } = await theCase();
    assert.deepEqual([title, channel], ['My espresso machine leaks from the bottom', 'emulator']);
    assert.equal((await field('contact'))?.text, 'Dana Reyes, dana@example.com');
  });

  it('shows the representative the case; taking it is answered by a message', async () => {
    const card = representative.card(`New case ${number}`);
    await card.waitFor();
    assert.match(await card.innerText(), /Dana Reyes, dana@example\.com · Emulator/);
    await press(card, 'Take it');
    await representative.hears(`${number} is yours now.`);
    assert.equal((await theCase()).owner?.name, PERSON);
    // The card stays as it was; its button says what happened meanwhile.
    await press(card, 'Take it');
    await representative.hears(`Already taken by ${PERSON}`);
  });

  it('confirms a change: the case says so, and a new card too', async () => {
    await customer.say('It is an Aroma Duo, the serial number is CM-2481-09371.');
    const card = representative.card('Changed by AI', number);
    await card.waitFor();
    await card.getByLabel('Serial number').click();
    await press(card, 'Confirm chosen');
    const news = representative.card('Changed by AI', number, `Confirmed by ${PERSON}`);
    await news.waitFor();
    assert.deepEqual(await buttonsOf(news), ['Confirm chosen', 'Edit', 'Undo']);
    const product = await field('product');
    assert.deepEqual([product?.text, product?.setBy, product?.by.name], ['Aroma Duo', 'confirmed', PERSON]);
    assert.equal((await field('serialNumber'))?.setBy, 'ai');
    assert.equal(await representative.page.getByText('Changed by AI').count(), 2, 'nothing changes in place');
  });

  it('edits by a form that comes as a message', async () => {
    await press(representative.card('Changed by AI', number, `Confirmed by ${PERSON}`), 'Edit');
    const form = representative.card('Edit the values', number);
    await form.getByLabel('Serial number').fill('CM-2481-09999');
    await press(form, 'Save');
    await representative.card('All decided', number, `Edited by ${PERSON}`).waitFor();
    const serial = await until('the typed value stands', async () => {
      const found = await field('serialNumber');
      return found?.setBy === 'human' ? found : undefined;
    });
    assert.deepEqual([serial.text, serial.by.name], ['CM-2481-09999', PERSON]);
  });
});
