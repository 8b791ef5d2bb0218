/** Sends by a mailbox's SMTP server (RFC 5321), and says which failures are worth another try. */
import type { NodemailerError } from 'nodemailer/lib/errors';
import { ChannelFailed } from '../../cases/channel';
import { portOf, type MailboxSettings, type MailServer } from '../../cases/mail/mailboxSettings';
import type { OutgoingMail, SentMail } from '../../cases/mail/outgoingMail';
import type { Credentials } from './credentials';
import { mailboxFailure, MailboxFailed, oneLine } from './failures';
import { Gate } from './gate';
import { messageOf } from './message';

const CONNECT_MS_MAX = 30_000;
const SILENCE_MS_MAX = 120_000; // a server may scan a mail before it answers DATA
const AT_ONCE_MAX = 2; // Exchange Online takes three connections of a mailbox

export interface SenderParts {
  readonly credentials: Credentials;
  /** Told of each mail that is out. */
  readonly sent: (mailbox: MailboxSettings, messageId: string, raw: Buffer) => void;
}

export class Sender {
  private readonly gates = new Map<string, Gate>();

  constructor(private readonly parts: SenderParts) {}

  /** As the port `SendMail` says, through one mailbox. */
  async send(mailbox: MailboxSettings, mail: OutgoingMail): Promise<SentMail> {
    const raw = await messageOf(mail);
    const sent = await this.gate(mailbox).pass(() => this.handOver(mailbox, mail, raw));
    this.parts.sent(mailbox, mail.messageId, raw);
    return sent;
  }

  /** Logs in and says goodbye. @throws MailboxFailed in plain words. */
  async verify(mailbox: MailboxSettings): Promise<void> {
    try {
      const transport = await this.transport(mailbox, serverOf(mailbox));
      await transport.verify().finally(() => transport.close());
    } catch (error) {
      throw mailboxFailure(error, 'smtp', mailbox);
    }
  }

  private async handOver(mailbox: MailboxSettings, mail: OutgoingMail, raw: Buffer): Promise<SentMail> {
    const to = [...mail.to, ...(mail.cc ?? [])].map(({ address }) => address);
    try {
      const transport = await this.transport(mailbox, serverOf(mailbox));
      const info = await transport
        .sendMail({ envelope: { from: mail.envelopeFrom ?? mail.from.address, to }, raw })
        .finally(() => transport.close());
      const refused = (info.rejectedErrors ?? []).map(({ recipient = '', response = '' }) => ({
        address: recipient,
        response: oneLine(response),
      }));
      const { messageId } = mail;
      return {
        messageId,
        response: oneLine(info.response),
        ...(refused.length > 0 ? { refused } : {}),
      };
    } catch (error) {
      throw sendFailure(error, mailbox);
    }
  }

  private async transport(mailbox: MailboxSettings, smtp: MailServer) {
    const { credentials } = this.parts;
    const { createTransport } = await import('nodemailer');
    const login = await credentials.login(mailbox);
    const { dkim } = mailbox;
    return createTransport({
      host: smtp.host,
      port: portOf('smtp', smtp),
      secure: smtp.tls === 'tls',
      requireTLS: smtp.tls === 'starttls',
      ignoreTLS: smtp.tls === 'none',
      auth: 'pass' in login ? login : { type: 'OAuth2', ...login },
      connectionTimeout: CONNECT_MS_MAX,
      greetingTimeout: CONNECT_MS_MAX,
      socketTimeout: SILENCE_MS_MAX,
      disableFileAccess: true,
      disableUrlAccess: true,
      dkim: dkim && {
        domainName: dkim.domain,
        keySelector: dkim.selector,
        privateKey: credentials.secret(dkim.keyName),
      },
    });
  }

  private gate({ name }: MailboxSettings): Gate {
    const gate = this.gates.get(name) ?? new Gate(AT_ONCE_MAX);
    this.gates.set(name, gate);
    return gate;
  }
}

function serverOf({ name, smtp }: MailboxSettings): MailServer {
  if (!smtp)
    throw new ChannelFailed(`the mailbox "${name}" has no "smtp" in the settings: it cannot send`, false);
  return smtp;
}

/** 5xx to the mail is final; 4xx, a lost connection and a refused login (which is ours to put right) are not. */
export function sendFailure(error: unknown, mailbox: MailboxSettings): ChannelFailed {
  if (error instanceof ChannelFailed) return error;
  if (error instanceof MailboxFailed) return new ChannelFailed(error.reason, true, error.retryAfterMs, error);
  const { code, response, responseCode, rejectedErrors } = error as NodemailerError;
  const login = code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2';
  if (login || responseCode === undefined || response === undefined) {
    const { reason } = mailboxFailure(error, 'smtp', mailbox);
    return new ChannelFailed(reason, code !== 'EMAXRECIPIENTS' && code !== 'EENVELOPE', undefined, error);
  }
  const answers = rejectedErrors?.length ? rejectedErrors : [error as NodemailerError];
  const final = answers.every(({ permanent }) => permanent === true);
  return new ChannelFailed(`the mail server answered: ${oneLine(response)}`, !final, undefined, error);
}
