/** Starts the agent: reads the environment, composes, listens, says where, and stops in order. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createService, type Service } from './service';
import { ConfigError, loadConfig } from './config';
import { createLog } from './log';
import { startLines } from './startLines';

const STOP_MS_MAX = 10_000; // past it the rest is left in the store, due, for the next start

async function main(): Promise<void> {
  if (existsSync('.env')) process.loadEnvFile('.env');
  const config = loadConfig(process.env);
  const log = createLog(config.logLevel);
  const service = createService({
    config,
    env: process.env,
    log,
    pages: pagesFolder(),
    storeDied: endNow,
  });
  const { url, pages, mailboxes } = await service.start();
  // A supervisor that forked us hears where we listen.
  process.send?.({ url });
  process.stdout.write(`${startLines({ url, pages, mailboxes, config }).join('\n')}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(service));
}

async function stop(service: Service): Promise<void> {
  setTimeout(() => process.exit(1), STOP_MS_MAX).unref();
  await service.stop();
  process.exit(0);
}

/** Nobody can be served by a process that can store nothing; what it acknowledged is stored, as after any other end. */
function endNow({ message, cause }: Error): never {
  process.stderr.write(
    `${message} (${cause instanceof Error ? cause.message : String(cause)}). Nothing can be stored any more, so the agent ends: start it again.\n`,
  );
  process.exit(1);
}

/** Beside this file once compiled, in dist/ when run from source. */
function pagesFolder(): string {
  const beside = resolve(__dirname, '../web');
  return existsSync(join(beside, 'files.json')) ? beside : resolve(__dirname, '../dist/web');
}

function sayWhy(error: unknown): void {
  const known = error instanceof ConfigError || (error instanceof Error && 'code' in error);
  process.stderr.write(
    `${known ? messageOf(error) : String(error instanceof Error ? error.stack : error)}\n`,
  );
  process.exitCode = 1;
}

function messageOf(error: Error & { code?: unknown }): string {
  if (error.code === 'EADDRINUSE')
    return `The port is taken: another program listens there. Set PORT to another one.`;
  return error.message;
}

main().catch(sayWhy);
