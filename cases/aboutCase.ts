/** Which case a representative's words, button or card is about: what is stored of it is found by that once it is erased. */
import type { CardAction, UnknownAction } from './cardActions';
import type { CardRef, Words } from './effects';
import type { MoveDraft } from './moves';

/** Of a conversation, whichever of its cases, and where there is none yet: every id of those begins so. */
function someCaseOf(conversationId: string): string {
  return `${conversationId}~`;
}

export function caseOfWords(words: Words): string | undefined {
  return words.kind === 'card' ? caseOf(words.card) : undefined;
}

export function caseOfAction(action: CardAction | UnknownAction): string | undefined {
  return action.verb === 'refresh' ? caseOf(action.card) : caseOf(action);
}

/** The first one that a move changes, or makes. */
export function caseOfMoves(moves: readonly MoveDraft[]): string | undefined {
  for (const move of moves) {
    const found =
      move.kind === 'open' ? move.case._id : move.kind === 'request' ? caseOfRequest(move) : caseOf(move);
    if (found !== undefined) return found;
  }
  return undefined;
}

function caseOfRequest({ conversationId, entry }: Extract<MoveDraft, { kind: 'request' }>): string {
  return caseOf(entry) ?? someCaseOf(conversationId);
}

function caseOf(
  about: CardRef | CardAction | UnknownAction | MoveDraft | Extract<MoveDraft, { kind: 'request' }>['entry'],
): string | undefined {
  if ('caseId' in about && about.caseId !== undefined) return about.caseId;
  if ('conversationId' in about && about.conversationId !== undefined)
    return someCaseOf(about.conversationId);
  return 'again' in about && about.again !== undefined ? caseOf(about.again) : undefined;
}
