/** The question whether to open a case: the first word counts. Pure. */
import type { Conversation, OpeningDeclined } from './conversation';
import { changed, unchanged, type Change } from '../store';

/** Whether there is nothing left to ask: a case was opened, somebody has declined, or it is about something else by now. */
export function isOpeningDecided(conversation: Conversation, problem: number): boolean {
  const { caseId, openingDeclined } = conversation;
  return conversation.problem !== problem || caseId !== undefined || openingDeclined !== undefined;
}

export function declineOpening(
  conversation: Conversation,
  problem: number,
  declined: OpeningDeclined,
): Change<Conversation> {
  if (isOpeningDecided(conversation, problem)) return unchanged;
  return changed({ ...conversation, openingDeclined: declined });
}
