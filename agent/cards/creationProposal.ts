/** What the card shows that asks whether to open a case; once there is one, by whom. */
import type { CardContent } from '../../cases/cardContent';
import { caseIdOf } from '../../cases/case';
import { isOpeningDecided } from '../../cases/conversation/openingProposal';
import type { CardRef } from '../../cases/effects';
import type { Texts } from '../../cases/texts';
import type { CardViews } from './views';
import type { AgentContext } from '../context';
import { failedContent } from './failed';

export async function creationProposalContent(
  { store }: Pick<AgentContext, 'store'>,
  { conversationId, problem }: Extract<CardRef, { kind: 'creation-proposal' }>,
  views: CardViews,
  words: Texts,
): Promise<CardContent> {
  const { representative } = words;
  const conversation = await store.get('conversations', conversationId);
  if (!conversation) return failedContent({ failure: 'gone' }, words);
  const opened = await store.get('cases', caseIdOf(conversationId, problem));
  const { openingDeclined: declined } = conversation;
  const gone = isOpeningDecided(conversation, problem) && !declined;
  const decided = opened
    ? representative.openedBy({ number: opened.number, name: opened.openedBy.name })
    : declined
      ? representative.declinedBy({ name: declined.by.name })
      : gone
        ? representative.openingGone()
        : undefined;
  const known = opened?.fields ?? (gone ? {} : conversation.drafts);
  const shown = Object.entries(known).filter(([name]) => !name.startsWith('contact.'));
  const fields = await views.fields(Object.fromEntries(shown));
  const title = opened?.title ?? fields[0]?.value ?? '';
  return { kind: 'creation-proposal', conversationId, problem, title, fields, decided };
}
