/** A lane that takes long may have become another process's meanwhile. */
import type { Conversation } from '../cases/conversation/conversation';
import { renewed } from '../cases/conversation/delivering';
import { worker, type AgentContext } from './context';

const RENEW_BEFORE_MS = 15_000; // a send or a model call may take this long before somebody else takes over

/** Renews the lease before a step that may take long; whether the lane, and what it is to send next, are still ours. */
export async function keepsLease(context: AgentContext, conversation: Conversation): Promise<boolean> {
  const me = worker(context);
  const { _id, lease, out } = conversation;
  const leftMs = lease?.holder === me.holder ? Date.parse(lease.until) - Date.parse(me.now) : 0;
  if (leftMs > RENEW_BEFORE_MS) return true;
  const result = await context.store.update('conversations', _id, (fresh) => renewed(fresh, me, out[0]?.id));
  return result.is === 'changed';
}
