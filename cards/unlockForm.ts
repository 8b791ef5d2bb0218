/** Asks whether a field that a person holds shall be the agent's again, and why. */
import type { CardParts, Frame } from './frame';
import { formRow } from './inputs';
import { LINE_CHARS_MAX, literal } from './literal';
import { aboutCase, facts, heading, quiet } from './pieces';
import type { ContentOf } from './pieces';

export function unlockFormCard(content: ContentOf<'unlock-form'>, frame: Frame): CardParts {
  const { case: head, field, reviewId } = content;
  const { unlock: texts } = frame.texts;
  const ids = { caseId: head.id, ...(reviewId !== undefined && { reviewId }) };
  const back =
    reviewId === undefined
      ? ({ kind: 'summary', caseId: head.id } as const)
      : ({ kind: 'review', caseId: head.id, reviewId } as const);
  return {
    body: [
      heading(texts.title(literal(field.label, LINE_CHARS_MAX))),
      ...aboutCase(head, frame),
      ...facts([field], frame),
      ...quiet([texts.meaning], 'Medium'),
      formRow({ name: 'reason', label: texts.why, type: 'text' }, 0, frame),
    ],
    buttons: [
      { action: { verb: 'unlock', field: field.name, ...ids, typed: { reason: '' } } },
      { action: { verb: 'refresh', card: back } },
    ],
  };
}
