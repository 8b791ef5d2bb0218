/** What a conversation tells its case of follow-up: that the customer has spoken, that one of ours was said. */
import { followedUp, lookedAtAgain } from '../../cases/followUp/followingUp';
import type { Conversation } from '../../cases/conversation/conversation';
import type { OutEntry } from '../../cases/effects';
import type { Move } from '../../cases/moves';
import { agentPerson, type AgentContext } from '../context';
import { standingCase } from '../standingCase';

export async function followUpMoved(
  context: AgentContext,
  move: Extract<Move, { kind: 'heard' | 'followed-up' }>,
): Promise<void> {
  const { settings } = await context.settings.current();
  const stands = await standingCase(context.store, move.caseId);
  if (!stands) return;
  const at = context.clock();
  await context.store.update('cases', stands._id, (found) =>
    move.kind === 'heard'
      ? lookedAtAgain(found, at)
      : followedUp(found, move, { agent: agentPerson(settings), at }),
  );
}

/**
 * Words of ours are out: a wait counts from them. Told before the entry is off the conversation's list, so that whoever
 * goes on from there tells it again.
 */
export async function wordsSaid(
  context: AgentContext,
  { role, caseId }: Conversation,
  { words }: OutEntry,
  drain: (caseId: string) => void,
): Promise<void> {
  if (role !== 'customer' || caseId === undefined || words.kind !== 'text') return;
  const { settings } = await context.settings.current();
  if (settings.followUp.rules.length === 0) return;
  const stands = await standingCase(context.store, caseId);
  if (!stands?.followUp && !stands?.closure) return;
  const at = context.clock();
  await context.store.update('cases', stands._id, (found) => lookedAtAgain(found, at));
  drain(stands._id);
}
