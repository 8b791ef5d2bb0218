/** The agent is about to close a case: one click keeps it open. After that, what became of it. */
import { rich, run } from './elements';
import type { CardParts, Frame } from './frame';
import { LINE_CHARS_MAX, literal } from './literal';
import { aboutCase, heading, quiet } from './pieces';
import type { ContentOf } from './pieces';

export function closureCard(content: ContentOf<'closure'>, frame: Frame): CardParts {
  const { case: head, title, hint, resolution, held } = content;
  const line = (words: string | undefined): string | undefined =>
    words === undefined ? undefined : literal(words, LINE_CHARS_MAX);
  return {
    body: [
      heading(title),
      ...aboutCase(head, frame),
      ...(resolution === undefined ? [] : [rich([run(literal(resolution))], { spacing: 'Small' })]),
      ...quiet([line(hint)], 'Small'),
    ],
    buttons: held
      ? [{ action: { verb: 'keep-open', caseId: head.id } }, { action: { verb: 'why', caseId: head.id } }]
      : [{ action: { verb: 'show', caseId: head.id }, title: frame.texts.buttons.show }],
  };
}
