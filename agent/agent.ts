/** The agent as the rest of the process knows it. */
import type { CardAction, UnknownAction } from '../cases/cardActions';
import type { Clicked } from '../cases/cardContent';
import type { RequestedEntry } from '../cases/moves';
import type { ArrivedMail } from '../cases/mail/store';
import type { PlaceEvent } from '../cases/live/places';
import type { Received, Transcript } from '../cases/conversation/receiving';
import type { IncomingTurn } from '../cases/conversation/turns';
import type { Person } from '../cases/values';
import type { AgentContext } from './context';
import { actNow, type Click } from './clicks/actNow';
import { Lanes } from './lanes';
import { TypingRelay, type Typing } from './live/typing';
import { listensTo, placeChanged } from './live/places';
import { MailRoom } from './mail/room';
import { transcriptOf } from './readers';
import { receive, receiveRequest } from './receive';
import { keepRetention, RETENTION_MS } from './retention';
import { searchCases, type FoundCase, type Search } from './searchCases';
import { Sweep, SWEEP_MS, takeUpCalls } from './sweep';
import { FULL_RETRY_AFTER_SECONDS } from './waiting';
import { within } from './within';

/** Longer than a model call or a send usually takes; a supervisor that kills after ten seconds finds nothing left to do. */
const FINISH_MS_MAX = 7_000;
const STOPPING_RETRY_AFTER_SECONDS = 5; // by then another process answers, or this one has started again

export class CaseManagementAgent {
  readonly transcript: Transcript;
  private readonly lanes: Lanes;
  private readonly mails?: MailRoom;
  private readonly typing: TypingRelay;
  private readonly sweep: Sweep;
  private timer?: NodeJS.Timeout;
  private sweeping?: Promise<void>;
  private retentionTimer?: NodeJS.Timeout;
  private retaining?: Promise<void>;
  private stopping = false;

  constructor(readonly context: AgentContext) {
    this.lanes = new Lanes(context);
    this.transcript = transcriptOf(context);
    this.typing = new TypingRelay(context);
    if (context.mail) {
      const work = {
        context,
        parts: context.mail,
        receive: this.receive,
        drain: (caseId: string) => this.drain(caseId),
      };
      this.mails = new MailRoom(work, this.lanes);
    }
    this.sweep = new Sweep(context, this.lanes, this.mails);
  }

  /** Picks up what a process before this one left, and goes on every second. */
  async start(): Promise<void> {
    await this.context.settings.current();
    await this.context.training?.start();
    await takeUpCalls(this.context, this.lanes);
    await this.sweepOnce();
    this.timer = setInterval(() => void this.sweepOnce(), SWEEP_MS);
    this.retentionTimer = setInterval(() => void this.retainOnce(), RETENTION_MS);
  }

  /** Turns that were accepted here and are not decided yet. */
  get turnsWaiting(): number {
    return this.lanes.waiting.size;
  }

  get isStopping(): boolean {
    return this.stopping;
  }

  /**
   * Takes no more turns, finishes the steps that run, for `withinMs` at most; the rest is in the store, for the next
   * start or another process.
   */
  async stop(withinMs = FINISH_MS_MAX): Promise<void> {
    this.stopping = true;
    clearInterval(this.timer);
    clearInterval(this.retentionTimer);
    // The lanes are told at once: whatever else is still running can only begin what they would have to finish.
    const lanes = this.lanes.stop(withinMs);
    await within(withinMs, Promise.all([this.mails?.stop(), this.sweeping, this.retaining]));
    await lanes;
    await this.context.training?.stop();
  }

  /** Resolves once the turn is stored; it is decided after. */
  receive = async (turn: IncomingTurn): Promise<Received> => {
    if (this.stopping) return { kind: 'busy', retryAfterSeconds: STOPPING_RETRY_AFTER_SECONDS };
    const received = await this.lanes.waiting.whileThereIsRoom(() => receive(this.context, turn));
    if (received === 'full') return { kind: 'busy', retryAfterSeconds: FULL_RETRY_AFTER_SECONDS };
    if (received.kind === 'accepted') {
      if (!received.repeated) this.lanes.waiting.accepted(received.conversationId);
      this.context.news.tell(received.conversationId);
      this.lanes.kick(received.conversationId);
    }
    return received;
  };

  /**
   * Resolves once the mail is durably stored, however often it comes in; it is worked on after.
   * @throws StoreBusy, StoreUnavailable: it must not be marked.
   */
  storeMail = async (arrived: ArrivedMail): Promise<void> => {
    if (!this.mails) throw new Error('no mails are read here');
    await this.mails.store(arrived);
  };

  /** Opens a case with a mail that opened none; undefined where there is no such mail. */
  async openMail(id: string, by: Person): Promise<'opening' | 'not-kept' | undefined> {
    return this.mails?.open(id, by);
  }

  /** Asks something of the agent in a conversation; undefined where there is no such conversation. */
  async request(conversationId: string, entry: RequestedEntry): Promise<Received | undefined> {
    const received = await receiveRequest(this.context, conversationId, entry);
    if (received?.kind === 'accepted') this.lanes.kick(conversationId);
    return received;
  }

  endConversation(conversationId: string, by: Person, id: string): Promise<Received | undefined> {
    return this.request(conversationId, { kind: 'end', id, by });
  }

  /** Whether what people say among themselves there is to be handed in. */
  listensTo(conversationId: string): Promise<boolean> {
    return listensTo(this.context, conversationId);
  }

  /** Somebody types: whoever they talk with is shown it. Resolves when that is done; never rejects. */
  async typed(typing: Typing): Promise<void> {
    if (this.stopping) return;
    await this.typing
      .typed(typing)
      .catch((error: unknown) => this.context.log.info({ err: error }, 'that somebody types was not shown'));
  }

  /** The agent was added to a channel or chat, or removed. */
  async placeChanged(event: PlaceEvent): Promise<void> {
    const toTell = await placeChanged(this.context, event);
    if (toTell !== undefined) this.lanes.kick(toTell);
  }

  /** A click that wants its answer in the response: done at once, the card comes back as it is for the one who clicked. */
  act(conversationId: string, action: CardAction | UnknownAction, click: Click): Promise<Clicked> {
    return actNow(this.context, this.lanes, conversationId, action, click);
  }

  /** Cases by words, for whoever the identity is: nothing where they may not see cases. */
  async search(asked: Omit<Search, 'access'>, identityId: string | undefined): Promise<readonly FoundCase[]> {
    return searchCases(this.context, { ...asked, access: await this.context.access.of(identityId) });
  }

  /** Resolves when the conversation is not being worked on. */
  quiet(conversationId: string): Promise<void> {
    return this.lanes.quiet(conversationId);
  }

  /** Resolves when nothing is being worked on. */
  async idle(): Promise<void> {
    await this.mails?.idle();
    await this.lanes.idle();
  }

  drain(caseId: string): Promise<void> {
    return this.lanes.drain(caseId);
  }

  /** Erases what a contact's erasure or the settings' retention says, as far as it is due. */
  retainOnce(): Promise<void> {
    this.retaining ??= keepRetention(this.context, () => this.stopping)
      .catch((error: unknown) => this.context.log.error({ err: error }, 'erasing failed'))
      .finally(() => (this.retaining = undefined));
    return this.retaining;
  }

  /** Does what is due now, in this process; once at a time. */
  sweepOnce(): Promise<void> {
    this.sweeping ??= this.sweep
      .once()
      .catch((error: unknown) => this.context.log.error({ err: error }, 'the sweep failed'))
      .finally(() => (this.sweeping = undefined));
    return this.sweeping;
  }
}
