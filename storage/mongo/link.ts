/** The way to the database: a client of the driver, and another one where it has lost sight of its server for good. */
import { setTimeout as sleep } from 'node:timers/promises';
import { ReadConcern, type Collection, type Db, type DbOptions, type MongoClient } from 'mongodb';
import type { CollectionName } from '../../cases/documents';
import { answered } from './answered';
import { createClient, databaseNameOf, HEARTBEAT_MS, PREPARE_MS_MAX } from './connection';
import type { Stored } from './format';
import { heartbeatMsMax, type whenDeaf } from './heartbeat';

/** A client says goodbye to its server first, which one that has lost it may never end. */
const CLOSE_MS_MAX = 5_000;

/** Opens nothing until `open()`. */
export class Link {
  private client: MongoClient;
  private reading: DbOptions = {};
  private closed = false;

  /**
   * @param watch tells when a client will find its server no more
   * @throws where the URI is not one
   */
  constructor(
    private readonly uri: string,
    private readonly watch: typeof whenDeaf,
  ) {
    this.client = this.watched();
  }

  /** @throws MongoError where no server answers; whatever `prepare` throws */
  async open(prepare: (db: Db) => Promise<void>): Promise<void> {
    const patient = createClient(this.uri, PREPARE_MS_MAX);
    try {
      await answered(patient.connect());
      await prepare(patient.db(databaseNameOf(this.uri)));
    } finally {
      await close(patient);
    }
    await answered(this.client.connect());
    this.reading = await readingOf(this.db());
  }

  /** As it is to be reached now: who tries again after a failure asks for it again. */
  collection(name: CollectionName): Collection<Stored> {
    return this.db().collection<Stored>(name);
  }

  async close(): Promise<void> {
    this.closed = true;
    await close(this.client);
  }

  private db(): Db {
    return this.client.db(databaseNameOf(this.uri), this.reading);
  }

  private watched(): MongoClient {
    const client = createClient(this.uri);
    this.watch(client, heartbeatMsMax(client), () => {
      if (this.client === client) void this.replace();
    });
    return client;
  }

  /**
   * Until one is connected: a client whose first search for its server fails never searches again. What is asked
   * meanwhile waits for the search, or is unavailable.
   */
  private async replace(): Promise<void> {
    while (!this.closed) {
      void close(this.client);
      const next = (this.client = this.watched());
      const connected = await answered(next.connect()).then(
        () => true,
        () => false,
      );
      if (connected) return;
      await sleep(HEARTBEAT_MS, undefined, { ref: false });
      if (this.client !== next) return; // it was replaced while it searched
    }
  }
}

/** Nothing is asked of it any more. */
async function close(client: MongoClient): Promise<void> {
  await answered(client.close(true), CLOSE_MS_MAX).catch(() => undefined);
}

/**
 * A replica set says what a majority has, so that nothing is acted upon that a change of the primary could undo. A
 * single server knows no majorities.
 */
async function readingOf(db: Db): Promise<DbOptions> {
  const hello = await answered(db.command({ isMaster: 1 })); // the older name: every server of the protocol knows it
  const several = typeof hello['setName'] === 'string' || hello['msg'] === 'isdbgrid';
  return several ? { readConcern: new ReadConcern('majority') } : {};
}
