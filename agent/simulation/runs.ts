/** The runs that are kept, and their conversations: written as they come, found again after a restart. */
import {
  simulationCaseId,
  simulationSlot,
  type SimulatedCase,
  type SimulationCase,
  type SimulationReport,
  type SimulationRow,
  type SimulationRun,
} from '../../cases/simulation';
import { changed, LIST_MAX, RACES_MAX, refused, StoreBusy, type Page, type Store } from '../../cases/store';

export interface RunParts {
  readonly store: Store;
  readonly clock: () => string;
  /** This process. */
  readonly holder: string;
}

/** A row, and what is kept to run it again. */
export interface KeptRow {
  readonly row: SimulationRow;
  readonly again: Pick<SimulationCase, 'caseId' | 'row'>;
}

type Claim = Pick<SimulationRun, 'source' | 'total' | 'by' | 'settings'>;

const SILENT_MS_MAX = 60_000; // of another process: after that it has ended
const WRITTEN_AT_ONCE = 25; // gathered into few commits

export class SimulationRuns {
  /** Those that this process works on. */
  private readonly live = new Set<number>();

  constructor(private readonly parts: RunParts) {}

  async get(n: number): Promise<SimulationRun | undefined> {
    const found = await this.parts.store.get('simulations', simulationSlot(n));
    return found?.n === n ? this.asItStands(found) : undefined;
  }

  /** Newest first. */
  async list(page: { readonly limit: number; readonly after?: string }): Promise<Page<SimulationRun>> {
    const { items, next } = await this.parts.store.list('simulations', {
      index: 'number',
      order: 'desc',
      ...page,
    });
    return { items: items.map((run) => this.asItStands(run)), next };
  }

  rowsOf(
    n: number,
    page: { readonly limit: number; readonly after?: string },
  ): Promise<Page<SimulationCase>> {
    return this.parts.store.list('simulationCases', { index: 'run', equals: [n], ...page });
  }

  async *allRowsOf(n: number): AsyncGenerator<SimulationCase> {
    let after: string | undefined;
    do {
      const page = await this.rowsOf(n, { limit: LIST_MAX, after });
      yield* page.items;
      after = page.next;
    } while (after !== undefined);
  }

  /** Takes the next number, unless a run is under way: also where two processes ask at once. */
  async claim(claim: Claim): Promise<{ readonly run: SimulationRun } | { readonly busy: number }> {
    const { store, clock, holder } = this.parts;
    for (let tries = 0; tries < RACES_MAX; tries++) {
      const [newest] = (await this.list({ limit: 1 })).items;
      if (newest?.state === 'running') return { busy: newest.n };
      const n = (newest?.n ?? 0) + 1;
      const now = clock();
      const run: SimulationRun = {
        ...claim,
        _id: simulationSlot(n),
        version: 1,
        n,
        state: 'running',
        startedAt: now,
        movedAt: now,
        holder,
        done: 0,
      };
      this.live.add(n); // before it is written: whoever reads it must not take it for a dead one
      if ((await store.insert('simulations', run)) === 'inserted') return { run };
      const taken = await store.update('simulations', run._id, (held) =>
        held.n < n ? changed({ ...run, version: held.version }) : refused('taken'),
      );
      if (taken.is === 'changed') return { run: taken.doc };
    }
    throw new StoreBusy('simulations');
  }

  /** This process works on it no more. */
  release({ n }: SimulationRun): void {
    this.live.delete(n);
  }

  writing(run: SimulationRun): Writing {
    return new Writing(this.parts, run);
  }

  /** One that its process left in the middle has failed, whatever stands there. */
  private asItStands(run: SimulationRun): SimulationRun {
    const { store, clock, holder } = this.parts;
    if (run.state !== 'running') return run;
    const silentMs = Date.parse(clock()) - Date.parse(run.movedAt);
    const alive = run.holder === holder ? this.live.has(run.n) : !store.alone && silentMs <= SILENT_MS_MAX;
    return alive ? run : { ...run, state: 'failed' };
  }
}

/** What one run writes while it goes on. */
class Writing {
  private waiting: SimulationCase[] = [];
  private again: KeptRow['again'] = {};
  private place = 0;

  constructor(
    private readonly parts: RunParts,
    private readonly run: SimulationRun,
  ) {}

  /** The rows, each remembered until its result comes. */
  async *taken(rows: AsyncIterable<KeptRow> | Iterable<KeptRow>): AsyncGenerator<SimulationRow> {
    for await (const { row, again } of rows) {
      this.again = again;
      yield row;
    }
  }

  async add(one: SimulatedCase): Promise<void> {
    const { n } = this.run;
    const place = this.place++;
    this.waiting.push({ _id: simulationCaseId(n, place), version: 1, run: n, place, ...this.again, ...one });
    if (this.waiting.length >= WRITTEN_AT_ONCE) await this.moved();
  }

  /** Writes what waits, and that the run goes on. */
  async moved(): Promise<void> {
    const rows = this.waiting;
    this.waiting = [];
    await Promise.all(rows.map((row) => this.write(row)));
    await this.note({});
  }

  async end(report: SimulationReport): Promise<void> {
    await this.moved();
    await this.note({ state: 'done', report, endedAt: this.parts.clock(), total: this.place });
  }

  async fail(): Promise<void> {
    await this.note({ state: 'failed', endedAt: this.parts.clock() });
  }

  /** Where an older run of this place had a row, it is overwritten. */
  private async write(row: SimulationCase): Promise<void> {
    const { store } = this.parts;
    if ((await store.insert('simulationCases', row)) === 'inserted') return;
    await store.update('simulationCases', row._id, ({ version }) => changed({ ...row, version }));
  }

  private async note(change: Partial<SimulationRun>): Promise<void> {
    const { store, clock } = this.parts;
    const { _id, n } = this.run;
    const done = this.place - this.waiting.length;
    await store.update('simulations', _id, (held) =>
      held.n === n && held.state === 'running'
        ? changed({ ...held, done, movedAt: clock(), ...change })
        : refused('no longer mine'),
    );
  }
}
