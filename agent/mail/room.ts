/** Where mails are worked on: a few at a time, each until its conversation is quiet. The rest waits in the store. */
import type { ArrivedMail } from '../../cases/mail/store';
import { openedByHand } from '../../cases/mail/storedMail';
import type { Person } from '../../cases/values';
import type { AgentContext } from '../context';
import type { Lanes } from '../lanes';
import type { MailWork } from './work';
import { processMail } from './processMail';
import { storeMail } from './storeMail';

const AT_ONCE = 4; // reading a mail keeps the processor busy; more would only hold memory
const SWEEP_LIMIT = 200;

export class MailRoom {
  private readonly waiting = new Set<string>();
  private readonly running = new Map<string, Promise<void>>();
  private stopped = false;

  constructor(
    private readonly work: MailWork,
    private readonly lanes: Lanes,
  ) {}

  /** Resolves once the mail is durably stored and known to be one; it is worked on after. */
  store = async (arrived: ArrivedMail): Promise<void> => {
    const id = await storeMail(this.context, arrived);
    if (id !== undefined) this.kick(id);
  };

  /** Somebody wants a case of a mail that opened none; undefined where there is no such mail. */
  async open(id: string, by: Person): Promise<'opening' | 'not-kept' | undefined> {
    const { store, clock } = this.context;
    const result = await store.update('mails', id, (found) => openedByHand(found, by, clock()));
    if (result.is === 'missing') return undefined;
    if (result.is === 'refused') return 'not-kept';
    this.kick(id);
    return 'opening';
  }

  /** Goes on with what waits in the store. */
  async sweep(): Promise<void> {
    const due = { index: 'due' as const, range: { lte: this.context.clock() }, limit: SWEEP_LIMIT };
    const { items } = await this.context.store.list('mails', due);
    items.forEach(({ _id }) => this.kick(_id));
  }

  /** Resolves when nothing is being worked on. */
  async idle(): Promise<void> {
    while (this.running.size > 0) await Promise.all(this.running.values());
  }

  /** Takes no more work and finishes what runs. */
  async stop(): Promise<void> {
    this.stopped = true;
    this.waiting.clear();
    await this.idle();
  }

  private get context(): AgentContext {
    return this.work.context;
  }

  private kick(id: string): void {
    if (this.stopped || this.running.has(id)) return;
    this.waiting.add(id);
    this.next();
  }

  private next(): void {
    for (const id of this.waiting) {
      if (this.running.size >= AT_ONCE || this.stopped) return;
      this.waiting.delete(id);
      const run = this.run(id).finally(() => {
        this.running.delete(id);
        this.next();
      });
      this.running.set(id, run);
    }
  }

  private async run(id: string): Promise<void> {
    try {
      const conversationId = await processMail(this.work, id);
      if (conversationId !== undefined) await this.lanes.quiet(conversationId);
    } catch (error) {
      this.context.log.error({ mailId: id, err: error }, 'work on a mail failed');
    }
  }
}
