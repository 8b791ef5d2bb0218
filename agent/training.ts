/** Learning from this installation: what people set or accept becomes training rows; enough new ones, a new model. */
import type { AuditEntry } from '../cases/audit';
import type { Case } from '../cases/case';
import type { FieldDefinition } from '../cases/fields';
import { resolvedField, resolvedFields, type Settings } from '../cases/settings';
import { changed, LIST_MAX, type Store } from '../cases/store';
import {
  boundedTurns,
  definitionOf,
  HELD_OUT_MIN,
  lessonOf,
  trainable,
  trainingId,
  type FieldModel,
  type FieldTrainer,
  type Learning,
  type TrainedField,
  type TrainingRow,
} from '../cases/training';
import { turnsOfCase } from './caseTurns';
import type { Log, SettingsSource } from './context';

export interface TrainingParts {
  readonly store: Store;
  readonly settings: SettingsSource;
  readonly trainer: FieldTrainer;
  readonly clock: () => string;
  readonly log: Log;
}

const CHECK_MS = 60_000;
const RETRAIN_MS_MIN = 10 * 60_000; // a busy hour of confirmations is a few trainings, not sixty
const NEW_ROWS_MIN = 20;
const NEW_SHARE_MIN = 0.1;
const PAGES_MAX = 10; // the newest 10,000 rows
const TURNS_MAX = 200;

/** Keeps the rows, trains when there is reason to, and has the models that are in use. */
export class Training implements Learning {
  private readonly models = new Map<string, FieldModel>();
  private timer?: NodeJS.Timeout;
  private checking?: Promise<void>;
  private stopped = false;

  constructor(private readonly parts: TrainingParts) {}

  /** Loads the models; trains, in time, what has become due: not at once, since starting must be quick. */
  async start(): Promise<void> {
    await this.load();
    this.timer = setInterval(() => void this.check(), CHECK_MS);
    this.timer.unref();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearInterval(this.timer);
    await this.parts.trainer.stop();
    await this.checking;
  }

  of(field: FieldDefinition): FieldModel | undefined {
    const model = this.models.get(field.name);
    return model?.verdict.inUse && model.definition === definitionOf(field) ? model : undefined;
  }

  /** The one place where a case teaches: called with the audit entries that are written anyway. Safe to repeat. */
  async learn(theCase: Case, entries: readonly AuditEntry[]): Promise<void> {
    if (!entries.some(({ what }) => what.kind === 'field')) return;
    const { settings } = await this.parts.settings.current();
    const lessons = entries.flatMap((entry) => {
      const lesson = lessonOf(entry, settings);
      return lesson ? [{ ...lesson, entry }] : [];
    });
    if (lessons.length === 0) return;
    const turns = boundedTurns(await turnsOfCase(this.parts.store, theCase, TURNS_MAX));
    if (!turns.some(({ from }) => from === 'customer')) return;
    for (const { field, value, entry } of lessons) {
      await this.parts.store.insert('training', {
        _id: trainingId(theCase._id, field, entry.caseVersion),
        version: 1,
        caseId: theCase._id,
        field,
        value,
        turns,
        at: entry.at,
        source: 'case',
      });
    }
  }

  /** Trains whatever is due; one field after the other, so that training never takes more than one core. */
  check(): Promise<void> {
    this.checking ??= this.trainDue()
      .catch((error: unknown) => {
        if (!this.stopped) this.parts.log.error({ err: error }, 'training failed');
      })
      .finally(() => (this.checking = undefined));
    return this.checking;
  }

  /** Trains a field now, whether or not it is due. */
  async train(settings: Settings, name: string): Promise<TrainedField> {
    const fields = withParents(settings, name);
    const [field] = fields;
    if (!trainable(field))
      throw new RangeError(`there is no choice or lookup "${name}" that customers may set`);
    const since = this.parts.clock();
    const trained = await this.parts.trainer.train(fields, this.pages(name));
    await this.keep(field, trained, since);
    return trained;
  }

  private async trainDue(): Promise<void> {
    const { settings } = await this.parts.settings.current();
    await this.load();
    for (const field of resolvedFields(settings).values()) {
      if (this.stopped) return;
      if (!trainable(field) || !(await this.isDue(field))) continue;
      const { verdict, rows } = await this.train(settings, field.name);
      this.parts.log.info({ field: field.name, rows, verdict }, 'a field was trained');
    }
  }

  private async isDue(field: FieldDefinition): Promise<boolean> {
    const model = this.models.get(field.name);
    const isCurrent = model?.definition === definitionOf(field);
    if (model && isCurrent && Date.parse(this.parts.clock()) - Date.parse(model.at) < RETRAIN_MS_MIN)
      return false;
    if (model?.staleAt !== undefined) return true;
    const wanted =
      model && isCurrent ? Math.max(NEW_ROWS_MIN, Math.ceil(model.rows * NEW_SHARE_MIN)) : HELD_OUT_MIN;
    const { items } = await this.parts.store.list('training', {
      index: 'field',
      equals: [field.name],
      range: model && isCurrent ? { gt: model.newestAt } : undefined,
      limit: Math.min(wanted, LIST_MAX),
    });
    return items.length >= Math.min(wanted, LIST_MAX);
  }

  private async *pages(name: string): AsyncGenerator<readonly TrainingRow[]> {
    let after: string | undefined;
    for (let page = 0; page < PAGES_MAX; page++) {
      const found = await this.parts.store.list('training', {
        index: 'field',
        equals: [name],
        order: 'desc',
        limit: LIST_MAX,
        after,
      });
      yield found.items;
      after = found.next;
      if (after === undefined) return;
    }
  }

  /** What was erased while it was trained may have been learned: it stays due. */
  private async keep(field: FieldDefinition, trained: TrainedField, since: string): Promise<void> {
    const { rows, newestAt, verdict, model } = trained;
    const doc: FieldModel = {
      _id: field.name,
      version: 1,
      at: this.parts.clock(),
      definition: definitionOf(field),
      rows,
      newestAt,
      verdict,
      model,
    };
    const inserted = await this.parts.store.insert('models', doc);
    if (inserted === 'exists')
      await this.parts.store.update('models', field.name, ({ version, staleAt = '' }) =>
        changed({ ...doc, version, ...(staleAt >= since && { staleAt }) }),
      );
    const kept = await this.parts.store.get('models', field.name);
    if (kept) this.models.set(field.name, kept);
  }

  /** Another process may have trained, too. */
  private async load(): Promise<void> {
    const { settings } = await this.parts.settings.current();
    for (const field of resolvedFields(settings).values()) {
      if (!trainable(field)) continue;
      const found = await this.parts.store.get('models', field.name);
      if (!found) this.models.delete(field.name);
      // The same version stays the same object: what is unpacked from it is kept by identity.
      else if (this.models.get(field.name)?.version !== found.version) this.models.set(field.name, found);
    }
  }
}

function withParents(settings: Settings, name: string): FieldDefinition[] {
  const fields: FieldDefinition[] = [];
  let field = resolvedField(settings, name);
  while (field && !fields.includes(field)) {
    fields.push(field);
    field = resolvedField(settings, field.parentField ?? '');
  }
  return fields;
}
