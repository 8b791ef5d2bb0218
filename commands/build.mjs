/**
 * `npm run build`: the server by tsc into dist/, the pages by esbuild into dist/web/. What has not changed is skipped;
 * `node commands/build.mjs pages` builds that part only.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compress } from './compress.mjs';
import { VERSION, webChat } from './webchat.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const out = join(root, 'dist/web');
const assets = join(out, 'assets');
const stampFile = join(root, 'node_modules/.cache/build.json');
const BUILD = ['commands/build.mjs', 'commands/compress.mjs', 'commands/webchat.mjs'];
const PAGES = [{ name: 'chat', path: '/', html: 'index.html' }];
const TYPES = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
};

const config = JSON.parse(await readFile(join(root, 'tsconfig.json'), 'utf8'));
const jobs = [
  {
    name: 'server',
    inputs: [...config.include, 'tsconfig.json', 'package-lock.json'],
    output: join(config.compilerOptions.outDir, 'bot'),
    run: () => tsc('.'),
  },
  {
    name: 'pages',
    inputs: ['web', 'cases', ...BUILD, 'package-lock.json'],
    output: 'dist/web/files.json',
    run: async () => void (await Promise.all([tsc('web'), pages()])),
  },
];

const stamps = await readFile(stampFile, 'utf8').then(JSON.parse, () => ({}));
const started = Date.now();
const asked = process.argv.slice(2);
const wanted = jobs.filter(({ name }) => asked.length === 0 || asked.includes(name));
const results = await Promise.allSettled(wanted.map(build));
await mkdir(dirname(stampFile), { recursive: true });
await writeFile(stampFile, JSON.stringify(stamps));
for (const { reason } of results.filter(({ status }) => status === 'rejected')) console.error(reason.message);
const failed = results.some(({ status }) => status === 'rejected');
const made = results.flatMap(({ value }) => value ?? []);
if (!failed)
  console.log(
    made.length ? `Built ${made.join(' and ')} in ${Date.now() - started} ms.` : 'Nothing has changed.',
  );
process.exitCode = failed ? 1 : 0;

async function build({ name, inputs, output, run }) {
  const stamp = await fingerprint(inputs);
  const there = await stat(join(root, output)).catch(() => undefined);
  if (there && stamps[name] === stamp) return undefined;
  delete stamps[name];
  await run();
  stamps[name] = stamp;
  return name;
}

/** Names, sizes and times: 300 files are looked at faster than read. */
async function fingerprint(inputs) {
  const hash = createHash('sha256');
  const visit = async (path) => {
    const found = await stat(path).catch(() => undefined);
    if (found?.isDirectory()) for (const name of (await readdir(path)).sort()) await visit(join(path, name));
    else if (found) hash.update(`${relative(root, path)} ${found.size} ${found.mtimeMs}\n`);
  };
  for (const input of inputs) await visit(join(root, input));
  return hash.digest('hex');
}

/** By path: another TypeScript among the dependencies would take over node_modules/.bin/tsc. */
function tsc(project) {
  const args = [
    join(root, 'node_modules/typescript/bin/tsc'),
    '-p',
    join(root, project),
    '--pretty',
    'false',
  ];
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, { cwd: root, maxBuffer: 1 << 26 }, (error, stdout, stderr) =>
      error ? reject(new Error(`${stdout}${stderr}`.trim() || error.message)) : resolve(),
    );
  });
}

async function pages() {
  await mkdir(assets, { recursive: true });
  const [bundles, chat] = await Promise.all([bundle(), webChat(root)]);
  const shipped = { 'webchat.js': `webchat-${VERSION}.js`, 'webchat.txt': `webchat-${VERSION}.LICENSE.txt` };
  await copyFile(join(chat, 'webchat.LICENSE.txt'), join(assets, shipped['webchat.txt']));
  for (const ending of ['', '.gz', '.br'])
    await copyFile(join(chat, `webchat.js${ending}`), join(assets, shipped['webchat.js'] + ending));
  const names = { ...shipped, ...bundles };
  const files = {};
  for (const { name, path, html } of PAGES) {
    const template = await readFile(join(root, 'web', name, 'index.html'), 'utf8');
    await writeFile(
      join(out, html),
      template.replace(/\{\{(.+?)\}\}/g, (_, file) => `/assets/${names[file]}`),
    );
    await compress(join(out, html));
    files[path] = { file: html, type: TYPES.html, immutable: false, compressed: true };
  }
  for (const name of Object.values(names)) {
    const compressed = !name.endsWith('.txt');
    files[`/assets/${name}`] = {
      file: `assets/${name}`,
      type: TYPES[name.split('.').at(-1)],
      immutable: true,
      compressed,
    };
  }
  await sweep(new Set(Object.values(names)));
  // Last: it says that everything is there.
  await writeFile(join(out, 'files.json'), JSON.stringify(files, null, 2));
}

/** Each page's script and style, named by content; `chat.js` -> `chat-3F2A….js`. */
async function bundle() {
  const { build: esbuild } = await import('esbuild');
  const { metafile } = await esbuild({
    entryPoints: PAGES.flatMap(({ name }) => [
      { in: join(root, 'web', name, 'main.ts'), out: name },
      { in: join(root, 'web', name, 'page.css'), out: name },
      { in: join(root, 'web', name, 'icon.svg'), out: `${name}-icon` },
    ]),
    entryNames: '[name]-[hash]',
    loader: { '.svg': 'copy' },
    outdir: assets,
    bundle: true,
    minify: true,
    target: ['es2022', 'chrome109', 'firefox115', 'safari16'],
    metafile: true,
    logLevel: 'error',
    absWorkingDir: root,
  });
  const names = Object.keys(metafile.outputs).map((path) => basename(path));
  await Promise.all(names.map((name) => compress(join(assets, name))));
  return Object.fromEntries(names.map((name) => [name.replace(/-[A-Z0-9]{8}(?=\.)/, ''), name]));
}

/** Takes away what earlier builds left. */
async function sweep(kept) {
  for (const name of await readdir(assets))
    if (!kept.has(name.replace(/\.(br|gz)$/, ''))) await rm(join(assets, name), { force: true });
}
