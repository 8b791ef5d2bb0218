/** Asking something of the agent in a conversation: it takes its place in the order, and the answer is where to look. */
import type { Conversation } from '../../../cases/conversation/conversation';
import type { Asker, RequestedEntry } from '../../../cases/moves';
import type { Received } from '../../../cases/conversation/receiving';
import type { ApiDeps } from './deps';
import { busy, conflict, notFound } from './problems';
import type { RawCall } from './route';

export function askerOf({ caller }: Pick<RawCall, 'caller'>): Asker {
  return { by: caller, byKind: 'api' };
}

/** The id of a call: an `Idempotency-Key` is the caller's own, so that two callers' keys never meet. */
export function callId({ caller, key }: Pick<RawCall, 'caller' | 'key'>): string {
  return `api/${caller.id}/${key}`;
}

/** @throws ApiProblem 404 where there is none, 409 where it is a representative's own. */
export async function requireCustomers({ context }: ApiDeps, id: string): Promise<Conversation> {
  const found = await context.store.get('conversations', id);
  if (!found) throw notFound('such conversation');
  if (found.role !== 'customer')
    throw conflict('NotACustomer', 'That is a conversation of a representative; this is for customers.');
  return found;
}

/** @throws ApiProblem 404, 503. */
export async function ask(deps: ApiDeps, conversationId: string, entry: RequestedEntry): Promise<number> {
  return accepted(await deps.agent.request(conversationId, entry));
}

export function accepted(received: Received | undefined): number {
  if (!received) throw notFound('such conversation');
  if (received.kind === 'busy') throw busy(received.retryAfterSeconds);
  return received.seq;
}

export function lookAt(kind: 'cases' | 'conversations', id: string): string {
  return `/api/${kind}/${encodeURIComponent(id)}`;
}
