/** What working on a mail needs of the rest of the agent. */
import type { Receive } from '../../cases/conversation/receiving';
import type { AgentContext } from '../context';
import type { MailParts } from './parts';

export interface MailWork {
  readonly context: AgentContext;
  readonly parts: MailParts;
  readonly receive: Receive;
  readonly drain: (caseId: string) => Promise<void>;
}
