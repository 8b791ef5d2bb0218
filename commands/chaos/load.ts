/** Customers who write at once, as fast as they are acknowledged, and again what was not. */
import type { Customer, Said } from './customers';
import type { Random } from './random';

const PAUSE_MS_MAX = 150; // between two messages of one customer: some settle together, some do not
const RETRY_MS = 100;
const DOUBLED_SHARE = 0.2;

export interface LoadOptions {
  /** Where the agent is now; it moves when it is started again. */
  readonly url: () => string;
  readonly random: Random;
  readonly pause: (ms: number) => Promise<void>;
  /** A message was not acknowledged and is sent again. */
  readonly refused?: () => void;
}

/** Resolves when every message of every customer was acknowledged. */
export async function runLoad(customers: readonly Customer[], options: LoadOptions): Promise<void> {
  await Promise.all(customers.map((customer) => speakAll(customer, options)));
}

async function speakAll(customer: Customer, options: LoadOptions): Promise<void> {
  for (const said of customer.says) {
    const doubled = options.random() < DOUBLED_SHARE;
    const waitMs = options.random() * PAUSE_MS_MAX;
    await Promise.all(
      doubled
        ? [speak(customer, said, options), speak(customer, said, options)]
        : [speak(customer, said, options)],
    );
    await options.pause(waitMs);
  }
}

/** As a channel does: the same message under the same id until somebody says that it was taken. */
async function speak({ door }: Customer, said: Said, { url, pause, refused }: LoadOptions): Promise<void> {
  for (;;) {
    try {
      await door.send(url(), said.id, said.text);
      said.acknowledged = true;
      return;
    } catch {
      refused?.();
      await pause(RETRY_MS);
    }
  }
}
