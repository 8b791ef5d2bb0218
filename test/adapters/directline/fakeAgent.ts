/** An agent of memory and echo behind the local Direct Line: enough of receive, transcript and news to talk to. */
import type { IncomingTurn, Turn } from '../../../cases/conversation/turns';
import { conversationIdOf, turnId } from '../../../cases/conversation/turns';
import type { News, Received, Transcript } from '../../../cases/conversation/receiving';

export const AT = '2026-03-02T09:00:00.000Z';

export class FakeAgent {
  readonly incoming: IncomingTurn[] = [];
  readonly ended: { readonly conversationId: string; readonly by: string }[] = [];
  /** What the agent answers, in order; nothing by default. */
  answer: (turn: IncomingTurn) => readonly Partial<Turn>[] = () => [];
  /** Takes the place of storing. */
  refuse?: () => Received;
  /** How often the transcript was read. */
  reads = 0;
  private readonly turns = new Map<string, Turn[]>();
  private readonly listeners = new Map<string, Set<() => void>>();

  readonly receive = async (turn: IncomingTurn): Promise<Received> => {
    if (this.refuse) return this.refuse();
    const conversationId = conversationIdOf(turn.channel, turn.conversation);
    const twin = this.of(conversationId).find(({ activityId }) => activityId === turn.activityId);
    if (twin) return { kind: 'accepted', conversationId, seq: twin.seq, repeated: true };
    this.incoming.push(turn);
    const { activityId, text, action, attachments, at } = turn;
    const seq = this.append(conversationId, {
      from: 'customer',
      by: turn.from,
      activityId,
      text,
      action,
      attachments,
      at,
    });
    // Later, as the real one: the client has its 200 by then.
    setTimeout(() => this.answer(turn).forEach((said) => this.say(conversationId, said)), 5);
    return { kind: 'accepted', conversationId, seq, repeated: false };
  };

  readonly end = async (
    conversationId: string,
    by: { readonly id: string },
  ): Promise<Received | undefined> => {
    if (this.refuse) return this.refuse();
    this.ended.push({ conversationId, by: by.id });
    return undefined;
  };

  readonly transcript: Transcript = {
    after: async (conversationId, after, limit) => {
      this.reads++;
      await new Promise((resolve) => setImmediate(resolve));
      return this.of(conversationId)
        .filter(({ seq }) => seq > after)
        .slice(0, limit);
    },
    exists: async (conversationId) => this.turns.has(conversationId),
  };

  readonly news: News = {
    on: (conversationId, listener) => {
      const heard = this.listeners.get(conversationId) ?? new Set();
      this.listeners.set(conversationId, heard.add(listener));
      return () => heard.delete(listener);
    },
    tell: (conversationId) => this.listeners.get(conversationId)?.forEach((listener) => listener()),
  };

  /** How many listen to the news of all conversations. */
  get hearing(): number {
    return [...this.listeners.values()].reduce((sum, { size }) => sum + size, 0);
  }

  say(conversationId: string, said: Partial<Turn>): void {
    this.append(conversationId, {
      from: 'agent',
      by: { id: 'agent', name: 'Support' },
      text: '',
      at: AT,
      ...said,
    });
    this.news.tell(conversationId);
  }

  private append(
    conversationId: string,
    turn: Pick<Turn, 'from' | 'by' | 'text' | 'at'> & Partial<Turn>,
  ): number {
    const turns = this.of(conversationId);
    const seq = turns.length + 1;
    this.turns.set(conversationId, [
      ...turns,
      { _id: turnId(conversationId, seq), version: 1, conversationId, seq, ...turn },
    ]);
    return seq;
  }

  private of(conversationId: string): readonly Turn[] {
    return this.turns.get(conversationId) ?? [];
  }
}
