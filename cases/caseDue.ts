/** When a case next needs work by itself: one pure function of the document, absent when idle. */
import type { Case } from './case';
import type { CallEffect } from './customAgentCalls';
import { LEASE_LATE_MS } from './lease';

export function caseDueAt({
  followUp,
  closure,
  pending,
}: Pick<Case, 'followUp' | 'closure' | 'pending'>): string | undefined {
  const calls = pending.filter((effect) => effect.kind === 'call').map(callDueAt);
  const moments = [...calls, followUp?.nextAt, closure && (closure.lookAt ?? closure.heldUntil)];
  return moments.filter((moment) => moment !== undefined).sort()[0];
}

/** While a process waits for the answer, when it must have been lost. */
function callDueAt({ at, lease, notBefore }: CallEffect): string {
  if (lease) return new Date(Date.parse(lease.until) + LEASE_LATE_MS).toISOString();
  return notBefore ?? at;
}
