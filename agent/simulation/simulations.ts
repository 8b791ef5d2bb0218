/** Simulations in the background: one at a time, giving way to turns, kept in the store. */
import { setImmediate as othersFirst } from 'node:timers/promises';
import type { CaseStatus } from '../../cases/case';
import { isContactField, type FieldDefinition } from '../../cases/fields';
import { fieldsToPredict } from '../../cases/deciding/plan';
import type { FieldPredictor, ValueParser } from '../../cases/deciding/prediction';
import { resolvedFields, type Settings } from '../../cases/settings';
import type { SimulationRow, SimulationRun, SimulationSource } from '../../cases/simulation';
import type { Page, Store } from '../../cases/store';
import type { Log, PublishedSettings, SettingsSource } from '../context';
import { newestVersion } from '../settingsVersions';
import { simulate } from './simulate';
import { newestCases, rowOfCase, rowsOfSheet, type Cells, type SheetRead } from './rows';
import { SimulationRuns, type KeptRow } from './runs';

export interface SimulationParts {
  readonly store: Store;
  readonly predictor: FieldPredictor;
  readonly settings: SettingsSource;
  /** Reads a truth as of a time: "tomorrow" of then. */
  readonly parserAt: (settings: Settings, at: string) => ValueParser;
  readonly clock: () => string;
  readonly log: Log;
  /** This process. */
  readonly holder: string;
}

export type SimulationOf =
  | { readonly kind: 'cases'; readonly count: number; readonly status?: CaseStatus }
  | { readonly kind: 'sheet'; readonly name: string; readonly cells: Cells }
  /** What an earlier run tried, once more. */
  | { readonly kind: 'again'; readonly n: number };

export interface SimulationOrder {
  readonly of: SimulationOf;
  /** By which settings; those of the draft without publishing it. */
  readonly settings: 'published' | 'draft';
  readonly by: string;
}

export type SimulationStarted =
  | { readonly is: 'started'; readonly run: SimulationRun }
  | { readonly is: 'busy'; readonly n: number }
  | { readonly is: 'no-draft' | 'no-case' | 'no-such-run' }
  | { readonly is: 'bad-sheet'; readonly why: Exclude<SheetRead, { ok: true }>['why'] };

/** What is to be run, gathered before anything is written. */
interface Prepared {
  readonly source: SimulationSource;
  readonly total: number;
  readonly rows: () => AsyncIterable<KeptRow> | Iterable<KeptRow>;
}

const HEARTBEAT_MS = 5_000;

export class Simulations {
  private readonly runs: SimulationRuns;
  private running?: { readonly n: number; readonly ended: Promise<void> };
  private stopped = false;

  constructor(private readonly parts: SimulationParts) {
    this.runs = new SimulationRuns(parts);
  }

  /** Resolves once the run is written down; it goes on by itself. */
  async start({ of, settings: which, by }: SimulationOrder): Promise<SimulationStarted> {
    const settings = await this.settingsFor(which);
    if (!settings) return { is: 'no-draft' };
    const prepared = await this.prepare(of, settings.settings);
    if ('is' in prepared) return prepared;
    const { source, total } = prepared;
    const claimed = await this.runs.claim({ source, total, by, settings: settings.n });
    if ('busy' in claimed) return { is: 'busy', n: claimed.busy };
    const { run } = claimed;
    const ended = this.work(
      run,
      prepared,
      simulatedFields(settings.settings, source.kind),
      settings.settings,
    );
    this.running = { n: run.n, ended };
    return { is: 'started', run };
  }

  /** As it stands; one whose process ended in the middle has failed. */
  get(n: number): Promise<SimulationRun | undefined> {
    return this.runs.get(n);
  }

  list(page: { readonly limit: number; readonly after?: string }): Promise<Page<SimulationRun>> {
    return this.runs.list(page);
  }

  rowsOf(
    n: number,
    page: { readonly limit: number; readonly after?: string },
  ): ReturnType<SimulationRuns['rowsOf']> {
    return this.runs.rowsOf(n, page);
  }

  allRowsOf(n: number): ReturnType<SimulationRuns['allRowsOf']> {
    return this.runs.allRowsOf(n);
  }

  /** Resolves when nothing runs here. */
  async idle(): Promise<void> {
    await this.running?.ended;
  }

  /** Ends what runs where it is: it is told as failed. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.idle();
  }

  private async settingsFor(which: SimulationOrder['settings']): Promise<PublishedSettings | undefined> {
    if (which === 'published') return this.parts.settings.current();
    const newest = await newestVersion(this.parts.store);
    return newest?.state === 'draft' ? newest : undefined;
  }

  private async prepare(
    of: SimulationOf,
    settings: Settings,
  ): Promise<Prepared | Exclude<SimulationStarted, { is: 'started' }>> {
    switch (of.kind) {
      case 'cases':
        return this.prepareCases(of);
      case 'again':
        return this.prepareAgain(of.n);
      case 'sheet': {
        const read = rowsOfSheet(of.cells, simulatedFields(settings, 'sheet'), settings.turns.textCharsMax);
        if (!read.ok) return { is: 'bad-sheet', why: read.why };
        const source = { kind: 'sheet', name: of.name, unread: read.unread } as const;
        const rows = read.rows.map((row): KeptRow => ({ row, again: { row } }));
        return { source, total: rows.length, rows: () => rows };
      }
    }
  }

  private async prepareCases({
    count,
    status,
  }: Extract<SimulationOf, { kind: 'cases' }>): Promise<Prepared | { is: 'no-case' }> {
    const ids = (await newestCases(this.parts.store, count, status)).map(({ _id }) => _id);
    if (ids.length === 0) return { is: 'no-case' };
    return { source: { kind: 'cases', status }, total: ids.length, rows: () => this.caseRows(ids) };
  }

  private async prepareAgain(n: number): Promise<Prepared | { is: 'no-such-run' }> {
    const run = await this.runs.get(n);
    if (run?.state !== 'done') return { is: 'no-such-run' };
    // Read whole before the new run is claimed: it may take the place of the old one.
    const rows: { caseId?: string; row?: SimulationRow }[] = [];
    for await (const { caseId, row } of this.runs.allRowsOf(n)) rows.push({ caseId, row });
    return { source: run.source, total: rows.length, rows: () => this.rowsAgain(rows) };
  }

  private async *rowsAgain(
    kept: readonly { caseId?: string; row?: SimulationRow }[],
  ): AsyncGenerator<KeptRow> {
    for (const { caseId, row } of kept) {
      if (row) yield { row, again: { row } };
      else if (caseId !== undefined) yield* this.caseRows([caseId]);
    }
  }

  private async *caseRows(ids: readonly string[]): AsyncGenerator<KeptRow> {
    for (const caseId of ids) {
      const found = await this.parts.store.get('cases', caseId);
      if (found) yield { row: await rowOfCase(this.parts.store, found), again: { caseId } };
    }
  }

  /** Never rejects: what goes wrong is told by the run. */
  private async work(
    run: SimulationRun,
    { rows }: Prepared,
    fields: readonly FieldDefinition[],
    settings: Settings,
  ): Promise<void> {
    const writing = this.runs.writing(run);
    const heartbeat = setInterval(() => void writing.moved().catch(() => undefined), HEARTBEAT_MS);
    try {
      const { region, timeZone } = settings.global;
      const report = await simulate(writing.taken(rows()), fields, this.givingWay(), {
        region,
        timeZone,
        parser: (at) => this.parts.parserAt(settings, at),
        onCase: (one) => writing.add(one),
      });
      await writing.end(report);
    } catch (error) {
      if (!this.stopped) this.parts.log.error({ err: error, simulation: run.n }, 'a simulation failed');
      await writing.fail().catch(() => undefined); // without the store it counts as failed once it stands still
    } finally {
      clearInterval(heartbeat);
      this.runs.release(run);
      if (this.running?.n === run.n) this.running = undefined;
    }
  }

  /** Turns that have come meanwhile go first, at each decision. */
  private givingWay(): FieldPredictor {
    const { predictor } = this.parts;
    return {
      name: predictor.name,
      predict: async (request) => {
        await othersFirst();
        if (this.stopped) throw new Error('the process stops');
        return predictor.predict(request);
      },
    };
  }
}

/** A past case's contact is a record, not words: its parts are judged where a sheet has columns for them. */
function simulatedFields(settings: Settings, of: SimulationSource['kind']): FieldDefinition[] {
  const names = [...resolvedFields(settings).values()]
    .filter((field) => of === 'sheet' || !isContactField(field))
    .map(({ name }) => name);
  return fieldsToPredict(settings, names);
}
