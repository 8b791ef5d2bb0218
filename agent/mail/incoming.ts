/** A mail as a turn of its conversation. */
import { isProven, type MailAttachment, type ReadMail } from '../../cases/mail/mail';
import type { MailOpening } from '../../cases/mail/opening';
import { referenceOf } from '../../cases/mail/reference';
import type { StoredMail } from '../../cases/mail/storedMail';
import type { Attachment, IncomingTurn } from '../../cases/conversation/turns';

export const EMAIL = 'email';
const RAW_BYTES_MAX = 16_384; // larger ones are read from the mail itself

export interface MailTurn {
  readonly stored: StoredMail;
  readonly mail: ReadMail;
  readonly textCharsMax: number;
  /** The conversation that it joins, with its reference; missing where it begins one. */
  readonly joins?: {
    readonly conversationId: string;
    readonly reference: unknown;
    readonly trusted: boolean;
  };
  readonly opening?: MailOpening;
  /** The case in which it begins a thread. */
  readonly caseId?: string;
  readonly mailbox: string;
  /** Somebody of ours wrote it. */
  readonly outgoing: boolean;
}

export function incomingTurn(made: MailTurn): IncomingTurn {
  const { stored, mail, joins, opening, caseId, outgoing } = made;
  const proven = isProven(mail);
  const { address, name } = mail.from;
  const text = mail.text.trim() === '' ? mail.subject : mail.text;
  return {
    channel: EMAIL,
    // A thread is known by the mail that began it.
    conversation: joins ? joins.conversationId.slice(EMAIL.length + 1) : stored._id,
    activityId: mail.messageId,
    from: { id: `${EMAIL}:${address}`, name: name ?? address },
    speaker: outgoing ? 'representative' : 'customer',
    text: cut(text, made.textCharsMax),
    raw:
      mail.fullText !== text && Buffer.byteLength(mail.fullText) <= RAW_BYTES_MAX ? mail.fullText : undefined,
    attachments: attachmentsOf(stored, mail.attachments),
    // The server's clock: the sender's may say anything.
    at: stored.receivedAt,
    reference: outgoing ? undefined : referenceOf(mail, made.mailbox, joins),
    identity: proven && !joins && !outgoing ? { id: `${EMAIL}:${address}`, name, email: address } : undefined,
    mail: {
      id: stored._id,
      subject: mail.subject.slice(0, SUBJECT_CHARS_MAX),
      kind: mail.kind,
      unverified: !proven && !outgoing && joins?.trusted !== true,
      ...(opening ? { opening } : {}),
      ...(caseId === undefined ? {} : { caseId }),
    },
    now: true,
  };
}

const SUBJECT_CHARS_MAX = 500;

/** No half of an emoji. */
function cut(text: string, charsMax: number): string {
  return text.length <= charsMax ? text : text.slice(0, charsMax).replace(/[\uD800-\uDBFF]$/, '');
}

/** Of a mail over the limit the parts are named, and lie in the mailbox only. */
function attachmentsOf(
  { _id: mailId, tooLarge }: StoredMail,
  all: readonly MailAttachment[],
): Attachment[] | undefined {
  const files: Attachment[] = all
    .filter((one) => !one.inline)
    .map(({ name, contentType, sha256, refused }): Attachment => ({
      contentType,
      name,
      ...(refused ? {} : { contentUrl: attachmentPath(mailId, sha256) }),
    }));
  const left = (tooLarge?.parts ?? []).filter(({ name }) => name !== undefined);
  files.push(...left.map(({ contentType, name }) => ({ contentType, name })));
  return files.length > 0 ? files : undefined;
}

export function attachmentPath(mailId: string, sha256: string): string {
  return `/api/mails/${mailId}/attachments/${sha256}`;
}
