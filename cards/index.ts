/** Cards for representatives: what a card is about goes in, an Adaptive Card comes out. */
import type { CardContent } from '../cases/cardContent';
import { duplicateCard } from './duplicate';
import { automationCard } from './automation';
import { caseListCard } from './caseList';
import { caseMovedCard } from './caseMoved';
import { caseOpenedCard } from './caseOpened';
import { closureCard } from './closure';
import { creationProposalCard } from './creationProposal';
import { editFormCard } from './editForm';
import { draftCard, draftFormCard } from './draft';
import type { AdaptiveCard } from './elements';
import { failedCard } from './failed';
import { card, frameOf } from './frame';
import type { CardParts, CardTarget, Frame } from './frame';
import { intentCard } from './intent';
import { nothingToChangeCard } from './nothingToChange';
import { liveCard } from './live';
import { resolveFormCard } from './resolveForm';
import { queueCard } from './queue';
import { openFormCard } from './openForm';
import type { ContentOf } from './pieces';
import { reviewCard } from './review';
import { suggestedActionsCard } from './suggestedActions';
import { summaryCard } from './summary';
import { toldCard } from './told';
import { unlockFormCard } from './unlockForm';
import { whyCard } from './why';

export { parseCardAction, parseInvokeAction } from './actions';
export type { AdaptiveCard, Flavour } from './elements';
export type { CardTarget } from './frame';
export { plainText } from './plainText';

/** The content type of the attachment that holds a card. */
export const CARD_CONTENT_TYPE = 'application/vnd.microsoft.card.adaptive';

/**
 * Renders a card for one channel and language.
 * @param now ISO 8601: what "4 min ago" is counted from.
 */
export function renderCard(content: CardContent, target: CardTarget, now: string): AdaptiveCard {
  const frame = frameOf(target, now);
  const parts = CARDS[content.kind] as (content: CardContent, frame: Frame) => CardParts;
  return card(parts(content, frame), content, frame);
}

/** Makes each kind of card; a new kind also needs a sample in `test/cards/samples.ts`. */
const CARDS: {
  readonly [Kind in CardContent['kind']]: (content: ContentOf<Kind>, frame: Frame) => CardParts;
} = {
  'case-opened': caseOpenedCard,
  review: reviewCard,
  'nothing-to-change': nothingToChangeCard,
  summary: summaryCard,
  intent: intentCard,
  why: whyCard,
  'case-list': caseListCard,
  'open-form': openFormCard,
  'edit-form': editFormCard,
  'case-moved': caseMovedCard,
  'unlock-form': unlockFormCard,
  'resolve-form': resolveFormCard,
  'creation-proposal': creationProposalCard,
  queue: queueCard,
  live: liveCard,
  closure: closureCard,
  'suggested-actions': suggestedActionsCard,
  draft: draftCard,
  'draft-form': draftFormCard,
  failed: failedCard,
  automation: automationCard,
  duplicate: duplicateCard,
  told: toldCard,
};

export const CARD_KINDS = Object.keys(CARDS) as readonly CardContent['kind'][];
