/** The form by which a representative resolves a case. */
import type { CardParts, Frame } from './frame';
import { formRow } from './inputs';
import { LINE_CHARS_MAX, literal } from './literal';
import { aboutCase, heading, quiet } from './pieces';
import type { ContentOf } from './pieces';

export function resolveFormCard(content: ContentOf<'resolve-form'>, frame: Frame): CardParts {
  const { fields } = content;
  const typed = Object.fromEntries(fields.map((field) => [field.name, '']));
  return {
    body: [
      heading(frame.texts.resolveFormTitle),
      ...aboutCase(content.case, frame),
      ...(content.byAi === undefined
        ? []
        : quiet([frame.texts.draft.writtenByAi(literal(content.byAi, LINE_CHARS_MAX))], 'Small')),
      ...fields.map((field, index) => formRow(field, index, frame)),
    ],
    buttons: [{ action: { verb: 'resolve', caseId: content.case.id, typed } }],
  };
}
