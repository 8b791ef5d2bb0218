/** Turns: what comes in and goes out of a conversation, whatever the channel. */
import type { CardAction, UnknownAction } from '../cardActions';
import type { RequestedEntry } from '../moves';
import type { MailKind } from '../mail/mail';
import type { MailOpening } from '../mail/opening';
import type { SharedPlace } from '../live/places';
import type { Person } from '../values';
import type { TraceLine } from '../deciding/trace';

/** `channel`: serves queues with cards for all who read it; `thread`: where several representatives write. */
export type ConversationRole = 'customer' | 'representative' | 'channel' | 'thread';

/** Who said something, as the predictor and the transcript know it. */
export type Speaker = 'customer' | 'agent' | 'representative';

/** A person whom the channel vouches for; `id` is an identity's: `teams:tenant/object`, `email:...`, `user:...`. */
export interface ProvenIdentity {
  readonly id: string;
  readonly name?: string;
  readonly email?: string;
  readonly phone?: string;
}

/** What our words are where they answer nothing: they tell what happened, or bring a matter to mind. */
export type WordsAbout =
  | { readonly kind: 'notice' }
  /** `id` is the follow-up's on its case, `n` counts from 1. */
  | { readonly kind: 'follow-up'; readonly id: string; readonly n: number };

export interface Attachment {
  readonly contentType: string;
  readonly name?: string;
  readonly contentUrl?: string;
}

/** What a turn that came as a mail has beside its words. */
export interface TurnMail {
  /** The mail as it is kept. */
  readonly id: string;
  readonly subject: string;
  readonly kind: MailKind;
  /** Nobody vouches for the sender. */
  readonly unverified: boolean;
  /** The case that it belongs to, where it begins a thread in one that came by another channel. */
  readonly caseId?: string;
  /** What the creation rule that it fell under gives its case. */
  readonly opening?: MailOpening;
}

/** What an adapter makes of whatever arrived. */
export interface IncomingTurn {
  /** The Bot Framework's channel id (`msteams`, `emulator`, `directline`) or our own (`email`, `voice`). */
  readonly channel: string;
  /** The channel's conversation id, with the thread root where there is one. */
  readonly conversation: string;
  /** The channel's id of this turn; a retry carries the same one. */
  readonly activityId: string;
  readonly from: Person;
  /** Who speaks, where that is not the one whose conversation it is: a transcript has both sides. */
  readonly speaker?: Speaker;
  readonly text: string;
  /** The text as it arrived, where mentions, quotes or a signature were taken off. */
  readonly raw?: string;
  /** What a card's button asks for, parsed. */
  readonly action?: CardAction | UnknownAction;
  readonly attachments?: readonly Attachment[];
  readonly locale?: string;
  /** The channel's timestamp, ISO 8601. */
  readonly at: string;
  /** Everything that the adapter needs to answer, JSON; opaque to everybody else. */
  readonly reference: unknown;
  readonly identity?: ProvenIdentity;
  /** The channel's own id of who speaks, where a card can be shown to each on their own. */
  readonly viewerId?: string;
  readonly mail?: TurnMail;
  /** Where several people write; missing in a chat of one person with the agent. */
  readonly shared?: SharedPlace;
  /** The answer must be ready in the response: no settling. */
  readonly now?: boolean;
}

/** A stored turn. Insert only. */
export interface Turn {
  /** `turnId(conversationId, seq)`. */
  readonly _id: string;
  readonly version: number;
  readonly conversationId: string;
  readonly seq: number;
  readonly from: Speaker;
  readonly by: Person;
  /** The text without quotes, signatures and mentions: what is read, predicted from and quoted. */
  readonly text: string;
  /** As it arrived, where that differs. */
  readonly raw?: string;
  readonly action?: CardAction | UnknownAction;
  readonly attachments?: readonly Attachment[];
  readonly mail?: TurnMail;
  readonly at: string;
  /** Our clock: what retention counts from. */
  readonly storedAt?: string;
  /** The case that a representative's turn shows, acts on or was relayed for (see `cases/aboutCase.ts`): it is found by it when that is erased. */
  readonly caseId?: string;
  /** The channel's id of the message. */
  readonly activityId?: string;
  /** The effect that it carries out; outgoing turns only. */
  readonly effectId?: string;
  /** The card shown, as plain data; outgoing turns only. */
  readonly card?: unknown;
  /** The conversation that replies to it arrive in, where that is another one; outgoing turns only. */
  readonly thread?: string;
  /** The fields that the turn asks for; outgoing turns only. */
  readonly asks?: readonly string[];
  /** What it is beside an answer; outgoing turns only. */
  readonly about?: WordsAbout;
  /** A line below the text, which is none of it: that AI wrote it; outgoing turns only. */
  readonly note?: string;
  /** Not words, but what a person or the API asked of the agent here. */
  readonly request?: RequestedEntry['kind'];
  /** Why it never reached its channel; outgoing turns only. */
  readonly problem?: string;
  /** A retry of its twin under another id: kept, not answered. */
  readonly repeats?: number;
  /** The decision made with this turn as its newest, and the turns that it took together. */
  readonly decision?: Decision;
}

export interface Decision {
  readonly seqs: readonly number[];
  readonly settings: number;
  readonly at: string;
  readonly trace: readonly TraceLine[];
}

export function conversationIdOf(channel: string, conversation: string): string {
  return `${channel}:${conversation}`;
}

export function turnId(conversationId: string, seq: number): string {
  return `${conversationId}/${seq}`;
}

/** Written by a machine (an out-of-office, a list): nobody has answered, and nothing answers it. */
export function isAutomatic({ mail }: { readonly mail?: TurnMail }): boolean {
  return mail !== undefined && mail.kind !== 'message';
}
