/** The seam between a mailbox and what becomes of its mails. */

/** A mail as it lay in a mailbox. */
export interface ArrivedMail {
  /** The mailbox's name in the settings. */
  readonly mailbox: string;
  /** As the server has it (RFC 5322); the header alone where the mail is `tooLarge`. */
  readonly raw: Buffer;
  /** Its place in the mailbox (RFC 3501, 2.3.1.1): the same mail has another one after the mailbox was rebuilt. */
  readonly uid: number;
  readonly uidValidity: string;
  /** When our server took it, ISO 8601. */
  readonly receivedAt: string;
  /** It lay in the Sent folder: somebody of ours wrote it, in whatever program. */
  readonly outgoing?: boolean;
  /** It may have come in before: its folder was rebuilt. */
  readonly again?: boolean;
  readonly tooLarge?: TooLarge;
}

/** A mail over the mailbox's limit: what it holds is known, but was not fetched. */
export interface TooLarge {
  readonly bytes: number;
  readonly bytesMax: number;
  readonly parts: readonly { readonly name?: string; readonly contentType: string; readonly bytes: number }[];
}

/**
 * Resolves once the mail is durably stored; the same mail again (after a crash, from a rebuilt mailbox, from a second
 * mailbox) changes nothing. Only then is it marked in its mailbox.
 * @throws StoreUnavailable, StoreBusy where trying later helps: the mailbox waits. Any other error is the mail's own:
 * after a few tries it is listed and passed over.
 */
export type StoreMail = (mail: ArrivedMail) => Promise<void>;
