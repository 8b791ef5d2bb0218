/** What the agent works with for mails beside the rest. */
import type { MailReader } from '../../cases/mail/reading';
import type { Receive } from '../../cases/conversation/receiving';
import type { AgentContext } from '../context';
import type { MessageIds } from './messageIds';

export interface MailParts {
  readonly read: MailReader;
  readonly ids: MessageIds;
}

/** What working on a mail needs of the rest of the agent. */
export interface MailWork {
  readonly context: AgentContext;
  readonly parts: MailParts;
  readonly receive: Receive;
  readonly drain: (caseId: string) => Promise<void>;
}
