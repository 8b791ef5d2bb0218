/** What is needed to answer in a thread of mails: kept as the conversation's reference, opaque to all others. */
import type { MailAddress, ReadMail } from './mail';

export interface MailReference {
  readonly kind: 'email';
  /** The mailbox's name in the settings: answers go out by it. */
  readonly mailbox: string;
  readonly to: readonly MailAddress[];
  readonly subject: string;
  /** The mail that is answered, without angle brackets. */
  readonly messageId: string;
  /** Oldest first, the answered one last. */
  readonly references: readonly string[];
}

const REFERENCES_MAX = 20; // the root and the newest are what mail programs thread by (RFC 5322, 3.6.4)

export function isMailReference(reference: unknown): reference is MailReference {
  return (
    typeof reference === 'object' && reference !== null && 'kind' in reference && reference.kind === 'email'
  );
}

/**
 * How to answer a mail. In a thread that is known, only who is trusted may turn the answers to another address:
 * whoever came by a forwarded mail is read, and the customer is answered.
 */
export function referenceOf(
  mail: ReadMail,
  mailbox: string,
  known?: { readonly reference: unknown; readonly trusted: boolean },
): MailReference {
  const before = isMailReference(known?.reference) ? known.reference : undefined;
  const to = before && known?.trusted === false ? before.to : [mail.replyTo ?? mail.from];
  const chain = [...new Set([...mail.references, ...mail.inReplyTo, mail.messageId])];
  const references =
    chain.length <= REFERENCES_MAX ? chain : [...chain.slice(0, 1), ...chain.slice(1 - REFERENCES_MAX)];
  return {
    kind: 'email',
    mailbox: before?.mailbox ?? mailbox,
    to,
    subject: mail.subject,
    messageId: mail.messageId,
    references,
  };
}
