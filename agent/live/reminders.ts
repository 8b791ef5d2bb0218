/** A reminder that is due enters the inbox: that is its place in the order of the conversation. */
import type { Conversation } from '../../cases/conversation/conversation';
import { agentPerson, type AgentContext } from '../context';
import { receiveRequest } from '../receive';

/** What lies in the inbox may settle it, so it comes first: as `dueAt` has it. */
export function isReminderDue({ inbox, waiting, answerDueAt }: Conversation, now: string): boolean {
  if (inbox.length > 0) return false;
  return [waiting?.remindAt, answerDueAt].some((at) => at !== undefined && at <= now);
}

export async function remind(
  context: AgentContext,
  { _id, waiting, answerDueAt }: Conversation,
): Promise<void> {
  const { settings } = await context.settings.current();
  const due = waiting?.remindAt ?? answerDueAt ?? '';
  await receiveRequest(context, _id, {
    kind: 'remind',
    id: `${_id}/remind/${due}`,
    by: agentPerson(settings),
  });
}
