/** Representatives in a client that behaves like Teams: cards that act and change in place, commands, proposals. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { type AgentProcess, startAgent } from '../support/agentProcess';
import { startBrowser } from '../support/browser';
import { type ChatSession, fromBot, getJson, openChat, postJson, say } from '../support/chatClient';
import { buttonsOf, type Playground, PlaygroundChat, press, startPlayground } from '../support/playground';
import { until } from '../support/until';

const DEFECT = 'My espresso machine leaks from the bottom. I am Dana Reyes, dana@example.com.';
const DETAILS = 'It is an Aroma Duo, the serial number is CM-2481-09371.';
const ALEX = 'Alex Wilber'; // the playground's user

interface Field {
  readonly name: string;
  readonly text: string;
  readonly setBy: string;
  readonly by: { readonly name: string };
}

interface CaseView {
  readonly owner?: { readonly name: string };
  readonly fields: readonly Field[];
}

interface Customer {
  readonly chat: ChatSession;
  readonly caseId: string;
  readonly number: string;
}

describe('a representative in Teams', function () {
  this.timeout(60_000);
  let browser: Browser | undefined;
  let dataDir: string;
  let agent: AgentProcess | undefined;
  let playground: Playground | undefined;
  let teams: PlaygroundChat;

  before(async function () {
    browser = await startBrowser(this);
    dataDir = await mkdtemp(join(tmpdir(), 'agent-'));
    agent = await startAgent({ dataDir });
    playground = await startPlayground({ agentUrl: agent.url, channel: 'msteams', conversation: 'alex' });
    teams = await PlaygroundChat.open(browser, playground);
    await teams.say('/representative');
    await teams.hears(`${ALEX}, cases and changes will be shown here.`);
  });
  after(async () => {
    await browser?.close();
    await playground?.stop();
    await agent?.stop();
    if (agent) await rm(dataDir, { recursive: true, force: true });
  });

  const url = (): string => agent?.url ?? assert.fail();

  /** A customer writes, and the case is there. */
  async function customer(words: string): Promise<Customer> {
    const chat = await openChat(url());
    await say(url(), chat, words);
    const caseId = `directline:${chat.conversationId}~1`;
    const { number } = await until('the case is open', () => find<{ number: string }>(caseId), 20_000);
    return { chat, caseId, number };
  }

  const find = <T>(caseId: string): Promise<T | undefined> =>
    getJson<T>(`${url()}/api/cases/${encodeURIComponent(caseId)}`).catch(() => undefined);

  const theCase = async (caseId: string): Promise<CaseView> =>
    (await find<CaseView>(caseId)) ?? assert.fail();

  /** "Aroma Duo, confirmed by Alex Wilber": the value and who answers for it; nothing where there is none. */
  async function standing(caseId: string, field: string): Promise<string | undefined> {
    const found = (await theCase(caseId)).fields.find(({ name }) => name === field);
    return found && `${found.text}, ${found.setBy} by ${found.by.name}`;
  }

  it('takes a case from its card, and is told so when asking again from an older one', async () => {
    const { caseId, number } = await customer(DEFECT);
    const opened = teams.card(`New case ${number}`);
    await opened.waitFor();
    assert.deepEqual(await buttonsOf(opened), ['Take it', 'Open case', 'Why?']);
    const words = await opened.innerText();
    assert.match(words, /^My espresso machine leaks from the bottom\n/);
    assert.match(words, /Dana Reyes, dana@example\.com · Web chat/);
    assert.match(words, /Case category\s+Product defect\s+“machine leaks”/);
    assert.match(words, /Still missing: Product, Priority, Serial number/);

    await teams.say(`case ${number}`);
    const older = teams.card(number, 'What happened');
    await older.waitFor();
    await press(teams.card(`New case ${number}`), 'Take it');
    await teams.card(number, `Taken by ${ALEX}`).waitFor();
    assert.equal(await teams.card(`New case ${number}`).count(), 0);
    assert.equal((await theCase(caseId)).owner?.name, ALEX);

    // Two cards are about the case now: the one that changed, and below it the one that was asked for before.
    await press(older, 'Take it');
    await teams.hears(`Already taken by ${ALEX}`);
  });

  it('confirms what is chosen, then the rest; the card in place says who did what', async () => {
    const { chat, caseId, number } = await customer(DEFECT);
    await say(url(), chat, DETAILS);
    const card = teams.card('Changed by AI', number);
    await card.waitFor();
    assert.equal(await standing(caseId, 'product'), 'Aroma Duo, ai by local');
    assert.match(await card.innerText(), /Product\s+Aroma Duo\s+“Aroma Duo”\s+(sure|likely) · \d\d%/);
    await card.getByLabel('Serial number').click();
    await press(card, 'Confirm chosen');
    const half = teams.card('Changed by AI', number, `Confirmed by ${ALEX}`);
    await half.waitFor();
    assert.equal(await half.getByRole('checkbox').count(), 1);
    assert.deepEqual(await buttonsOf(half), ['Confirm chosen', 'Edit', 'Undo']);
    assert.equal(await standing(caseId, 'product'), `Aroma Duo, confirmed by ${ALEX}`);
    assert.equal(await standing(caseId, 'serialNumber'), 'CM-2481-09371, ai by local');

    await press(half, 'Confirm chosen');
    const done = teams.card(new RegExp(`^Confirmed by ${ALEX}`), number);
    await done.waitFor();
    assert.deepEqual(await buttonsOf(done), []);
    assert.equal(await done.getByRole('checkbox').count(), 0);
    assert.equal(await teams.card('Changed by AI', number).count(), 0);
    assert.equal(await standing(caseId, 'serialNumber'), `CM-2481-09371, confirmed by ${ALEX}`);
  });

  it('undoes a change: the value before it stands again', async () => {
    const { chat, caseId, number } = await customer(`${DEFECT} CM-2481-09371 is on the plate.`);
    const before = await standing(caseId, 'serialNumber');
    assert.equal(before, 'CM-2481-09371, ai by local');
    await say(url(), chat, 'Sorry, I misread it: the serial number is CM-2481-09372.');
    const card = teams.card('Changed by AI', number);
    await card.waitFor();
    assert.match(await card.innerText(), /CM-2481-09371 → CM-2481-09372/);
    await press(card, 'Undo');
    const undone = teams.card(new RegExp(`^Undone by ${ALEX}`), number);
    await undone.waitFor();
    assert.deepEqual(await buttonsOf(undone), []);
    assert.equal(await standing(caseId, 'serialNumber'), before);
  });

  it('types over what was filled; what does not fit is refused in words', async () => {
    const { chat, caseId, number } = await customer(DEFECT);
    await say(url(), chat, DETAILS);
    await press(teams.card('Changed by AI', number), 'Edit');
    const form = teams.card('Edit the values', number);
    await form.getByLabel('Serial number').fill('12');
    await press(form, 'Save');
    await form.getByText('does not have the form that the field asks for').waitFor();
    assert.equal(await form.getByLabel('Serial number').inputValue(), '12');
    await form.getByLabel('Serial number').fill('CM-2481-09999');
    await press(form, 'Save');
    const edited = teams.card(`Edited by ${ALEX}`, number);
    await edited.waitFor();
    assert.match(await edited.innerText(), /CM-2481-09371 → CM-2481-09999/);
    assert.equal(await standing(caseId, 'serialNumber'), `CM-2481-09999, human by ${ALEX}`);
    assert.equal(await standing(caseId, 'product'), 'Aroma Duo, ai by local');
  });

  it('asks by commands: help, cases, case, why, update', async () => {
    const { chat, number } = await customer(`${DEFECT} ${DETAILS}`);
    await teams.say('help');
    for (const line of [/^my cases: those that you have taken/, 'open: open a case by hand'])
      await teams.page.getByText(line, { exact: true }).waitFor();
    await teams.say('cases');
    await teams.card('Newest cases', number).waitFor();
    await teams.say(`case ${number.toLowerCase()}`);
    await teams.card(number, 'What happened', 'Opened by Case Management Agent').waitFor();
    await teams.say(`why ${number}`);
    const why = teams.card(`Why ${number} is as it is`);
    await why.waitFor();
    assert.match(await why.innerText(), /✓\s+All that is needed is known: the case is opened\./);
    assert.match(await why.innerText(), /Case category: Product defect\s+“machine leaks”\s+sure · \d\d%/);
    const said = (await fromBot(url(), chat)).map(({ text }) => text);
    await teams.say(`update ${number}`);
    await teams.card('Nothing to change', number).waitFor();
    assert.deepEqual(
      (await fromBot(url(), chat)).map(({ text }) => text),
      said,
      'the customer is told nothing of it',
    );
    await teams.say('case CAS-99999-NONE');
    await teams.hears('There is no case CAS-99999-NONE.');
    await teams.say('please open it');
    await teams.hears('I don\'t know "please open it".');
  });

  it('opens a case by hand', async () => {
    await teams.say('open');
    const form = teams.card('Open a case');
    await form.getByLabel('Issue description').fill('Grinder on the counter has stopped. Called by phone.');
    await press(form, 'Open');
    const summary = teams.card('Grinder on the counter has stopped', `Opened by ${ALEX}`);
    await summary.waitFor();
    const number = /CAS-\d{5}-\w{4}/.exec(await summary.innerText())?.[0] ?? assert.fail();
    const opened = (await find<CaseView>(number)) ?? assert.fail();
    assert.equal(opened.owner?.name, ALEX);
    assert.deepEqual(
      opened.fields.map(({ name, setBy, by }) => [name, setBy, by.name]),
      [['issueDescription', 'human', ALEX]],
    );
  });

  it('decides on proposals where nothing is to change without a person', async () => {
    await setAutomation('confirm');
    try {
      const { chat, caseId, number } = await customer(DEFECT);
      await say(url(), chat, DETAILS);
      const card = teams.card('Proposed by AI', number);
      await card.waitFor();
      assert.equal(await standing(caseId, 'product'), undefined);
      await card.getByLabel('Serial number').click();
      await press(card, 'Confirm chosen');
      const half = teams.card('Proposed by AI', number, `Confirmed by ${ALEX}`);
      await half.waitFor();
      assert.deepEqual(await buttonsOf(half), ['Confirm chosen', 'Edit', 'Reject']);
      assert.equal(await standing(caseId, 'product'), `Aroma Duo, confirmed by ${ALEX}`);
      await press(half, 'Reject');
      const done = teams.card('All decided', number, `Rejected by ${ALEX}`);
      await done.waitFor();
      assert.deepEqual(await buttonsOf(done), []);
      assert.equal(await standing(caseId, 'serialNumber'), undefined);
    } finally {
      await setAutomation('full');
    }
  });

  async function setAutomation(automation: 'full' | 'confirm'): Promise<void> {
    const { settings } = await getJson<{ settings: { updates: object } }>(`${url()}/api/settings`);
    const draft = { ...settings, updates: { ...settings.updates, automation } };
    const saved = await fetch(`${url()}/api/settings/draft`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(draft),
    });
    assert.equal(saved.status, 200, await saved.text());
    await postJson(`${url()}/api/settings/publish`, {});
  }
});
