/** Follow-up and closure of one case: a look at it when its moment has come. Safe to run again, by any process. */
import { isLookDue, looked } from '../../cases/followUp/followingUp';
import { documentOf } from '../../cases/store';
import { texts } from '../../cases/texts';
import { agentPerson, type AgentContext } from '../context';
import { readTalk } from './talk';
import { shownTo } from '../shownTo';

/** Whether the look changed the case, which then has something to say. */
export async function lookAtCase(context: AgentContext, caseId: string): Promise<boolean> {
  const { store, clock } = context;
  const theCase = await store.get('cases', caseId);
  if (!theCase || !isLookDue(theCase, clock())) return false;
  const { settings } = await context.settings.current();
  if (!settings.flows.invokeCaseProcessingAgent) return false;
  const { talk, conversation } = await readTalk(store, theCase);
  const look = {
    settings,
    talk,
    agent: agentPerson(settings),
    tell: await shownTo(context, theCase),
    place: conversation && { conversationId: conversation._id, heard: conversation.lastCustomerSeq },
    unanswered: texts(conversation?.language).followUp.unanswered,
    at: clock(),
  };
  const result = await store.update('cases', caseId, (found) => looked(found, look));
  return result.is === 'changed' && (documentOf(result)?.pending.length ?? 0) > 0;
}
