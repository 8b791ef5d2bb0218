/** Watches one folder for as long as it is told to: connects, catches up, waits for news, and begins again after a failure. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import type { MailboxSettings } from '../../cases/mail/mailboxSettings';
import type { OpenedFolder } from '../../cases/mail/mailboxState';
import type { StoreMail } from '../../cases/mail/store';
import { catchUp, type Progress, type Reading } from './catchUp';
import type { Credentials } from './credentials';
import { isOfOneMail, mailboxFailure } from './failures';
import { uidsAbove } from './fetching';
import { connectImap, disconnect, openFolder } from './imap';
import { prepareMark } from './marking';
import type { MailboxStates } from './states';

export interface Log {
  info(details: object, message: string): void;
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

export interface WatchParts {
  readonly credentials: Credentials;
  readonly storeMail: StoreMail;
  readonly states: MailboxStates;
  readonly clock: () => string;
  /** 0 (inclusive) to 1 (exclusive): spreads the returns of many mailboxes. */
  readonly random: () => number;
  readonly log: Log;
  /** The first wait after a failure; it doubles from there. */
  readonly retryMs?: number;
}

export interface FolderHealth {
  readonly folder: string;
  readonly state: 'connecting' | 'reading' | 'watching' | 'failing' | 'stopped';
  /** Since when it is in that state, ISO 8601. */
  readonly since: string;
  /** How many mails lie before it, as far as was seen. */
  readonly waiting: number;
  /** Mails stored since the start of the process. */
  readonly stored: number;
  readonly lastStoredAt?: string;
  /** The last failure, in plain words; missing once all is well again. */
  readonly problem?: string;
}

const RETRY_MS = 1_000;
const RETRY_MS_MAX = 300_000;

export class FolderWatch {
  private readonly stopping = new AbortController();
  private running?: Promise<void>;
  private failures = 0;
  private careful = false;
  private current: FolderHealth;

  constructor(
    private readonly mailbox: MailboxSettings,
    readonly folder: string,
    private readonly outgoing: boolean,
    private readonly parts: WatchParts,
  ) {
    this.current = { folder, state: 'stopped', since: parts.clock(), waiting: 0, stored: 0 };
  }

  get health(): FolderHealth {
    return this.current;
  }

  start(): void {
    this.running ??= this.run();
  }

  /** Resolves when what was fetched is stored and the connection is closed. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    this.become({ state: 'stopped' });
  }

  /** Asked anew each time: the compiler takes a property for what it was before the last await. */
  private isStopping(): boolean {
    return this.stopping.signal.aborted;
  }

  private get signal(): AbortSignal {
    return this.stopping.signal;
  }

  private async run(): Promise<void> {
    while (!this.signal.aborted) {
      try {
        await this.session();
      } catch (error) {
        if (this.isStopping()) return;
        this.careful = isOfOneMail(error);
        const { reason, retryAfterMs } = mailboxFailure(error, 'imap', this.mailbox);
        this.become({ state: 'failing', problem: reason });
        const details = { mailbox: this.mailbox.name, folder: this.folder, reason, failures: this.failures };
        this.parts.log.warn(details, 'a mailbox cannot be read now');
        await this.rest(Math.max(this.backOffMs(), retryAfterMs ?? 0));
      }
    }
  }

  /** One connection, until it ends or is told to. */
  private async session(): Promise<void> {
    this.become({ state: 'connecting' });
    const client = await connectImap(this.mailbox, this.parts.credentials);
    const cut = (): void => client.close();
    const noted = new News(client);
    try {
      if (!this.outgoing) await prepareMark(client, this.mailbox.mark);
      const place = await this.open(client);
      let cursor = await this.parts.states.opened(place);
      const reading = this.reading(client, place.uidValidity);
      while (!this.signal.aborted) {
        noted.forget();
        cursor = await catchUp(reading, cursor);
        this.failures = 0;
        this.careful = false;
        this.become({ state: 'watching', problem: undefined });
        await noted.wait(1_000 * this.mailbox.checkSeconds, this.signal);
      }
      await disconnect(client);
    } finally {
      cut();
    }
  }

  private async open(client: ImapFlow): Promise<OpenedFolder> {
    const opened = await openFolder(client, this.mailbox, this.folder);
    // A server need not say which UID is the next (RFC 3501, 6.3.1).
    const uidNext = opened.uidNext || ((await uidsAbove(client, 0)).at(-1) ?? 0) + 1;
    return { name: this.folder, uidValidity: String(opened.uidValidity), uidNext };
  }

  private reading(client: ImapFlow, uidValidity: string): Reading {
    const { mailbox, folder, outgoing, parts, signal, careful } = this;
    const { states, storeMail } = parts;
    const told = (progress: Progress): void => this.note(progress);
    return { client, mailbox, folder, outgoing, uidValidity, states, storeMail, signal, careful, told };
  }

  private note(progress: Progress): void {
    const of = { mailbox: this.mailbox.name, folder: this.folder };
    switch (progress.is) {
      case 'waiting':
        if (progress.mails > 0) this.become({ state: 'reading' });
        this.current = { ...this.current, waiting: progress.mails };
        break;
      case 'stored':
        this.current = {
          ...this.current,
          stored: this.current.stored + progress.mails,
          lastStoredAt: this.parts.clock(),
        };
        break;
      case 'passed-over':
        this.parts.log.error({ ...of, ...progress }, 'a mail could not be stored and was passed over');
        break;
      case 'not-marked':
        this.parts.log.warn(
          { ...of, ...progress },
          'mails are stored, but could not be marked in their mailbox',
        );
        break;
    }
  }

  private become(change: Partial<Pick<FolderHealth, 'state' | 'problem'>>): void {
    const since = change.state === this.current.state ? this.current.since : this.parts.clock();
    this.current = { ...this.current, ...change, since };
  }

  private backOffMs(): number {
    const whole = Math.min(RETRY_MS_MAX, (this.parts.retryMs ?? RETRY_MS) * 2 ** this.failures++);
    return whole * (0.5 + this.parts.random() / 2);
  }

  private async rest(ms: number): Promise<void> {
    await sleep(ms, undefined, { signal: this.signal }).catch(() => undefined);
  }
}

class ConnectionEnded extends Error {
  readonly code = 'NoConnection';
}

/** Hears of new mails while nothing else is asked (IDLE, RFC 2177). */
class News {
  private heard = false;
  private wake?: () => void;

  constructor(private readonly client: ImapFlow) {
    client.on('exists', () => {
      this.heard = true;
      this.wake?.();
    });
    client.on('close', () => this.wake?.());
  }

  forget(): void {
    this.heard = false;
  }

  /**
   * Resolves when there is news, when the time is up, or when the signal says so.
   * @throws where the connection ended.
   */
  async wait(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.heard && this.client.usable && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
        signal.addEventListener('abort', this.wake, { once: true });
        // It ends by itself with the next command; if it fails, so does that one.
        this.client.idle().catch(() => this.wake?.());
      });
      if (this.wake) signal.removeEventListener('abort', this.wake);
      this.wake = undefined;
    }
    if (!this.client.usable && !signal.aborted) throw new ConnectionEnded();
  }
}
