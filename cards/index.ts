/** Cards for representatives: what a card is about goes in, an Adaptive Card comes out. */
import type { CardContent } from '../cases/cardContent';
import { caseListCard } from './caseList';
import { caseOpenedCard } from './caseOpened';
import { creationProposalCard } from './creationProposal';
import { editFormCard } from './editForm';
import type { AdaptiveCard } from './elements';
import { card, frameOf } from './frame';
import type { CardParts, CardTarget, Frame } from './frame';
import { nothingToChangeCard } from './nothingToChange';
import { liveCard } from './live';
import { resolveFormCard } from './resolveForm';
import { queueCard } from './queue';
import { openFormCard } from './openForm';
import { reviewCard } from './review';
import { summaryCard } from './summary';
import { toldCard } from './told';
import { whyCard } from './why';

export { parseCardAction, parseInvokeAction } from './actions';
export type { AdaptiveCard } from './elements';
export type { CardTarget, Flavour } from './frame';
export { plainText } from './plainText';

/** The content type of the attachment that holds a card. */
export const CARD_CONTENT_TYPE = 'application/vnd.microsoft.card.adaptive';

/**
 * Renders a card for one channel and language.
 * @param now ISO 8601: what "4 min ago" is counted from.
 */
export function renderCard(content: CardContent, target: CardTarget, now: string): AdaptiveCard {
  const frame = frameOf(target, now);
  return card(partsOf(content, frame), frame);
}

function partsOf(content: CardContent, frame: Frame): CardParts {
  switch (content.kind) {
    case 'case-opened':
      return caseOpenedCard(content, frame);
    case 'review':
      return reviewCard(content, frame);
    case 'nothing-to-change':
      return nothingToChangeCard(content, frame);
    case 'summary':
      return summaryCard(content, frame);
    case 'why':
      return whyCard(content, frame);
    case 'case-list':
      return caseListCard(content, frame);
    case 'open-form':
      return openFormCard(content, frame);
    case 'edit-form':
      return editFormCard(content, frame);
    case 'resolve-form':
      return resolveFormCard(content, frame);
    case 'creation-proposal':
      return creationProposalCard(content, frame);
    case 'queue':
      return queueCard(content, frame);
    case 'live':
      return liveCard(content, frame);
    case 'told':
      return toldCard(content);
    default: {
      const forgotten: never = content;
      return forgotten;
    }
  }
}
