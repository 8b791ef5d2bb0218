/** By what a mail is the same mail, wherever and however often it came in. */
import { createHash } from 'node:crypto';

/** What relays and mailboxes leave as it is (RFC 5322, 3.6): what they add to the header says nothing. */
const KEPT_HEADERS = ['message-id', 'from', 'to', 'cc', 'date', 'subject'] as const;
const ID_CHARS = 40;

export interface MailIdentity {
  readonly id: string;
  /** Without angle brackets; missing where the mail has none. */
  readonly messageId?: string;
}

/** From the Message-ID and the content: whoever only repeats the id of a mail has written another one. */
export function identityOf(raw: Buffer): MailIdentity {
  const end = headerEnd(raw);
  const headers = headersOf(raw.subarray(0, end.header).toString('latin1'));
  const hash = createHash('sha256');
  for (const name of KEPT_HEADERS) hash.update(`${name}:${headers.get(name) ?? ''}\n`);
  hash.update(withoutTrailingBreaks(raw.subarray(end.body)));
  const id = hash.digest('hex').slice(0, ID_CHARS);
  const messageId = /<([^<>\s]+)>/.exec(headers.get('message-id') ?? '')?.[1];
  return messageId === undefined ? { id } : { id, messageId };
}

function headerEnd(raw: Buffer): { readonly header: number; readonly body: number } {
  const crlf = raw.indexOf('\r\n\r\n');
  const lf = raw.indexOf('\n\n');
  if (crlf < 0 && lf < 0) return { header: raw.length, body: raw.length };
  if (crlf >= 0 && (lf < 0 || crlf < lf)) return { header: crlf, body: crlf + 4 };
  return { header: lf, body: lf + 2 };
}

/** Unfolded (RFC 5322, 2.2.3); the first of each name counts. */
function headersOf(header: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const line of header.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon <= 0) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    if (!found.has(name))
      found.set(
        name,
        line
          .slice(colon + 1)
          .trim()
          .replace(/\s+/g, ' '),
      );
  }
  return found;
}

/** Some servers add a line break at the end, some take one off. */
function withoutTrailingBreaks(body: Buffer): Buffer {
  let end = body.length;
  while (end > 0 && (body[end - 1] === 0x0a || body[end - 1] === 0x0d)) end -= 1;
  return body.subarray(0, end);
}
