/** Every second each process reads what is due by index and goes on where the documents say. */
import { pendingCalls } from '../cases/customAgent/calls';
import { LEASE_LATE_MS, LEASE_MS } from '../cases/lease';
import { followUpRound } from './followUp/rounds';
import type { AgentContext } from './context';
import type { Lanes } from './lanes';
import type { MailRoom } from './mail/room';

export const SWEEP_MS = 1_000;
const SWEEP_LIMIT = 200; // conversations: the rest is due in the next second, too
const CASE_PAGES_MAX = 25; // many cases come due in the same moment: a status set for all, a rule activated

export async function sweep(context: AgentContext, lanes: Lanes, mails: MailRoom | undefined): Promise<void> {
  const due = { index: 'due' as const, range: { lte: context.clock() }, limit: SWEEP_LIMIT };
  const conversations = await context.store.list('conversations', due);
  conversations.items.forEach(({ _id }) => lanes.kick(_id));
  await mails?.sweep();
  await followUpRound(context);
  await sweepCases(context, lanes);
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

/** What is worked on is due no longer, so that the next page is another one. */
async function sweepCases(context: AgentContext, lanes: Lanes): Promise<void> {
  let before = '';
  for (let page = 0; page < CASE_PAGES_MAX; page++) {
    const due = { index: 'due' as const, range: { lte: context.clock() }, limit: SWEEP_LIMIT };
    const { items } = await context.store.list('cases', due);
    const results = await Promise.allSettled(items.map(({ _id }) => lanes.drain(_id)));
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    const last = items.at(-1)?._id ?? '';
    if (items.length < SWEEP_LIMIT || last === before || lanes.isStopped) return;
    before = last;
  }
}
