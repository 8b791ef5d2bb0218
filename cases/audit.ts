/** One change of one case, insert only: the answer to "who, when, why". */
import type { ClosureObstacle } from './followUp/state';
import type { CustomAgentFailure, ResponseType } from './customAgent/settings';
import type { DraftKind } from './drafts/draft';
import type { FieldEntry, Person, Quote } from './values';
import type { ResolvingStep } from './resolution/state';
import type { RowState } from './review';

export type AuditWhat =
  | { readonly kind: 'opened' }
  | { readonly kind: 'field'; readonly field: string; readonly from?: FieldEntry; readonly to?: FieldEntry }
  | { readonly kind: 'proposed'; readonly field: string; readonly from?: FieldEntry; readonly to: FieldEntry }
  | { readonly kind: 'unlocked'; readonly field: string }
  | { readonly kind: 'reviewed'; readonly field: string; readonly state: RowState }
  | { readonly kind: 'undelivered'; readonly to: string }
  | { readonly kind: 'owner'; readonly to?: Person }
  | { readonly kind: 'status'; readonly from: string; readonly to: string }
  | { readonly kind: 'note'; readonly text: string }
  | {
      readonly kind: 'closed';
      readonly status: 'resolved' | 'cancelled';
      readonly statusReason: string;
      readonly resolution: string;
      readonly remarks?: string;
    }
  | { readonly kind: 'reopened' }
  /** Sent: the nth of a rule's follow-ups. */
  | { readonly kind: 'follow-up'; readonly rule: string; readonly n: number; readonly of: number }
  /** held until a moment; undone by a person; lifted, since something came between; prevented, since something is owed. */
  | {
      readonly kind: 'closure';
      readonly state: 'held' | 'undone' | 'lifted' | 'prevented';
      readonly until?: string;
      readonly why?: ClosureObstacle;
    }
  | { readonly kind: 'resolution'; readonly step: ResolvingStep; readonly intent?: string }
  | {
      readonly kind: 'draft';
      readonly draftId: string;
      readonly draft: DraftKind;
      /** returned: the customer spoke before it was said, so that it is open again. */
      readonly state: 'made' | 'edited' | 'sent' | 'discarded' | 'returned';
    }
  /** What a custom agent answered, or why it did not; the reason is its own, for colleagues. */
  | {
      readonly kind: 'custom-agent';
      readonly agent: string;
      readonly answer: ResponseType | CustomAgentFailure;
    }
  | { readonly kind: 'merged' | 'split'; readonly into: string; readonly number: string }
  | { readonly kind: 'absorbed'; readonly caseId: string; readonly number: string }
  /** Another conversation of the customer's goes on here. */
  | { readonly kind: 'joined'; readonly conversationId: string };

export interface AuditEntry {
  /** case / version / index. */
  readonly _id: string;
  readonly version: number;
  readonly caseId: string;
  /** The version of the case that the change made. */
  readonly caseVersion: number;
  readonly index: number;
  readonly at: string;
  readonly by: Person;
  readonly byKind: 'agent' | 'representative' | 'customer' | 'rule' | 'api';
  readonly what: AuditWhat;
  readonly reason: string;
  readonly quotes: readonly Quote[];
  /** What was personal was taken out of it. */
  readonly erased?: boolean;
}

export function auditId(caseId: string, version: number, index: number): string {
  return `${caseId}/${version}/${index}`;
}
