/** `npm run simulate -- FILE --fields FIELDS.json`: the real prediction on conversations whose values are known. */
import { isatty } from 'node:tty';
import { parseArgs } from 'node:util';
import { changesSince } from '../../agent/simulation/compare';
import type { SimulationReport } from '../../cases/simulation';
import { readEarlier } from './compare';
import { readFields } from './fieldsFile';
import { printed } from './print';
import { createProgress } from './progress';
import { run } from './run';

const USAGE = `npm run simulate -- FILE --fields FIELDS.json [--train FILE] [--json] [--out FILE.json|.xlsx]
                   [--before FILE.json] [--fail-under SHARE] [--region US] [--time-zone UTC] [--locale en]

FILE          conversations with their truth, one a line (.jsonl, .jsonl.gz):
              {"id", "turns": [{"from": "customer" | "agent", "text"}], "fields": {name: value}}
              or a sheet of up to 1 MB (.csv, .xlsx): a column "text", one column a field
--fields      an array of field definitions
--train       conversations that choices and lookups learn from first
--json        one JSON object: the figures, and the first 100 cases side by side
--out         the figures and every case, as JSON or Excel
--before      an earlier run's JSON: shows what has changed
--fail-under  ends with exit code 1 where a field's match is below (0 to 1); long text is left out`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      fields: { type: 'string' },
      train: { type: 'string' },
      json: { type: 'boolean', default: false },
      out: { type: 'string' },
      before: { type: 'string' },
      'fail-under': { type: 'string' },
      region: { type: 'string', default: 'US' },
      'time-zone': { type: 'string', default: 'UTC' },
      locale: { type: 'string' },
    },
  });
  const [file] = positionals;
  if (file === undefined || values.fields === undefined || positionals.length > 1) throw new Error(USAGE);
  const limit = shareOf(values['fail-under']);
  const before = values.before === undefined ? undefined : readEarlier(values.before);
  const { fields, remarks } = readFields(values.fields);
  for (const remark of remarks) process.stderr.write(`${remark}\n`);
  const { train, out, region, locale } = values;
  const progress = createProgress();
  const result = await run(
    { file, fields, train, out, region, locale, timeZone: values['time-zone'] },
    progress,
  );
  progress.end();
  const { report, trained, cases, seconds } = result;
  const changes = before && changesSince(before, report);
  if (values.json) process.stdout.write(`${JSON.stringify({ ...report, trained, changes, cases })}\n`);
  else process.stdout.write(printed({ report, trained, changes, seconds }, isColoured()));
  if (limit !== undefined) judge(report, limit);
}

function shareOf(words: string | undefined): number | undefined {
  if (words === undefined) return undefined;
  const share = Number(words);
  if (words.trim() === '' || !(share >= 0 && share <= 1))
    throw new Error('--fail-under takes a share from 0 to 1');
  return share;
}

/** `isTTY` is undefined rather than false where the output is a pipe. */
const STDOUT = 1;

function isColoured(): boolean {
  return isatty(STDOUT) && !process.env['NO_COLOR'];
}

/** Nobody's long text is letter by letter what somebody else noted down: it is not judged. */
function judge({ fields }: SimulationReport, limit: number): void {
  for (const [name, { type, match }] of Object.entries(fields)) {
    if (type === 'multilineText' || match === null || match >= limit) continue;
    process.stderr.write(`${name}: match ${match.toFixed(3)} is below ${limit}\n`);
    process.exitCode = 1;
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
