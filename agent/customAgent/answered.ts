/** What came of a call of a custom agent takes its place in the conversation: followed, or too late. */
import type { Conversation } from '../../cases/conversation/conversation';
import { customerName } from '../../cases/live/live';
import type { RequestedEntry } from '../../cases/moves';
import { texts } from '../../cases/texts';
import { traced } from '../../cases/deciding/trace';
import type { AgentContext } from '../context';
import type { Made } from '../inbox';
import { standingCase } from '../standingCase';

export type CustomAgentRequest = Extract<RequestedEntry, { kind: 'custom-agent-answer' }>;

/** Nothing is predicted: what was said since the customer's last turn stays its context. */
const NOTHING = { replies: [], moves: [], set: {}, keepsSaid: true } as const satisfies Partial<Made>;

export async function customAgentAnswered(
  { store }: AgentContext,
  conversation: Conversation,
  request: CustomAgentRequest,
): Promise<Made> {
  const { agent, automation, basedOn, callId, operation, outcome } = request;
  const about = await standingCase(store, request.caseId);
  const own = await standingCase(store, conversation.caseId);
  if (!about || about._id !== own?._id)
    return { ...NOTHING, trace: [traced('custom-agent-elsewhere', false, { agent })] };
  const newest = conversation.lastCustomerSeq;
  if (newest > basedOn) {
    const again = { kind: 'call', caseId: about._id, agent, basedOn: newest, automation, operation } as const;
    // A turn that waits for its decision calls when it has been decided.
    const moves = isDecided(conversation, newest) ? [again] : [];
    return { ...NOTHING, moves, trace: [traced('custom-agent-late', false, { agent })] };
  }
  const taken = conversation.takenBy !== undefined;
  const answer = { agent, automation, operation, callId, outcome, taken, ...heardSoFar(conversation) };
  const said = outcome.kind === 'answered' ? outcome.answer.responseType : outcome.failure;
  return {
    ...NOTHING,
    moves: [{ kind: 'custom-agent-answer', caseId: about._id, ...answer }],
    trace: [traced('custom-agent-answered', outcome.kind === 'answered', { agent, answer: said })],
    heardUpTo: basedOn,
  };
}

/** Nothing new was heard: what the answer rests on is what was said last. */
export function heardSoFar(conversation: Conversation) {
  return {
    heard: { said: true, unanswered: [] },
    basedOn: conversation.lastCustomerSeq,
    language: texts(conversation.language ?? conversation.locale).language,
    customerName: customerName(conversation),
  };
}

function isDecided({ inbox }: Conversation, seq: number): boolean {
  return !inbox.some((entry) => entry.kind === 'turn' && entry.seq === seq);
}
