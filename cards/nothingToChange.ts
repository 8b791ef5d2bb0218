/** The agent was asked to update a case and found nothing: one line, and why. */
import type { CardParts, Frame } from './frame';
import { aboutCase, checkList, heading } from './pieces';
import type { ContentOf } from './pieces';

export function nothingToChangeCard(content: ContentOf<'nothing-to-change'>, frame: Frame): CardParts {
  return {
    body: [
      heading(frame.texts.nothingToChange),
      ...aboutCase(content.case, frame),
      ...checkList(content.why, frame),
    ],
  };
}
