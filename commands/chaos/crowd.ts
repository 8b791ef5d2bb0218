/** The customers of a run: every other one in the local chat, the others in a channel of the Bot Framework. */
import type { StoreReader } from '../../cases/store';
import { turnsOf } from '../store/check';
import { chat, connectorDoor, customer, type Chat, type Customer } from './customers';
import { byConversation, storeId, type Sink } from './sink';
import { checkArrivals, checkTranscript, type Faults } from './verdict';

/** The process that is asked for the nth customer. */
export type UrlOf = (n: number) => string;

export class Crowd {
  readonly customers: Customer[] = [];
  private readonly chats = new Map<string, Chat>();

  constructor(private readonly sink: Sink) {}

  /** So many more; a chat is opened for every other one. */
  async join(count: number, url: UrlOf): Promise<Customer[]> {
    const joined: Customer[] = [];
    for (let at = 0; at < count; at++) {
      const n = this.customers.length;
      const one = n % 2 === 0 ? this.inChannel(n) : await this.inChat(n, url(n));
      this.customers.push(one);
      joined.push(one);
    }
    return joined;
  }

  isInChat({ id }: Customer): boolean {
    return this.chats.has(id);
  }

  /** The messages that were acknowledged. */
  get acknowledged(): number {
    return this.customers.flatMap(({ says }) => says).filter((said) => said.acknowledged).length;
  }

  /** What stands at the channels of these conversations, against what the store says. */
  async checkStanding(
    reader: StoreReader,
    ids: readonly string[],
    url: UrlOf,
    faults: Faults,
  ): Promise<void> {
    const arrived = byConversation(this.sink.arrivals);
    for (const [n, id] of ids.entries()) {
      const turns = await turnsOf(reader, id);
      const opened = this.chats.get(id);
      if (opened) checkTranscript(id, turns, await opened.read(url(n)), faults);
      else checkArrivals(id, turns, arrived.get(id) ?? [], faults);
    }
  }

  private inChannel(n: number): Customer {
    const conversation = `c${n}`;
    return customer(n, storeId(conversation), connectorDoor(conversation, `user-${n}`, this.sink.url));
  }

  private async inChat(n: number, url: string): Promise<Customer> {
    const opened = await chat(url);
    const id = `directline:${opened.conversation}`;
    this.chats.set(id, opened);
    return customer(n, id, opened);
  }
}
