/** Lets so many through at once; the others wait in order. */
export class Gate {
  private readonly waiting: (() => void)[] = [];
  private inside = 0;

  constructor(private readonly atOnceMax: number) {}

  async pass<T>(work: () => Promise<T>): Promise<T> {
    if (this.inside >= this.atOnceMax) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.inside++;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.inside--;
    }
  }
}
