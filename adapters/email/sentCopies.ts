/** Puts a copy of what we sent into the Sent folder, where staff look for it. Once: it is looked for by its Message-ID first. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import type { MailboxSettings } from '../../cases/mail/mailboxSettings';
import type { Credentials } from './credentials';
import { messageOf } from './failures';
import type { Log } from './folderWatch';
import { connectImap, disconnect, openFolder } from './imap';

interface Copy {
  readonly mailbox: MailboxSettings;
  readonly messageId: string;
  readonly raw: Buffer;
}

const TRIES = 3;
const TRY_AGAIN_MS = 2_000;
const WAITING_MAX = 200; // copies in memory; the mails themselves are out and in the store

export class SentCopies {
  private readonly waiting: Copy[] = [];
  private working?: Promise<void>;
  private readonly stopping = new AbortController();

  constructor(
    private readonly credentials: Credentials,
    private readonly log: Log,
  ) {}

  /** Returns at once: the mail is out, and nobody waits for its copy. */
  add(mailbox: MailboxSettings, messageId: string, raw: Buffer): void {
    if (mailbox.sentFolder === undefined || !mailbox.keepSentCopy) return;
    if (this.waiting.length >= WAITING_MAX) this.waiting.shift();
    this.waiting.push({ mailbox, messageId, raw });
    this.working ??= this.work().finally(() => (this.working = undefined));
  }

  /** Resolves when what waits has been put where it belongs, or given up. */
  async stop(withinMs: number): Promise<void> {
    const hurry = setTimeout(() => this.stopping.abort(), withinMs);
    await this.working;
    clearTimeout(hurry);
  }

  private async work(): Promise<void> {
    for (let head = this.waiting[0]; head && !this.stopping.signal.aborted; head = this.waiting[0])
      await this.copyTo(head.mailbox);
  }

  private async copyTo(mailbox: MailboxSettings): Promise<void> {
    for (let tries = 1; ; tries++) {
      try {
        await this.copyAll(mailbox);
        return;
      } catch (error) {
        if (tries === TRIES || this.stopping.signal.aborted) {
          this.giveUp(mailbox, messageOf(error));
          return;
        }
        await this.rest(TRY_AGAIN_MS * tries);
      }
    }
  }

  private giveUp(mailbox: MailboxSettings, reason: string): void {
    const given = this.waiting.filter((copy) => copy.mailbox === mailbox);
    const rest = this.waiting.filter((copy) => copy.mailbox !== mailbox);
    this.waiting.splice(0, this.waiting.length, ...rest);
    const details = { mailbox: mailbox.name, mails: given.length, reason };
    this.log.warn(details, 'mails are sent, but their copies could not be put into the Sent folder');
  }

  /** Those at the head that belong to the same mailbox, over one connection. */
  private async copyAll(mailbox: MailboxSettings): Promise<void> {
    const client = await connectImap(mailbox, this.credentials);
    try {
      const folder = mailbox.sentFolder ?? '';
      await openFolder(client, mailbox, folder);
      for (let head = this.waiting[0]; head?.mailbox === mailbox; head = this.waiting[0]) {
        await copyOne(client, folder, head);
        this.waiting.shift();
      }
    } finally {
      await disconnect(client);
    }
  }

  private async rest(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}

async function copyOne(client: ImapFlow, folder: string, { messageId, raw }: Copy): Promise<void> {
  const found = await client.search({ header: { 'message-id': `<${messageId}>` } }, { uid: true });
  if (found && found.length > 0) return;
  if ((await client.append(folder, raw, ['\\Seen'])) === false)
    throw new Error('the server refused the copy');
}
