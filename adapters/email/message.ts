/** The bytes of a mail that we send (RFC 5322): the same mail gives the same bytes, so that a repeat is a copy. */
import { createHash } from 'node:crypto';
import { ChannelFailed } from '../../cases/channel';
import type { MailAddress } from '../../cases/mail/mail';
import type { OutgoingMail } from '../../cases/mail/outgoingMail';

// eslint-disable-next-line no-control-regex -- what ends a header or a command
const CONTROL = /[\u0000-\u001f\u007f\u2028\u2029]/;
const ADDRESS = /^[^\s<>@"(),:;[\]\\]+@[^\s<>@"(),:;[\]\\]+$/;
const MESSAGE_ID = /^[^\s<>@]+@[^\s<>@]+$/;
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]{0,70}$/;
/** Headers that a field of the mail, or the mail's form, sets. */
const OWN_HEADERS =
  /^(?:from|to|cc|bcc|sender|reply-to|subject|date|message-id|in-reply-to|references|mime-version|content-.*|dkim-signature|return-path|received)$/i;

/** @throws ChannelFailed, for good, where an address, an id or a header would say more than its place allows. */
export async function messageOf(mail: OutgoingMail): Promise<Buffer> {
  const problem = problemOf(mail);
  if (problem !== undefined) throw new ChannelFailed(`the mail cannot be sent: ${problem}`, false);
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const composer = new MailComposer({
    from: mailbox(mail.from),
    to: mail.to.map(mailbox),
    cc: mail.cc?.map(mailbox),
    replyTo: mail.replyTo && mailbox(mail.replyTo),
    subject: onOneLine(mail.subject),
    date: new Date(mail.date),
    messageId: `<${mail.messageId}>`,
    inReplyTo: mail.inReplyTo === undefined ? undefined : `<${mail.inReplyTo}>`,
    references: mail.references?.map((id) => `<${id}>`).join(' '),
    headers: headersOf(mail),
    text: mail.text,
    html: mail.html,
    attachments: mail.attachments?.map(({ name, contentType, content, contentId }) => ({
      filename: onOneLine(name),
      contentType,
      content,
      cid: contentId,
      contentDisposition: contentId === undefined ? ('attachment' as const) : ('inline' as const),
    })),
    baseBoundary: createHash('sha256').update(mail.messageId).digest('hex').slice(0, 16),
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return composer.compile().build();
}

function problemOf(mail: OutgoingMail): string | undefined {
  const people = [mail.from, ...mail.to, ...(mail.cc ?? []), ...(mail.replyTo ? [mail.replyTo] : [])];
  const addresses = [
    ...people.map(({ address }) => address),
    ...(mail.envelopeFrom ? [mail.envelopeFrom] : []),
  ];
  const ids = [mail.messageId, ...(mail.references ?? []), ...(mail.inReplyTo ? [mail.inReplyTo] : [])];
  const types = (mail.attachments ?? []).map(({ contentType }) => contentType);
  if (mail.to.length === 0) return 'it is addressed to nobody';
  if (addresses.some((address) => !ADDRESS.test(address) || CONTROL.test(address)))
    return 'one of its addresses is none';
  if (ids.some((id) => !MESSAGE_ID.test(id) || CONTROL.test(id))) return 'one of its Message-IDs is none';
  if (Number.isNaN(Date.parse(mail.date))) return 'its date is none';
  if (types.some((type) => CONTROL.test(type))) return 'the type of an attachment is none';
  const names = Object.keys(mail.headers ?? {});
  const foreign = names.find((name) => !HEADER_NAME.test(name) || OWN_HEADERS.test(name));
  return foreign === undefined ? undefined : 'one of its headers may not be set';
}

function headersOf({ headers = {} }: OutgoingMail): { key: string; value: string }[] {
  return Object.entries(headers).map(([key, value]) => ({ key, value: onOneLine(value) }));
}

function mailbox({ address, name }: MailAddress): { name: string; address: string } {
  return { name: onOneLine(name ?? ''), address };
}

function onOneLine(words: string): string {
  // eslint-disable-next-line no-control-regex -- as CONTROL, all of them
  return words.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, ' ').trim();
}
