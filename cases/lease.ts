/** A lease saves work, it does not carry the promise: versions and fixed ids do. */
export interface Lease {
  readonly holder: string;
  /** ISO 8601. */
  readonly until: string;
}

export const LEASE_MS = 30_000; // longer than any single step: a model call or a send
export const LEASE_LATE_MS = 10_000; // clocks of two machines may differ by this much

/** Whether `holder` may work on the document now. With `alone`, no other process can be alive: foreign leases are void. */
export function mayLease(lease: Lease | undefined, holder: string, now: string, alone: boolean): boolean {
  if (!lease || lease.holder === holder || alone) return true;
  return Date.parse(lease.until) + LEASE_LATE_MS <= Date.parse(now);
}

export function leaseFor(holder: string, now: string): Lease {
  return { holder, until: new Date(Date.parse(now) + LEASE_MS).toISOString() };
}
