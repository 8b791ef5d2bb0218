/** A mailbox on a real server, watched; what it hands in is kept as a store would: each content once. */
import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { createCredentials } from '../../../adapters/email/credentials';
import { MailboxWatch } from '../../../adapters/email/mailboxWatch';
import { MailboxStates } from '../../../adapters/email/states';
import type { MailboxSettings } from '../../../cases/mail/mailboxSettings';
import type { ArrivedMail } from '../../../cases/mail/store';
import { createEmbeddedStore, type EmbeddedStore } from '../../../storage/embedded/store';
import { aMailbox } from '../../support/builders';
import { MAIL_PASSWORD } from '../../support/dovecot';
import { aFolder } from '../../support/stores';

export const ADDRESS = 'support@example.com';

export class Desk {
  /** Every hand-over, repeats too. */
  readonly arrived: ArrivedMail[] = [];
  /** By content. */
  readonly kept = new Map<string, ArrivedMail>();
  readonly log: { level: string; message: string; details: Record<string, unknown> }[] = [];
  /** Fails the hand-over where it returns an error. */
  refuse: (mail: ArrivedMail) => Error | undefined = () => undefined;
  watch!: MailboxWatch;
  states!: MailboxStates;
  private store!: EmbeddedStore;
  private readonly folder = aFolder();

  constructor(private readonly port: number) {}

  async open(over: Partial<MailboxSettings> = {}): Promise<this> {
    this.store = createEmbeddedStore({ folder: this.folder });
    await this.store.start();
    this.begin(over);
    return this;
  }

  /** Watches anew, as after a restart. */
  begin(over: Partial<MailboxSettings> = {}): void {
    const mailbox = aMailbox({
      imap: { host: '127.0.0.1', port: this.port, tls: 'none' },
      address: ADDRESS,
      ...over,
    });
    const clock = (): string => new Date().toISOString();
    this.states = new MailboxStates(this.store, mailbox, clock);
    const said =
      (level: string) =>
      (details: object, message: string): void =>
        void this.log.push({ level, message, details: { ...details } });
    this.watch = new MailboxWatch(mailbox, {
      credentials: createCredentials({ env: { SUPPORT_MAIL_PASSWORD: MAIL_PASSWORD } }),
      storeMail: (mail) => this.take(mail),
      states: this.states,
      clock,
      random: () => 0.5,
      retryMs: 20,
      log: { info: said('info'), warn: said('warn'), error: said('error') },
    });
    this.watch.start();
  }

  async close(): Promise<void> {
    await this.watch.stop();
    await this.store.stop();
    await rm(this.folder, { recursive: true, force: true });
  }

  get subjects(): string[] {
    return [...this.kept.values()].map(subjectOf);
  }

  private take(mail: ArrivedMail): Promise<void> {
    this.arrived.push(mail);
    const error = this.refuse(mail);
    if (error) return Promise.reject(error);
    this.kept.set(createHash('sha256').update(mail.raw).digest('hex'), mail);
    return Promise.resolve();
  }
}

export function subjectOf({ raw }: ArrivedMail): string {
  return /^Subject: (.*)$/m.exec(raw.toString())?.[1]?.trim() ?? '';
}

export function mail(subject: string, text = 'My machine leaks.', over: Record<string, string> = {}): string {
  const headers = {
    From: 'Dana Reyes <dana@example.org>',
    To: ADDRESS,
    Subject: subject,
    'Message-ID': `<${subject.replace(/\W+/g, '-')}@example.org>`,
    Date: 'Mon, 05 Jan 2026 10:00:00 +0000',
    ...over,
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [...lines, '', text, ''].join('\r\n');
}
