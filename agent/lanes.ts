/** One runner a conversation: goes on where the document says until nothing is due. Recovery is the same code. */
import type { Conversation } from '../cases/conversation/conversation';
import { givenBack, leased } from '../cases/conversation/delivering';
import { applyMoves, takeOff } from './apply';
import { worker, type AgentContext } from './context';
import { Calls } from './customAgent/calls';
import { decideInbox, giveUp } from './decide';
import { sendHead } from './deliver';
import { keepsLease } from './leases';
import { workOnCase } from './caseWork';
import { isDuplicateDue, settleInTime } from './duplicates/duplicates';
import { isReminderDue, remind } from './live/reminders';
import { LIMITS, Slots, Waiting } from './waiting';
import { within } from './within';

/** A decision that fails this often is given up: the turns are kept, the person is told, the lane goes on. */
const FAILURES_MAX = 3;
const RETRY_MS = 250;
const GIVE_BACK_MS_MAX = 1_500; // a store that answers has done it by then

export class Lanes {
  private readonly running = new Map<string, Promise<void>>();
  private readonly again = new Set<string>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly failures = new Map<string, number>();
  /** When what failed is tried again, ms. */
  private readonly backOff = new Map<string, number>();
  private readonly slots: Slots;
  /** The turns that wait for a decision here. */
  readonly waiting: Waiting;
  private readonly calls: Calls;
  private stopped = false;

  constructor(private readonly context: AgentContext) {
    const { lanesMax, turnsMax } = context.limits ?? LIMITS;
    this.slots = new Slots(lanesMax);
    this.waiting = new Waiting(turnsMax);
    this.calls = new Calls(context, (id) => this.kick(id));
  }

  get isStopped(): boolean {
    return this.stopped;
  }

  /** Something has come up in the conversation: work on it now or when it is due. */
  kick(id: string): void {
    if (this.stopped) return;
    clearTimeout(this.timers.get(id));
    this.timers.delete(id);
    if (this.running.has(id)) {
      this.again.add(id);
      return;
    }
    const run = this.slots
      .run(() => this.run(id))
      .finally(() => {
        this.running.delete(id);
        if (this.again.delete(id)) this.kick(id);
      });
    this.running.set(id, run);
  }

  /** As `kick`, but what has failed here waits until it is tried again. */
  due(id: string): void {
    if ((this.backOff.get(id) ?? 0) <= Date.parse(this.context.clock())) this.kick(id);
  }

  /** Resolves when the conversation is not being worked on. */
  async quiet(id: string): Promise<void> {
    while (this.running.has(id)) await this.running.get(id);
  }

  /** Resolves when nothing is running; timers that wait for their moment are left. */
  async idle(): Promise<void> {
    while (this.running.size > 0 || this.calls.size > 0) {
      await Promise.all(this.running.values());
      await this.calls.idle();
    }
  }

  /**
   * Takes no more work and finishes the step that each lane is in, for `withinMs` at most. What is left is in the
   * store, due; its leases are given back, so that another process need not wait for them to end.
   */
  async stop(withinMs: number): Promise<void> {
    this.stopped = true;
    this.calls.stop();
    const left = new Set([...this.timers.keys(), ...this.running.keys()]);
    this.timers.forEach((timer) => clearTimeout(timer));
    this.timers.clear();
    await within(withinMs, this.idle());
    const idle = [...left].filter((id) => !this.running.has(id));
    await within(GIVE_BACK_MS_MAX, Promise.allSettled(idle.map((id) => this.giveBack(id))));
  }

  private async giveBack(id: string): Promise<void> {
    const { holder } = this.context;
    await this.context.store.update('conversations', id, (found) => givenBack(found, holder));
  }

  private async run(id: string): Promise<void> {
    try {
      const waitMs = await this.work(id);
      this.failures.delete(id);
      this.backOff.delete(id);
      if (waitMs !== undefined) this.wake(id, waitMs);
    } catch (error) {
      await this.noteFailure(id, error);
    }
  }

  /**
   * Works until nothing is due; the milliseconds until something is, or nothing. Each step gives the document as it
   * left it, a fine start for the next; what comes in meanwhile kicks again.
   */
  private async work(id: string): Promise<number | undefined> {
    let newest: Conversation | undefined;
    let applied = 0;
    for (;;) {
      if (this.stopped) return undefined;
      const resumed: boolean = newest === undefined;
      const conversation: Conversation | undefined = newest ?? (await this.takeLease(id));
      if (!conversation || conversation.inbox.length === 0) this.waiting.decided(id);
      if (!conversation) return undefined;
      const now = this.context.clock();
      const head = conversation.out[0];
      if (conversation.moves.some((move) => move.seq > applied))
        applied = await applyMoves(this.context, conversation, this);
      else if (head && (head.notBefore ?? '') <= now)
        newest = await sendHead(this.context, conversation, {
          applied,
          resumed,
          drain: (caseId) => this.drainLater(caseId),
          kick: (other) => this.kick(other),
        });
      else if (conversation.moves.length > 0) newest = await takeOff(this.context, conversation, applied);
      else if (conversation.inbox.length > 0 && (conversation.settleAt ?? '') <= now)
        newest = await this.decide(conversation);
      else if (isReminderDue(conversation, now)) {
        await remind(this.context, conversation);
        newest = undefined;
      } else if (isDuplicateDue(conversation, now)) {
        await settleInTime(this.context, conversation);
        newest = undefined;
      } else return waitMs(conversation, now);
    }
  }

  /** Nothing where the lane is somebody else's by now. */
  private async decide(conversation: Conversation): Promise<Conversation | undefined> {
    if (!(await keepsLease(this.context, conversation))) return undefined;
    return decideInbox(this.context, conversation).catch((error: unknown) => {
      throw new DecisionFailed(error);
    });
  }

  private async takeLease(id: string): Promise<Conversation | undefined> {
    const found = await this.context.store.get('conversations', id);
    if (!found?.dueAt) return undefined;
    const mine = leased(found, worker(this.context));
    if (mine.is === 'unchanged') return found;
    if (mine.is === 'refused') return undefined;
    const result = await this.context.store.update('conversations', id, (fresh) =>
      leased(fresh, worker(this.context)),
    );
    return result.is === 'changed' || result.is === 'unchanged' ? result.doc : undefined;
  }

  private wake(id: string, ms: number): void {
    if (this.stopped || this.timers.has(id)) return;
    const timer = setTimeout(() => this.kick(id), ms);
    timer.unref();
    this.timers.set(id, timer);
  }

  private async noteFailure(id: string, error: unknown): Promise<void> {
    const failures = (this.failures.get(id) ?? 0) + 1;
    this.failures.set(id, failures);
    const err: unknown = error instanceof DecisionFailed ? error.cause : error;
    this.context.log.error({ conversationId: id, failures, err }, 'work on a conversation failed');
    // A move or a send that fails is not the fault of what lies in the inbox: that waits, and is kept.
    const isDecision = error instanceof DecisionFailed && !isTryAgain(error.cause);
    if (failures >= FAILURES_MAX && isDecision) {
      const gaveUp = await giveUp(this.context, id).catch((cause: unknown) => {
        this.context.log.error({ conversationId: id, err: cause }, 'giving up on a decision failed');
        return false;
      });
      if (gaveUp) this.failures.delete(id);
    }
    const afterMs = RETRY_MS * 2 ** Math.min(failures, 8);
    this.backOff.set(id, Date.parse(this.context.clock()) + afterMs);
    this.wake(id, afterMs);
  }

  /** Says what a case has pending, and looks at it where that is due; once at a time for each case. */
  drain(caseId: string): Promise<void> {
    const before = this.drains.get(caseId) ?? Promise.resolve();
    const next = before
      .catch(() => undefined)
      .then(() => workOnCase(this.context, caseId, this))
      .finally(() => {
        if (this.drains.get(caseId) === next) this.drains.delete(caseId);
      });
    this.drains.set(caseId, next);
    return next;
  }

  call(caseId: string, callId: string): void {
    this.calls.begin(caseId, callId);
  }

  private drainLater(caseId: string): void {
    this.drain(caseId).catch((error: unknown) =>
      this.context.log.error({ caseId, err: error }, 'work on a case failed'),
    );
  }

  private readonly drains = new Map<string, Promise<void>>();
}

class DecisionFailed extends Error {
  constructor(override readonly cause: unknown) {
    super('a decision failed', { cause });
  }
}

/** The store was busy or away. */
function isTryAgain(error: unknown): boolean {
  return error instanceof Error && 'retry' in error && error.retry === true;
}

function waitMs({ dueAt }: Conversation, now: string): number | undefined {
  return dueAt === undefined ? undefined : Math.max(0, Date.parse(dueAt) - Date.parse(now));
}
