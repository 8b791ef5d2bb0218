/**
 * How much this process has taken on: turns that it accepted and that are not decided yet, and those that it is
 * accepting. Past the limit the channel is asked to come again: its queue is durable, our heap is not.
 */
export interface Limits {
  /** Turns accepted but undecided, and turns being accepted. */
  readonly turnsMax: number;
  /** Conversations that are worked on at once; the others wait their turn. */
  readonly lanesMax: number;
}

export const LIMITS: Limits = {
  turnsMax: 5_000, // some 20 KB each with its conversation: 100 MB at the worst
  lanesMax: 1_000, // a model that takes two seconds still decides 500 turns a second
};

/** How long a channel waits before it comes again: at 1,000 turns a second a full queue empties in five. */
export const FULL_RETRY_AFTER_SECONDS = 5;

export class Waiting {
  private readonly undecided = new Map<string, number>();
  private total = 0;
  private accepting = 0;

  constructor(private readonly turnsMax: number) {}

  get size(): number {
    return this.total + this.accepting;
  }

  get hasRoom(): boolean {
    return this.size < this.turnsMax;
  }

  /** Runs `accept` where there is room; what it answers is counted by `accepted`. */
  async whileThereIsRoom<T>(accept: () => Promise<T>): Promise<T | 'full'> {
    if (!this.hasRoom) return 'full';
    this.accepting += 1;
    try {
      return await accept();
    } finally {
      this.accepting -= 1;
    }
  }

  accepted(conversationId: string): void {
    this.undecided.set(conversationId, (this.undecided.get(conversationId) ?? 0) + 1);
    this.total += 1;
  }

  /** Nothing of the conversation waits here: it is decided, or another process decides it. */
  decided(conversationId: string): void {
    this.total -= this.undecided.get(conversationId) ?? 0;
    this.undecided.delete(conversationId);
  }
}

/** At most so many at once; the others in the order in which they came. */
export class Slots {
  private taken = 0;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly max: number) {}

  async run<T>(job: () => Promise<T>): Promise<T> {
    if (this.taken >= this.max) await new Promise<void>((resolve) => this.queue.push(resolve));
    else this.taken += 1;
    try {
      return await job();
    } finally {
      const next = this.queue.shift(); // it takes over this one's slot
      if (next) next();
      else this.taken -= 1;
    }
  }
}
