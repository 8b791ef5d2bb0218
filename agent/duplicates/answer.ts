/** A representative says whether it is a duplicate: asked of the conversation, where the first answer counts. */
import type { CardAction } from '../../cases/cardActions';
import { openQuestion } from '../../cases/duplicates';
import { customerName } from '../../cases/live/live';
import { card, told, type Answer, type Answering } from '../answers';
import type { AgentContext } from '../context';

export async function answerDuplicate(
  context: AgentContext,
  action: Extract<CardAction, { verb: 'settle-duplicate' }>,
  { asker, id, words, inPlace }: Answering,
): Promise<Answer> {
  const { conversationId, problem, choice, caseId } = action;
  const conversation = await context.store.get('conversations', conversationId);
  if (conversation?.duplicate?.problem !== problem) return { words: told(words.representative.oldCard()) };
  const shows = { kind: 'duplicate', conversationId, problem } as const;
  if (!openQuestion(conversation)) return { words: card(shows, customerName(conversation)) };
  const { by, byKind } = asker;
  const replyTo = inPlace ? undefined : asker;
  const said = { choice, caseId, by, byKind, replyTo };
  const entry = { kind: 'settle-duplicate', id: `${id}/settle`, problem, ...said } as const;
  return { moves: [{ kind: 'request', conversationId, entry }], shows };
}
