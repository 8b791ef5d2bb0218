/**
 * Rounds of: a process under load, ended with SIGKILL at a random moment, looked at as it lies there, started again,
 * and looked at once all is decided.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { StoreReader } from '../../cases/store';
import { startAgent, type AgentProcess } from './agentProcess';
import { Crowd } from './crowd';
import { CHAOS_SETTINGS, connectorDoor, type Customer } from './customers';
import { runLoad } from './load';
import { untilQuiet } from './quiet';
import type { Random } from './random';
import { carryOut, type Run } from './run';
import { storeId, type Sink } from './sink';
import { embeddedChaosStore, type ChaosStore } from './stores';
import { checkAcknowledged, checkOutcome, noFaults, type Faults } from './verdict';

export interface KilledOptions {
  readonly rounds: number;
  readonly random: Random;
  readonly store?: ChaosStore;
  /** How many customers begin in each round, half of them on each channel. */
  readonly customers?: number;
  readonly step?: (done: number) => void;
}

export interface KilledReport extends Faults {
  readonly rounds: number;
  readonly acknowledged: number;
  /** Rounds whose kill came while something was on its way: unanswered, undecided or unsent. */
  readonly caughtAtWork: number;
  /** Sent again after a kill, under the same id, at a channel that takes none. */
  readonly repeats: number;
}

const CUSTOMERS_SHIPPED = 12;
const KILL_MS_MAX = 1_500; // from the first message: by then most of a round has been said
const LIVES_OF_A_NAME = 10; // under another name what the dead one held is taken over when its leases are late
const QUIET_MS_MAX = 60_000;
const REPRESENTATIVES = ['rep-1', 'rep-2'];

export async function killedRounds(options: KilledOptions): Promise<KilledReport> {
  const store = options.store ?? (await embeddedChaosStore(CHAOS_SETTINGS));
  return carryOut(store, (sink) => new Rounds(store, sink, options));
}

class Rounds implements Run<KilledReport> {
  private readonly faults = noFaults();
  private readonly crowd: Crowd;
  /** The effects that were noted as sent when a process died. */
  private readonly noted = new Set<string>();
  private agent?: AgentProcess;
  private repeats = 0;
  private caughtAtWork = 0;

  constructor(
    private readonly store: ChaosStore,
    private readonly sink: Sink,
    private readonly options: KilledOptions,
  ) {
    this.crowd = new Crowd(sink);
  }

  async run(): Promise<KilledReport> {
    await this.start();
    await this.registerRepresentatives();
    for (let round = 1; round <= this.options.rounds; round++) {
      await this.round();
      this.options.step?.(round);
    }
    await this.store.read((reader) => this.checkChannels(reader, REPRESENTATIVES.map(storeId)));
    const { repeats, caughtAtWork } = this;
    const { acknowledged } = this.crowd;
    return { rounds: this.options.rounds, acknowledged, caughtAtWork, repeats, ...this.faults };
  }

  async stop(): Promise<void> {
    await this.agent?.kill();
  }

  private async round(): Promise<void> {
    const { random } = this.options;
    const customers = await this.crowd.join(this.options.customers ?? CUSTOMERS_SHIPPED, this.url);
    const killAfterMs = random() * KILL_MS_MAX;
    const load = runLoad(customers, { url: this.url, random, pause: (ms) => pause(ms) });
    await pause(killAfterMs);
    await this.agent?.kill();
    await this.store.read((reader) => this.lookAtTheDead(reader, customers));
    const before = this.sink.arrivals.length;
    await this.start();
    await load;
    await this.quiet();
    this.countRepeats(before);
    await this.store.read(async (reader) => {
      await checkOutcome(reader, customers, REPRESENTATIVES.map(storeId), this.faults);
      // Now, not at the end: the tokens of the chats are good for an hour.
      await this.checkChannels(
        reader,
        customers.map(({ id }) => id),
      );
    });
  }

  private async start(): Promise<void> {
    this.sink.life += 1;
    const INSTANCE = `chaos-${Math.floor(this.sink.life / LIVES_OF_A_NAME)}`;
    this.agent = await startAgent({ ...this.store.env, INSTANCE }, this.store.folder);
  }

  private async registerRepresentatives(): Promise<void> {
    for (const one of REPRESENTATIVES)
      await connectorDoor(one, one, this.sink.url).send(this.url(), `register-${one}`, '/representative');
    await this.quiet();
  }

  /** What was acknowledged is there already; which effects were noted as sent when the process died. */
  private async lookAtTheDead(reader: StoreReader, customers: readonly Customer[]): Promise<void> {
    await checkAcknowledged(reader, customers, this.faults);
    const conversations = await reader.list('conversations', { index: 'due', limit: 1 });
    if (
      conversations.items.length > 0 ||
      customers.some(({ says }) => says.some((said) => !said.acknowledged))
    )
      this.caughtAtWork += 1;
    for (const { effectId } of this.sink.arrivals) {
      if (this.noted.has(effectId)) continue;
      const { items } = await reader.list('turns', { index: 'effect', equals: [effectId], limit: 1 });
      if (items.length > 0) this.noted.add(effectId);
    }
  }

  /** A repeat is one that the dead process had sent and not noted; anything else twice is a fault. */
  private countRepeats(before: number): void {
    const earlier = new Set(this.sink.arrivals.slice(0, before).map(({ effectId }) => effectId));
    const now = new Set<string>();
    for (const { effectId, conversation } of this.sink.arrivals.slice(before)) {
      if (now.has(effectId) || this.noted.has(effectId))
        this.faults.doubledEffects.push(`${conversation}: ${effectId} came again although it was noted`);
      else if (earlier.has(effectId)) this.repeats += 1;
      now.add(effectId);
    }
  }

  private readonly url = (): string => this.agent?.url ?? '';

  private quiet(): Promise<void> {
    return untilQuiet(this.store, QUIET_MS_MAX, this.faults);
  }

  private checkChannels(reader: StoreReader, ids: readonly string[]): Promise<void> {
    return this.crowd.checkStanding(reader, ids, this.url, this.faults);
  }
}
