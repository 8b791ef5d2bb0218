/** Every second each process reads what is due by index and goes on where the documents say. */
import type { AgentContext } from './context';
import type { Lanes } from './lanes';
import type { MailRoom } from './mail/room';

export const SWEEP_MS = 1_000;
const SWEEP_LIMIT = 200; // the rest is due in the next second, too

export async function sweep(context: AgentContext, lanes: Lanes, mails: MailRoom | undefined): Promise<void> {
  const due = { index: 'due' as const, range: { lte: context.clock() }, limit: SWEEP_LIMIT };
  const [conversations, cases] = await Promise.all([
    context.store.list('conversations', due),
    context.store.list('cases', due),
  ]);
  await mails?.sweep();
  conversations.items.forEach(({ _id }) => lanes.kick(_id));
  await Promise.all(cases.items.map(({ _id }) => lanes.drain(_id)));
}
