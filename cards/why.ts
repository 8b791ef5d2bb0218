/** Why the agent decided as it did: its checks in words, then each value with what it rests on. */
import type { FieldView } from '../cases/cardContent';
import { container, rich, run } from './elements';
import type { Element } from './elements';
import type { CardParts, Frame } from './frame';
import { LINE_CHARS_MAX, literal } from './literal';
import {
  andMore,
  charsFor,
  checkList,
  heading,
  quoteRun,
  ROWS_SHOWN_MAX,
  section,
  setBy,
  trust,
  when,
} from './pieces';
import type { ContentOf } from './pieces';

export function whyCard(content: ContentOf<'why'>, frame: Frame): CardParts {
  const chars = charsFor(content.fields.length);
  const shown = content.fields.slice(0, ROWS_SHOWN_MAX);
  return {
    body: [
      heading(content.title),
      ...checkList(content.checks, frame),
      ...(shown.length === 0 ? [] : [section(frame.texts.values)]),
      ...shown.map((field) => evidence(field, chars, frame)),
      ...andMore(content.fields.length - shown.length, frame),
    ],
    buttons: content.caseId === undefined ? [] : [{ action: { verb: 'show', caseId: content.caseId } }],
  };
}

function evidence(field: FieldView, chars: number, frame: Frame): Element {
  const label = run(`${literal(field.label, LINE_CHARS_MAX)}: `, { isSubtle: true });
  const quote = field.quote === undefined ? [] : [rich([quoteRun(field.quote, frame)], { spacing: 'None' })];
  return container(
    [
      rich([label, run(literal(field.value, chars), { weight: 'Bolder' })]),
      ...quote,
      ...trust(field.confidence, [literal(field.reason, LINE_CHARS_MAX), setBy(field, frame)], frame),
      ...when(field.at, frame),
    ],
    { spacing: 'Medium' },
  );
}
