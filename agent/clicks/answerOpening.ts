/** A representative says whether the agent shall open a case: the first word counts, and the card says whose it was. */
import type { CardAction } from '../../cases/cardActions';
import { caseIdOf } from '../../cases/case';
import { declineOpening, isOpeningDecided } from '../../cases/conversation/openingProposal';
import { card, type Answer, type Answering } from '../answers';
import { answerRecord, type FeedbackContext } from '../../cases/feedback/feedback';
import type { AgentContext } from '../context';
import { nothingThere } from './refused';

export async function answerOpening(
  context: AgentContext,
  action: Extract<CardAction, { verb: 'accept-opening' | 'reject-opening' }>,
  answering: Answering,
): Promise<Answer> {
  const { asker, id, words } = answering;
  const { verb, conversationId, problem } = action;
  const conversation = await context.store.get('conversations', conversationId);
  if (conversation?.role !== 'customer') return nothingThere(context, action, answering);
  const proposal = { kind: 'creation-proposal', conversationId, problem } as const;
  const asItIs = { words: card(proposal, words.representative.openingGone()) };
  if (isOpeningDecided(conversation, problem)) return asItIs;
  if (await context.store.get('cases', caseIdOf(conversationId, problem))) return asItIs;
  if (verb === 'accept-opening') {
    const entry = { kind: 'open', id: `${id}/open`, asker, typed: {} } as const;
    return { moves: [{ kind: 'request', conversationId, entry }], shows: proposal };
  }
  const declined = { by: asker.by, at: context.clock() };
  const result = await context.store.update('conversations', conversationId, (found) =>
    declineOpening(found, problem, declined),
  );
  if (result.is === 'changed')
    await recordDeclined(context, caseIdOf(conversationId, problem), { ...asker, ...declined });
  return { words: card(proposal, words.representative.openingDeclined()) };
}

/** There is no case that could keep it until it is written: a process that ends here loses the record, not the word. */
async function recordDeclined(
  context: AgentContext,
  about: string,
  said: Omit<FeedbackContext, 'settings'>,
): Promise<void> {
  const { settings } = await context.settings.current();
  const answered = { card: 'creation-proposal', act: 'rejected', about } as const;
  const record = answerRecord({ _id: about, number: '' }, answered, { ...said, settings });
  if (record) await context.store.insert('interactions', record);
}
