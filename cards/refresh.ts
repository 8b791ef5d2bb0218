/**
 * A card that Teams asks for anew for each person who looks at it, so that everybody sees what they may do.
 * https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/universal-actions-for-adaptive-cards/user-specific-views
 */
import type { FreshCard } from '../cases/cardActions';
import type { CardContent } from '../cases/cardContent';
import { actionData, type ButtonFrame } from './actions';
import type { Refresh } from './elements';

const VIEWERS_MAX = 60; // Teams refuses more

/** Nothing where the card never changes, or nobody is known who looks at it. */
export function refreshOf(
  content: CardContent,
  frame: ButtonFrame & { readonly viewers: readonly string[] },
): Refresh | undefined {
  const card = freshCard(content);
  const viewers = [...new Set(frame.viewers)].slice(-VIEWERS_MAX);
  if (frame.flavour !== 'universal' || !card || viewers.length === 0) return undefined;
  const data = actionData({ verb: 'refresh', card });
  return {
    action: { type: 'Action.Execute', title: frame.texts.buttons.refresh, verb: 'refresh', data },
    userIds: viewers,
  };
}

/** By which ids the card is asked for. */
function freshCard(content: CardContent): FreshCard | undefined {
  switch (content.kind) {
    case 'case-opened':
    case 'summary':
    case 'intent':
    case 'closure':
    case 'suggested-actions':
      return { kind: content.kind, caseId: content.case.id };
    case 'review':
      return { kind: 'review', caseId: content.case.id, reviewId: content.reviewId };
    case 'draft':
      return { kind: 'draft', caseId: content.case.id, draftId: content.draft.id };
    case 'creation-proposal':
    case 'duplicate':
    case 'queue':
    case 'live': {
      const { kind, conversationId, problem } = content;
      return { kind, conversationId, problem };
    }
    case 'automation':
      return { kind: 'automation', field: content.field, id: content.id };
    default:
      return undefined;
  }
}
