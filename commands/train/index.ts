/** `npm run train -- FILE [--settings FILE] [--json]`: past cases into the store, and a classifier for each field that they teach. */
import { parseArgs } from 'node:util';
import { settingsSource } from '../../agent/sources';
import { Training } from '../../agent/training';
import { createStore } from '../../bot/compose';
import { loadConfig } from '../../bot/config';
import { resolvedFields, type Settings } from '../../cases/settings';
import type { Store } from '../../cases/store';
import type { TrainingRow } from '../../cases/training';
import { createTrainer } from '../../prediction/learned';
import { FolderInUse } from '../../storage/errors';
import { readSettings } from '../settingsFile';
import { lessonsFrom } from './lessons';
import { readPastCases } from './pastCases';
import { readingLines, table, type FieldReport } from './print';

const USAGE = `npm run train -- FILE [--settings FILE] [--json]

FILE        past cases: JSON lines ({"turns": [{"from": "customer" | "agent", "text"}], "fields": {name: value}};
            .gz too), CSV or Excel (a column "text" or "description", one column a field, by name or label)
--settings  settings as JSON (those that are published in DATA_DIR)
--json      one JSON object at the end

The store is the folder DATA_DIR ("data"), or MongoDB where MONGODB_URI is set. Values are matched to a field's options by value, label or synonym.`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      settings: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [file] = positionals;
  if (values.help) return void process.stdout.write(`${USAGE}\n`);
  if (file === undefined) throw new Error(USAGE);
  const store = createStore(loadConfig(process.env));
  await store.start();
  try {
    await importAndTrain(store, file, values);
  } finally {
    await store.stop();
  }
}

interface Asked {
  readonly settings?: string;
  readonly json: boolean;
}

async function importAndTrain(store: Store, file: string, asked: Asked): Promise<void> {
  const published = settingsSource(store, Date.now);
  const settings =
    asked.settings === undefined ? (await published.current()).settings : readSettings(asked.settings);
  const say = (line: string): void => void (asked.json || process.stdout.write(`${line}\n`));
  const lessons = lessonsFrom(await readPastCases(file, settings), settings, new Date().toISOString());
  const added = await insertRows(store, lessons.rows);
  readingLines(lessons, added).forEach(say);
  const reports = await trainFields(store, settings, new Set(lessons.rows.map(({ field }) => field)));
  if (reports.length > 0) say(`\n${table(reports)}`);
  if (asked.json)
    process.stdout.write(`${JSON.stringify({ cases: lessons.cases, added, fields: reports })}\n`);
}

const INSERTED_AT_ONCE = 500; // the store gathers them into few transactions

async function insertRows(store: Store, rows: readonly TrainingRow[]): Promise<number> {
  let added = 0;
  for (let at = 0; at < rows.length; at += INSERTED_AT_ONCE) {
    const batch = rows.slice(at, at + INSERTED_AT_ONCE).map((row) => store.insert('training', row));
    added += (await Promise.all(batch)).filter((result) => result === 'inserted').length;
  }
  return added;
}

async function trainFields(
  store: Store,
  settings: Settings,
  names: ReadonlySet<string>,
): Promise<FieldReport[]> {
  const training = new Training({
    store,
    settings: { current: () => Promise.resolve({ n: 0, settings }) },
    trainer: createTrainer(),
    clock: () => new Date().toISOString(),
    log: console,
  });
  const reports: FieldReport[] = [];
  for (const field of resolvedFields(settings).values()) {
    if (!names.has(field.name)) continue;
    const { rows, verdict, words } = await training.train(settings, field.name);
    reports.push({ field: field.name, label: field.label, rows, verdict, words });
  }
  return reports;
}

main().catch((error: unknown) => {
  const words = error instanceof Error ? error.message : String(error);
  const advice = error instanceof FolderInUse ? '\nStop the agent, train, and start it again.' : '';
  process.stderr.write(`${words}${advice}\n`);
  process.exitCode = 1;
});
