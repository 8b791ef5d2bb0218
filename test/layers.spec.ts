/** The import rule: which folder may know which. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';

const root = join(__dirname, '..');

interface Rule {
  readonly folders: readonly string[];
  /** Packages that only this folder may import, or that it may import at all where `onlyThese` is set. */
  readonly packages?: readonly string[];
  readonly onlyThese?: boolean;
}

const ALL = ['cases', 'agent', 'prediction', 'storage', 'cards', 'dialogs', 'adapters', 'bot', 'commands'];

const MAY_IMPORT: Readonly<Record<string, Rule>> = {
  cases: { folders: [], packages: ['zod'], onlyThese: true },
  agent: { folders: ['cases'], packages: [], onlyThese: true },
  prediction: { folders: ['cases'] },
  storage: { folders: ['cases'] },
  cards: { folders: ['cases'], packages: ['zod'], onlyThese: true },
  dialogs: { folders: ['cases', 'cards'], packages: ['botbuilder', 'botbuilder-dialogs'], onlyThese: true },
  adapters: { folders: ['cases', 'cards'] },
  bot: { folders: ALL.filter((name) => name !== 'commands') },
  commands: { folders: ALL },
  web: { folders: ['cases'] },
  bench: { folders: [...ALL, 'test'] },
};

/** Packages that are kept behind one or two folders. */
const KEPT: Readonly<Record<string, readonly string[]>> = {
  botbuilder: ['adapters', 'dialogs', 'bot'],
  'botbuilder-dialogs': ['dialogs'],
  'botframework-connector': ['adapters'],
  '@microsoft/teams-ai': ['adapters', 'bot'],
  imapflow: ['adapters'],
  nodemailer: ['adapters'],
  '@azure/msal-node': ['adapters'],
  openai: ['prediction'],
  mongodb: ['storage'],
  libsql: ['storage'],
  marked: ['prediction'],
  minisearch: ['prediction'],
  mailparser: ['adapters'],
  'html-to-text': ['adapters'],
  'sanitize-html': ['adapters'],
  restify: ['bot', 'adapters'],
};

interface Import {
  readonly file: string;
  readonly from: string;
  readonly what: string;
}

const IMPORTS =
  /^\s*(?:import|export)\b[^'"]*?from\s+'([^']+)'|\bimport\('([^']+)'\)|\brequire\('([^']+)'\)/gm;

function importsOf(folder: string): Import[] {
  const files = readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
  return files.flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(IMPORTS)].map((match) => ({
      file: relative(root, file),
      from: folder,
      what: match[1] ?? match[2] ?? match[3] ?? '',
    })),
  );
}

/** The top-level folder that a relative import leads to. */
function folderOf({ file, what }: Import): string {
  return relative(root, join(root, dirname(file), what)).split(sep)[0] ?? '';
}

function packageOf(what: string): string {
  const parts = what.split('/');
  return what.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? '');
}

function isBuiltin(what: string): boolean {
  return what.startsWith('node:') || builtinModules.includes(what);
}

describe('the folders know each other only as the plan allows', () => {
  for (const [folder, rule] of Object.entries(MAY_IMPORT)) {
    it(`${folder}/ imports ${rule.folders.join(', ') || 'nothing but itself'}`, () => {
      for (const found of importsOf(folder)) {
        if (!found.what.startsWith('.')) continue;
        const to = folderOf(found);
        assert.ok(to === folder || rule.folders.includes(to), `${found.file} may not import ${found.what}`);
      }
    });

    it(`${folder}/ uses only its own packages`, () => {
      for (const { file, what } of importsOf(folder)) {
        if (what.startsWith('.')) continue;
        if (folder === 'cases') assert.ok(!isBuiltin(what), `${file} is pure: it may not import ${what}`);
        if (isBuiltin(what)) continue;
        const name = packageOf(what);
        if (rule.onlyThese) assert.ok(rule.packages?.includes(name), `${file} may not import ${name}`);
        if (folder !== 'bench')
          assert.ok(
            KEPT[name]?.includes(folder) ?? true,
            `${file}: ${name} stays in ${KEPT[name]?.join(', ') ?? ''}`,
          );
      }
    });
  }

  it('nothing imports the tests', () => {
    for (const folder of [...ALL, 'web']) {
      for (const found of importsOf(folder)) {
        if (found.what.startsWith('.')) assert.notEqual(folderOf(found), 'test', found.file);
      }
    }
  });
});
