/** The ports between channels and the agent: turns go in, the transcript is read, news of it is heard. */
import type { IncomingTurn, Turn } from './turns';

export type Received =
  /** Stored: the channel may be told so. `repeated`: it had been stored before. */
  | {
      readonly kind: 'accepted';
      readonly conversationId: string;
      readonly seq: number;
      readonly repeated: boolean;
    }
  /** The conversation's inbox is full: come again. */
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number };

/** @throws StoreBusy, StoreUnavailable: the turn was not stored and must not be acknowledged. */
export type Receive = (turn: IncomingTurn) => Promise<Received>;

export interface Transcript {
  /**
   * The turns with a `seq` above `after`, both ways, in order, those still in the inbox included. It stops before
   * the first turn that is committed but not yet sent, so that a reader's watermark never passes one.
   */
  after(conversationId: string, after: number, limit: number): Promise<readonly Turn[]>;
  exists(conversationId: string): Promise<boolean>;
}

/** Tells listeners that a conversation has something new to read: a turn, a value, a case. */
export interface News {
  on(conversationId: string, listener: () => void): () => void;
  tell(conversationId: string): void;
}
