/** Mails as the API shows them. */
import { z } from 'zod/v4';
import { attachmentPath } from '../../../agent/mail/incoming';
import type { MailReading } from '../../../cases/mail/reading';
import { MAIL_STATES, type StoredMail } from '../../../cases/mail/storedMail';
import type { Frozen } from './route';
import { named, time } from './schemas';

const address = named('MailAddress', z.object({ address: z.string(), name: z.string().optional() }));

const verdict = z.enum(['pass', 'fail', 'none', 'other']);

const head = {
  id: z.string(),
  state: z
    .enum(MAIL_STATES)
    .describe(
      'stored: waits to be read. taken: a turn of a conversation. kept: opened nothing. own: a copy of a mail of ours. ' +
        'bounce: a delivery report. unreadable: kept raw. sending, sent, failed, bounced: ours.',
    ),
  reason: z
    .string()
    .optional()
    .describe(
      'Why it was kept (no-rule, unknown-sender, unverified-sender, automatic, staff-elsewhere, no-sender, agent-off), or ' +
        'what a server said.',
    ),
  receivedAt: time,
  mailboxes: z.array(z.string()).describe('By which of our mailboxes it came in; several are one mail.'),
  direction: z.enum(['in', 'out']),
  bytes: z.number().int(),
  messageId: z.string().optional(),
  from: address.optional(),
  to: z.array(address),
  cc: z.array(address),
  subject: z.string(),
  kind: z.string().optional().describe('message, automatic, bounce, calendar, unreadable.'),
  attachments: z.number().int(),
  authentication: z.object({ spf: verdict, dkim: verdict, dmarc: verdict }).optional(),
  trusted: z.boolean().optional().describe('The sender is proven, or answers a mail that we signed.'),
  rule: z.string().optional().describe('The creation rule that opened a case with it.'),
  conversationId: z.string().optional(),
};

export const mailHead = named('MailHead', z.object(head));

const file = named(
  'MailAttachment',
  z.object({
    name: z.string(),
    contentType: z.string(),
    bytes: z.number().int(),
    inline: z.boolean(),
    url: z.string().optional().describe('Missing where it was not kept.'),
    refused: z.string().optional(),
  }),
);

export const fullMail = named(
  'Mail',
  z.object({
    ...head,
    text: z.string().describe('The new words, without quotes and signature.'),
    fullText: z.string().describe('All of it as plain text.'),
    html: z.string().optional().describe('Sanitised.'),
    signature: z.string().optional(),
    files: z.array(file),
    inReplyTo: z.array(z.string()),
    references: z.array(z.string()),
  }),
);

export function mailHeadOf(stored: StoredMail): Frozen<z.output<typeof mailHead>> {
  const { _id: id, state, reason, receivedAt, bytes, messageId, rule, trusted, conversationId } = stored;
  const { summary, sent, places, outgoing } = stored;
  const shown = summary ?? sent;
  return {
    id,
    state,
    reason,
    receivedAt,
    mailboxes: sent ? [sent.mailbox] : places.map(({ mailbox }) => mailbox),
    direction: sent || outgoing ? 'out' : 'in',
    bytes,
    messageId,
    from: shown?.from,
    to: shown?.to ?? [],
    cc: shown?.cc ?? [],
    subject: shown?.subject ?? '',
    kind: summary?.kind,
    attachments: summary?.attachments ?? sent?.attachments?.length ?? 0,
    authentication: summary?.authentication,
    trusted,
    rule,
    conversationId,
  };
}

export function fullMailOf(
  stored: StoredMail,
  reading: MailReading | undefined,
): Frozen<z.output<typeof fullMail>> {
  const { sent } = stored;
  const mail = reading?.mail;
  return {
    ...mailHeadOf(stored),
    text: mail?.text ?? sent?.text ?? '',
    fullText: mail?.fullText ?? sent?.text ?? '',
    html: mail?.html ?? sent?.html,
    signature: mail?.signature,
    files: (mail?.attachments ?? []).map(({ name, contentType, bytes, inline, sha256, refused }) => ({
      name,
      contentType,
      bytes,
      inline,
      refused,
      url: refused ? undefined : attachmentPath(stored._id, sha256),
    })),
    inReplyTo: mail?.inReplyTo ?? (sent?.inReplyTo === undefined ? [] : [sent.inReplyTo]),
    references: mail?.references ?? sent?.references ?? [],
  };
}
