/** The record of what people made of what the agent proposed or did. */
import { JUDGED_CARDS } from './thumbs';
import type { Person } from '../values';

export const FEEDBACK_ACTS = [
  'accepted',
  'edited',
  'rejected',
  'undone',
  /** Nobody touched it until the case was resolved. */
  'stood',
  'thumbs-up',
  'thumbs-down',
] as const;
export type FeedbackAct = (typeof FEEDBACK_ACTS)[number];

/** What an act may be about beside a value: a card, or what it asks. */
export const RECORDED_CARDS = [...JUDGED_CARDS, 'creation-proposal', 'duplicate'] as const;
export type RecordedCard = (typeof RECORDED_CARDS)[number];

/** One act of one person on something of the agent's; insert only. */
export interface Interaction {
  readonly _id: string;
  readonly version: number;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly at: string;
  readonly by: Person;
  readonly byKind: 'representative' | 'api';
  readonly act: FeedbackAct;
  readonly field?: string;
  /** Which predictor, and how sure it was: 0 to 1. */
  readonly predictor?: string;
  readonly confidence?: number;
  /** Whether what stands is what was proposed. */
  readonly matched?: boolean;
  /** As people read them; with `recording.values` only. A field that was cleared has no `stands`. */
  readonly proposed?: string;
  readonly stands?: string;
  readonly card?: RecordedCard;
  /** What on the card: a review's or a draft's id. */
  readonly target?: string;
}
