/** What conditions and plans are judged against, made of a conversation, its case and the values as they stand. */
import type { Case } from '../case';
import type { ConditionView } from './conditions';
import type { Conversation } from '../conversation/conversation';
import { valuesOf } from './plan';
import type { FieldEntries } from '../values';

const HOUR_MS = 3_600_000;

export interface Standing {
  readonly case?: Case;
  readonly conversation?: Conversation;
}

export function conditionView(
  { case: theCase, conversation }: Standing,
  values: FieldEntries,
  now: string,
): ConditionView {
  return {
    values: valuesOf(values),
    channel: theCase?.channel ?? conversation?.channel ?? '',
    conversationStatus: conversation?.status ?? 'ended',
    caseStatus: theCase?.status,
    statusReason: theCase?.statusReason,
    title: theCase?.title,
    caseAgeHours: theCase && (Date.parse(now) - Date.parse(theCase.openedAt)) / HOUR_MS,
  };
}
