/** The case of a conversation was closed, or is active again: what its customer hears, and what the next words are about. */
import type { Conversation, InboxEntry } from '../../cases/conversation/conversation';
import type { RequestedEntry } from '../../cases/moves';
import { nextProblem } from '../../cases/conversation/problem';
import { texts } from '../../cases/texts';
import type { AgentContext } from '../context';
import type { Made } from '../inbox';
import { liveAtEnd } from './end';
import { customerText, madeOf, NOTHING_LIVE } from './part';

export interface CaseMoved {
  readonly conversation: Conversation;
  readonly entries: readonly InboxEntry[];
  readonly request: Extract<RequestedEntry, { kind: 'closed' | 'reopened' }>;
}

export async function caseMoved(context: AgentContext, moved: CaseMoved): Promise<Made> {
  const { conversation, request } = moved;
  const found = await context.store.get('cases', request.caseId);
  const isActive = found?.status === 'active';
  // The conversation is about something else by now, or the case has moved on since.
  if (conversation.caseId !== request.caseId || !found || isActive !== (request.kind === 'reopened'))
    return madeOf(NOTHING_LIVE);
  if (isActive) return { ...madeOf(NOTHING_LIVE), set: { status: 'active', expects: undefined } };
  const words = texts(conversation.language ?? conversation.locale).customer;
  const tells = conversation.channel !== 'voice' && found.status === 'resolved';
  const replies = tells ? [customerText(words.closed({ number: found.number }))] : [];
  const made = madeOf({ ...liveAtEnd(conversation, moved.entries, request.caseId), replies });
  // What is written next is about something new, or goes on with it: as the settings say.
  const closed = {
    kind: 'closing',
    caseId: found._id,
    at: found.status === 'resolved' ? found.closedAt : '',
  } as const;
  const expects = found.status === 'resolved' ? closed : undefined;
  return { ...made, set: { ...made.set, status: 'ended', stack: null, expects } };
}

/** Merged: the same matter in another case. Split off: the next problem, of which only who the customer is is known. */
export function movedTo(
  conversation: Conversation,
  { from, caseId, problem }: Extract<RequestedEntry, { kind: 'moved' }>,
): Made {
  if (conversation.caseId !== from) return madeOf(NOTHING_LIVE);
  if (problem === 'same') return { ...madeOf(NOTHING_LIVE), set: { caseId } };
  const { problem: next, drafts, asked, skipped, stack, memory } = nextProblem(conversation);
  const set = {
    caseId,
    problem: next,
    problemSince: conversation.seq,
    drafts,
    asked,
    skipped,
    stack,
    memory,
  };
  return { ...madeOf(NOTHING_LIVE), set };
}
