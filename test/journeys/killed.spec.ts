/** Killed after any of the six steps of a turn, the agent goes on where the documents say. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Step } from '../../agent/context';
import { fromBot, getJson, openChat, say, type ChatSession } from '../support/chatClient';
import { ConnectorSink, message } from '../support/connectorSink';
import { startAgent, type AgentProcess } from '../support/agentProcess';
import { deliver } from '../support/teams';
import { pause, until } from '../support/until';

const STEPS: readonly Step[] = ['accept', 'decide', 'commit', 'apply', 'drain', 'send'];
const WORDS = 'My espresso machine leaks from the bottom. I am Dana Reyes, dana@example.com.';
const QUIET_MS = 1_500; // longer than a sweep: whatever would be doubled has come by then

interface Outcome {
  readonly cases: number;
  readonly replies: readonly string[];
  readonly cards: number;
  readonly audit: readonly string[];
}

interface AuditItem {
  readonly text: string;
  readonly reason: string;
  readonly quotes: readonly { readonly text?: string }[];
}

describe('an agent that is killed', function () {
  this.timeout(60_000);
  let sink: ConnectorSink;
  let dataDir: string;
  let whole: Outcome;

  const withFolder = async <T>(work: (folder: string) => Promise<T>): Promise<T> => {
    dataDir = await mkdtemp(join(tmpdir(), 'agent-'));
    try {
      return await work(dataDir);
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  };

  before(async () => {
    sink = await new ConnectorSink().start();
    whole = await withFolder((folder) => runOnce(folder, undefined, 'rep-whole'));
    assert.equal(whole.cases, 1);
    assert.equal(whole.cards, 1);
    assert.ok(whole.replies.length > 0);
  });

  after(() => sink.stop());

  for (const step of STEPS) {
    it(`after "${step}" leaves one case, each reply once, and the same audit`, async () => {
      const outcome = await withFolder((folder) => runOnce(folder, step, `rep-${step}`));
      assert.deepEqual(outcome, whole);
    });
  }

  async function runOnce(
    folder: string,
    killAfter: Step | undefined,
    representative: string,
  ): Promise<Outcome> {
    await registerRepresentative(folder, representative);
    const first = await startAgent({ dataDir: folder, killAfter });
    const chat = await openChat(first.url);
    const told = await say(first.url, chat, WORDS, 'first-words').catch(() => undefined);
    if (killAfter === undefined) return finish(first, chat, representative);
    assert.equal(await first.gone, 'SIGKILL');
    const second = await startAgent({ dataDir: folder });
    if (!told) await say(second.url, chat, WORDS, 'first-words');
    return finish(second, chat, representative);
  }

  async function registerRepresentative(folder: string, conversation: string): Promise<void> {
    const agent = await startAgent({ dataDir: folder });
    await deliver(agent.url, message(sink, { conversation, text: '/representative', id: 'register' }));
    await until('the registration is answered', () => sink.effects(conversation)[0]);
    await agent.stop();
  }

  async function finish(agent: AgentProcess, chat: ChatSession, representative: string): Promise<Outcome> {
    await until('the case is acknowledged', async () => (await fromBot(agent.url, chat))[0]);
    await until('the card is shown', () => cards(representative)[0]);
    await pause(QUIET_MS);
    const { items } = await getJson<{ items: { id: string }[] }>(`${agent.url}/api/cases`);
    const audit = await getJson<{ items: AuditItem[] }>(
      `${agent.url}/api/cases/${encodeURIComponent(items[0]?.id ?? '')}/audit`,
    );
    const replies = (await fromBot(agent.url, chat)).map(({ text }) =>
      (text ?? '').replace(/CAS-\d{5}-\w{4}/, 'CAS'),
    );
    await agent.stop();
    return {
      cases: items.length,
      replies,
      cards: cards(representative).length,
      audit: audit.items.map(line),
    };
  }

  const cards = (conversation: string) =>
    sink.effects(conversation).filter((activity) => activity.attachments?.length);
});

function line({ text, reason, quotes }: AuditItem): string {
  return [text, reason, ...quotes.map((quote) => quote.text ?? '')].join(' | ');
}
