/** How channels, threads and group chats begin, and what they serve. */
import { NOTHING_SAID, type Conversation } from '../conversation/conversation';
import type { Place, Thread } from './places';
import { queueNamed, serves, type Queue, type Routing } from './routing';
import { changed, unchanged, type Change } from '../store';
import { conversationIdOf } from '../conversation/turns';

export function placeId({ channel, conversation }: Place): string {
  return conversationIdOf(channel, conversation);
}

/** A place in which nothing was said: `channel` serves queues, `thread` is where representatives write. */
export function newPlace(
  place: Place,
  role: 'channel' | 'thread',
  { now, locale }: { readonly now: string; readonly locale?: string },
): Conversation {
  const id = placeId(place);
  return {
    _id: id,
    version: 1,
    channel: place.channel,
    role,
    reference: place.reference,
    status: 'active',
    person: { id, name: place.name },
    locale,
    startedAt: now,
    seq: 0,
    lastCustomerSeq: 0,
    ...NOTHING_SAID,
    problem: 1,
  };
}

/** The thread of a message that was posted to a channel. */
export function newThread(posted: Conversation, thread: Thread, now: string): Conversation {
  const { channel, person, locale, language } = posted;
  const place = { channel, ...thread, name: person.name };
  return { ...newPlace(place, 'thread', { now, locale }), language };
}

/** @param queues the names of the queues whose cards come there; empty: of all that have no members of their own. */
export function serving(
  found: Conversation,
  place: Place,
  queues: readonly string[] | 'none',
): Change<Conversation> {
  // Whoever asks for help in a group chat is a customer there.
  if (found.role === 'customer' || found.role === 'representative') return unchanged;
  if (queues === 'none') return changed({ ...found, role: 'thread', serves: undefined });
  const name = place.name === '' ? found.person.name : place.name;
  const next: Conversation = { ...found, role: 'channel', serves: queues, reference: place.reference };
  return changed({ ...next, person: { id: found._id, name }, goneSince: undefined });
}

/** Whether cards of the queue go to the place. */
export function placeServes(
  { _id, serves: named }: Pick<Conversation, '_id' | 'serves'>,
  queue: Queue,
): boolean {
  if (!named?.length) return serves(queue, _id);
  return named.some((one) => one.toLowerCase() === queue.name.toLowerCase());
}

/** The queues that were named, as the settings write them, and what there is none of. */
export function namedQueues(routing: Routing, words: string): { queues: string[]; unknown: string[] } {
  const asked = words
    .split(',')
    .map((one) => one.trim())
    .filter(Boolean);
  const found = asked.map((one) => ({ one, queue: queueNamed(routing, one) }));
  return {
    queues: found.flatMap(({ queue }) => queue?.name ?? []),
    unknown: found.flatMap(({ one, queue }) => (queue ? [] : [one])),
  };
}
