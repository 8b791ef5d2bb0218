/** What went wrong with a mail server, in words that an administrator can act on. No secret and no mail is in them. */
import type { ImapFlowError } from 'imapflow';
import { portOf, type MailboxSettings } from '../../cases/mail/mailboxSettings';

/** Something about a mailbox that its administrator should read. */
export class MailboxFailed extends Error {
  readonly code = 'mailbox-failed';
  constructor(
    readonly reason: string,
    /** The server's own wish; missing: whatever the back-off says. */
    readonly retryAfterMs?: number,
    cause?: unknown,
    /** The server knows us and says no. */
    readonly loginRefused = false,
  ) {
    super(reason, { cause });
  }
}

type ServerError = Partial<Pick<ImapFlowError, 'code' | 'responseText' | 'throttleReset'>> & {
  readonly originalCode?: string;
  /** The answer as SMTP gave it: a code and words. */
  readonly response?: unknown;
  readonly authenticationFailed?: boolean;
};

const NOT_REACHED: Readonly<Record<string, string>> = {
  ENOTFOUND: 'was not found: is its name right?',
  EDNS: 'was not found: is its name right?',
  EAI_AGAIN: 'was not found: the name service does not answer',
  ECONNREFUSED: 'refuses connections: is the port right?',
  EHOSTUNREACH: 'cannot be reached from here',
  ENETUNREACH: 'cannot be reached from here',
  ETIMEDOUT: 'does not answer',
  ETIMEOUT: 'does not answer',
  CONNECT_TIMEOUT: 'does not answer',
  GREETING_TIMEOUT: 'took the connection and said nothing: is it a mail server, and is "tls" right?',
  UPGRADE_TIMEOUT: 'did not come to an encrypted connection',
  ECONNRESET: 'cut the connection',
  EPIPE: 'cut the connection',
  ECONNECTION: 'cut the connection',
  EConnectionClosed: 'cut the connection',
  NoConnection: 'cut the connection',
  ClosedAfterConnectTLS: 'cut the connection',
  ClosedAfterConnectText: 'cut the connection',
  CERT_HAS_EXPIRED: 'has a certificate that has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'has a certificate that nobody vouches for',
  SELF_SIGNED_CERT_IN_CHAIN: 'has a certificate that nobody vouches for',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'has a certificate that nobody vouches for',
  ERR_TLS_CERT_ALTNAME_INVALID: 'has a certificate for another name',
  ERR_SSL_WRONG_VERSION_NUMBER: 'does not speak TLS there: is "tls" or the port right?',
  ETHROTTLE: 'asks us to come back later',
};

/** Names the server and what it did; the server's own words where it said any. */
export function mailboxFailure(
  error: unknown,
  protocol: 'imap' | 'smtp',
  mailbox: MailboxSettings,
): MailboxFailed {
  if (error instanceof MailboxFailed) return error;
  const {
    code = '',
    originalCode = '',
    authenticationFailed,
    responseText,
    throttleReset,
    response,
  } = asServerError(error);
  const server = mailbox[protocol];
  const name = server ? `${server.host}:${portOf(protocol, server)}` : mailbox.name;
  const answer = responseText ?? (typeof response === 'string' ? response : undefined);
  const said = answer ? ` ("${oneLine(answer)}")` : '';
  const loginRefused = authenticationFailed === true || code === 'EAUTH';
  const words = loginRefused
    ? `refuses the login: are the user and the secret right, and may it use ${protocol.toUpperCase()}?`
    : (NOT_REACHED[originalCode] ?? NOT_REACHED[code] ?? (said ? 'refused' : `failed: ${messageOf(error)}`));
  return new MailboxFailed(`${name} ${words}${said}`, throttleReset, error, loginRefused);
}

/** Errors that a single answer of the server caused: the same mail would cause it again. */
export function isOfOneMail(error: unknown): boolean {
  const { code = '' } = asServerError(error);
  return code.startsWith('ParserError') || UNREADABLE.has(code);
}

const UNREADABLE = new Set([
  'LineTooLarge',
  'LiteralTooLarge',
  'ResponseTooLarge',
  'TooManyTokens',
  'ResponseProcessingFailed',
  'MAX_IMAP_NESTING_REACHED',
]);

export function isRetryLater(error: unknown): boolean {
  return error instanceof Error && 'retry' in error && error.retry === true;
}

function asServerError(error: unknown): ServerError {
  return error instanceof Error ? (error as ServerError) : {};
}

export function messageOf(error: unknown): string {
  return oneLine(error instanceof Error ? error.message : String(error));
}

const WORDS_CHARS_MAX = 300;

/** A server's words go into states and logs: bounded, on one line. */
export function oneLine(words: string): string {
  // eslint-disable-next-line no-control-regex -- what would break a line of a log
  const line = words.replace(/[\u0000-\u001f\u007f]+/g, ' ');
  return line.trim().slice(0, WORDS_CHARS_MAX);
}
