/** `npm run bench -- NAME [--json]`: a table for people; with `--json` the last line is one JSON object of figures. */
export interface BenchArgs {
  readonly name: string;
  readonly json: boolean;
}

export function benchArgs(argv: readonly string[]): BenchArgs {
  const [name = ''] = argv.filter((arg) => !arg.startsWith('--'));
  return { name, json: argv.includes('--json') };
}
