/** Says in the mailbox itself that a mail has been taken. */
import type { ImapFlow } from 'imapflow';
import type { MailMark } from '../../cases/mail/mailboxSettings';
import { messageOf } from './failures';

/**
 * @returns why the server would not, where it would not: the mails are stored all the same.
 * @throws where the connection is gone.
 */
export async function markMails(
  client: ImapFlow,
  mark: MailMark,
  uids: readonly number[],
): Promise<string | undefined> {
  const range = uids.join(',');
  try {
    const done =
      mark.how === 'move'
        ? await client.messageMove(range, mark.folder, { uid: true })
        : await client.messageFlagsAdd(range, [mark.how === 'seen' ? '\\Seen' : mark.keyword], { uid: true });
    return done === false ? 'the server refused' : undefined;
  } catch (error) {
    if (!client.usable) throw error;
    return messageOf(error);
  }
}

/** The folder that mails are moved to is made where it is missing. */
export async function prepareMark(client: ImapFlow, mark: MailMark): Promise<void> {
  if (mark.how !== 'move') return;
  await client.mailboxCreate(mark.folder).catch((error: unknown) => {
    // It may be there already, told in a way of the server's own; if it is not, marking says so.
    if (!client.usable) throw error;
  });
}
