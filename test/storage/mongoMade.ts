/** The MongoDB store as the contract wants it. */
import { Worker } from 'node:worker_threads';
import type { Store } from '../../cases/store';
import { createMongoStore } from '../../storage/mongo/store';
import type { MadeStore } from '../contracts/storeContract';
import { aDatabase } from '../support/mongoServer';

export async function startedAt(uri: string): Promise<Store> {
  const store = createMongoStore({ uri });
  await store.start();
  return store;
}

export async function madeMongo(): Promise<MadeStore> {
  const database = await aDatabase();
  const { uri } = database;
  const store = await startedAt(uri);
  const another = new AnotherWriter(uri);
  return {
    store,
    reopen: async () => {
      await store.stop();
      return startedAt(uri);
    },
    cleanUp: async () => {
      await another.stop();
      await database.drop();
    },
    changeBehind: (collection, id) => another.addOne(collection, id),
  };
}

const CHANGE_MS_MAX = 10_000;

/** Writes in a thread of its own while this one waits: in the middle of a function that is synchronous. */
class AnotherWriter {
  private readonly done = new Int32Array(new SharedArrayBuffer(4));
  private worker?: Worker;

  constructor(private readonly uri: string) {}

  /** Adds one to the version of a document. */
  addOne(collection: string, id: string): void {
    this.worker ??= new Worker(THREAD, { eval: true, workerData: { uri: this.uri, done: this.done } });
    const before = Atomics.load(this.done, 0);
    this.worker.postMessage({ collection, id });
    if (Atomics.wait(this.done, 0, before, CHANGE_MS_MAX) === 'timed-out')
      throw new Error('the other writer did not write');
  }

  async stop(): Promise<void> {
    await this.worker?.terminate();
  }
}

const THREAD = `
  const { parentPort, workerData: { uri, done } } = require('node:worker_threads');
  const { MongoClient } = require(${JSON.stringify(require.resolve('mongodb'))});
  const db = new MongoClient(uri).db();
  parentPort.on('message', async ({ collection, id }) => {
    await db.collection(collection).updateOne({ _id: id }, { $inc: { version: 1 } });
    Atomics.add(done, 0, 1);
    Atomics.notify(done, 0);
  });
`;
