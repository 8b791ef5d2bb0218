/** What a reader of mails is told, and the bounds that keep one mail from costing more than its share. */

export interface AttachmentPolicy {
  /** Of one file, bytes. */
  readonly bytesMax: number;
  /** Of all that are kept of one mail, bytes. */
  readonly totalBytesMax: number;
  readonly countMax: number;
  /** Content types ("image/*") and endings (".pdf"); with any given, only these are kept. */
  readonly allow?: readonly string[];
  /** Never kept, whatever `allow` says. */
  readonly deny: readonly string[];
}

/** Whose word counts on who sent a mail (RFC 8601, 7.1). */
export interface AuthenticationTrust {
  /** The names by which our own servers sign their Authentication-Results; without any, nobody is believed. */
  readonly servers: readonly string[];
  /** Exchange Online writes no name; such a header is believed where this is set. */
  readonly unnamed?: boolean;
  /**
   * Where our servers' header stands: `above` every Received (a filter adds it last; the default), or `topmost` of its
   * name wherever it stands. `topmost` is right only where the server takes foreign headers of its name off, as
   * Exchange Online and Gmail do, or writes its own into every mail.
   */
  readonly place?: 'above' | 'topmost';
}

export interface ReadOptions {
  readonly authentication?: AuthenticationTrust;
  readonly attachments?: Partial<AttachmentPolicy>;
  /** List-Id of lists that are only a road to our own mailbox (a group address): they make no mail automatic. */
  readonly ownLists?: readonly string[];
  /** A larger mail is unreadable but for its header, bytes. */
  readonly bytesMax?: number;
  /** After this a mail counts as unreadable, milliseconds. */
  readonly timeoutMs?: number;
}

/** Programs, scripts and disk images of all systems: nothing that a support case needs. */
const PROGRAMS =
  '.exe .dll .scr .com .pif .bat .cmd .cpl .msi .msp .mst .jar .js .jse .vbs .vbe .wsf .wsh .ps1 .psm1 .hta .lnk .reg .scf .inf .chm .application .gadget .apk .dmg .pkg .iso .img .vhd .vhdx .xll .sys .appx .msix';

export const ATTACHMENTS: AttachmentPolicy = {
  bytesMax: 20 * 1024 * 1024,
  totalBytesMax: 30 * 1024 * 1024,
  countMax: 30,
  deny: [...PROGRAMS.split(' '), 'application/x-msdownload', 'application/x-executable'],
};

export const MAIL_BYTES_MAX = 40 * 1024 * 1024;
export const TIMEOUT_MS = 1_700;

/** Of the main header, bytes; the longest real ones (spam filters' traces) have some 30 KB. */
export const HEAD_BYTES_MAX = 256 * 1024;
export const HEADER_FIELDS_MAX = 1_000;
/** MIME parts, nested ones counted, so that it bounds the nesting too. */
export const PARTS_MAX = 300;
/** Read as text, characters; the raw mail keeps the rest. */
export const TEXT_CHARS_MAX = 500_000;
export const HTML_CHARS_MAX = 500_000;
/** A long thread has some 10,000. */
export const HTML_TAGS_MAX = 30_000;
export const HTML_DEPTH_MAX = 256;
export const REFERENCES_MAX = 100;
export const ADDRESSES_MAX = 200;
