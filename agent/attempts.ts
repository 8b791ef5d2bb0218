/** Many things of which each is done whatever becomes of the others. */
import { StoreUnavailable } from '../cases/store';
import type { Log } from './context';

/** What fails is told in the log and counted; only where the store itself cannot be reached is nothing else tried. */
export class Attempts {
  failed = 0;

  constructor(
    private readonly log: Pick<Log, 'error'>,
    private readonly message: string,
  ) {}

  /** What came of it; nothing where it failed. `about` says in the log what it was. */
  async one<T>(about: object, act: () => Promise<T>): Promise<T | undefined> {
    try {
      return await act();
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      this.failed += 1;
      this.log.error({ ...about, err: error }, this.message);
      return undefined;
    }
  }
}
