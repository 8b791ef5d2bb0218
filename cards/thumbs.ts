/** Two small taps under a card: whether it helped. They are no buttons, so that they stand beside the card's own. */
import { button } from './actions';
import { column, columns, container, rich, run } from './elements';
import type { Column, Element } from './elements';
import type { Frame } from './frame';
import type { CardAction } from '../cases/cardActions';

type Judged = Pick<Extract<CardAction, { verb: 'thumbs' }>, 'caseId' | 'card' | 'target'>;

/** Nothing where nobody records what is said. */
export function thumbs(shown: boolean | undefined, judged: Judged, frame: Frame): Element[] {
  if (!shown) return [];
  return [columns([thumb(judged, true, frame), thumb(judged, false, frame)], { spacing: 'Medium' })];
}

function thumb(judged: Judged, up: boolean, frame: Frame): Column {
  const title = up ? frame.texts.helpful : frame.texts.notHelpful;
  const tap = container([rich([run(up ? '👍' : '👎')])]);
  return column('auto', [
    { ...tap, selectAction: button({ action: { verb: 'thumbs', ...judged, up }, title }, frame, 'area') },
  ]);
}
