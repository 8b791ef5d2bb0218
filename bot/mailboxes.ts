/** The mailboxes of the settings, as they are now: those that are switched on are read, and mails go out through them. */
import { setTimeout as sleep } from 'node:timers/promises';
import { createCredentials, type CredentialParts } from '../adapters/email/credentials';
import { messageOf } from '../adapters/email/failures';
import { Sender } from '../adapters/email/send';
import { SentCopies } from '../adapters/email/sentCopies';
import type { SettingsSource } from '../agent/context';
import { ChannelFailed } from '../cases/channel';
import type { CustomAgents } from '../cases/customAgent/settings';
import type { Knowledge } from '../cases/resolution/knowledge';
import type { MailboxSettings } from '../cases/mail/mailboxSettings';
import type { SendMail } from '../cases/mail/outgoingMail';
import { MailboxKeeper, type KeeperParts, type MailboxView } from './mailboxKeeper';
import { prerequisites, type Prerequisite } from './prerequisites';

export interface MailboxParts extends CredentialParts, Omit<KeeperParts, 'credentials'> {
  readonly settings: SettingsSource;
  /** Missing where none can be asked. */
  readonly customAgents?: CustomAgents;
  readonly knowledge?: Pick<Knowledge, 'check'>;
}

const LOOK_MS = 1_000; // settings are read anew every few seconds at most
const COPIES_FINISH_MS = 2_000;

export class Mailboxes {
  private readonly keepers = new Map<string, MailboxKeeper>();
  private readonly credentials;
  private readonly copies: SentCopies;
  private readonly sender: Sender;
  /** By the mailbox's name: why the last mail did not go out. */
  private readonly sendProblems = new Map<string, string>();
  private readonly stopping = new AbortController();
  private running?: Promise<void>;

  constructor(private readonly parts: MailboxParts) {
    this.credentials = createCredentials(parts);
    this.copies = new SentCopies(this.credentials, parts.log);
    this.sender = new Sender({
      credentials: this.credentials,
      sent: (mailbox, messageId, raw) => this.copies.add(mailbox, messageId, raw),
    });
  }

  async start(): Promise<void> {
    await this.match();
    this.running = this.keepMatching();
  }

  /** Resolves when what was fetched is stored and every mailbox is let go; mails still go out. */
  async stopReading(): Promise<void> {
    this.stopping.abort();
    await this.running;
    await Promise.all([...this.keepers.values()].map((keeper) => keeper.stop()));
  }

  /** Also waits, a little, for the copies of what was sent. */
  async stop(): Promise<void> {
    await this.stopReading();
    await this.copies.stop(COPIES_FINISH_MS);
  }

  /** As the port says: from the mailbox that the mail names. */
  send: SendMail = async (mail) => {
    const { mailboxes } = (await this.parts.settings.current()).settings;
    const mailbox = mailboxes.find(({ name }) => name === mail.mailbox);
    if (!mailbox) throw new ChannelFailed(`there is no mailbox "${mail.mailbox}" in the settings`, false);
    // It may be switched on again: until then its mails wait.
    if (!mailbox.enabled) throw new ChannelFailed(`the mailbox "${mail.mailbox}" is switched off`, true);
    try {
      const sent = await this.sender.send(mailbox, mail);
      this.sendProblems.delete(mailbox.name);
      return sent;
    } catch (error) {
      this.sendProblems.set(mailbox.name, messageOf(error));
      throw error;
    }
  };

  /** In the order of the settings. */
  async views(): Promise<MailboxView[]> {
    const { mailboxes } = (await this.parts.settings.current()).settings;
    return Promise.all(mailboxes.map((mailbox) => this.view(mailbox)));
  }

  async prerequisites(): Promise<Prerequisite[]> {
    const { settings } = await this.parts.settings.current();
    return prerequisites(settings, {
      credentials: this.credentials,
      sender: this.sender,
      customAgents: this.parts.customAgents,
      knowledge: this.parts.knowledge,
      problemOf: ({ name }) => this.keepers.get(name)?.problem,
    });
  }

  private async view(mailbox: MailboxSettings): Promise<MailboxView> {
    const sendProblem = this.sendProblems.get(mailbox.name);
    const keeper = this.keepers.get(mailbox.name) ?? this.keeper(mailbox);
    return { ...(await keeper.view()), ...(sendProblem === undefined ? {} : { sendProblem }) };
  }

  private async keepMatching(): Promise<void> {
    const { signal } = this.stopping;
    try {
      for (;;) {
        await sleep(LOOK_MS, undefined, { signal });
        await this.match().catch((error: unknown) =>
          this.parts.log.error({ err: error }, 'the mailboxes could not be matched with the settings'),
        );
      }
    } catch {
      // It is told to stop.
    }
  }

  /** What has changed is stopped and begun anew; what has not goes on. */
  private async match(): Promise<void> {
    const { mailboxes } = (await this.parts.settings.current()).settings;
    const wanted = new Map(mailboxes.filter(({ enabled }) => enabled).map((one) => [one.name, one]));
    for (const [name, keeper] of this.keepers) {
      if (keeper.isFor(wanted.get(name))) continue;
      await keeper.stop();
      this.keepers.delete(name);
    }
    for (const [name, mailbox] of wanted) {
      const keeper = this.keepers.get(name) ?? this.keeper(mailbox);
      this.keepers.set(name, keeper);
      await keeper.keep();
    }
  }

  private keeper(mailbox: MailboxSettings): MailboxKeeper {
    return new MailboxKeeper(mailbox, { ...this.parts, credentials: this.credentials });
  }
}
