/** The card that a button stands on, as far as its ids tell. */
import type { CardAction, FreshCard, UnknownAction } from '../../cases/cardActions';

/** Undefined where the button stands on a form that is about nothing yet, or is none of ours. */
export function cardOfAction(action: CardAction | UnknownAction): FreshCard | undefined {
  switch (action.verb) {
    case 'unknown':
    case 'open':
      return undefined;
    case 'refresh':
      return action.card;
    case 'keep-open':
      return { kind: 'closure', caseId: action.caseId };
    case 'accept-opening':
    case 'reject-opening':
      return {
        kind: 'creation-proposal',
        conversationId: action.conversationId,
        problem: action.problem,
      };
    case 'draft':
      return { kind: 'suggested-actions', caseId: action.caseId };
    case 'accept-conversation':
      return { kind: 'queue', conversationId: action.conversationId, problem: action.problem };
    case 'end-conversation':
    case 'release-conversation':
      return { kind: 'live', conversationId: action.conversationId, problem: action.problem };
    case 'settle-duplicate':
      return { kind: 'duplicate', conversationId: action.conversationId, problem: action.problem };
    case 'set-automation':
      return { kind: 'automation', field: action.field, id: action.answers };
    default:
      if ('reviewId' in action && action.reviewId !== undefined)
        return { kind: 'review', caseId: action.caseId, reviewId: action.reviewId };
      if ('draftId' in action) return { kind: 'draft', caseId: action.caseId, draftId: action.draftId };
      return { kind: 'summary', caseId: action.caseId };
  }
}
