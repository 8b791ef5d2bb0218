/** Moves about custom agents reach their case. */
import type { Case } from '../../cases/case';
import type { Conversation } from '../../cases/conversation/conversation';
import { withCall } from '../../cases/customAgent/calls';
import { applyCustomAgentAnswer } from '../../cases/customAgent/move';
import type { Move } from '../../cases/moves';
import { withOutcome } from '../../cases/customAgent/operations';
import { changed, documentOf, unchanged, type Change } from '../../cases/store';
import { agentPerson, type AgentContext } from '../context';
import { shownTo } from '../shownTo';

const MERGES_FOLLOWED_MAX = 20; // each leads to an older case

/** The call waits on the case; what the case says next makes it. */
export function callAgent(
  context: AgentContext,
  conversation: Conversation,
  move: Extract<Move, { kind: 'call' }>,
): Promise<void> {
  const { agent, automation, basedOn, operation } = move;
  const wish = { agent, automation, basedOn, operation, to: conversation._id };
  return onStanding(context, move.caseId, (found) => {
    if (found.status !== 'active') return unchanged;
    const next = withCall(found, wish, context.clock());
    return next === found ? unchanged : changed(next);
  });
}

export async function followAnswer(
  context: AgentContext,
  conversation: Conversation,
  move: Extract<Move, { kind: 'custom-agent-answer' }>,
): Promise<void> {
  const { settings } = await context.settings.current();
  const tell = await shownTo(context, move);
  const at = context.clock();
  const following = { conversationId: conversation._id, settings, agent: agentPerson(settings), at, tell };
  await onStanding(context, move.caseId, (found) => applyCustomAgentAnswer(found, move, following));
}

/** What came of an action from outside. */
export function noteOutcome(
  context: AgentContext,
  { _id }: Conversation,
  move: Extract<Move, { kind: 'outcome' }>,
): Promise<void> {
  return onStanding(context, move.caseId, (found) => {
    if ((found.applied[_id] ?? 0) >= move.seq) return unchanged;
    const next = { ...found, applied: { ...found.applied, [_id]: move.seq } };
    return changed(withOutcome(next, move, move.outcome, context.clock()));
  });
}

/** A case that was merged meanwhile passes it on to the one that it went into. */
async function onStanding(
  context: AgentContext,
  id: string,
  fn: (found: Case) => Change<Case>,
): Promise<void> {
  let caseId = id;
  for (let at = 0; at < MERGES_FOLLOWED_MAX; at++) {
    const theCase = documentOf(await context.store.update('cases', caseId, fn));
    if (theCase?.status !== 'merged') return;
    caseId = theCase.mergedInto;
  }
}
