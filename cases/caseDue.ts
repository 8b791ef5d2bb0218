/** When a case next needs work by itself: one pure function of the document, absent when idle. */
import type { Case } from './case';
import type { CallEffect } from './customAgent/call';
import { LEASE_LATE_MS } from './lease';

type Looked = Pick<Case, 'followUp' | 'closure'>;

export function caseDueAt(theCase: Looked & Pick<Case, 'pending'>): string | undefined {
  const calls = theCase.pending.filter((effect) => effect.kind === 'call').map(callDueAt);
  return first([...calls, lookDueAt(theCase)]);
}

/** When follow-up or closure has something to look at. */
export function lookDueAt({ followUp, closure }: Looked): string | undefined {
  return first([followUp?.nextAt, closure && (closure.lookAt ?? closure.heldUntil)]);
}

function first(moments: readonly (string | undefined)[]): string | undefined {
  return moments.filter((moment) => moment !== undefined).sort()[0];
}

/** While a process waits for the answer, when it must have been lost. */
function callDueAt({ at, lease, notBefore }: CallEffect): string {
  if (lease) return new Date(Date.parse(lease.until) + LEASE_LATE_MS).toISOString();
  return notBefore ?? at;
}
