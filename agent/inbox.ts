/** What lies in an inbox, and what a decision makes of it. */
import { caseOfAction } from '../cases/aboutCase';
import type { CommitFields, Reply } from '../cases/conversation/committing';
import type { Conversation, InboxEntry, TurnEntry } from '../cases/conversation/conversation';
import type { MoveDraft } from '../cases/moves';
import type { TraceLine } from '../cases/deciding/trace';
import { turnId, type Turn } from '../cases/conversation/turns';

/** What one decision makes of a conversation. */
export interface Made {
  readonly replies: readonly Reply[];
  readonly moves: readonly MoveDraft[];
  readonly set: Partial<CommitFields>;
  readonly trace: readonly TraceLine[];
  readonly keepsSaid?: boolean;
  readonly heardUpTo?: number;
  /** By the `seq` of a representative's turn: the case that it is about. */
  readonly about?: ReadonlyMap<number, string>;
}

/** An inbox entry as the turn that it becomes. */
export function turnOf(
  conversation: Conversation,
  entry: InboxEntry,
  { decision, caseId }: Pick<Turn, 'decision' | 'caseId'> = {},
): Turn {
  const place = {
    _id: turnId(conversation._id, entry.seq),
    version: 1,
    conversationId: conversation._id,
    seq: entry.seq,
    decision,
  };
  if (entry.kind === 'request') {
    const by = 'by' in entry.request ? entry.request.by : entry.request.asker.by;
    const at = entry.receivedAt;
    return { ...place, from: 'agent', by, text: '', at, storedAt: at, request: entry.request.kind };
  }
  const { from, by, text, raw, action, attachments, mail, at, activityId, repeats } = entry;
  const stored = { storedAt: entry.receivedAt, caseId: caseId ?? (action && caseOfAction(action)) };
  return { ...place, from, by, text, raw, action, attachments, mail, at, ...stored, activityId, repeats };
}

export function turnEntries(entries: readonly InboxEntry[]): TurnEntry[] {
  return entries.filter((entry) => entry.kind === 'turn');
}

export function lastActivity(entries: readonly InboxEntry[]): string | undefined {
  return turnEntries(entries).at(-1)?.activityId;
}
