/** A representative opens a case: what was typed stays, the agent fills what is empty where there is a conversation. */
import type { CardAction } from '../cases/cardActions';
import { openCase } from '../cases/opening';
import type { AgentContext } from './context';
import { told, type Answer, type Answering } from './representativeTurn';
import { typedEntries } from './typed';

export async function openByHand(
  context: AgentContext,
  action: Extract<CardAction, { verb: 'open' }>,
  answering: Answering,
): Promise<Answer> {
  const { settings, asker, id, words } = answering;
  const at = context.clock();
  const { entries, problems } = typedEntries(context.valueParser(settings), action.typed, {
    settings,
    by: asker.by,
    at,
  });
  const said = Object.values(problems).join(' ');
  if (said !== '') return { words: told(words.representative.problems({ problems: said })) };
  if (action.conversationId !== undefined) {
    const conversation = await context.store.get('conversations', action.conversationId);
    if (!conversation || conversation.role !== 'customer')
      return { words: told(words.representative.oldCard()) };
    if (conversation.caseId) return { words: told(words.representative.openingGone()) };
    const entry = { kind: 'open' as const, id: `${id}/open`, asker, typed: action.typed };
    return { moves: [{ kind: 'request', conversationId: conversation._id, entry }] };
  }
  if (Object.keys(entries).length === 0) return { words: told(words.representative.needOne()) };
  const opened = openCase({
    id: `${id}/case`,
    number: await context.caseNumbers.take(),
    channel: 'manual',
    conversations: [],
    fields: entries,
    by: asker.by,
    byKind: 'representative',
    at,
    tell: [...new Set([...(await context.representatives.conversations()), asker.conversationId])],
    settings,
    owner: asker.by,
  });
  return { moves: [{ kind: 'open', case: opened }] };
}
