/** Replies that go out in the response of the request that they answer (`deliveryMode: expectReplies`). */
import type { Activity } from 'botbuilder';

export class Replies {
  private readonly open = new Map<string, Partial<Activity>[]>();

  /** From now on what is said in the conversation is collected; false where another request collects already. */
  begin(conversationId: string): boolean {
    if (this.open.has(conversationId)) return false;
    this.open.set(conversationId, []);
    return true;
  }

  /** Takes a reply along: its id, or undefined where nobody collects. */
  take(conversationId: string, activity: Partial<Activity>): string | undefined {
    const collected = this.open.get(conversationId);
    if (!collected) return undefined;
    const id = String(
      (activity.channelData as { effectId?: string } | undefined)?.effectId ?? collected.length,
    );
    collected.push({ ...activity, id });
    return id;
  }

  /** Ends the collecting; what comes later goes by the service URL. */
  end(conversationId: string): Partial<Activity>[] {
    const collected = this.open.get(conversationId) ?? [];
    this.open.delete(conversationId);
    return collected;
  }
}
