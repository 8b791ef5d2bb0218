/** The agent as the rest of the process knows it. */
import type { CardAction, UnknownAction } from '../cases/cardActions';
import type { CardContent } from '../cases/cardContent';
import type { RequestedEntry } from '../cases/moves';
import type { Received, Transcript } from '../cases/receiving';
import type { IncomingTurn } from '../cases/turns';
import type { Person } from '../cases/values';
import type { AgentContext } from './context';
import { actNow } from './actNow';
import { Lanes } from './lanes';
import { transcriptOf } from './readers';
import { receive, receiveRequest } from './receive';
import { sweep, SWEEP_MS } from './sweep';

export class CaseManagementAgent {
  readonly transcript: Transcript;
  private readonly lanes: Lanes;
  private timer?: NodeJS.Timeout;
  private sweeping?: Promise<void>;

  constructor(readonly context: AgentContext) {
    this.lanes = new Lanes(context);
    this.transcript = transcriptOf(context);
  }

  /** Picks up what a process before this one left, and goes on every second. */
  async start(): Promise<void> {
    await this.context.settings.current();
    await this.context.training?.start();
    await this.sweepOnce();
    this.timer = setInterval(() => void this.sweepOnce(), SWEEP_MS);
  }

  /** Takes no more work, finishes what runs; the rest is in the store. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
    await this.lanes.stop();
    await this.context.training?.stop();
  }

  /** Resolves once the turn is stored; it is decided after. */
  receive = async (turn: IncomingTurn): Promise<Received> => {
    const received = await receive(this.context, turn);
    if (received.kind === 'accepted') {
      this.context.news.tell(received.conversationId);
      this.lanes.kick(received.conversationId);
    }
    return received;
  };

  /** Asks something of the agent in a conversation; undefined where there is no such conversation. */
  async request(conversationId: string, entry: RequestedEntry): Promise<Received | undefined> {
    const received = await receiveRequest(this.context, conversationId, entry);
    if (received?.kind === 'accepted') this.lanes.kick(conversationId);
    return received;
  }

  endConversation(conversationId: string, by: Person, id: string): Promise<Received | undefined> {
    return this.request(conversationId, { kind: 'end', id, by });
  }

  /** A click that wants its answer in the response: done at once, the card to show comes back. */
  act(
    conversationId: string,
    action: CardAction | UnknownAction,
    click: { id: string; by: Person },
  ): Promise<CardContent> {
    return actNow(this.context, this.lanes, conversationId, action, click);
  }

  /** Resolves when the conversation is not being worked on. */
  quiet(conversationId: string): Promise<void> {
    return this.lanes.quiet(conversationId);
  }

  /** Resolves when nothing is being worked on. */
  idle(): Promise<void> {
    return this.lanes.idle();
  }

  drain(caseId: string): Promise<void> {
    return this.lanes.drain(caseId);
  }

  private sweepOnce(): Promise<void> {
    this.sweeping ??= sweep(this.context, this.lanes)
      .catch((error: unknown) => this.context.log.error({ err: error }, 'the sweep failed'))
      .finally(() => (this.sweeping = undefined));
    return this.sweeping;
  }
}
