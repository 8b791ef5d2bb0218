/** Accepting: a turn enters the conversation's inbox, once; from here on it is never lost. */
import {
  INBOX_MAX,
  NOTHING_SAID,
  PEOPLE_MAX,
  RECENT_MAX,
  RECENT_MAX_SHARED,
  type Conversation,
  type InboxEntry,
  type RecentId,
  type TurnEntry,
} from './conversation';
import { scheduled, settleAt } from './due';
import type { ClosureSettings } from '../followUp/settings';
import { leaseFor, mayLease } from '../lease';
import { beginsAnew, nextProblem } from './problem';
import type { RequestedEntry } from '../moves';
import type { Settings } from '../settings';
import { changed, refused, unchanged, type Change } from '../store';
import { conversationIdOf, isAutomatic, type ConversationRole, type IncomingTurn } from './turns';

export interface AcceptContext {
  readonly now: string;
  /** The process that will work on it, where no other does. */
  readonly holder: string;
  readonly alone: boolean;
  readonly turns: Settings['turns'];
  readonly idleHours: number;
  /** What words after a closing become. */
  readonly closure?: ClosureSettings;
  /** What the one who speaks is here, where their identity says it. */
  readonly role?: ConversationRole;
}

export const INBOX_FULL = 'inbox-full';

/** A conversation that nobody has spoken in yet. */
export function newConversation(turn: IncomingTurn, role: ConversationRole, now: string): Conversation {
  return {
    _id: conversationIdOf(turn.channel, turn.conversation),
    version: 0,
    channel: turn.channel,
    role,
    reference: turn.reference,
    status: 'active',
    person: turn.from,
    identity: turn.identity,
    locale: turn.locale,
    startedAt: now,
    seq: 0,
    lastCustomerSeq: 0,
    ...NOTHING_SAID,
    problem: 1,
    ...(turn.mail?.caseId === undefined ? {} : { caseId: turn.mail.caseId }),
  };
}

export function accept(
  found: Conversation,
  turn: IncomingTurn,
  context: AcceptContext,
): Change<Conversation> {
  if (seqOfRecent(found, turn.activityId) !== undefined) return unchanged;
  if (found.inbox.length >= INBOX_MAX) return refused(INBOX_FULL);
  const anew = isQuiet(found) && beginsAnew(found, context.now, context.idleHours, context.closure);
  const conversation = anew ? nextProblem(found) : found;
  const seq = conversation.seq + 1;
  const entry = turnEntry(conversation, turn, seq, context);
  const role = roleAfter(conversation, turn, context);
  const next: Conversation = {
    ...conversation,
    reference: turn.reference ?? conversation.reference,
    identity: turn.identity ?? conversation.identity,
    role,
    goneSince: undefined,
    locale: turn.locale ?? conversation.locale,
    people: role === 'customer' ? undefined : withPerson(conversation.people, turn.viewerId),
    status: 'active',
    person: speaksForThemselves(conversation, entry) ? turn.from : conversation.person,
    // Nobody has spoken where a machine did.
    ...(isAutomatic(turn)
      ? {}
      : {
          lastCustomerSeq: entry.from === 'customer' ? seq : conversation.lastCustomerSeq,
          lastTurn: { seq, from: turn.from.id, text: turn.text, receivedAt: context.now },
        }),
  };
  return changed(entered(next, entry, turn.activityId, context));
}

/** Among several people nobody changes whose conversation it is. */
function roleAfter(conversation: Conversation, turn: IncomingTurn, context: AcceptContext): ConversationRole {
  const theirs = !turn.shared && turn.from.id === conversation.person.id;
  return theirs ? (context.role ?? conversation.role) : conversation.role;
}

/** The people of a conversation, newest last; the same list where nobody is new. */
export function withPerson(
  people: Conversation['people'],
  viewerId: string | undefined,
): Conversation['people'] {
  if (viewerId === undefined || people?.includes(viewerId)) return people;
  return [...(people ?? []), viewerId].slice(-PEOPLE_MAX);
}

/** A mail's thread stays that of whoever began it, whoever answers in it. */
function speaksForThemselves(conversation: Conversation, { from }: TurnEntry): boolean {
  return from === conversation.role && (conversation.channel !== 'email' || conversation.seq === 0);
}

/** What another conversation, a timer or the API asks: it takes its place in the order. */
export function acceptRequest(
  conversation: Conversation,
  request: RequestedEntry,
  context: AcceptContext,
): Change<Conversation> {
  if (seqOfRecent(conversation, request.id) !== undefined) return unchanged;
  if (conversation.inbox.length >= INBOX_MAX) return refused(INBOX_FULL);
  const entry: InboxEntry = { kind: 'request', seq: conversation.seq + 1, receivedAt: context.now, request };
  return changed(entered(conversation, entry, request.id, context));
}

export function seqOfRecent(conversation: Conversation, id: string): number | undefined {
  return conversation.recent.find((recent) => recent.id === id)?.seq;
}

/** The newest ids with one more; what falls out is known by the turns alone. */
export function withRecent(recent: readonly RecentId[], id: string, seq: number, most: number): RecentId[] {
  return [...recent, { id, seq }].slice(-most);
}

export function recentMax({ role }: Pick<Conversation, 'role'>): number {
  return role === 'customer' ? RECENT_MAX : RECENT_MAX_SHARED;
}

/** Nothing of what was said before is still on its way. */
function isQuiet({ inbox, moves }: Conversation): boolean {
  return inbox.length === 0 && moves.length === 0;
}

function entered(
  conversation: Conversation,
  entry: InboxEntry,
  id: string,
  context: AcceptContext,
): Conversation {
  const inbox = [...conversation.inbox, entry];
  const free = mayLease(conversation.lease, context.holder, context.now, context.alone);
  return scheduled({
    ...conversation,
    seq: entry.seq,
    inbox,
    recent: withRecent(conversation.recent, id, entry.seq, recentMax(conversation)),
    settleAt: conversation.role === 'customer' ? settleAt(inbox, context.now, context.turns) : context.now,
    lease: free ? leaseFor(context.holder, context.now) : conversation.lease,
  });
}

function turnEntry(
  conversation: Conversation,
  turn: IncomingTurn,
  seq: number,
  context: AcceptContext,
): TurnEntry {
  return {
    kind: 'turn',
    seq,
    activityId: turn.activityId,
    from: turn.speaker ?? (conversation.role === 'customer' ? 'customer' : 'representative'),
    by: turn.from,
    ...(turn.identity ? { identityId: turn.identity.id } : {}),
    text: turn.text,
    raw: turn.raw,
    action: turn.action,
    attachments: turn.attachments,
    ...(turn.mail ? { mail: turn.mail } : {}),
    ...(turn.shared ? { shared: turn.shared } : {}),
    at: turn.at,
    receivedAt: context.now,
    repeats: twinOf(conversation, turn, context),
    now: turn.now,
  };
}

/**
 * A retry under a new id directly follows its twin from the same sender, inside the window, with nothing said in
 * between. A text that a customer repeats after the other side spoke is an answer.
 */
function twinOf(conversation: Conversation, turn: IncomingTurn, context: AcceptContext): number | undefined {
  const last = conversation.lastTurn;
  if (
    !last ||
    turn.action ||
    turn.attachments?.length ||
    isAutomatic(turn) ||
    (conversation.lastOutSeq ?? 0) > last.seq ||
    last.from !== turn.from.id ||
    last.text !== turn.text
  )
    return undefined;
  return Date.parse(context.now) - Date.parse(last.receivedAt) <= context.turns.retryWindowMs
    ? last.seq
    : undefined;
}
