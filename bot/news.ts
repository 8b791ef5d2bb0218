/** News of conversations. Readers look at the store themselves: news only wakes them. */
import { EventEmitter } from 'node:events';
import type { News } from '../cases/conversation/receiving';
import type { Store } from '../cases/store';

/** Within this process. */
export function createNews(): News {
  const emitter = new EventEmitter();
  emitter.setMaxListeners(0); // one listener a socket
  return {
    on(conversationId, listener) {
      emitter.on(conversationId, listener);
      return () => void emitter.off(conversationId, listener);
    },
    tell: (conversationId) => void emitter.emit(conversationId),
  };
}

const ASK_MS = 300; // an answer that comes this late is not noticed: people type longer

/**
 * News of what other processes write, too: asks the store for the versions of the conversations that somebody here
 * listens to, one query for all of them, and only while somebody does.
 */
export class SharedNews implements News {
  private readonly local = createNews();
  /** How many listen to a conversation, and the version that they were last told of. */
  private readonly heard = new Map<string, { listeners: number; version?: number }>();
  private timer?: NodeJS.Timeout;

  constructor(
    private readonly store: Pick<Store, 'versions'>,
    private readonly askMs = ASK_MS,
  ) {}

  on(conversationId: string, listener: () => void): () => void {
    const off = this.local.on(conversationId, listener);
    const heard = this.heard.get(conversationId) ?? { listeners: 0 };
    this.heard.set(conversationId, { ...heard, listeners: heard.listeners + 1 });
    this.askLater();
    return () => {
      off();
      this.leave(conversationId);
    };
  }

  tell(conversationId: string): void {
    this.local.tell(conversationId);
  }

  private leave(conversationId: string): void {
    const heard = this.heard.get(conversationId);
    if (!heard) return;
    if (heard.listeners > 1) this.heard.set(conversationId, { ...heard, listeners: heard.listeners - 1 });
    else this.heard.delete(conversationId);
  }

  private askLater(): void {
    if (this.timer || this.heard.size === 0) return;
    this.timer = setTimeout(() => void this.ask(), this.askMs).unref();
  }

  private async ask(): Promise<void> {
    if (this.heard.size === 0) return void (this.timer = undefined);
    // A store that does not answer is asked again; whoever listens waits on.
    const versions = await this.store
      .versions('conversations', [...this.heard.keys()])
      .catch(() => new Map());
    for (const [conversationId, version] of versions as ReadonlyMap<string, number>) {
      const heard = this.heard.get(conversationId);
      if (!heard || heard.version === version) continue;
      this.heard.set(conversationId, { ...heard, version });
      this.local.tell(conversationId);
    }
    this.timer = undefined;
    this.askLater();
  }
}
