/** Whether the model may be asked, and what it has cost: the settings as they are now, the month's sum from the store. */
import type { Clock } from '../../cases/channel';
import { addUsage, type ModelUsage } from '../../cases/deciding/prediction';
import type { ModelSettings } from '../../cases/settings';
import { changed, type Store } from '../../cases/store';
import type { Tokens } from '../openai';

export type Permission = 'yes' | 'off' | 'budget';

export interface ModelPolicy {
  /** Read for each question: a switch takes effect with the next turn. */
  permission(): Promise<Permission>;
  /** What tokens cost by the settings' prices; noted on the month. Never rejects: a turn goes on without it. */
  spend(tokens: Tokens): Promise<ModelUsage>;
}

export interface PolicyOptions {
  readonly store: Pick<Store, 'get' | 'insert' | 'update'>;
  /** The published settings; those stored by an earlier version have no `model`. */
  readonly settings: () => Promise<{ readonly model?: ModelSettings }>;
  readonly clock: Clock;
  /** Told where a sum could not be noted. */
  readonly failed?: (error: unknown) => void;
}

const MICROS = 1_000_000;
const READ_AGAIN_MS = 5_000; // as settings: another process may have spent
const SHIPPED: ModelSettings = { enabled: true, dataMayLeave: true };

/** The counter of a month, UTC: its `next` is what was spent, in millionths of the currency. */
export function monthId(at: string): string {
  return `model/${at.slice(0, 7)}`;
}

export function createModelPolicy(options: PolicyOptions): ModelPolicy {
  return new StoredPolicy(options);
}

class StoredPolicy implements ModelPolicy {
  private month = '';
  private spent = 0;
  private readAt = Number.NEGATIVE_INFINITY;
  /** Spent, and not written yet: the store could not. */
  private owed: ModelUsage = NOTHING;

  constructor(private readonly options: PolicyOptions) {}

  async permission(): Promise<Permission> {
    const { enabled, dataMayLeave, monthlyBudget } = await this.model();
    if (!enabled || !dataMayLeave) return 'off';
    if (monthlyBudget === undefined) return 'yes';
    return (await this.spentThisMonth()) >= monthlyBudget * MICROS ? 'budget' : 'yes';
  }

  async spend(tokens: Tokens): Promise<ModelUsage> {
    const usage = priced(tokens, await this.model());
    const owed = addUsage(this.owed, usage);
    this.owed = NOTHING;
    try {
      const id = monthId(this.options.clock());
      this.keep(id, await this.note(id, owed));
    } catch (error) {
      this.owed = addUsage(this.owed, owed);
      this.spent += usage.costMicros;
      this.options.failed?.(error);
    }
    return usage;
  }

  private async model(): Promise<ModelSettings> {
    return (await this.options.settings()).model ?? SHIPPED;
  }

  private async spentThisMonth(): Promise<number> {
    const now = this.options.clock();
    const id = monthId(now);
    if (id !== this.month || Date.parse(now) - this.readAt >= READ_AGAIN_MS)
      this.keep(id, (await this.options.store.get('counters', id))?.next ?? 0);
    return this.spent + this.owed.costMicros;
  }

  private keep(id: string, spent: number): void {
    this.month = id;
    this.spent = spent;
    this.readAt = Date.parse(this.options.clock());
  }

  /** Two processes may make the month's counter at once: the second one adds to it. */
  private async note(id: string, usage: ModelUsage): Promise<number> {
    const { store } = this.options;
    for (;;) {
      const result = await store.update('counters', id, (counter) =>
        changed({
          ...counter,
          next: counter.next + usage.costMicros,
          usage: addUsage(counter.usage ?? NOTHING, usage),
        }),
      );
      if (result.is !== 'missing') return result.doc.next;
      const first = { _id: id, version: 1, next: usage.costMicros, usage };
      if ((await store.insert('counters', first)) === 'inserted') return usage.costMicros;
    }
  }
}

const NOTHING: ModelUsage = { inputTokens: 0, outputTokens: 0, costMicros: 0 };

/** A price for a million tokens is the price of a token in millionths. */
function priced({ input, output }: Tokens, { pricePerMillion }: ModelSettings): ModelUsage {
  const cost = input * (pricePerMillion?.input ?? 0) + output * (pricePerMillion?.output ?? 0);
  return { inputTokens: input, outputTokens: output, costMicros: Math.ceil(cost) };
}
