/** The connection to MongoDB: what is set on purpose, and why. */
import { MongoClient, type MongoClientOptions } from 'mongodb';

/** More than one process keeps busy; ten processes are five hundred connections at the server. */
export const CONNECTIONS_MAX = 50;
/** A planned change of the primary is over in two seconds. After a crash it takes some twelve: the channel is then told 503, and comes again. */
export const SERVER_SELECTION_MS = 5_000;
/** A host that does not take a connection by then is not there. */
export const CONNECT_MS = 5_000;
/** Nothing that is asked takes this long: a connection that is silent so long is dead, though nobody said so. */
export const SILENCE_MS_MAX = 15_000;
/** But for an index of a collection that has millions of documents already. */
export const PREPARE_MS_MAX = 3_600_000;
/** For a free connection; past it the process has more on its hands than the server takes. */
export const WAIT_FOR_CONNECTION_MS = 5_000;
/** How soon a server that is back is noticed while nobody asks for it. */
export const HEARTBEAT_MS = 2_000;
/** Firewalls and cloud gateways drop idle connections after four minutes without a word. */
export const IDLE_MS_MAX = 120_000;
/** For a majority of the replica set to have a write; past it nobody is told that it is kept. */
export const MAJORITY_MS = 10_000;

/** What an operator may set otherwise in the URI. */
const TUNABLE: MongoClientOptions = {
  appName: 'case-management-agent',
  maxPoolSize: CONNECTIONS_MAX,
  serverSelectionTimeoutMS: SERVER_SELECTION_MS,
  connectTimeoutMS: CONNECT_MS,
  socketTimeoutMS: SILENCE_MS_MAX,
  waitQueueTimeoutMS: WAIT_FOR_CONNECTION_MS,
  heartbeatFrequencyMS: HEARTBEAT_MS,
  maxIdleTimeMS: IDLE_MS_MAX,
};

/** What the promises rest on. */
const FIXED: MongoClientOptions = {
  // Acknowledged means: on the disks of a majority.
  writeConcern: { w: 'majority', journal: true, wtimeoutMS: MAJORITY_MS },
  readPreference: 'primary',
  retryWrites: true,
  retryReads: true,
};

/**
 * Opens nothing.
 * @param silenceMsMax what may take longer than everything else is asked of a client of its own
 * @throws where the URI is not one
 */
export function createClient(uri: string, silenceMsMax?: number): MongoClient {
  const given = new Set([...new URLSearchParams(uri.split('?')[1]).keys()].map((name) => name.toLowerCase()));
  const ours = Object.entries(TUNABLE).filter(([name]) => !given.has(name.toLowerCase()));
  const patient = silenceMsMax === undefined ? {} : { socketTimeoutMS: silenceMsMax };
  return new MongoClient(uri, { ...Object.fromEntries(ours), ...FIXED, ...patient });
}

/** The database that the URI names. */
export function databaseNameOf(uri: string): string {
  const path = /^mongodb(?:\+srv)?:\/\/[^/?]+\/([^?]*)/.exec(uri)?.[1] ?? '';
  return path === '' ? DATABASE_SHIPPED : decodeURIComponent(path);
}

const DATABASE_SHIPPED = 'cases';

/** The hosts that the URI names, for messages: never the credentials. */
export function hostsOf(uri: string): string {
  return /^mongodb(?:\+srv)?:\/\/(?:[^@/]*@)?([^/?]*)/.exec(uri)?.[1] ?? '';
}
