/** That somebody types is shown on the other side of a live conversation: never stored, never repeated, now and then. */
import { permits } from '../../cases/access';
import type { Conversation } from '../../cases/conversation/conversation';
import type { Person } from '../../cases/values';
import type { AgentContext } from '../context';
import { takenIn } from './readers';

/** Clients show it for about this long, and tell of every key that is pressed. */
const EVERY_MS = 3_000;
const REMEMBERED_MAX = 10_000; // conversations

export interface Typing {
  readonly conversationId: string;
  readonly by: Person;
  /** As the channel proved it. */
  readonly identityId?: string;
}

export class TypingRelay {
  /** When a conversation was last relayed, by the clock in milliseconds. */
  private readonly last = new Map<string, number>();

  constructor(private readonly context: AgentContext) {}

  /** Resolves when it was shown, or was not to be; a channel that fails is asked again by the next one. */
  async typed(typing: Typing): Promise<void> {
    if (!this.isTime(typing.conversationId)) return;
    const from = await this.context.store.get('conversations', typing.conversationId);
    const to = from && (await this.otherSide(from, typing));
    if (!to || to.goneSince !== undefined) return;
    const { _id: conversationId, reference } = to;
    await this.context.channel.typing?.({ conversationId, reference, by: typing.by });
  }

  private isTime(conversationId: string): boolean {
    const now = Date.parse(this.context.clock());
    if (now - (this.last.get(conversationId) ?? -Infinity) < EVERY_MS) return false;
    if (this.last.size >= REMEMBERED_MAX) this.last.clear();
    this.last.set(conversationId, now);
    return true;
  }

  private async otherSide(from: Conversation, { identityId }: Typing): Promise<Conversation | undefined> {
    if (from.role === 'customer')
      return from.takenIn === undefined ? undefined : this.context.store.get('conversations', from.takenIn);
    const [only, ...others] = await takenIn(this.context, from._id);
    if (!only || others.length > 0) return undefined;
    return permits(await this.context.access.of(identityId), 'converse') ? only : undefined;
  }
}
