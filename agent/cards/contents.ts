/** What a card shows, read from the store at the moment it is sent. */
import type { CardContent } from '../../cases/cardContent';
import { draftById } from '../../cases/drafts/drafts';
import type { CardRef } from '../../cases/effects';
import { texts } from '../../cases/texts';
import { automationContent } from '../automation';
import type { AgentContext } from '../context';
import { draftCardContent } from '../drafts/cards';
import { duplicateCardContent } from '../duplicates/cards';
import { liveCardContent } from '../live/cards';
import { creationProposalContent } from './creationProposal';
import { failedContent } from './failed';
import { openForm } from './forms';
import { caseCardContent } from './ofCase';
import { CardViews } from './views';
import { whyContent } from './why';

/** Shows what is written by the review that it names, not what came after. */
export async function cardContent(
  context: AgentContext,
  ref: CardRef,
  language: string,
): Promise<CardContent> {
  const { settings } = await context.settings.current();
  const view = new CardViews(context, settings, texts(language));
  switch (ref.kind) {
    case 'told':
      return ref;
    case 'failed':
      return failedContent(ref, texts(language));
    case 'notice':
      return { kind: 'told', text: texts(language).representative.notices[ref.notice](ref) };
    case 'queue':
    case 'live':
      return liveCardContent(context, ref, view, language);
    case 'case-list':
      return { kind: 'case-list', title: ref.title, cases: await view.heads(ref.caseIds) };
    case 'open-form':
      return openForm(context, settings, ref);
    case 'creation-proposal':
      return creationProposalContent(context, ref, view, texts(language));
    case 'why':
      return whyContent(view, ref);
    case 'draft':
    case 'draft-form': {
      const found = await context.store.get('cases', ref.caseId);
      const draft = found && draftById(found, ref.draftId);
      if (!draft) return { kind: 'told', text: texts(language).representative.oldCard() };
      return draftCardContent({ context, settings, words: texts(language), view }, ref, found, draft);
    }
    case 'duplicate':
      return duplicateCardContent({ context, settings, view, language }, ref);
    case 'automation':
      return automationContent(context, settings, ref);
    default: {
      const found = await context.store.get('cases', ref.caseId);
      if (!found) return failedContent({ failure: 'gone' }, texts(language));
      return caseCardContent(view, ref, found);
    }
  }
}
