/** A mail as it was read: what it says, who wrote it, and what our own server found out about its sender. */

/** Lower-case address; the display name is the sender's own word and proves nothing. */
export interface MailAddress {
  readonly address: string;
  readonly name?: string;
}

/** What our own server says of SPF, DKIM and DMARC (RFC 8601); `other`: neutral, softfail, temperror and the like. */
export type MailVerdict = 'pass' | 'fail' | 'none' | 'other';

export interface MailAuthentication {
  readonly spf: MailVerdict;
  readonly dkim: MailVerdict;
  readonly dmarc: MailVerdict;
}

export interface MailAttachment {
  /** Safe as a file name everywhere; never a path. */
  readonly name: string;
  readonly contentType: string;
  readonly bytes: number;
  /** Of its content, hexadecimal: the blob's id. */
  readonly sha256: string;
  /** Shown within the text (`cid:`), not offered as a file. */
  readonly inline: boolean;
  readonly contentId?: string;
  /** Not kept, and why. */
  readonly refused?: 'too-large' | 'type-not-allowed' | 'too-many';
}

/** `automatic`: out-of-office, auto-responders, mailing lists: nothing may answer it by itself. */
export type MailKind = 'message' | 'automatic' | 'bounce' | 'calendar' | 'unreadable';

/** A delivery report (RFC 3464): which of our mails did not arrive, and why. */
export interface MailBounce {
  readonly recipient?: string;
  /** "5.1.1" */
  readonly status?: string;
  readonly permanent: boolean;
  readonly diagnostic?: string;
  /** The Message-ID of the mail that did not arrive. */
  readonly messageId?: string;
}

export interface ReadMail {
  /** Without angle brackets; made from the content's hash where the mail has none. */
  readonly messageId: string;
  readonly inReplyTo: readonly string[];
  /** Oldest first. */
  readonly references: readonly string[];
  readonly from: MailAddress;
  readonly replyTo?: MailAddress;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  /** The envelope's sender where the server wrote it down; empty for "nobody". */
  readonly returnPath?: string;
  readonly subject: string;
  /** The sender's clock, ISO 8601. */
  readonly date?: string;
  /**
   * The new words alone: without quotes and signature. What is read, predicted from and quoted. Answers between
   * quotes stand with the quotes they answer (lines that begin with ">"), which prove nothing.
   */
  readonly text: string;
  /** All of it as plain text. */
  readonly fullText: string;
  readonly signature?: string;
  /** Sanitised; never the sender's own markup. */
  readonly html?: string;
  readonly attachments: readonly MailAttachment[];
  readonly kind: MailKind;
  /** Why it counts as automatic, bounce or unreadable: a header's name, or the phrase that told. */
  readonly kindReason?: string;
  readonly bounce?: MailBounce;
  /** Missing where our own server did not say. */
  readonly authentication?: MailAuthentication;
}

/** Whether our own server has proven who sent the mail. */
export function isProven({ authentication }: Pick<ReadMail, 'authentication'>): boolean {
  return authentication?.dmarc === 'pass';
}
