/** Representatives who work in a Teams channel: from adding the app to the end of a conversation in a card's thread. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startAgent, type AgentProcess } from '../support/agentProcess';
import { fromBot, openChat, postJson, say, type ChatSession } from '../support/chatClient';
import { deliver, TeamsChannel, TeamsConnector, teamsPerson, type Posted } from '../support/teams';
import { pause, until } from '../support/until';

const RITA = teamsPerson('Rita');
const SAM = teamsPerson('Sam');
const SILENCE_MS = 400; // longer than an answer takes here

describe('a customer’s conversation in a Teams channel', function () {
  this.timeout(60_000);
  let dataDir: string;
  let agent: AgentProcess;
  let connector: TeamsConnector;
  let channel: TeamsChannel;
  let chat: ChatSession;
  let card: Posted;

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'agent-'));
    connector = await new TeamsConnector().start();
    channel = new TeamsChannel(connector.url);
    agent = await startAgent({ dataDir });
    chat = await openChat(agent.url);
  });
  after(async () => {
    await agent.stop();
    await connector.stop();
    await rm(dataDir, { recursive: true, force: true });
  });

  const teams = (activity: object): Promise<unknown> => deliver(agent.url, activity);
  const root = (): string => card.conversation.split('=')[1] ?? assert.fail();
  const write = (who: typeof RITA, text: string): Promise<unknown> =>
    teams(channel.message(who, text, { root: root() }));
  const threadHears = (words: RegExp | string): Promise<unknown> =>
    until(`the thread hears ${String(words)}`, () =>
      connector.textsIn(card.conversation).find((text) => text.match(words)),
    );
  const customerHears = (words: RegExp | string): Promise<unknown> =>
    until(`the customer hears ${String(words)}`, async () =>
      (await fromBot(agent.url, chat)).find(({ text }) => text?.match(words)),
    );
  const shown = (posted: Posted): string => JSON.stringify(posted.activity.attachments);

  it('is not there before anybody said so: the app says how to go on, once, and is silent', async () => {
    for (const event of channel.added(RITA)) await teams(event);
    const welcome = await until('the channel is told', () => connector.roots()[0]);
    assert.match(shown(welcome), /mentions me with \\"serve\\"/);
    await teams(channel.message(SAM, 'What is this?'));
    await pause(SILENCE_MS);
    assert.equal(connector.posted.length, 1);
  });

  it('is shown there once somebody has told the app to serve a queue', async () => {
    const asked = channel.message(RITA, 'serve Support', { mention: true });
    await teams(asked);
    const thread = `${channel.id};messageid=${asked.id}`;
    await until('the answer stands in the thread of the command', () => connector.in(thread)[0]);
    await say(agent.url, chat, 'My espresso machine leaks from the bottom.');
    await customerHears(/your name/);
    await say(agent.url, chat, 'Can I talk to a real person please?');
    card = await until('the card is a post of its own', () => connector.roots()[1]);
    assert.match(shown(card), /is waiting for a person/);
    assert.match(shown(card), /My espresso machine leaks|real person/);
  });

  it('leaves people alone who talk under the card before somebody accepts', async () => {
    const before = connector.posted.length;
    await write(SAM, 'Who takes this one?');
    await pause(SILENCE_MS);
    assert.equal(connector.posted.length, before);
    assert.ok(!(await fromBot(agent.url, chat)).some(({ text }) => text?.includes('Who takes')));
  });

  it('is accepted by the card’s button; the card says who has it', async () => {
    const data = {
      verb: 'accept-conversation',
      conversationId: `directline:${chat.conversationId}`,
      problem: 1,
    };
    const answer = await teams(channel.click(RITA, card.conversation, data, card.id));
    assert.match(JSON.stringify(answer), /Rita has this conversation/);
    await customerHears('Rita is here now.');
    await until('what was said stands in the thread', () =>
      connector.in(card.conversation).find((one) => shown(one)?.includes('You are talking with')),
    );
    const updated = await until('the root is changed in place', () =>
      connector.posted.find(({ how, id }) => how === 'update' && id === card.id),
    );
    assert.match(shown(updated), /Rita has this conversation/);
  });

  it('goes both ways in the card’s thread, whoever of the representatives writes', async () => {
    await write(RITA, 'Hello, which model is it?');
    await customerHears('Hello, which model is it?');
    await say(agent.url, chat, 'An Aroma Duo.');
    await threadHears('An Aroma Duo.');
    await write(SAM, 'Sam here: is it under warranty?');
    await customerHears('Sam here: is it under warranty?');
    const says = (await fromBot(agent.url, chat)).filter(({ text }) => /model|warranty/.test(text ?? ''));
    assert.deepEqual(
      says.map(({ text, from }) => [(from as { name?: string }).name, text]),
      [
        ['Rita', 'Hello, which model is it?'],
        ['Sam', 'Sam here: is it under warranty?'],
      ],
    );
  });

  it('shows in the thread that the customer types, and says nothing', async () => {
    const activities = `${agent.url}/v3/directline/conversations/${chat.conversationId}/activities`;
    const before = connector.textsIn(card.conversation).length;
    await postJson(activities, { type: 'typing', from: { id: 'me' } }, chat.token);
    await until('it is shown', () =>
      connector.in(card.conversation).find(({ activity }) => activity.type === 'typing'),
    );
    assert.equal(connector.textsIn(card.conversation).length, before);
  });

  it('hears a mention in its thread as words for the customer', async () => {
    await teams(channel.message(SAM, 'Do you have the receipt?', { root: root(), mention: true }));
    await customerHears(/^Do you have the receipt\?$/);
  });

  it('stays out of other threads, and other threads out of it', async () => {
    const before = connector.posted.length;
    const other = channel.message(SAM, 'Lunch?');
    await teams(other);
    await teams(channel.message(RITA, 'Yes!', { root: other.id }));
    await pause(SILENCE_MS);
    assert.equal(connector.posted.length, before);
    assert.ok(!(await fromBot(agent.url, chat)).some(({ text }) => /Lunch|Yes!/.test(text ?? '')));
  });

  it('ends in the thread, and then the thread is people’s again', async () => {
    await write(SAM, '/end');
    await customerHears(/conversation is closed/);
    await until('the thread is told', () =>
      connector.in(card.conversation).find((one) => shown(one)?.includes('has ended')),
    );
    await until('the summary or the reason stands there', () =>
      connector
        .in(card.conversation)
        .find((one) => /What happened|Why there is no case/.test(shown(one) ?? '')),
    );
    const before = connector.posted.length;
    await write(RITA, 'That went well.');
    await pause(SILENCE_MS);
    assert.equal(connector.posted.length, before);
    assert.ok(!(await fromBot(agent.url, chat)).some(({ text }) => text?.includes('went well')));
  });

  it('posted each thing once, in each thread what belongs there', () => {
    const effects = connector.posted.flatMap(({ how, activity }) =>
      how === 'update' || activity.type === 'typing' ? [] : [activity.channelData?.effectId],
    );
    assert.equal(new Set(effects).size, effects.length);
    assert.equal(connector.roots().length, 2);
  });
});
