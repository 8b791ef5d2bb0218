/** What a card says of an action that failed. */
import type { CardContent } from '../../cases/cardContent';
import type { CardRef } from '../../cases/effects';
import type { Texts } from '../../cases/texts';

/** In words: what happened, what to do. */
export function failedContent(
  { failure, reference = '', again }: Omit<Extract<CardRef, { kind: 'failed' }>, 'kind'>,
  { representative }: Texts,
): CardContent {
  return { kind: 'failed', ...representative.failures[failure]({ reference }), again };
}
