/** Step 1, accept: one durable write; only then is the channel told that the turn was taken. */
import {
  accept,
  acceptRequest,
  type AcceptContext,
  INBOX_FULL,
  newConversation,
  seqOfRecent,
} from '../cases/conversation/accepting';
import { directoryIdOf, isRepresentative } from '../cases/access';
import type { RequestedEntry } from '../cases/moves';
import type { Received } from '../cases/conversation/receiving';
import type { Settings } from '../cases/settings';
import { conversationIdOf, type ConversationRole, type IncomingTurn } from '../cases/conversation/turns';
import { worker, type AgentContext } from './context';

const FULL_RETRY_AFTER_SECONDS = 2; // a decision takes milliseconds; a full inbox empties in one

/**
 * Accepts a turn.
 * @throws StoreBusy, StoreUnavailable: it was not stored.
 */
export async function receive(context: AgentContext, turn: IncomingTurn): Promise<Received> {
  const { settings } = await context.settings.current();
  const id = conversationIdOf(turn.channel, turn.conversation);
  const role = await roleOf(context, turn);
  const first = newRole(context, turn, role);
  for (;;) {
    const acceptContext = { ...acceptContextOf(context, settings), role };
    const result = await context.store.update('conversations', id, (found) =>
      accept(found, turn, acceptContext),
    );
    if (result.is !== 'missing') {
      if (result.is === 'refused') return refusal(result.reason);
      await context.afterStep?.('accept');
      const seq = seqOfRecent(result.doc, turn.activityId) ?? result.doc.seq;
      return { kind: 'accepted', conversationId: id, seq, repeated: result.is === 'unchanged' };
    }
    const begun = accept(newConversation(turn, first, acceptContext.now), turn, acceptContext);
    if (begun.is === 'changed' && (await context.store.insert('conversations', begun.doc)) === 'inserted') {
      if (begun.doc.role === 'representative') context.representatives.changed();
      await context.afterStep?.('accept');
      return { kind: 'accepted', conversationId: id, seq: begun.doc.seq, repeated: false };
    }
  }
}

/** What somebody asks of the agent in a conversation takes its place in the order of that conversation. */
export async function receiveRequest(
  context: AgentContext,
  conversationId: string,
  request: RequestedEntry,
): Promise<Received | undefined> {
  const { settings } = await context.settings.current();
  const acceptContext = acceptContextOf(context, settings);
  const result = await context.store.update('conversations', conversationId, (found) =>
    acceptRequest(found, request, acceptContext),
  );
  if (result.is === 'missing') return undefined;
  if (result.is === 'refused') return refusal(result.reason);
  const seq = seqOfRecent(result.doc, request.id) ?? result.doc.seq;
  return { kind: 'accepted', conversationId, seq, repeated: result.is === 'unchanged' };
}

function acceptContextOf(context: AgentContext, { turns, conversation, closure }: Settings): AcceptContext {
  return { ...worker(context), turns, idleHours: conversation.idleHours, closure };
}

function refusal(reason: string): Received {
  if (reason !== INBOX_FULL) throw new Error(`a turn was refused: ${reason}`);
  return { kind: 'busy', retryAfterSeconds: FULL_RETRY_AFTER_SECONDS };
}

/** Where several people write, representatives are answered, and not shown everything that happens. */
function newRole(
  context: AgentContext,
  { shared }: IncomingTurn,
  role: ConversationRole | undefined,
): ConversationRole {
  if (!shared) return role ?? 'customer';
  return role === 'representative' || context.anybodyMayRegister ? 'thread' : 'customer';
}

/**
 * Whoever is listed, or in a listed group, is a representative wherever they write; everybody else begins as a
 * customer. Undefined where the channel does not say who they are.
 */
async function roleOf(
  context: AgentContext,
  { identity }: IncomingTurn,
): Promise<ConversationRole | undefined> {
  if (!directoryIdOf(identity?.id)) return undefined;
  return isRepresentative(await context.access.known(identity?.id)) ? 'representative' : 'customer';
}
