/**
 * Whether the application may open more mailboxes than those of its security group. What an
 * application was granted cannot be read by IMAP, so the question is put the other way: a mailbox outside the group is
 * tried.
 */
import type { MailboxSettings } from '../../cases/mail/mailboxSettings';
import type { Credentials } from './credentials';
import { MailboxFailed, messageOf } from './failures';
import { connectImap, disconnect } from './imap';

export interface AccessCheck {
  readonly state: 'holds' | 'does-not-hold' | 'unknown';
  /** In plain words: what was found, or why nothing could be. */
  readonly detail: string;
}

export interface AccessLimits {
  readonly sharedMailbox?: MailboxSettings;
  readonly securityGroup?: string;
  /** A mailbox outside the group. */
  readonly accessCheckAddress?: string;
}

export async function checkAccess(
  { sharedMailbox, securityGroup, accessCheckAddress }: AccessLimits,
  credentials: Credentials,
): Promise<AccessCheck> {
  if (!sharedMailbox) return unknown('global.sharedMailbox is not set');
  if (sharedMailbox.auth.kind !== 'oauth')
    return unknown('the shared mailbox is opened with a password: a group limits applications only');
  if (securityGroup === undefined) return unknown('global.securityGroup is not set');
  if (accessCheckAddress === undefined)
    return unknown('global.accessCheckAddress is not set: name a mailbox outside the group, which is tried');
  const own = await opens(sharedMailbox, credentials);
  // A refusal proves something only while the application gets in where it should.
  if (own.opened !== true) return unknown(`the shared mailbox itself cannot be opened: ${own.why}`);
  const other = await opens({ ...sharedMailbox, address: accessCheckAddress }, credentials);
  if (other.opened === undefined) return unknown(`${accessCheckAddress} could not be tried: ${other.why}`);
  if (other.opened)
    return {
      state: 'does-not-hold',
      detail: `the application can open ${accessCheckAddress}, which is outside the group ${securityGroup}`,
    };
  return { state: 'holds', detail: `the application is refused ${accessCheckAddress}` };
}

interface Tried {
  /** Missing: nobody said yes or no. */
  readonly opened?: boolean;
  readonly why: string;
}

async function opens(mailbox: MailboxSettings, credentials: Credentials): Promise<Tried> {
  try {
    const client = await connectImap(mailbox, credentials);
    // Exchange lets an application in that may not use the mailbox, and refuses it the folders.
    const opened = await client.mailboxOpen('INBOX', { readOnly: true }).then(
      () => true,
      (error: unknown) => (client.usable ? false : Promise.reject(error as Error)),
    );
    await disconnect(client);
    return { opened, why: opened ? '' : 'its folders are refused' };
  } catch (error) {
    const refused = error instanceof MailboxFailed && error.loginRefused;
    return { ...(refused ? { opened: false } : {}), why: messageOf(error) };
  }
}

const unknown = (detail: string): AccessCheck => ({ state: 'unknown', detail });
