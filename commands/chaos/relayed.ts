/**
 * Many conversations relayed at once: customers on one side, representatives in the threads of a Teams channel on the
 * other, both writing for a while. Each word must arrive on the other side once, in order.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { SettingsInput } from '../../cases/settings';
import { startAgent, type AgentProcess } from './agentProcess';
import { CHAOS_SETTINGS, connectorDoor, type Door } from './customers';
import { untilQuiet } from './quiet';
import type { Random } from './random';
import { carryOut, type Run } from './run';
import type { Sink } from './sink';
import { embeddedChaosStore, type ChaosStore } from './stores';
import { TeamsChannelDoor } from './teamsDoor';
import { checkRelayed, noRelayFaults, type RelayFaults, type Spoken } from './relayVerdict';

export interface RelayedOptions {
  readonly conversations: number;
  readonly seconds: number;
  readonly random: Random;
  /** Between two messages of one side, about; people type. */
  readonly pauseMs?: number;
  /** Told each second that both sides have written. */
  readonly step?: (seconds: number) => void;
}

export interface RelayedReport extends RelayFaults {
  readonly conversations: number;
  readonly seconds: number;
  /** Of both sides, each acknowledged. */
  readonly messages: number;
  /** Delivered twice at once by the channel, under one id. */
  readonly deliveredTwice: number;
  /** Asked to come again (503), and sent again. */
  readonly refused: number;
  /** Not answered in time, and sent again. */
  readonly unanswered: number;
  /** From the beginning of the request to the arrival on the other side. */
  readonly p50Ms: number;
  readonly p99Ms: number;
}

const CHANNEL = '19:chaos@thread.tacv2';
const SETTINGS: SettingsInput = {
  ...CHAOS_SETTINGS,
  // Nobody is reminded or put back into line in the middle of it.
  routing: { queues: [{ name: 'Support', remindAfterMinutes: 1_440 }] },
};
const AT_ONCE = 10; // conversations that are begun at the same time
const PAUSE_MS_SHIPPED = 10_000;
const DOUBLED_SHARE = 0.1;
const RETRY_MS = 200;
const SETUP_MS_MAX = 300_000;
const QUIET_MS_MAX = 300_000;

export async function relayedConversations(options: RelayedOptions): Promise<RelayedReport> {
  const store = await embeddedChaosStore(SETTINGS);
  return carryOut(store, (sink) => new Relayed(store, sink, options));
}

/** One conversation, and what each side has said in it. */
interface Pair {
  readonly n: number;
  readonly door: Door;
  thread: string;
  readonly fromCustomer: Spoken[];
  readonly fromRepresentatives: Spoken[];
}

class Relayed implements Run<RelayedReport> {
  private agent?: AgentProcess;
  private readonly teams: TeamsChannelDoor;
  /** By the customer's conversation: its card, once it stands in the channel. */
  private readonly cards = new Map<string, { readonly thread: string; readonly data: object }>();
  private readonly faults = noRelayFaults();
  private refused = 0;
  private unanswered = 0;
  private doubled = 0;

  constructor(
    private readonly store: ChaosStore,
    private readonly sink: Sink,
    private readonly options: RelayedOptions,
  ) {
    this.teams = new TeamsChannelDoor(sink.url, CHANNEL);
    sink.onRoot = (thread, attachments) => this.noteCard(thread, attachments);
  }

  async run(): Promise<RelayedReport> {
    this.agent = await startAgent(this.store.env, this.store.folder);
    await this.teams.command(this.url, 'lead', 'serve');
    await this.until('the channel serves', () => this.sink.arrivals.length > 0);
    const pairs = await this.begin();
    await this.talk(pairs);
    await untilQuiet(this.store, QUIET_MS_MAX, this.faults);
    const { conversations, seconds } = this.options;
    const spoken = pairs.flatMap(({ fromCustomer, fromRepresentatives }) => [
      ...fromCustomer,
      ...fromRepresentatives,
    ]);
    const delaysMs = checkRelayed(
      pairs.flatMap(({ n, thread, fromCustomer, fromRepresentatives }) => [
        { to: thread, said: fromCustomer },
        { to: conversationOf(n), said: fromRepresentatives },
      ]),
      this.sink.arrivals,
      this.faults,
    );
    const { refused, unanswered, doubled: deliveredTwice } = this;
    const at = (share: number): number => Math.round(delaysMs[Math.floor(delaysMs.length * share)] ?? 0);
    const figures = { conversations, seconds, messages: spoken.length, deliveredTwice, refused, unanswered };
    return { ...figures, p50Ms: at(0.5), p99Ms: at(0.99), ...this.faults };
  }

  async stop(): Promise<void> {
    await this.agent?.kill();
  }

  private get url(): string {
    return this.agent?.url ?? '';
  }

  /** Each customer asks for a person, and is accepted in the thread of the card. */
  private async begin(): Promise<Pair[]> {
    const numbers = Array.from({ length: this.options.conversations }, (_, n) => n);
    const pairs: Pair[] = [];
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let n = numbers.shift(); n !== undefined; n = numbers.shift())
          pairs.push(await this.beginOne(n));
      }),
    );
    return pairs;
  }

  private async beginOne(n: number): Promise<Pair> {
    const id = conversationOf(n);
    const door = connectorDoor(id, `user-${n}`, this.sink.url);
    await this.acknowledged(() =>
      door.send(this.url, `${n}-trouble`, 'My espresso machine leaks from the bottom.'),
    );
    await this.acknowledged(() => door.send(this.url, `${n}-person`, 'Can I talk to a real person please?'));
    const card = await this.until(`the card of ${id}`, () => this.cards.get(`emulator:${id}`));
    await this.acknowledged(() => this.teams.click(this.url, `rep-${n}`, card));
    const here = `rep-${n} is here now.`;
    const heard = (): boolean =>
      this.sink.arrivals.some(({ conversation, text }) => conversation === id && text === here);
    await this.until(`${id} has a person`, heard);
    return { n, door, thread: card.thread, fromCustomer: [], fromRepresentatives: [] };
  }

  private noteCard(thread: string, attachments: unknown): void {
    const data = acceptData(attachments);
    if (data) this.cards.set(data.conversationId, { thread, data });
  }

  /** Both sides of every conversation write for a while, each in its own time. */
  private async talk(pairs: readonly Pair[]): Promise<void> {
    const { seconds, step } = this.options;
    const end = Date.now() + seconds * 1_000;
    let passed = 0;
    const clock = setInterval(() => step?.(Math.min(++passed, seconds)), 1_000);
    await Promise.all(
      pairs.flatMap(({ n, door, thread, fromCustomer, fromRepresentatives }) => [
        this.side(end, fromCustomer, `c${n}`, (id, text) => door.send(this.url, id, text)),
        this.side(end, fromRepresentatives, `r${n}`, (id, text, at) =>
          // Two of them share a conversation.
          this.teams.say(this.url, at % 3 === 0 ? `colleague-${n}` : `rep-${n}`, { thread, id, text }),
        ),
      ]),
    );
    clearInterval(clock);
  }

  private async side(
    end: number,
    said: Spoken[],
    name: string,
    send: (id: string, text: string, at: number) => Promise<void>,
  ): Promise<void> {
    const { random, pauseMs = PAUSE_MS_SHIPPED } = this.options;
    const wait = (ms: number): Promise<void> => pause(Math.max(0, Math.min(ms, end - Date.now())));
    await wait(random() * pauseMs);
    for (let at = 0; Date.now() < end; at++) {
      const id = `${name}-${at}`;
      const text = `${id}: the light on the left still blinks`;
      const spoken: Spoken = { text, atMs: performance.now() };
      const doubled = random() < DOUBLED_SHARE;
      if (doubled) this.doubled += 1;
      const deliver = (): Promise<void> => this.acknowledged(() => send(id, text, at));
      await Promise.all(doubled ? [deliver(), deliver()] : [deliver()]);
      said.push(spoken);
      await wait(pauseMs * (0.5 + random()));
    }
  }

  /** As a channel does: the same under the same id until somebody says that it was taken. */
  private async acknowledged(send: () => Promise<unknown>): Promise<void> {
    for (;;) {
      try {
        return void (await send());
      } catch (error) {
        if (error instanceof Error && error.message.endsWith('answered 503')) this.refused += 1;
        else this.unanswered += 1;
        await pause(RETRY_MS);
      }
    }
  }

  private async until<T>(what: string, ask: () => T | undefined | false): Promise<T> {
    const end = Date.now() + SETUP_MS_MAX;
    for (;;) {
      const answer = ask();
      if (answer !== undefined && answer !== false) return answer;
      if (Date.now() > end) throw new Error(`waited in vain: ${what}`);
      await pause(20);
    }
  }
}

const conversationOf = (n: number): string => `c${n}`;

interface AcceptData {
  readonly verb: 'accept-conversation';
  readonly conversationId: string;
}

/** The data of the card's accept button, wherever it stands in it. */
function acceptData(card: unknown): AcceptData | undefined {
  if (typeof card !== 'object' || card === null) return undefined;
  if ('verb' in card && card.verb === 'accept-conversation' && 'conversationId' in card)
    return card as AcceptData;
  for (const part of Object.values(card)) {
    const found = acceptData(part);
    if (found) return found;
  }
  return undefined;
}
