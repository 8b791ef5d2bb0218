/** A reminder that is due enters the inbox: that is its place in the order of the conversation. */
import { acceptRequest } from '../../cases/accepting';
import type { Conversation } from '../../cases/conversation';
import { documentOf } from '../../cases/store';
import { agentPerson, worker, type AgentContext } from '../context';

export function isReminderDue({ waiting, answerDueAt }: Conversation, now: string): boolean {
  return [waiting?.remindAt, answerDueAt].some((at) => at !== undefined && at <= now);
}

/** The conversation with the reminder in its inbox. */
export async function remind(
  context: AgentContext,
  { _id, waiting, answerDueAt }: Conversation,
): Promise<Conversation | undefined> {
  const { settings } = await context.settings.current();
  const due = waiting?.remindAt ?? answerDueAt ?? '';
  const request = { kind: 'remind', id: `${_id}/remind/${due}`, by: agentPerson(settings) } as const;
  const accepting = {
    ...worker(context),
    turns: settings.turns,
    idleHours: settings.conversation.idleHours,
  };
  return documentOf(
    await context.store.update('conversations', _id, (found) => acceptRequest(found, request, accepting)),
  );
}
