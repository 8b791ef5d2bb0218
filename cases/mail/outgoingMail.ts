/** A mail that we send, and the port that sends it. */
import type { MailAddress } from './mail';

export interface OutgoingMail {
  /** The mailbox's name in the settings: whose server sends it. */
  readonly mailbox: string;
  /** Without angle brackets; made before the first attempt and the same on every repeat. */
  readonly messageId: string;
  readonly from: MailAddress;
  readonly to: readonly MailAddress[];
  readonly cc?: readonly MailAddress[];
  readonly replyTo?: MailAddress;
  readonly subject: string;
  /** ISO 8601: the same on every repeat, as all of the mail is. */
  readonly date: string;
  /** Without angle brackets. */
  readonly inReplyTo?: string;
  /** Oldest first, without angle brackets. */
  readonly references?: readonly string[];
  readonly text: string;
  readonly html?: string;
  readonly attachments?: readonly OutgoingAttachment[];
  /** "Auto-Submitted": "auto-replied"; never a header that a field of its own sets. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Who hears of a bounce (RFC 5321, MAIL FROM); empty for nobody, `from` where it is missing. */
  readonly envelopeFrom?: string;
}

export interface OutgoingAttachment {
  readonly name: string;
  readonly contentType: string;
  readonly content: Buffer;
  /** Shown within the HTML as `cid:`. */
  readonly contentId?: string;
}

export interface SentMail {
  readonly messageId: string;
  /** The server's own words. */
  readonly response: string;
  /** Addressees that the server would not take, where it took others: the mail is out and is not sent again. */
  readonly refused?: readonly { readonly address: string; readonly response: string }[];
}

/**
 * Resolves once the server has taken the mail. A repeat carries the same Message-ID: a connection that is lost after
 * the mail was handed over leaves open whether it was taken.
 * @throws ChannelFailed: `retry` true for 4xx and connections, false for 5xx, with the server's words.
 */
export type SendMail = (mail: OutgoingMail) => Promise<SentMail>;
