/** Two cases became one, or one became two: which, what each is about, and where it goes on. */
import type { CaseHead } from '../cases/cardContent';
import { column, columns, rich, run } from './elements';
import type { Element } from './elements';
import type { CardParts, Frame } from './frame';
import { LINE_CHARS_MAX, literal } from './literal';
import { heading, quiet } from './pieces';
import type { ContentOf } from './pieces';

export function caseMovedCard(content: ContentOf<'case-moved'>, frame: Frame): CardParts {
  const { what, from, into } = content;
  const texts = frame.texts.moved[what];
  const number = literal(into.number, LINE_CHARS_MAX);
  const sides = [side(texts.from, from, frame), side(texts.into, into, frame)];
  return {
    body: [
      heading(texts.title(number)),
      columns(
        sides.map((items) => column('stretch', items)),
        { spacing: 'Medium' },
      ),
      ...quiet([texts.meaning], 'Medium'),
    ],
    buttons: [
      { action: { verb: 'show', caseId: into.id }, title: frame.texts.openCase(number) },
      { action: { verb: 'why', caseId: into.id } },
    ],
  };
}

function side(label: string, { number, title, status, statusReason }: CaseHead, frame: Frame): Element[] {
  const stands = status === 'active' ? statusReason : frame.texts.status[status];
  return [
    ...quiet([label]),
    rich([run(literal(number, LINE_CHARS_MAX), { weight: 'Bolder' })], { spacing: 'Small' }),
    rich([run(literal(title, LINE_CHARS_MAX))], { spacing: 'None' }),
    ...quiet([literal(stands, LINE_CHARS_MAX)]),
  ];
}
