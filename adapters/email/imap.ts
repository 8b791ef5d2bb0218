/** A connection to a mailbox's IMAP server (RFC 3501, RFC 9051). */
import type { ImapFlow, MailboxObject } from 'imapflow';
import { portOf, type MailboxSettings } from '../../cases/mail/mailboxSettings';
import type { Credentials } from './credentials';
import { mailboxFailure, MailboxFailed } from './failures';

const CONNECT_MS_MAX = 30_000;
const GREETING_MS_MAX = 16_000;
const LITERAL_BYTES_MORE = 1024 * 1024; // no answer is longer than the largest mail and this: more is not read into memory
const SILENCE_MS_MIN = 60_000; // a large mail over a slow line

/** Why a connection ended: whoever waits for an answer is only told that it did. */
const faults = new WeakMap<ImapFlow, unknown>();

/** What is behind an error of a command. */
export function causeOf(client: ImapFlow, error: unknown): unknown {
  return client.usable ? error : (faults.get(client) ?? error);
}

/**
 * @throws MailboxFailed with what an administrator can do about it.
 */
export async function connectImap(mailbox: MailboxSettings, credentials: Credentials): Promise<ImapFlow> {
  const { imap, bytesMax, checkSeconds } = mailbox;
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
    maxLiteralSize: bytesMax + LITERAL_BYTES_MORE,
    // Each check speaks: a line that stays silent for two of them is dead.
    socketTimeout: Math.max(SILENCE_MS_MIN, 2_000 * checkSeconds),
  });
  // Without a listener it would end the process.
  client.on('error', (error: unknown) => {
    if (!faults.has(client)) faults.set(client, error);
  });
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
