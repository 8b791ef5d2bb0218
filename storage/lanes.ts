/** Work on one thing, one after the other; work on different things side by side. */
export class Lanes {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Runs `job` once everything that came before it under the same key has settled, well or badly. */
  run<T>(key: string, job: () => Promise<T>): Promise<T> {
    const before = this.last.get(key);
    const mine = before === undefined ? job() : before.then(job, job);
    this.last.set(key, mine);
    const leave = (): void => {
      if (this.last.get(key) === mine) this.last.delete(key);
    };
    mine.then(leave, leave);
    return mine;
  }
}
