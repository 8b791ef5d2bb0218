/** The database of a run on MongoDB, and what befalls it under load. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { AgentProcess } from './agentProcess';
import { CHAOS_SETTINGS } from './customers';
import { killedRounds, type KilledOptions, type KilledReport } from './killed';
import { JavaServer, missingForServer, withDatabase } from './mongoServer';
import { TcpProxy } from './proxy';
import type { Random } from './random';
import { severalProcesses, type SeveralReport } from './several';
import { mongoChaosStore } from './stores';

export interface DatabaseRun {
  readonly customers: number;
  readonly random: Random;
  readonly step?: (done: number) => void;
}

const PROCESSES = 3;
const BEFORE_MS = 3_000; // load on a database that works
const PORT_OF_MONGODB = 27_017;

/** Runs on the server that MONGODB_URI names, in a database that is left there, or on one of its own. */
export async function onDatabase<T>(work: (uri: string) => Promise<T>): Promise<T> {
  const given = process.env['MONGODB_URI']?.trim();
  if (given) return work(withDatabase(given, `chaos-${randomBytes(4).toString('hex')}`));
  return onOwnServer(async (server) => work(withDatabase(await server.start(), 'chaos')));
}

export function several(run: DatabaseRun): Promise<SeveralReport> {
  return onDatabase((uri) => severalProcesses({ processes: PROCESSES, uri, ...run }));
}

/**
 * The rounds of SIGKILL. The process that is started again goes by the same name and goes on with what it held; in every
 * tenth round it goes by another, and takes over when the leases are late.
 */
export function killedOnDatabase(options: KilledOptions): Promise<KilledReport> {
  return onDatabase(async (uri) => {
    const store = await mongoChaosStore(uri, CHAOS_SETTINGS);
    return killedRounds({ ...options, store });
  });
}

/** Every connection between the agents and the database is cut for so long, and none can be made. */
export function cut(run: DatabaseRun & { readonly cutMs: number }): Promise<SeveralReport> {
  return onDatabase(async (uri) => {
    const { hostname, port } = new URL(uri);
    const target = { host: hostname, port: Number(port || PORT_OF_MONGODB) };
    const proxy = await new TcpProxy(target).start();
    const agentsUri = uri.replace(`${hostname}:${port}`, `127.0.0.1:${proxy.port}`);
    const meanwhile = async (): Promise<void> => {
      await pause(BEFORE_MS);
      proxy.set('cut');
      await pause(run.cutMs);
      proxy.set('pass');
    };
    try {
      return await severalProcesses({ processes: PROCESSES, uri, agentsUri, meanwhile, ...run });
    } finally {
      await proxy.stop();
    }
  });
}

/**
 * Each process in turn stands still for so long (SIGSTOP), as a machine under strain or a virtual one that is moved
 * does: past its leases' end others take over, and then it goes on where it was.
 */
export function paused(run: DatabaseRun & { readonly pausedMs: number }): Promise<SeveralReport> {
  const meanwhile = async (agents: readonly AgentProcess[]): Promise<void> => {
    for (const { pid } of agents) {
      await pause(BEFORE_MS);
      process.kill(pid, 'SIGSTOP');
      await pause(run.pausedMs);
      process.kill(pid, 'SIGCONT');
    }
  };
  return onDatabase((uri) => severalProcesses({ processes: PROCESSES, uri, meanwhile, ...run }));
}

/** The server is ended as by a crash, and started again after a while. */
export function restarted(run: DatabaseRun & { readonly downMs: number }): Promise<SeveralReport> {
  return onOwnServer(async (server) => {
    const uri = withDatabase(await server.start(), 'chaos');
    const meanwhile = async (): Promise<void> => {
      await pause(BEFORE_MS);
      await server.kill();
      await pause(run.downMs);
      await server.start();
    };
    return severalProcesses({ processes: PROCESSES, uri, meanwhile, ...run });
  });
}

async function onOwnServer<T>(work: (server: JavaServer) => Promise<T>): Promise<T> {
  const missing = missingForServer();
  if (missing !== undefined) throw new Error(missing);
  const folder = await mkdtemp(join(tmpdir(), 'chaos-mongo-'));
  const server = new JavaServer(folder);
  try {
    return await work(server);
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
