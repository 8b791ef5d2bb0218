/** From what people set or accept to a model in use: rows, their training in a thread, and the store. */
import assert from 'node:assert/strict';
import { Eraser } from '../../../agent/eraser';
import { Training } from '../../../agent/training';
import type { AuditEntry } from '../../../cases/audit';
import type { CardAction } from '../../../cases/cardActions';
import type { FieldDefinition } from '../../../cases/fields';
import { changed } from '../../../cases/store';
import {
  lessonOf,
  unlearned,
  type FieldTrainer,
  type TrainedField,
  type TrainingRow,
} from '../../../cases/training';
import { PROVENANCE_KINDS, type ProvenanceKind } from '../../../cases/values';
import { resolvedField, type Settings } from '../../../cases/settings';
import { createTrainer } from '../../../prediction/learned';
import { createEmbeddedStore, type EmbeddedStore } from '../../../storage/embedded/store';
import { anEntryOf, someSettings } from '../../support/builders';
import { aChoice } from '../../support/predictionBuilders';
import { aFolder, aStoredAuditEntry } from '../../support/stores';
import { aWorld, type World } from '../../support/world';
import { aRow, someRows, VALUES } from './examples';

const ALL = 'my grinder leaks. I am Dana, dana@example.com';
const MATTER = aChoice('matter', VALUES);

async function* pagesOf(rows: readonly TrainingRow[], size = 500): AsyncGenerator<readonly TrainingRow[]> {
  for (let at = 0; at < rows.length; at += size) yield rows.slice(at, at + size);
}

describe('a value teaches', () => {
  let world: World;
  beforeEach(async () => {
    const idle: FieldTrainer = {
      train: () => Promise.reject(new Error('not now')),
      stop: () => Promise.resolve(),
    };
    world = await aWorld({ over: (context) => ({ training: new Training({ ...context, trainer: idle }) }) });
    await world.representative('rita');
    await world.say('c1', ALL);
  });
  afterEach(() => world.stop());

  const rows = async (): Promise<readonly TrainingRow[]> =>
    (await world.store.list('training', { index: 'field', limit: 100 })).items;
  const lessons = async (): Promise<(string | null)[][]> =>
    (await rows()).map(({ field, value }) => [field, value]);
  let clicks = 0;
  const invoke = async (action: CardAction): Promise<void> => {
    await world.agent.act('emulator:rita', action, {
      id: `k${++clicks}`,
      by: { id: 'rep:rita', name: 'rita' },
    });
    await world.quiet();
  };
  const edit = async (typed: Record<string, string>): Promise<void> => {
    const found = await world.case('c1');
    await invoke({ verb: 'save', caseId: found._id, reviewId: 'none', typed });
  };

  it('not where the agent predicted it', async () => {
    assert.equal((await world.values('c1'))['category'], 'defect');
    assert.deepEqual(await rows(), []);
  });

  it('where a person set it, with what the customer had said by then and the case that it belongs to', async () => {
    await edit({ category: 'return' });
    const [row] = await rows();
    assert.equal((await rows()).length, 1);
    assert.deepEqual([row?.field, row?.value, row?.source], ['category', 'return', 'case']);
    assert.equal(row?.caseId, (await world.case('c1'))._id);
    const said = row?.turns.filter(({ from }) => from === 'customer').map(({ text }) => text);
    assert.deepEqual(said, [ALL]);
  });

  it('only of a choice or a lookup that customers may fill', async () => {
    await edit({ priority: 'high', note: 'call back' });
    assert.deepEqual(await rows(), []);
  });

  it('once, however often the case is drained', async () => {
    await edit({ category: 'return' });
    await world.agent.drain((await world.case('c1'))._id);
    assert.deepEqual(await lessons(), [['category', 'return']]);
  });
});

describe('of what happens to a case,', () => {
  const entry = (kind: ProvenanceKind | undefined, byKind: AuditEntry['byKind'] = 'agent'): AuditEntry =>
    aStoredAuditEntry({
      byKind,
      what: { kind: 'field', field: 'category', to: kind && anEntryOf(kind, 'billing') },
    });
  const taught = (one: AuditEntry): string | null | undefined => lessonOf(one, someSettings())?.value;

  it('what a person set or accepted teaches, what the agent, a rule or the channel set does not', () => {
    const kinds = Object.fromEntries(PROVENANCE_KINDS.map((kind) => [kind, taught(entry(kind))]));
    const nothing = undefined;
    const expected = { human: 'billing', confirmed: 'billing', rule: nothing, channel: nothing, ai: nothing };
    assert.deepEqual(kinds, expected);
  });

  it('what a person took away or undid teaches that it was wrong', () => {
    assert.equal(taught(entry(undefined, 'representative')), null);
    assert.equal(taught(entry(undefined, 'api')), null);
    assert.equal(taught(entry('ai', 'representative')), null);
    assert.equal(taught(entry(undefined, 'agent')), undefined);
  });
});

describe('training', () => {
  const trainer = createTrainer();

  it('leaves the process free to do other work: 3,000 cases', async () => {
    let ticks = 0;
    let running = true;
    const tick = (): void => void (running && (ticks++, setImmediate(tick)));
    setImmediate(tick);
    const { rows, verdict } = await trainer.train([MATTER], pagesOf(someRows(3_000)));
    running = false;
    assert.deepEqual([rows, verdict.inUse], [3_000, true]);
    assert.ok(ticks > 1_000, `${ticks} turns of the event loop`);
  }).timeout(60_000);

  it('says what went wrong, and is given up when it is stopped', async () => {
    await assert.rejects(trainer.train([], pagesOf([])), /there is no field to train/);
    async function* broken(): AsyncGenerator<readonly TrainingRow[]> {
      yield [];
      throw new Error('the store is gone');
    }
    await assert.rejects(trainer.train([MATTER], broken()), /the store is gone/);
    const given = assert.rejects(
      trainer.train([MATTER], pagesOf(someRows(3_000))),
      /the training thread ended/,
    );
    await trainer.stop();
    await given;
  }).timeout(60_000);
});

describe('models', () => {
  let store: EmbeddedStore;
  let now: string;
  let trained: string[];
  beforeEach(async () => {
    store = createEmbeddedStore({ folder: aFolder() });
    await store.start();
    now = '2026-01-05T12:00:00Z';
    trained = [];
  });
  afterEach(() => store.stop());

  const settings = (options: readonly string[] = VALUES): Settings =>
    someSettings({
      fields: [aChoice('matter', options), { name: 'issue', label: 'Issue', type: 'multilineText' }],
      creation: { defaultFields: ['issue'] },
    });
  const fieldOf = (all: Settings): FieldDefinition => resolvedField(all, 'matter') as FieldDefinition;
  const aTraining = (all: Settings, own: FieldTrainer = createTrainer()): Training => {
    const trainer: FieldTrainer = {
      train: async (fields, pages): Promise<TrainedField> => {
        trained.push(fields[0]?.name ?? '');
        return own.train(fields, pages);
      },
      stop: () => own.stop(),
    };
    const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };
    const current = () => Promise.resolve({ n: 1, settings: all });
    return new Training({ store, trainer, clock: () => now, log: silent, settings: { current } });
  };
  const insert = async (from: number, to: number, at: string): Promise<void> => {
    for (const { turns, value, caseId } of someRows(to).slice(from))
      await store.insert('training', aRow(caseId, value, turns[0]?.text ?? '', at));
  };

  it('are trained once there are enough rows, kept in the store, and there for the next process', async () => {
    const all = settings();
    await insert(0, 49, '2026-01-05T10:00:00Z');
    await aTraining(all).check();
    assert.deepEqual(trained, []);
    await insert(49, 80, '2026-01-05T11:00:00Z');
    const training = aTraining(all);
    await training.check();
    assert.deepEqual(trained, ['matter']);
    assert.equal(training.of(fieldOf(all))?.rows, 80);
    const next = aTraining(all);
    await next.start();
    assert.equal(next.of(fieldOf(all))?.verdict.inUse, true);
    await next.stop();
  });

  it('are trained again when enough is new, and not too often', async () => {
    const training = aTraining(settings());
    await insert(0, 80, '2026-01-05T10:00:00Z');
    await training.check();
    await insert(80, 99, '2026-01-05T12:01:00Z');
    now = '2026-01-05T13:00:00Z';
    await training.check();
    assert.equal(trained.length, 1, '19 new ones are too few');
    await insert(99, 100, '2026-01-05T12:02:00Z');
    await training.check();
    assert.equal(trained.length, 2);
    await insert(100, 160, '2026-01-05T13:01:00Z');
    now = '2026-01-05T13:05:00Z';
    await training.check();
    assert.equal(trained.length, 2, 'five minutes after the last time');
    now = '2026-01-05T13:11:00Z';
    await training.check();
    assert.equal(trained.length, 3);
  });

  it('are trained anew, with what is left, once rows that they learned were erased', async () => {
    const all = settings();
    const training = aTraining(all);
    await insert(0, 80, '2026-01-05T10:00:00Z');
    await training.check();
    now = '2026-01-05T13:00:00Z';
    const { caseId = '' } = someRows(1)[0] ?? {};
    const eraser = new Eraser({
      store,
      clock: () => now,
      settings: { current: async () => ({ n: 1, settings: all }) },
      log: { error: () => undefined },
    });
    await eraser.case(caseId);
    now = '2026-01-05T13:01:00Z';
    await training.check();
    assert.deepEqual([trained.length, training.of(fieldOf(all))?.rows], [2, 79]);
    now = '2026-01-05T14:00:00Z';
    await training.check();
    assert.equal(trained.length, 2, 'once');
  });

  it('stay due where rows were erased while they were trained', async () => {
    const all = settings();
    await insert(0, 80, '2026-01-05T10:00:00Z');
    await aTraining(all).check();
    now = '2026-01-05T13:00:00Z';
    const erase = (): Promise<unknown> =>
      store.update('models', 'matter', (found) => changed(unlearned(found, now)));
    await erase();
    const own = createTrainer();
    const meanwhile: FieldTrainer = {
      train: async (fields, pages) => {
        const result = await own.train(fields, pages);
        await erase();
        return result;
      },
      stop: () => own.stop(),
    };
    await aTraining(all, meanwhile).check();
    now = '2026-01-05T14:00:00Z';
    await aTraining(all).check();
    assert.equal(trained.length, 3);
  });

  it('are not used, and trained anew, once the field offers other values', async () => {
    await insert(0, 80, '2026-01-05T10:00:00Z');
    await aTraining(settings()).check();
    const other = settings([...VALUES, 'warranty']);
    const training = aTraining(other);
    await training.start();
    assert.equal(training.of(fieldOf(other)), undefined);
    await training.check();
    assert.equal(training.of(fieldOf(other))?.verdict.inUse, true);
    await training.stop();
  });
});
