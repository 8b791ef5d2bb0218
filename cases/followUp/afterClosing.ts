/** What a customer's words after the closing of their case become, as the settings say. Pure. */
import type { Case, ResolvedCase } from '../case';
import type { Conversation } from '../conversation/conversation';
import type { ClosureSettings, ReplyPolicy } from './settings';
import { actOnLifecycle } from '../lifecycle';
import type { Move } from '../moves';
import type { Settings } from '../settings';
import { changed, unchanged, type Change } from '../store';

const HOUR_MS = 3_600_000;

/** Past the time in which a case is opened again, words begin a new one. */
export function replyPolicy(
  closedAt: string,
  channel: string,
  { replies, reopenHours }: ClosureSettings,
  now: string,
): ReplyPolicy {
  const policy = channel === 'email' ? replies.email : replies.chat;
  const isLongOver = Date.parse(now) - Date.parse(closedAt) > reopenHours * HOUR_MS;
  return policy === 'reopen' && isLongOver ? 'newCase' : policy;
}

/** Whether what is said now still goes to the closed case. */
export function staysWithClosed(
  { expects, channel }: Pick<Conversation, 'expects' | 'channel'>,
  closure: ClosureSettings | undefined,
  now: string,
): boolean {
  if (expects?.kind !== 'closing' || !closure) return false;
  return replyPolicy(expects.at, channel, closure, now) !== 'newCase';
}

export function isResolved(theCase: Case | undefined): theCase is ResolvedCase {
  return theCase?.status === 'resolved';
}

/** The customer's words open the case again: once. */
export function reopenedByReply(
  theCase: Case,
  { id, by }: Extract<Move, { kind: 'reopen' }>,
  { at, settings }: { readonly at: string; readonly settings: Settings },
): Change<Case> {
  if (!isResolved(theCase) || theCase.recent.includes(id)) return unchanged;
  const acting = { actId: id, by, byKind: 'customer' as const, at, settings };
  return changed(actOnLifecycle(theCase, { kind: 'reopen' }, acting).case);
}
