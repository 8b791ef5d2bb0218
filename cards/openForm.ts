/** The form by which a representative opens a case. */
import type { CardParts, Frame } from './frame';
import { formRow } from './inputs';
import { LINE_CHARS_MAX, literal } from './literal';
import { heading, quiet } from './pieces';
import type { ContentOf } from './pieces';

export function openFormCard(content: ContentOf<'open-form'>, frame: Frame): CardParts {
  const { form, conversationId, fields } = content;
  const someone = content.with && frame.texts.with(literal(content.with, LINE_CHARS_MAX));
  const typed = Object.fromEntries(fields.map((field) => [field.name, '']));
  const ids = {
    ...(form !== undefined && { form }),
    ...(conversationId !== undefined && { conversationId }),
  };
  return {
    body: [
      heading(frame.texts.openFormTitle),
      ...quiet([someone], 'Small'),
      ...quiet([conversationId === undefined ? undefined : frame.texts.openFormHint]),
      ...fields.map((field, index) => formRow(field, index, frame)),
    ],
    buttons: [{ action: { verb: 'open', ...ids, typed } }],
  };
}
