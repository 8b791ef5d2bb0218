/** Change sets and proposals: what representatives are shown and act on. */
import type { FieldEntry, Person } from './values';

/** `changed`: the agent changed the case and shows it; `proposed`: it asks first. At most one open proposal. */
export type ReviewKind = 'changed' | 'proposed';
export type RowState = 'open' | 'confirmed' | 'edited' | 'rejected' | 'undone' | 'superseded';

export interface ReviewRow {
  readonly field: string;
  /** What stood there before; missing where nothing did. */
  readonly from?: FieldEntry;
  readonly to: FieldEntry;
  readonly state: RowState;
  readonly by?: Person;
  readonly at?: string;
}

export interface Review {
  /** `r` and the version of the case that began it. */
  readonly id: string;
  readonly kind: ReviewKind;
  readonly at: string;
  readonly rows: readonly ReviewRow[];
  /** The cards that show it, so that each can be brought up to date. */
  readonly shownIn: readonly ShownCard[];
}

export interface ShownCard {
  readonly conversationId: string;
  readonly effectId: string;
}

export function isOpenRow(row: ReviewRow): boolean {
  return row.state === 'open';
}
