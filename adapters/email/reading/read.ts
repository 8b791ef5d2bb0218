/** Reads one mail, in whatever thread it is called: bytes in, what they say out. */
import { simpleParser, type Attachment, type ParsedMail } from 'mailparser';
import type { MailAddress, MailBounce, MailKind, ReadMail } from '../../../cases/mail/mail';
import { addressesOf, returnPathOf } from './addresses';
import { filesOf, type FilePart } from './attachments';
import { authenticationOf } from './authentication';
import { automaticReason, isAnswer } from './automatic';
import { bodyOf } from './body';
import { bounceOf } from './bounce';
import { invitationOf } from './calendar';
import { oneLine } from './characters';
import { bodyStart, fieldsOf, valueOf, type Field } from './fields';
import { sanitised } from './html';
import { inReplyToOf, messageIdOf, referencesOf } from './messageIds';
import {
  ATTACHMENTS,
  HEAD_BYTES_MAX,
  HEADER_FIELDS_MAX,
  MAIL_BYTES_MAX,
  PARTS_MAX,
  type ReadOptions,
} from './options';

export interface MailRead {
  readonly mail: ReadMail;
  /** Of the attachments that are kept, by their `sha256`. */
  readonly contents: ReadonlyMap<string, Buffer>;
}

const SUBJECT_CHARS_MAX = 500;
const PARTS_FOR_REPORTS_MAX = 20;

/** @throws where the mail cannot be parsed: `readHead` gives what its header says then. */
export async function readNow(raw: Buffer, options: ReadOptions): Promise<MailRead> {
  const bytesMax = options.bytesMax ?? MAIL_BYTES_MAX;
  if (raw.length > bytesMax) throw new Error(`${raw.length} bytes, more than ${bytesMax}`);
  const fields = fieldsOf(raw);
  if (fields.length === 0) throw new Error('no header');
  if (fields.length > HEADER_FIELDS_MAX) throw new Error(`more than ${HEADER_FIELDS_MAX} header fields`);
  const parsed = await parse(raw);
  const parts = parsed.attachments.map(partOf);
  const head = headOf(fields, raw, parsed.subject ?? '', options);
  const html = parsed.html === false ? '' : (parsed.html ?? '');
  const answers =
    isAnswer(fields) && !/^(?:fwd?|wg|tr|rv|i|enc|doorst|vs|pd|转发|轉寄)\s*:/i.test(head.subject);
  const body = bodyOf(parsed.text ?? '', html, { answers });
  const files = filesOf(parts, html, { ...ATTACHMENTS, ...options.attachments });
  const clean = html === '' ? undefined : sanitised(html, files.attachments);
  return {
    mail: {
      ...head,
      ...body,
      ...(clean !== undefined && { html: clean }),
      attachments: files.attachments,
      ...kindOf(fields, head, body, parts, options),
    },
    contents: files.contents,
  };
}

/** What is left of a mail that cannot be read: its header, and why. Never throws. */
export async function readHead(raw: Buffer, why: string, options: ReadOptions): Promise<MailRead> {
  const head = raw.subarray(0, Math.min(bodyStart(raw), HEAD_BYTES_MAX));
  const fields = fieldsOf(raw).slice(0, HEADER_FIELDS_MAX);
  const subject = await subjectOf(fields);
  const mail: ReadMail = {
    ...headOf(fields, raw.length > MAIL_BYTES_MAX ? head : raw, subject, options),
    text: '',
    fullText: '',
    attachments: [],
    kind: 'unreadable',
    kindReason: oneLine(why, 200),
  };
  return { mail, contents: new Map() };
}

async function parse(raw: Buffer): Promise<ParsedMail> {
  return await simpleParser(raw, {
    skipHtmlToText: true,
    skipTextToHtml: true,
    skipTextLinks: true,
    keepCidLinks: true,
    keepDeliveryStatus: true,
    ignoreEmbedded: true,
    checksumAlgo: false,
    maxHeadSize: HEAD_BYTES_MAX,
    maxChildNodes: PARTS_MAX,
  });
}

async function subjectOf(fields: readonly Field[]): Promise<string> {
  const line = (valueOf(fields, 'subject') ?? '').slice(0, SUBJECT_CHARS_MAX * 8);
  const parsed = await parse(Buffer.from(`Subject: ${line}\r\n\r\n`)).catch(() => undefined);
  return parsed?.subject ?? '';
}

type Head = Pick<
  ReadMail,
  | 'messageId'
  | 'inReplyTo'
  | 'references'
  | 'from'
  | 'replyTo'
  | 'to'
  | 'cc'
  | 'returnPath'
  | 'subject'
  | 'date'
  | 'authentication'
>;

function headOf(fields: readonly Field[], raw: Buffer, subject: string, options: ReadOptions): Head {
  const authors = addressesOf(fields, 'from');
  const from = authors[0] ?? addressesOf(fields, 'sender')[0] ?? NOBODY;
  const [replyTo] = addressesOf(fields, 'reply-to');
  const returnPath = returnPathOf(fields);
  const date = dateOf(valueOf(fields, 'date'));
  const authentication = authenticationOf(
    fields,
    options.authentication,
    authors.length === 1 ? domainOf(from) : undefined,
  );
  return {
    messageId: messageIdOf(fields, raw),
    inReplyTo: inReplyToOf(fields),
    references: referencesOf(fields),
    from,
    ...(replyTo !== undefined && { replyTo }),
    to: addressesOf(fields, 'to'),
    cc: addressesOf(fields, 'cc'),
    ...(returnPath !== undefined && { returnPath }),
    subject: oneLine(subject, SUBJECT_CHARS_MAX),
    ...(date !== undefined && { date }),
    ...(authentication !== undefined && { authentication }),
  };
}

/** A mail without an author, or with one that is no address. */
const NOBODY: MailAddress = { address: '' };

function domainOf({ address }: MailAddress): string {
  return address.slice(address.lastIndexOf('@') + 1);
}

/** Undefined where it is none, or from before mail and after us. */
function dateOf(value: string | undefined): string | undefined {
  const date = new Date(
    (value ?? '')
      .slice(0, 100)
      .replace(/\([^()]*\)/g, '')
      .trim(),
  );
  const year = date.getUTCFullYear();
  return year >= 1970 && year < 2200 ? date.toISOString() : undefined;
}

function partOf(attachment: Attachment): FilePart {
  const { content, contentType, filename, cid, related, contentDisposition } = attachment;
  return {
    content,
    contentType: typeof contentType === 'string' ? contentType.toLowerCase() : '', // the library's word breaks on some mails
    ...(filename !== undefined && { filename }),
    ...(cid !== undefined && { cid }),
    related: related === true,
    ...(contentDisposition !== undefined && { disposition: contentDisposition.toLowerCase() }),
  };
}

interface Kind {
  readonly kind: MailKind;
  readonly kindReason?: string;
  readonly bounce?: MailBounce;
}

function kindOf(
  fields: readonly Field[],
  { from, replyTo, returnPath, subject }: Head,
  { text, fullText }: { text: string; fullText: string },
  parts: readonly FilePart[],
  options: ReadOptions,
): Kind {
  const reports = parts.slice(0, PARTS_FOR_REPORTS_MAX);
  const bounced = bounceOf({
    fields,
    from: from.address,
    returnPath,
    subject,
    text: fullText,
    parts: reports,
  });
  if (bounced !== undefined)
    return { kind: 'bounce', kindReason: oneLine(bounced.reason, 200), bounce: bounced.bounce };
  const report = /report-type=\s*"?([\w-]+)/i.exec(valueOf(fields, 'content-type') ?? '')?.[1];
  if (report !== undefined) return { kind: 'automatic', kindReason: `Content-Type: ${oneLine(report, 50)}` };
  const reason = automaticReason({
    fields,
    from: from.address,
    replyTo: replyTo?.address,
    subject,
    text,
    ownLists: options.ownLists ?? [],
  });
  if (reason !== undefined) return { kind: 'automatic', kindReason: oneLine(reason, 200) };
  const invitation = invitationOf(parts);
  return invitation === undefined ? { kind: 'message' } : { kind: 'calendar', kindReason: invitation };
}
