/** `npm run example-agent -- [--port N] [--api URL]`: a custom agent to try the road with, and to copy. */
import { parseArgs } from 'node:util';
import { loadEnvFile } from '../envFile';
import { caseReader } from './readCase';
import { startExampleAgent } from './server';

const USAGE = `npm run example-agent -- [--port N] [--api URL]

--port  where to listen, on this machine (4100)
--api   the Case Management Agent's address (http://127.0.0.1:3978)

CUSTOM_AGENT_SECRET holds the secret that requests are signed with; the Case Management Agent needs the same.
API_KEY is needed where the Case Management Agent has bot credentials. What it answers stands in
commands/exampleAgent/rules.ts; how to connect it, in docs/custom-agents.md.`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '4100' },
      api: { type: 'string', default: 'http://127.0.0.1:3978' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return void process.stdout.write(`${USAGE}\n`);
  if (process.env['CUSTOM_AGENT_SECRET'] === undefined) loadEnvFile();
  const secret = process.env['CUSTOM_AGENT_SECRET'];
  if (!secret) throw new Error(`CUSTOM_AGENT_SECRET is not set.\n\n${USAGE}`);
  const print = (line: string): void => void process.stdout.write(`${line}\n`);
  const readCase = caseReader(values.api.replace(/\/+$/, ''), process.env['API_KEY'] || undefined);
  const agent = await startExampleAgent({ secret, readCase, log: print }, Number(values.port));
  print(`The example agent listens on ${agent.url}. In the settings, under resolution.customAgents:`);
  print(JSON.stringify(settingsFor(agent.url), undefined, 2));
  const stop = (): void => void agent.stop();
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function settingsFor(url: string) {
  return {
    name: 'example',
    kind: 'webhook',
    url,
    auth: { kind: 'signature', secretName: 'CUSTOM_AGENT_SECRET' },
    privateAddresses: ['127.0.0.1'],
  };
}

if (require.main === module)
  main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exitCode = 1;
  });
