/** The port to whoever reads raw mails. */
import type { ReadMail } from './mail';

export interface MailReading {
  readonly mail: ReadMail;
  /** The content of each attachment that was not refused, by its sha256. */
  readonly files: ReadonlyMap<string, Uint8Array>;
}

export interface MailReadingOptions {
  /** Names under which our own servers write Authentication-Results; those of others count for nothing. */
  readonly authservIds: readonly string[];
  /** Exchange Online writes no name; such a header counts where this is set. */
  readonly unnamed?: boolean;
  /** Where our servers' header stands: above every Received, or topmost of its name. */
  readonly place?: 'above' | 'topmost';
}

/** Never throws over what a mail holds: what cannot be read is of kind `unreadable`. */
export type MailReader = (raw: Uint8Array, options: MailReadingOptions) => Promise<MailReading>;
