/** Places of several people: channels, whose threads are conversations of their own, and group chats. */
import type { ProvenIdentity } from '../conversation/turns';

export type PlaceKind = 'channel' | 'group';

/** A place as its adapter finds it. */
export interface Place {
  readonly channel: string;
  /** The channel's conversation id: of a channel, not of a thread in it. */
  readonly conversation: string;
  /** The adapter's address; opaque. What is said to a channel begins a thread there. */
  readonly reference: unknown;
  /** As people call it; may be empty. */
  readonly name: string;
}

/** Where a turn was said, if it was not a chat of one person with the agent. */
export interface SharedPlace {
  readonly kind: PlaceKind;
  /** It was said to the agent, not only where it can hear it. */
  readonly addressed: boolean;
  /** The place that can be told to serve queues. */
  readonly served: Place;
}

/** The agent came to a place, or has to leave it. */
export interface PlaceEvent {
  readonly kind: 'added' | 'removed';
  /** Several people write there. */
  readonly shared: boolean;
  readonly place: Place;
  /** Whoever did it, where the channel vouches for them. */
  readonly identity?: ProvenIdentity;
  readonly locale?: string;
}

/** Where replies to a message arrive, told by the channel that sent it. */
export interface Thread {
  /** The channel's conversation id. */
  readonly conversation: string;
  readonly reference: unknown;
}
