/** The life of a store: what it opens at its start, the work that runs on it, and its end. Once each. */
import { StoreUnavailable } from '../cases/store';

export class Lifetime<Opened> {
  private readonly running = new Set<Promise<unknown>>();
  private state: 'new' | 'started' | 'stopped' = 'new';
  private stopped = Promise.resolve();
  private current?: Opened;

  /** Nothing before the start. */
  get opened(): Opened | undefined {
    return this.current;
  }

  /** @param open leaves nothing open where it rejects; it may then be tried again. */
  async start(open: () => Promise<Opened>): Promise<void> {
    if (this.state !== 'new') throw new Error('the store was started before: make a new one');
    this.current = await open();
    this.state = 'started';
  }

  stop(close: (opened: Opened) => Promise<void>): Promise<void> {
    if (this.state === 'started' && this.current !== undefined) this.stopped = this.end(this.current, close);
    return this.stopped;
  }

  /**
   * Whatever began before `stop()` is finished by it; whatever comes later is refused.
   * @throws StoreUnavailable
   */
  run<T>(job: (opened: Opened) => Promise<T>): Promise<T> {
    if (this.state !== 'started' || this.current === undefined)
      return Promise.reject(
        new StoreUnavailable(`the store is ${this.state === 'new' ? 'not started' : 'stopped'}`),
      );
    const work = job(this.current);
    this.running.add(work);
    const done = (): void => void this.running.delete(work);
    work.then(done, done);
    return work;
  }

  private async end(opened: Opened, close: (opened: Opened) => Promise<void>): Promise<void> {
    this.state = 'stopped';
    await Promise.allSettled(this.running);
    await close(opened);
  }
}
