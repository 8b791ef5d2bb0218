/** A representative opens a case: what was typed stays, the agent fills what is empty where there is a conversation. */
import { createHash } from 'node:crypto';
import type { CardAction } from '../cases/cardActions';
import type { ActiveCase } from '../cases/case';
import { openCase, type Opening } from '../cases/opening';
import type { AgentContext } from './context';
import { card, told, type Answer, type Answering } from './answers';
import { nothingThere } from './clicks/refused';
import { problemsOf, readTyped } from './typed';

export async function openByHand(
  context: AgentContext,
  action: Extract<CardAction, { verb: 'open' }>,
  answering: Answering,
): Promise<Answer> {
  const { settings, asker, id, words } = answering;
  const typed = await readTyped(context, action.typed, { settings, by: asker.by, id });
  const problems = problemsOf(typed, settings);
  if (problems !== undefined) {
    const refused = { typed: action.typed, problems: typed.problems };
    const { form, conversationId } = action;
    const again = { kind: 'open-form', form, conversationId, refused } as const;
    return { words: card(again, words.representative.problems({ problems })) };
  }
  if (action.conversationId !== undefined) {
    const conversation = await context.store.get('conversations', action.conversationId);
    if (!conversation || conversation.role !== 'customer') return nothingThere(context, action, answering);
    if (conversation.caseId) return { words: told(words.representative.openingGone()) };
    const entry = { kind: 'open' as const, id: `${id}/open`, asker, typed: action.typed };
    return { moves: [{ kind: 'request', conversationId: conversation._id, entry }] };
  }
  if (Object.keys(typed.entries).length === 0) return { words: told(words.representative.needOne()) };
  // The case is theirs from the beginning. Who is answered in place of the form is not shown it a second time.
  const tell = answering.inPlace ? [] : [asker.conversationId];
  const byHand = {
    id: caseIdOf(action, answering),
    fields: typed.entries,
    by: asker.by,
    byKind: 'representative' as const,
    owner: asker.by,
  };
  return { moves: [{ kind: 'open', case: await makeByHand(context, byHand, tell) }] };
}

/** The same for what one form was sent with, however often; filled in anew, it opens another case. */
function caseIdOf({ form, typed }: Extract<CardAction, { verb: 'open' }>, { asker, id }: Answering): string {
  if (form === undefined) return `${id}/case`;
  const sent = createHash('sha256')
    .update(JSON.stringify([form, typed]))
    .digest('hex');
  return `${asker.conversationId}/${sent.slice(0, SENT_CHARS)}/case`;
}

const SENT_CHARS = 32; // half of the digest still tells any two apart
const NO_CHANNEL = 'manual'; // the channel of a case that came from none

/** A case made of typed values alone; inserting it opens it. */
export async function makeByHand(
  context: AgentContext,
  made: Pick<Opening, 'id' | 'fields' | 'by' | 'byKind' | 'owner'>,
  tell: readonly string[],
): Promise<ActiveCase> {
  const { settings } = await context.settings.current();
  return openCase({
    ...made,
    number: await context.caseNumbers.take(),
    channel: NO_CHANNEL,
    conversations: [],
    at: context.clock(),
    tell,
    settings,
  });
}
