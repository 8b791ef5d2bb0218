/** The port between the channel that sends mails and what is known of them. */
import type { OutgoingMessage } from '../channel';
import type { OutgoingMail } from './outgoingMail';

export interface PreparedMail {
  readonly mail: OutgoingMail;
  /** It was sent before this process noted it: it is not sent again. */
  readonly sent: boolean;
}

export interface MailOutbox {
  /**
   * The mail of a message: made once, then the same on every repeat.
   * @throws ChannelFailed where it may not be sent: the address came back, or got its share of automatic answers.
   */
  prepare(message: OutgoingMessage): Promise<PreparedMail>;
  /** It is out; or will never be, with the server's words. */
  settle(message: OutgoingMessage, problem?: string): Promise<void>;
}
