/** What a case has to do by itself: saying what it has pending, and the next step of follow-up and closure. */
import type { AgentContext } from './context';
import { drainCase, type DrainWork } from './drain';
import { lookAtCase } from './followUp/followUp';

const LOOKS_MAX = 5; // a look that makes another one due at once: held, then closed

export async function workOnCase(context: AgentContext, caseId: string, work: DrainWork): Promise<void> {
  await drainCase(context, caseId, work);
  for (let at = 0; at < LOOKS_MAX && (await lookAtCase(context, caseId)); at++)
    await drainCase(context, caseId, work);
}
