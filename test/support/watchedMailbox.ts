/** The mailbox of the journeys by mail: on the Dovecot and the submission server of this machine. */
import type { SettingsInput } from '../../cases/settings';
import type { Dovecot } from './dovecot';
import type { Submission } from './submission';

type Mailbox = NonNullable<SettingsInput['mailboxes']>[number];

export function watchedMailbox(
  server: Dovecot,
  submission: Submission,
  over: Partial<Mailbox> & Pick<Mailbox, 'address'>,
): Mailbox {
  return {
    name: 'support',
    imap: { host: '127.0.0.1', port: server.imapPort, tls: 'none' },
    smtp: { host: '127.0.0.1', port: submission.port, tls: 'none' },
    auth: { kind: 'basic', passwordName: 'SUPPORT_MAIL_PASSWORD' },
    ...over,
  };
}
