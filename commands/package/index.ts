/** `npm run package`: the Teams app package, checked before it is written. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import JSZip from 'jszip';
import { loadEnvFile } from '../envFile';
import { packageProblems, type PackageFiles } from './check';
import { readInstallation, USAGE } from './installation';
import { fillTemplate, withoutConsent, type Installation } from './manifest';

const ROOT = join(__dirname, '../..');
const AS_THEY_ARE = ['de.json', 'color.png', 'outline.png'];
const EPOCH = new Date(Date.UTC(1980, 0, 1)); // the same files make the same zip, byte for byte

/** The files of the package for one installation. */
export function packageFiles(installation: Installation): PackageFiles {
  const read = (name: string): Buffer => readFileSync(join(ROOT, 'appPackage', name));
  const whole = fillTemplate(read('manifest.json').toString('utf8'), installation);
  const manifest = installation.mentionsOnly ? withoutConsent(whole) : whole;
  return {
    'manifest.json': Buffer.from(manifest),
    ...Object.fromEntries(AS_THEY_ARE.map((name) => [name, read(name)])),
  };
}

export function zipped(files: PackageFiles): Promise<Buffer> {
  const zip = new JSZip();
  for (const [name, content] of Object.entries(files)) zip.file(name, content, { date: EPOCH });
  return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
}

async function main(): Promise<void> {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    options: {
      out: { ...text, default: 'dist/appPackage.zip' },
      'app-id': text,
      url: text,
      company: text,
      privacy: text,
      terms: text,
      'mentions-only': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(`${USAGE}\n`);
  if (process.env['MicrosoftAppId'] === undefined) loadEnvFile();
  const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const files = packageFiles(readInstallation(values, process.env, version));
  const problems = packageProblems(files);
  if (problems.length > 0) throw new Error(`Teams would refuse this package:\n  ${problems.join('\n  ')}`);
  mkdirSync(dirname(values.out), { recursive: true });
  writeFileSync(values.out, await zipped(files));
  process.stdout.write(`${values.out}: upload it in Teams (Apps > Manage your apps > Upload an app).\n`);
}

if (require.main === module)
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
