/** "/representative" makes a conversation a representative's, where anybody may: on loopback without credentials. */
import type { Reply } from '../cases/conversation/committing';
import type { Conversation, TurnEntry } from '../cases/conversation/conversation';
import { texts } from '../cases/texts';
import type { AgentContext } from './context';
import { lastActivity, type Made } from './inbox';

const REGISTER_COMMAND = '/representative';

export function isRegistration({ from, text }: TurnEntry): boolean {
  return from === 'customer' && text.trim().toLowerCase() === REGISTER_COMMAND;
}

export function register(
  context: AgentContext,
  conversation: Conversation,
  turns: readonly TurnEntry[],
): Made {
  const { representative } = texts(conversation.language ?? conversation.locale);
  const text = context.anybodyMayRegister
    ? representative.registered({ name: conversation.person.name })
    : representative.notAllowed();
  const reply: Reply = { words: { kind: 'text', text }, replyTo: lastActivity(turns) };
  return {
    replies: [reply],
    moves: [],
    trace: [],
    set: context.anybodyMayRegister ? { role: 'representative', stack: null } : {},
  };
}
