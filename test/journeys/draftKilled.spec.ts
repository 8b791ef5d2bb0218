/** Killed around a draft, the agent goes on where the documents say: the draft is there once, and its words are said once. */
import assert from 'node:assert/strict';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step } from '../../agent/context';
import type { CardAction } from '../../cases/cardActions';
import { settingsSchema } from '../../cases/settings';
import { shippedSettings } from '../../cases/shipped/settings';
import { startAgent, type AgentProcess } from '../support/agentProcess';
import { fromBot, getJson, openChat, say, type ChatSession } from '../support/chatClient';
import { ConnectorSink, message } from '../support/connectorSink';
import { publishIn } from '../support/published';
import { deliver } from '../support/teams';
import { pause, until } from '../support/until';

const WORDS = 'My espresso machine leaks from the bottom. I am Dana Reyes, dana@example.com.';
const QUIET_MS = 1_500; // longer than a sweep: whatever would be doubled has come by then

type Death = readonly [step: Step, time: number];

/** What comes before the case is told of it is as with any turn. */
const MADE: readonly Death[] = [
  ['apply', 1],
  ['drain', 1],
  ['send', 1],
];
const ASKED_FOR: readonly Death[] = [
  ['commit', 1],
  ['apply', 1],
  ['drain', 1],
];
/** Of a click that is a message. The words and the cards of two representatives go out beside each other, in no order. */
const SENT: readonly Death[] = [
  ['accept', 1],
  ['decide', 1],
  ...ASKED_FOR,
  ['send', 1],
  ['send', 2],
  ['send', 3],
];
/** Of a click that is answered in the response, which enters no inbox. */
const SENT_IN_PLACE: readonly Death[] = [
  ['drain', 1],
  ['send', 1],
];

const told = ([step, time]: Death): string => (time === 1 ? `"${step}"` : `the ${time}. "${step}"`);
const dyingAfter = (dataDir: string, [killAfter, killOn]: Death) => ({ dataDir, killAfter, killOn });

const SAM = { conversation: 'sam', user: 'Sam', channelId: 'emulator' };
const RITA = { conversation: 'rita', user: 'Rita', channelId: 'msteams' };

interface DraftView {
  readonly id: string;
  readonly kind: string;
  readonly state: string;
  readonly text: string;
  readonly revision: number;
  readonly heard: number;
}

interface AuditView {
  readonly kind: string;
  readonly state?: string;
}

describe('an agent that is killed around a draft', function () {
  this.timeout(60_000);
  let sink: ConnectorSink;
  /** The folder of an agent that knows its representatives. */
  let registered: string;
  /** And of one that has drafted a solution for a customer. */
  let drafted: string;
  let draft: DraftView;
  let draftedFor: ChatSession;
  /** The customer of the test. */
  let chat: ChatSession;
  const folders: string[] = [];

  before(async () => {
    sink = await new ConnectorSink().start();
    registered = await folderLike();
    const turns = { settleMs: 0, settleMaxMs: 0 };
    const settings = settingsSchema.parse({ ...shippedSettings, intake: { ask: false }, turns });
    await publishIn(registered, settings);
    await running(registered, async ({ url }) => {
      for (const who of [SAM, RITA]) {
        await deliver(url, message(sink, { ...who, text: '/representative', id: 'register' }));
        await until('the registration is answered', () => sink.effects(who.conversation)[0]);
      }
    });
    drafted = await folderLike(registered);
    await running(drafted, async (agent) => {
      chat = draftedFor = await openChat(agent.url);
      await say(agent.url, chat, WORDS, 'first-words');
      await settled(agent, ['solution open']);
      draft = (await drafts(agent))[0] ?? assert.fail();
    });
  });
  beforeEach(() => {
    sink.activities.splice(0);
    chat = draftedFor;
  });
  after(async () => {
    await sink.stop();
    await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })));
  });

  for (const death of MADE)
    it(`after ${told(death)} of a customer’s words drafts the solution once`, async () => {
      const folder = await folderLike(registered);
      const agent = await startAgent(dyingAfter(folder, death));
      chat = await openChat(agent.url);
      await say(agent.url, chat, WORDS, 'first-words').catch(() => undefined);
      assert.equal(await agent.gone, 'SIGKILL');
      await running(folder, async (next) => {
        await settled(next, ['solution open']);
        assert.deepEqual(await history(next), ['made']);
        assert.deepEqual(cards(), { sam: 3, rita: 3 }); // the case, its intent, its draft
        assert.equal((await heard(next)).length, 1); // that there is a case
      });
    });

  for (const death of ASKED_FOR)
    it(`after ${told(death)} of a representative’s wish drafts the reply once, and shows it once`, async () => {
      const wish: CardAction = { verb: 'draft', caseId: caseId(), draft: 'reply' };
      await killedAt(death, message(sink, { ...SAM, id: 'wish', value: wish }), async (next) => {
        await settled(next, ['solution open', 'reply open']);
        assert.deepEqual(await history(next), ['made', 'made']);
        assert.deepEqual(cards(), { sam: 1, rita: 0 });
        assert.equal((await heard(next)).length, 1);
      });
    });

  for (const death of SENT)
    it(`after ${told(death)} of "Send" has said the words once`, async () => {
      await killedAt(death, message(sink, { ...SAM, id: 'click', value: sending() }), saidOnce);
    });

  for (const death of SENT_IN_PLACE)
    it(`after ${told(death)} of "Send" in Teams has said the words once`, async () => {
      const value = { action: { type: 'Action.Execute', verb: 'send-draft', data: sending() } };
      const click = message(sink, { ...RITA, id: 'click', value });
      await killedAt(death, { ...click, type: 'invoke', name: 'adaptiveCard/action' }, saidOnce);
    });

  /** What was not acknowledged is delivered again, as channels do. */
  async function killedAt(
    death: Death,
    activity: object,
    check: (next: AgentProcess) => Promise<void>,
  ): Promise<void> {
    const folder = await folderLike(drafted);
    const agent = await startAgent(dyingAfter(folder, death));
    const acknowledged = await deliver(agent.url, activity).then(
      () => true,
      () => false,
    );
    assert.equal(await agent.gone, 'SIGKILL');
    await running(folder, async (next) => {
      if (!acknowledged) await deliver(next.url, activity);
      await check(next);
    });
  }

  async function saidOnce(agent: AgentProcess): Promise<void> {
    await settled(agent, ['solution sent']);
    assert.deepEqual(await history(agent), ['made', 'sent']);
    const [opened, ...said] = await heard(agent);
    assert.match(opened ?? '', /I have opened case/);
    assert.deepEqual(said, [draft.text]);
    assert.deepEqual(cards(), { sam: 1, rita: 1 }); // brought up to date
  }

  const caseId = (): string => `directline:${chat.conversationId}~1`;
  const sending = (): CardAction => {
    const { id: draftId, revision, heard: seen } = draft;
    return { verb: 'send-draft', caseId: caseId(), draftId, revision, seen };
  };

  /** Everything is as it stays. */
  async function settled(agent: AgentProcess, states: readonly string[]): Promise<void> {
    const now = async () => (await drafts(agent)).map(({ kind, state }) => `${kind} ${state}`);
    await until(states.join(), async () => ((await now()).join() === states.join() ? true : undefined));
    await pause(QUIET_MS);
    assert.deepEqual(await now(), states);
  }

  const drafts = (agent: AgentProcess) => itemsOf<DraftView>(agent, '/drafts');
  const history = async (agent: AgentProcess): Promise<unknown[]> =>
    (await itemsOf<AuditView>(agent, '/audit?limit=200'))
      .filter(({ kind }) => kind === 'draft')
      .map(({ state }) => state);
  const heard = async ({ url }: AgentProcess): Promise<string[]> =>
    (await fromBot(url, chat)).map(({ text }) => text ?? '');

  /** Of the one case; nothing while there is none. */
  async function itemsOf<T>({ url }: AgentProcess, what: string): Promise<readonly T[]> {
    const { items } = await getJson<{ items: { id: string }[] }>(`${url}/api/cases`);
    if (items.length === 0) return [];
    assert.deepEqual(
      items.map(({ id }) => id),
      [caseId()],
    );
    return (await getJson<{ items: T[] }>(`${url}/api/cases/${encodeURIComponent(caseId())}${what}`)).items;
  }

  /** How many each representative was shown, repeats under one effect id taken together. */
  function cards(): Record<string, number> {
    const of = ({ conversation }: typeof SAM): number =>
      sink.effects(conversation).filter(({ attachments }) => attachments?.length).length;
    return { sam: of(SAM), rita: of(RITA) };
  }

  async function folderLike(other?: string): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'agent-'));
    folders.push(folder);
    if (other !== undefined) await cp(other, folder, { recursive: true });
    return folder;
  }
});

async function running(dataDir: string, work: (agent: AgentProcess) => Promise<void>): Promise<void> {
  const agent = await startAgent({ dataDir });
  try {
    await work(agent);
  } finally {
    await agent.stop();
  }
}
