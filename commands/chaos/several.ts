/**
 * Several processes on one MongoDB: each message is delivered twice, to different ones, late, and overtaken by others.
 * Whatever befalls the database or the processes meanwhile is the caller's.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { startAgent, type AgentProcess } from './agentProcess';
import { Crowd } from './crowd';
import { CHAOS_SETTINGS, type Customer } from './customers';
import { untilQuiet } from './quiet';
import { residentMb } from './memory';
import type { Random } from './random';
import { carryOut, type Run } from './run';
import type { Sink } from './sink';
import { mongoChaosStore, type ChaosStore } from './stores';
import { checkOutcome, noFaults, type Faults } from './verdict';

export interface SeveralOptions {
  readonly processes: number;
  /** Half of them in the local chat, half in a channel of the Bot Framework. */
  readonly customers: number;
  readonly random: Random;
  /** A database for this run alone. */
  readonly uri: string;
  /** How the agents reach it, where that is another way. */
  readonly agentsUri?: string;
  /** Runs beside the load, from its beginning. */
  readonly meanwhile?: (agents: readonly AgentProcess[]) => Promise<void>;
  readonly step?: (done: number) => void;
}

export interface SeveralReport extends Faults {
  readonly processes: number;
  /** Each was delivered twice. */
  readonly turns: number;
  readonly deliveries: number;
  /** Refused or unanswered, and sent again by the channel. */
  readonly sentAgain: number;
  /** Came twice at a channel that takes no ids, under the same id. */
  readonly repeats: number;
  readonly residentMbMax: number;
}

const AT_ONCE = 20; // customers that write at the same time
const GAP_MS = 120; // between two messages of one customer
const LATE_MS_MAX = 300; // a delivery that comes later than this was overtaken by one or two
const RETRY_MS = 100;
const QUIET_MS_MAX = 120_000;
const MEMORY_MS = 500;

export async function severalProcesses(options: SeveralOptions): Promise<SeveralReport> {
  const store = await mongoChaosStore(options.uri, CHAOS_SETTINGS);
  return carryOut(store, (sink) => new Several(store, sink, options));
}

class Several implements Run<SeveralReport> {
  private readonly faults = noFaults();
  private readonly crowd: Crowd;
  private agents: AgentProcess[] = [];
  private sentAgain = 0;
  private residentMbMax = 0;

  constructor(
    private readonly store: ChaosStore,
    private readonly sink: Sink,
    private readonly options: SeveralOptions,
  ) {
    this.crowd = new Crowd(sink);
  }

  async run(): Promise<SeveralReport> {
    const { processes } = this.options;
    const env = { ...this.store.env, MONGODB_URI: this.options.agentsUri ?? this.options.uri };
    const starting = Array.from({ length: processes }, () => startAgent(env, this.store.folder));
    this.agents = await Promise.all(starting);
    const joined = await this.crowd.join(this.options.customers, (n) => this.url(n));
    const customers = joined.map((one, n) => (this.crowd.isInChat(one) ? one : corrected(one, n)));
    const memory = setInterval(() => this.noteMemory(), MEMORY_MS);
    await Promise.all([this.load(customers), this.options.meanwhile?.(this.agents)]);
    await untilQuiet(this.store, QUIET_MS_MAX, this.faults);
    clearInterval(memory);
    await this.check(customers);
    const turns = customers.reduce((sum, { says }) => sum + says.length, 0);
    const { sentAgain, residentMbMax, faults } = this;
    const repeats = this.sink.arrivals.length - new Set(this.sink.arrivals.map((one) => one.effectId)).size;
    return { processes, turns, deliveries: 2 * turns, sentAgain, repeats, residentMbMax, ...faults };
  }

  async stop(): Promise<void> {
    await Promise.all(this.agents.map((agent) => agent.kill()));
  }

  private url(n: number): string {
    return this.agents[n % this.agents.length]?.url ?? '';
  }

  private async load(customers: readonly Customer[]): Promise<void> {
    const waiting = [...customers];
    let done = 0;
    const workers = Array.from({ length: AT_ONCE }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        await this.speak(next);
        this.options.step?.(++done);
      }
    });
    await Promise.all(workers);
  }

  /** A chat is a connection that keeps its order; what channels deliver can overtake. */
  private async speak(one: Customer): Promise<void> {
    const inOrder = this.crowd.isInChat(one);
    const { random } = this.options;
    const from = Date.now();
    const deliveries: Promise<void>[] = [];
    for (const [at, said] of one.says.entries()) {
      const saidAt = new Date(from + at * 1_000).toISOString();
      const first = Math.floor(random() * this.agents.length);
      const delivered = [first, first + 1].map(async (n) => {
        if (!inOrder) await pause(random() * LATE_MS_MAX);
        await this.deliver(one, said, n, saidAt);
        said.acknowledged = true;
      });
      deliveries.push(...delivered);
      if (inOrder) await Promise.all(delivered);
      await pause(GAP_MS * random());
    }
    await Promise.all(deliveries);
  }

  /** To the nth process; whatever is not acknowledged goes to the next. */
  private async deliver(
    { door }: Customer,
    said: Customer['says'][number],
    n: number,
    saidAt: string,
  ): Promise<void> {
    for (let to = n; ; to++) {
      try {
        return await door.send(this.url(to), said.id, said.text, saidAt);
      } catch {
        this.sentAgain += 1;
        await pause(RETRY_MS);
      }
    }
  }

  private noteMemory(): void {
    for (const { pid } of this.agents) this.residentMbMax = Math.max(this.residentMbMax, residentMb(pid));
  }

  /** What stands at the channels is asked of another process than the one where the chat began. */
  private async check(customers: readonly Customer[]): Promise<void> {
    const ids = customers.map(({ id }) => id);
    await this.store.read(async (reader) => {
      await checkOutcome(reader, customers, [], this.faults);
      await this.crowd.checkStanding(reader, ids, (n) => this.url(n + 1), this.faults);
    });
  }
}

/** Somebody who corrects themselves: whichever message arrives first, the one that was said last counts. */
function corrected(one: Customer, n: number): Customer {
  const serial = `CM-7532-${String(10_000 + (n % 90_000))}`;
  const text = `Sorry, I misread that. The serial number is ${serial}.`;
  const says = [...one.says, { id: `${n}-corrected`, text, acknowledged: false }];
  return { ...one, says, values: { ...one.values, serial } };
}
