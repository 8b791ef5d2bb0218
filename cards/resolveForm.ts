/** The form by which a representative resolves a case. */
import type { CardParts, Frame } from './frame';
import { formRow } from './inputs';
import { aboutCase, heading } from './pieces';
import type { ContentOf } from './pieces';

export function resolveFormCard(content: ContentOf<'resolve-form'>, frame: Frame): CardParts {
  const { fields } = content;
  const typed = Object.fromEntries(fields.map((field) => [field.name, '']));
  return {
    body: [
      heading(frame.texts.resolveFormTitle),
      ...aboutCase(content.case, frame),
      ...fields.map((field, index) => formRow(field, index, frame)),
    ],
    buttons: [{ action: { verb: 'resolve', caseId: content.case.id, typed } }],
  };
}
