/** `npm run store -- export|import|backup|restore|check`: the store, moved, kept and looked at. */
import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { parseArgs } from 'node:util';
import { snapshotEmbedded } from '../../storage/embedded/beside';
import { restoreEmbedded } from '../../storage/embedded/restore';
import { createProgress } from '../simulate/progress';
import { checkStore, type CheckReport } from './check';
import { eraseNow } from './erase';
import { countAll, exportStore, type Counts } from './exports';
import { importStore } from './imports';
import { folderOf, openSource, openTarget, placeName, shippedPlace } from './places';

const USAGE = `npm run store -- backup FILE             one file with all that is stored at this moment; the agent may run
npm run store -- restore FILE [--force]  a backup into an empty folder; --force puts aside what is there
npm run store -- export FILE             every document as a line of JSON (FILE.jsonl, FILE.jsonl.gz)
npm run store -- import FILE             an export into a store; what is there already stays;
                                         --incomplete takes what there is of a file without its last line
npm run store -- erase --contact ID      what is stored of a contact; --by NAME notes who asked for it
npm run store -- check                   whether what must always hold does

--from PLACE  what is read; --to PLACE what is written: a folder or a MongoDB URI.
              Without them MONGODB_URI, else the folder DATA_DIR ("data").
--json        one JSON object at the end
Stop the agents before restore and import, and before erase on a folder.`;

interface Asked {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  readonly force: boolean;
  readonly incomplete: boolean;
  readonly contact?: string;
  readonly by: string;
}

type Result = Readonly<Record<string, unknown>> & {
  readonly words: readonly string[];
  readonly failed?: boolean;
};

const COMMANDS: Readonly<Record<string, (asked: Asked) => Promise<Result>>> = {
  backup: async ({ file, from }) => {
    snapshotEmbedded(folderOf(from, 'back it up with mongodump'), required(file));
    return { words: [`${file} holds all that is stored in ${from}.`] };
  },
  restore: async ({ file, to, force }) => {
    const aside = restoreEmbedded(required(file), folderOf(to, 'restore it with mongorestore'), { force });
    const words = `${to} holds what was stored in ${file}.`;
    return { aside, words: [aside === undefined ? words : `${words} What was there is in ${aside}.`] };
  },
  export: async ({ file, from }) => {
    const source = await openSource(from, { frozen: true });
    try {
      const counts = await withProgress((step) => exportStore(source, required(file), step));
      return { ...counts, words: [`${file} holds ${counted(counts)} of ${placeName(from)}.`] };
    } finally {
      await source.close();
    }
  },
  import: async ({ file, to, incomplete }) => {
    if (!existsSync(required(file))) throw new Error(`there is no file ${file}`);
    const store = await openTarget(to);
    try {
      const { read, added } = await withProgress((step) => importStore(file, store, { step, incomplete }));
      const there = read - added.documents;
      return {
        read,
        ...added,
        words: [
          `${counted(added)} added to ${placeName(to)}; ${there.toLocaleString('en')} were there already.`,
        ],
      };
    } finally {
      await store.stop();
    }
  },
  erase: async ({ to, contact, by }) => {
    if (contact === undefined) throw new Error(misused('no --contact'));
    const store = await openTarget(to);
    try {
      const { removed, state } = await eraseNow(store, contact, by);
      const rest = state === 'done' ? '' : ' The agents do the rest within a minute.';
      return { removed, state, words: [`${removed.toLocaleString('en')} documents were taken away.${rest}`] };
    } finally {
      await store.stop();
    }
  },
  check: async ({ from }) => {
    const source = await openSource(from);
    try {
      const all = await countAll(source, ['conversations', 'cases']);
      const report = await withProgress((step) =>
        checkStore(source, { step: (done) => step(all ? done / all : 0, done) }),
      );
      return { ...report, words: checkWords(report), failed: report.findings.length > 0 };
    } finally {
      await source.close();
    }
  },
};

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      from: { type: 'string' },
      to: { type: 'string' },
      force: { type: 'boolean', default: false },
      incomplete: { type: 'boolean', default: false },
      contact: { type: 'string' },
      by: { type: 'string', default: userInfo().username },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const [name = '', file = ''] = positionals;
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (values.help) return void process.stdout.write(`${USAGE}\n`);
  if (command === undefined) throw new Error(misused(name === '' ? 'no command' : `no command "${name}"`));
  const place = shippedPlace(process.env);
  const { from = place, to = place, force, incomplete, contact, by } = values;
  const { words, failed, ...figures } = await command({ file, from, to, force, incomplete, contact, by });
  process.stdout.write(values.json ? `${JSON.stringify(figures)}\n` : `${words.join('\n')}\n`);
  if (failed) process.exitCode = 1;
}

function required(file: string): string {
  if (file === '') throw new Error(misused('no FILE'));
  return file;
}

function misused(lacks: string): string {
  return `there is ${lacks}:\n\n${USAGE}`;
}

async function withProgress<T>(
  work: (step: (share: number, done: number) => void) => Promise<T>,
): Promise<T> {
  const progress = createProgress(process.stderr, undefined, 'documents');
  try {
    return await work((share, done) => progress.step(share, done));
  } finally {
    progress.end();
  }
}

function counted({ documents }: Counts): string {
  return `${documents.toLocaleString('en')} ${documents === 1 ? 'document' : 'documents'}`;
}

function checkWords({ conversations, cases, findings }: CheckReport): string[] {
  const looked = `${conversations.toLocaleString('en')} conversations and ${cases.toLocaleString('en')} cases`;
  if (findings.length === 0) return [`${looked}: everything that must hold does.`];
  return [
    `${looked}: ${findings.length} that do not hold.`,
    ...findings.map(({ kind, where, words }) => `  ${kind.padEnd(20)} ${where}: ${words}`),
  ];
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
