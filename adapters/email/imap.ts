/** A connection to a mailbox's IMAP server (RFC 3501, RFC 9051). */
import type { ImapFlow, MailboxObject } from 'imapflow';
import { portOf, type MailboxSettings } from '../../cases/mailboxSettings';
import type { Credentials } from './credentials';
import { mailboxFailure, MailboxFailed } from './failures';

const CONNECT_MS_MAX = 30_000;
const GREETING_MS_MAX = 16_000;
const SILENCE_MS_MIN = 60_000; // a large mail over a slow line

/**
 * @throws MailboxFailed with what an administrator can do about it.
 */
export async function connectImap(mailbox: MailboxSettings, credentials: Credentials): Promise<ImapFlow> {
  const { imap, checkSeconds } = mailbox;
  // Loaded only where there is a mailbox: it would cost every start a sixth of a second.
  const { ImapFlow: Client } = await import('imapflow');
  // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- its types for `import` and for `require` are the same class twice
  const client: ImapFlow = new Client({
    host: imap.host,
    port: portOf('imap', imap),
    secure: imap.tls === 'tls',
    doSTARTTLS: imap.tls === 'starttls',
    auth: await credentials.login(mailbox),
    clientInfo: { name: 'Case Management Agent' },
    logger: false,
    disableAutoIdle: true,
    connectionTimeout: CONNECT_MS_MAX,
    greetingTimeout: GREETING_MS_MAX,
    // Each check speaks: a line that stays silent for two of them is dead.
    socketTimeout: Math.max(SILENCE_MS_MIN, 2_000 * checkSeconds),
  });
  // Whoever waits for an answer gets the error; without a listener it would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
  } catch (error) {
    client.close();
    throw mailboxFailure(error, 'imap', mailbox);
  }
  return client;
}

/** @throws MailboxFailed where there is no such folder. */
export async function openFolder(
  client: ImapFlow,
  mailbox: MailboxSettings,
  folder: string,
): Promise<MailboxObject> {
  try {
    return await client.mailboxOpen(folder);
  } catch (error) {
    if ((error as { mailboxMissing?: boolean }).mailboxMissing === true)
      throw new MailboxFailed(
        `there is no folder "${folder}" in the mailbox ${mailbox.address}`,
        undefined,
        error,
      );
    throw mailboxFailure(error, 'imap', mailbox);
  }
}

const GOODBYE_MS_MAX = 2_000;

export async function disconnect(client: ImapFlow): Promise<void> {
  const hurry = setTimeout(() => client.close(), GOODBYE_MS_MAX);
  await client.logout().catch(() => undefined);
  clearTimeout(hurry);
  client.close();
}
