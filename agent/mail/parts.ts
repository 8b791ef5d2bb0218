/** What the agent works with for mails beside the rest. */
import type { MailReader } from '../../cases/mail/reading';
import type { MessageIds } from './messageIds';

export interface MailParts {
  readonly read: MailReader;
  readonly ids: MessageIds;
}
