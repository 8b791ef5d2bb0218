/** Cases that wait for their customers: on hold, each with its conversation and what was said last, two days ago. */
import type { Case } from '../../cases/case';
import type { Conversation } from '../../cases/conversation/conversation';
import { turnId, type Turn } from '../../cases/conversation/turns';
import { caseOf, conversationIdOfCase, conversationOf } from '../store/documents';

export const RULE = 'Nobody answers';
export const WAIT_HOURS = 48;
const HOUR_MS = 3_600_000;
const REPRESENTATIVE = { id: 'rep:bench', name: 'Rita' };

/** Of the cases of the store's benchmark every twentieth is open. */
const APART = 20;

/** @param dueAt when its next follow-up is due, in milliseconds. */
export function waitingCase(n: number, dueAt: number): Case {
  const at = new Date(dueAt).toISOString();
  const followUp = { rule: RULE, state: 'waiting', sent: 1, of: 3, nextAt: at } as const;
  return { ...caseOf(n * APART), statusReason: 'On hold', followUp, dueAt: at };
}

export function waitingConversation(n: number): Conversation {
  const conversation = conversationOf(n * APART);
  const spoken = { seq: 2, lastCustomerSeq: 1, lastOutSeq: 2 };
  return { ...conversation, ...spoken, status: 'active', caseId: `${conversation._id}~1` };
}

/** What the customer said, and what was answered: the wait counts from it. */
export function turnsOf(n: number, dueAt: number): Turn[] {
  const conversationId = conversationIdOfCase(n * APART);
  const answered = dueAt - WAIT_HOURS * HOUR_MS;
  return [
    turn(
      conversationId,
      1,
      answered - HOUR_MS,
      'Our coffee machine stopped working and leaks water on the floor.',
    ),
    {
      ...turn(conversationId, 2, answered, 'Please put in the new seal and descale the machine once.'),
      from: 'representative',
      by: REPRESENTATIVE,
    },
  ];
}

function turn(conversationId: string, seq: number, ms: number, text: string): Turn {
  const at = new Date(ms).toISOString();
  const by = { id: 'user:bench', name: 'Dana' };
  return {
    _id: turnId(conversationId, seq),
    version: 1,
    conversationId,
    seq,
    from: 'customer',
    by,
    text,
    at,
    storedAt: at,
  };
}
