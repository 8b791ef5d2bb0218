/** One mailbox in this process: read while it has the lease, so that of several processes one reads it. */
import type { Credentials } from '../adapters/email/credentials';
import type { FolderHealth } from '../adapters/email/folderWatch';
import { MailboxWatch } from '../adapters/email/mailboxWatch';
import { MailboxStates } from '../adapters/email/states';
import type { Log } from '../agent/context';
import type { Clock } from '../cases/channel';
import { LEASE_MS } from '../cases/lease';
import type { MailboxSettings } from '../cases/mail/mailboxSettings';
import type { PassedOver } from '../cases/mail/mailboxState';
import type { StoreMail } from '../cases/mail/store';
import type { Store } from '../cases/store';

export interface KeeperParts {
  readonly credentials: Credentials;
  readonly store: Store;
  readonly storeMail: StoreMail;
  readonly clock: Clock;
  readonly random: () => number;
  /** This process, as leases name it. */
  readonly holder: string;
  readonly log: Log;
}

/** off: not switched on. elsewhere: another process reads it. The others are the least good of its folders'. */
export type MailboxStanding = 'off' | 'elsewhere' | FolderHealth['state'];

export interface MailboxView {
  readonly name: string;
  readonly address: string;
  readonly state: MailboxStanding;
  readonly folders: readonly FolderHealth[];
  /** Whether mails can go out through it. */
  readonly sends: boolean;
  /** Why the last mail did not go out. */
  readonly sendProblem?: string;
  readonly passedOver: readonly PassedOver[];
}

const RENEW_MS = LEASE_MS / 3;
const WORST_FIRST = ['failing', 'connecting', 'reading', 'watching', 'stopped'] as const;

export class MailboxKeeper {
  private readonly states: MailboxStates;
  private watch?: MailboxWatch;
  private claimedAt = 0;

  constructor(
    private readonly mailbox: MailboxSettings,
    private readonly parts: KeeperParts,
  ) {
    this.states = new MailboxStates(parts.store, mailbox, parts.clock);
  }

  isFor(mailbox: MailboxSettings | undefined): boolean {
    return mailbox === this.mailbox || JSON.stringify(mailbox) === JSON.stringify(this.mailbox);
  }

  /** To be called every second or so: takes the lease, renews it in time, and lets go where it was lost. */
  async keep(): Promise<void> {
    const { clock, holder, log, store } = this.parts;
    const now = clock();
    if (Date.parse(now) - this.claimedAt < RENEW_MS || (this.watch && store.alone)) return;
    this.claimedAt = Date.parse(now);
    const mine = await this.states.claim({ holder, now, alone: store.alone });
    if (mine === (this.watch !== undefined)) return;
    if (mine) this.begin();
    else {
      log.warn({ mailbox: this.mailbox.name }, 'another process reads this mailbox now');
      await this.end();
    }
  }

  async stop(): Promise<void> {
    if (!this.watch) return;
    await this.end();
    await this.states
      .giveBack(this.parts.holder)
      .catch((error: unknown) => this.parts.log.warn({ err: error }, 'a mailbox could not be given back'));
  }

  /** Why it is not read as it should be; nothing where it is, or where another process does. */
  get problem(): string | undefined {
    return this.watch?.health.find((folder) => folder.problem !== undefined)?.problem;
  }

  async view(): Promise<MailboxView> {
    const { address, enabled, name, smtp } = this.mailbox;
    const folders = this.watch?.health ?? [];
    const worst = WORST_FIRST.find((state) => folders.some((folder) => folder.state === state));
    return {
      name,
      address,
      state: worst ?? (enabled ? 'elsewhere' : 'off'),
      folders,
      sends: enabled && smtp !== undefined,
      passedOver: await this.states.passedOver(),
    };
  }

  private begin(): void {
    const { clock, credentials, log, random, storeMail } = this.parts;
    this.watch = new MailboxWatch(this.mailbox, {
      credentials,
      storeMail,
      states: this.states,
      clock,
      random,
      log,
    });
    this.watch.start();
  }

  private async end(): Promise<void> {
    const watch = this.watch;
    this.watch = undefined;
    await watch?.stop();
  }
}
