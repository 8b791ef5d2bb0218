/** Every second each process reads what is due by index and goes on where the documents say. */
import { pendingCalls } from '../cases/customAgent/calls';
import type { Documents } from '../cases/documents';
import { LEASE_LATE_MS, LEASE_MS, mayLease } from '../cases/lease';
import type { Page, Query } from '../cases/store';
import { followUpRound } from './followUp/rounds';
import { worker, type AgentContext } from './context';
import type { Lanes } from './lanes';
import type { MailRoom } from './mail/room';

export const SWEEP_MS = 1_000;
const SWEEP_LIMIT = 200;
const CASE_PAGES_MAX = 25; // many cases come due in the same moment: a status set for all, a rule activated

export class Sweep {
  /** Where the look past the first conversations goes on. */
  private beyond?: string;

  constructor(
    private readonly context: AgentContext,
    private readonly lanes: Lanes,
    private readonly mails: MailRoom | undefined,
  ) {}

  /** One part that fails does not keep the others from their work. @throws the first that failed. */
  async once(): Promise<void> {
    await allOf([
      () => this.conversations(),
      async () => this.mails?.sweep(),
      () => followUpRound(this.context),
      () => this.cases(),
    ]);
  }

  /**
   * The oldest, and a page of those behind them: what is due for long because another process works on it, or because
   * it fails, hides nobody's turns.
   */
  private async conversations(): Promise<void> {
    const first = await this.duePage('conversations');
    const further = first.next && (await this.duePage('conversations', this.beyond ?? first.next));
    this.beyond = further ? further.next : undefined;
    const { holder, now, alone } = worker(this.context);
    for (const { _id, lease } of [...first.items, ...(further ? further.items : [])])
      if (mayLease(lease, holder, now, alone)) this.lanes.due(_id);
  }

  /** A case that fails does not keep the others from being worked on. */
  private async cases(): Promise<void> {
    const failures: unknown[] = [];
    let after: string | undefined;
    for (let page = 0; page < CASE_PAGES_MAX && !this.lanes.isStopped; page++) {
      const { items, next } = await this.duePage('cases', after);
      const results = await Promise.allSettled(items.map(({ _id }) => this.lanes.drain(_id)));
      for (const result of results) if (result.status === 'rejected') failures.push(result.reason);
      after = next;
      if (after === undefined) break;
    }
    if (failures.length > 0) throw failures[0];
  }

  private duePage<C extends 'conversations' | 'cases'>(
    collection: C,
    after?: string,
  ): Promise<Page<Documents[C]>> {
    const due = { index: 'due', range: { lte: this.context.clock() }, limit: SWEEP_LIMIT, after };
    return this.context.store.list(collection, due as Query<C>);
  }
}

/**
 * At the start of a process that is the only one: what another one before it waited for is waited for by nobody, though
 * its leases have not ended.
 */
export async function takeUpCalls({ store, clock }: AgentContext, lanes: Lanes): Promise<void> {
  if (!store.alone) return;
  const lte = new Date(Date.parse(clock()) + LEASE_MS + LEASE_LATE_MS).toISOString();
  let after: string | undefined;
  do {
    const page = await store.list('cases', { index: 'due', range: { lte }, limit: SWEEP_LIMIT, after });
    const left = page.items.filter((found) => pendingCalls(found).some(({ lease }) => lease !== undefined));
    await Promise.all(left.map(({ _id }) => lanes.drain(_id)));
    after = page.next;
  } while (after !== undefined);
}

async function allOf(parts: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const part of parts) await part().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
