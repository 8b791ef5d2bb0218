/** The form by which a representative types over what the agent filled. */
import type { CardParts, Frame } from './frame';
import { formRow } from './inputs';
import { aboutCase, heading } from './pieces';
import type { ContentOf } from './pieces';

export function editFormCard(content: ContentOf<'edit-form'>, frame: Frame): CardParts {
  const { reviewId, fields } = content;
  const typed = Object.fromEntries(fields.map((field) => [field.name, '']));
  return {
    body: [
      heading(frame.texts.editFormTitle),
      ...aboutCase(content.case, frame),
      ...fields.map((field, index) => formRow(field, index, frame)),
    ],
    buttons: [{ action: { verb: 'save', caseId: content.case.id, reviewId, typed } }],
  };
}
