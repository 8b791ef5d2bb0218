/** What an act is judged against, and what comes of it. */
import type { ActOutcome } from './acts';
import type { AuditEntry } from './audit';
import type { Case } from './case';
import type { Settings } from './settings';
import type { Person } from './values';

export interface ActContext {
  /** The click's or call's own id: the same one again changes nothing. */
  readonly actId: string;
  readonly by: Person;
  readonly byKind: AuditEntry['byKind'];
  readonly at: string;
  readonly settings: Settings;
}

export interface Acted {
  readonly case: Case;
  readonly outcome: ActOutcome;
}
