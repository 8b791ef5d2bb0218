/** Status reasons: why a case is in its status, in the installation's own words. */
import { z } from 'zod/v4';

const reason = z.string().min(1).max(100);
const list = (...shipped: string[]) => z.array(reason).min(1).max(50).default(shipped);

export const statusReasons = z.strictObject({
  /** The first is that of a new case. */
  active: list('In progress', 'On hold', 'Waiting for details', 'Researching'),
  resolved: list('Problem solved', 'Information provided'),
  cancelled: list('Cancelled'),
});

export type StatusReasons = z.infer<typeof statusReasons>;

/** The reason as the settings spell it, whatever its case; undefined where they have none such. */
export function reasonNamed(reasons: readonly string[], wanted: string): string | undefined {
  const folded = wanted.trim().toLowerCase();
  return reasons.find((one) => one.toLowerCase() === folded);
}
