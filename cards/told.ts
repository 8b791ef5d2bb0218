/** A few words, where a card stood or a button was pressed; each line stands for itself. */
import { rich, run } from './elements';
import type { CardParts } from './frame';
import { literal } from './literal';
import type { ContentOf } from './pieces';

export function toldCard(content: ContentOf<'told'>): CardParts {
  const lines = content.text.split('\n');
  return { body: lines.map((line) => rich([run(literal(line))], { spacing: 'Small' })) };
}
