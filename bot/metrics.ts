/**
 * What the process counts, for whoever watches over it: in the text format of Prometheus (0.0.4), by `prom-client`.
 * Labels are words of ours alone, never a customer's: each value of a label is kept for as long as the process lives.
 */
import { Counter, Gauge, Registry } from 'prom-client';
import type { Log, Step } from '../agent/context';
import { ChannelFailed, type Channel } from '../cases/channel';
import type { Receive } from '../cases/conversation/receiving';
import type { CollectionName } from '../cases/documents';
import { StoreBusy, StoreUnavailable, type Store } from '../cases/store';

const PREFIX = 'case_agent_';

export class Metrics {
  readonly registry = new Registry();
  private readonly turns = this.counter(
    'turns_total',
    'Turns that chats brought, by how they were received',
    'received',
  );
  private readonly steps = this.counter(
    'steps_total',
    'Steps of turns, mails and calls that were done',
    'step',
  );
  private readonly cases = this.counter('cases_opened_total', 'Cases opened');
  private readonly sends = this.counter(
    'sends_total',
    'Messages given to channels, by what came of it',
    'outcome',
  );
  private readonly storeErrors = this.counter('store_errors_total', 'Reads and writes that failed', 'error');
  private readonly errors = this.counter(
    'errors_total',
    'Errors that the log tells more of, by its words',
    'what',
  );
  private readonly responses = this.counter('http_responses_total', 'Answers to HTTP requests', 'status');

  /** How many turns are accepted and not decided, asked for when somebody looks. */
  waiting(turns: () => number): void {
    new Gauge({
      name: `${PREFIX}turns_waiting`,
      help: 'Turns accepted here and not decided yet',
      registers: [this.registry],
      collect() {
        this.set(turns());
      },
    });
  }

  stepDone(step: Step): void {
    this.steps.inc({ step });
  }

  answered(status: number): void {
    this.responses.inc({ status });
  }

  receiving(receive: Receive): Receive {
    return async (turn) => {
      const received = await receive(turn);
      const how = received.kind === 'accepted' && received.repeated ? 'repeated' : received.kind;
      this.turns.inc({ received: how });
      return received;
    };
  }

  sending(channel: Channel): Channel {
    return {
      typing: async (shown) => channel.typing?.(shown),
      send: (message) => {
        const sending = channel.send(message);
        sending.then(
          () => this.sends.inc({ outcome: 'sent' }),
          (error: unknown) => this.sends.inc({ outcome: outcomeOf(error) }),
        );
        return sending;
      },
    };
  }

  /** The words of a log line are ours; what they are about stands beside them. */
  logging(log: Log): Log {
    return {
      info: (details, message) => log.info(details, message),
      warn: (details, message) => log.warn(details, message),
      error: (details, message) => {
        this.errors.inc({ what: message });
        log.error(details, message);
      },
    };
  }

  storing(store: Store): Store {
    const told = <T>(work: Promise<T>): Promise<T> => {
      work.catch((error: unknown) => this.storeErrors.inc({ error: kindOf(error) }));
      return work;
    };
    const opened = (collection: CollectionName) => (done: 'inserted' | 'exists') => {
      if (collection === 'cases' && done === 'inserted') this.cases.inc();
      return done;
    };
    return {
      alone: store.alone,
      start: () => store.start(),
      stop: () => store.stop(),
      get: (collection, id) => told(store.get(collection, id)),
      list: (collection, query) => told(store.list(collection, query)),
      versions: (collection, ids) => told(store.versions(collection, ids)),
      insert: (collection, doc) => told(store.insert(collection, doc).then(opened(collection))),
      update: (collection, id, fn) => told(store.update(collection, id, fn)),
      remove: (collection, id) => told(store.remove(collection, id)),
      scan: (collection, page) => told(store.scan(collection, page)),
      load: (collection, docs) => told(store.load(collection, docs)),
    };
  }

  private counter<L extends string = never>(name: string, help: string, ...labelNames: L[]): Counter<L> {
    return new Counter({ name: `${PREFIX}${name}`, help, labelNames, registers: [this.registry] });
  }
}

function outcomeOf(error: unknown): string {
  return error instanceof ChannelFailed && error.retry ? 'failed' : 'given-up';
}

function kindOf(error: unknown): string {
  if (error instanceof StoreBusy) return 'busy';
  return error instanceof StoreUnavailable ? 'unavailable' : 'other';
}
