/**
 * A disk that fills up under load: the store's folder is a small file system in memory. While it is full channels are
 * refused and come again; then there is room, and the same process goes on. In every second round it is killed first.
 */
import { spawnSync } from 'node:child_process';
import { statfsSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { startAgent, type AgentProcess } from './agentProcess';
import { Crowd } from './crowd';
import { CHAOS_SETTINGS } from './customers';
import { runLoad } from './load';
import { untilQuiet } from './quiet';
import type { Random } from './random';
import { carryOut, type Run } from './run';
import type { Sink } from './sink';
import { embeddedChaosStore, type ChaosStore } from './stores';
import { checkAcknowledged, checkOutcome, noFaults, type Faults } from './verdict';

export interface FullOptions {
  readonly rounds: number;
  readonly random: Random;
  readonly step?: (done: number) => void;
}

export interface FullReport extends Faults {
  readonly rounds: number;
  readonly acknowledged: number;
  /** Rounds in which the disk was full indeed: the kernel had not one page left. */
  readonly filled: number;
  /** Messages that were refused meanwhile, and sent again by the channel. */
  readonly refused: number;
}

const SMALL = '2m'; // an empty store has less than half of it
const ROOMY = '256m';
const CUSTOMERS = 40; // they write some 6 MB
const FULL_MS = 2_000; // how long it stays full under load
const QUIET_MS_MAX = 60_000;

/** What the machine lacks; undefined where small file systems can be mounted. */
export function missingForFull(): string | undefined {
  if (process.platform !== 'linux') return 'needs Linux: the small disk is a tmpfs';
  if (process.getuid?.() !== 0)
    return 'needs the right to mount a tmpfs: unshare --user --map-root-user --mount';
  return undefined;
}

export async function fullRounds({ rounds, random, step }: FullOptions): Promise<FullReport> {
  const missing = missingForFull();
  if (missing !== undefined) throw new Error(missing);
  const report = { rounds, acknowledged: 0, filled: 0, refused: 0, ...noFaults() };
  for (let round = 1; round <= rounds; round++) {
    const disk = new SmallDisk();
    const store = await embeddedChaosStore(CHAOS_SETTINGS, (folder) => disk.mount(folder));
    const killed = round % 2 === 0;
    const one = await carryOut(
      store,
      (sink) => new Round(sink, store, { disk, random, killed, faults: report }),
    );
    report.acknowledged += one.acknowledged;
    report.refused += one.refused;
    if (one.filled) report.filled += 1;
    step?.(round);
  }
  return report;
}

interface RoundOptions {
  readonly disk: SmallDisk;
  readonly random: Random;
  readonly killed: boolean;
  readonly faults: Faults;
}

type RoundReport = Pick<FullReport, 'acknowledged' | 'refused'> & { readonly filled: boolean };

class Round implements Run<RoundReport> {
  private agent?: AgentProcess;

  constructor(
    private readonly sink: Sink,
    private readonly store: ChaosStore,
    private readonly options: RoundOptions,
  ) {}

  async run(): Promise<RoundReport> {
    const { store } = this;
    const { disk, random, killed, faults } = this.options;
    const url = (): string => this.agent?.url ?? '';
    this.agent = await startAgent(store.env, store.folder);
    const crowd = new Crowd(this.sink);
    const customers = await crowd.join(CUSTOMERS, url);
    let spoken = false;
    let refused = 0;
    const load = runLoad(customers, {
      url,
      random,
      pause: (ms) => pause(ms),
      refused: () => (refused += 1),
    }).finally(() => (spoken = true));
    const filled = await disk.untilFull(() => spoken);
    await pause(FULL_MS);
    if (killed) await this.agent.kill();
    await store.read((reader) => checkAcknowledged(reader, customers, faults));
    disk.makeRoom();
    if (killed) this.agent = await startAgent(store.env, store.folder);
    await load;
    await untilQuiet(store, QUIET_MS_MAX, faults);
    await store.read(async (reader) => {
      await checkOutcome(reader, customers, [], faults);
      const ids = customers.map(({ id }) => id);
      await crowd.checkStanding(reader, ids, url, faults);
    });
    return { acknowledged: crowd.acknowledged, refused, filled };
  }

  async stop(): Promise<void> {
    await this.agent?.kill();
    this.options.disk.unmount();
  }
}

/** A tmpfs over a folder. */
class SmallDisk {
  private folder = '';

  mount(folder: string): void {
    this.folder = folder;
    run('mount', ['-t', 'tmpfs', '-o', `size=${SMALL}`, 'tmpfs', folder]);
  }

  makeRoom(): void {
    run('mount', ['-o', `remount,size=${ROOMY}`, this.folder]);
  }

  unmount(): void {
    run('umount', ['--lazy', this.folder]);
  }

  /** Whether it came to that before there was nothing more to write. */
  async untilFull(done: () => boolean): Promise<boolean> {
    while (!done()) {
      if (this.freeBytes() === 0) return true;
      await pause(20);
    }
    return false;
  }

  private freeBytes(): number {
    return statfsSync(this.folder).bavail;
  }
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0)
    throw new Error(`${command} ${args.join(' ')} failed: ${error?.message ?? stderr.trim()}`);
}
