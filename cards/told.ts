/** One line, where a card stood or a button was pressed. */
import { rich, run } from './elements';
import type { CardParts } from './frame';
import { literal } from './literal';
import type { ContentOf } from './pieces';

export function toldCard(content: ContentOf<'told'>): CardParts {
  return { body: [rich([run(literal(content.text))])] };
}
