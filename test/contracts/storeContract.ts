/** What every store promises; run on each of them. */
import type { CollectionName } from '../../cases/documents';
import type { Store } from '../../cases/store';
import { editRaceContract } from './storeEditRaceContract';
import { listContract } from './storeListContract';
import { maintenanceContract } from './storeMaintenanceContract';
import { updateContract } from './storeUpdateContract';
import { wordsContract } from './storeWordsContract';
import { writeContract } from './storeWriteContract';

/** A started store over data of its own. */
export interface MadeStore {
  readonly store: Store;
  /** Stops the store and starts another one over the same data. */
  reopen(): Promise<Store>;
  cleanUp(): Promise<void>;
  /**
   * Adds one to the version of a document past the store, as another process would, and returns when that is done:
   * synchronous, so that it can happen between the read and the write of an update.
   */
  changeBehind(collection: CollectionName, id: string): void;
}

export type MakeStore = () => Promise<MadeStore>;

/** The store of the running test. */
export interface Current {
  made: MadeStore;
  store: Store;
}

export function storeContract(name: string, make: MakeStore): void {
  describe(`${name} keeps the store contract`, () => {
    const current = {} as Current;
    beforeEach(async () => {
      current.made = await make();
      current.store = current.made.store;
    });
    afterEach(async () => {
      await current.store.stop();
      await current.made.cleanUp();
    });
    writeContract(current);
    updateContract(current);
    listContract(current);
    editRaceContract(current);
    wordsContract(current);
    maintenanceContract(current);
  });
}
