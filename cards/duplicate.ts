/** What would be opened beside an open case of the same customer: join, open as new, or open and link. */
import type { DuplicateView } from '../cases/cardContent';
import { duplicateTexts, type DuplicateTexts } from '../cases/texts/duplicates';
import { button, type Button } from './actions';
import { column, columns, container, rich, run } from './elements';
import type { Element } from './elements';
import type { CardParts, Frame } from './frame';
import { LINE_CHARS_MAX, literal, VALUE_CHARS_MAX } from './literal';
import { channelName, heading, quiet, section, when } from './pieces';
import type { ContentOf } from './pieces';

type Duplicate = ContentOf<'duplicate'>;

const ROWS_MAX = 12; // what tells two matters apart stands further up

export function duplicateCard(content: Duplicate, frame: Frame): CardParts {
  const texts = duplicateTexts(frame.language);
  const [likest, ...others] = content.like;
  const [title = '', ...more] = duplicateLines(content, frame);
  return {
    body: [
      heading(title),
      ...quiet(
        [literal(content.who, LINE_CHARS_MAX), literal(channelName(content.channel, frame), LINE_CHARS_MAX)],
        'Small',
      ),
      ...(content.decided ? when(content.decided.at, frame) : []),
      ...(likest ? bothSides(content, likest, frame) : []),
      ...more.map((line) => rich([run(line, { size: 'Small' })], { spacing: 'Small' })),
      ...(others.length > 0 && !content.decided ? alsoLike(others, texts, frame) : []),
    ],
    buttons: buttonsOf(content, texts),
  };
}

/** What is asked or was decided, then why, then what happens without an answer. */
export function duplicateLines({ like, decided, until }: Duplicate, frame: Frame): string[] {
  const texts = duplicateTexts(frame.language);
  if (decided) return decidedLines(decided, texts);
  const [likest] = like;
  if (!likest || until === undefined) return [texts.over];
  const minutes = Math.max(1, Math.ceil((Date.parse(until) - Date.parse(frame.now)) / 60_000));
  return [
    texts.title(literal(likest.case.number, LINE_CHARS_MAX)),
    ...likest.reasons.map((reason) => literal(reasonWords(reason, texts), VALUE_CHARS_MAX)),
    texts.until(minutes),
  ];
}

function decidedLines(
  { choice, number, by, wasClosed }: NonNullable<Duplicate['decided']>,
  texts: DuplicateTexts,
): string[] {
  const line = { join: texts.joined, new: texts.opened, link: texts.linked }[choice];
  const said = line(literal(number, LINE_CHARS_MAX), literal(by, LINE_CHARS_MAX));
  return [said, ...(wasClosed ? [texts.wasClosed] : [])];
}

function reasonWords(reason: DuplicateView['reasons'][number], texts: DuplicateTexts): string {
  if (reason.kind === 'words') return texts.words(reason.words.join(', '));
  return texts[reason.kind](reason.label, reason.value);
}

/** Two columns under each label, so that it also reads at 320 px. */
function bothSides({ title }: Duplicate, { case: head, rows }: DuplicateView, frame: Frame): Element[] {
  const { now } = duplicateTexts(frame.language);
  return [
    container(
      [
        pair(now, literal(head.number, LINE_CHARS_MAX), { isSubtle: true }),
        pair(literal(title, VALUE_CHARS_MAX), literal(head.title, VALUE_CHARS_MAX), { weight: 'Bolder' }),
        ...rows.slice(0, ROWS_MAX).flatMap(({ label, now: here, there }) => [
          rich([run(literal(label, LINE_CHARS_MAX), { isSubtle: true, size: 'Small' })], {
            spacing: 'Small',
          }),
          pair(literal(here ?? '–', VALUE_CHARS_MAX), literal(there ?? '–', VALUE_CHARS_MAX)),
        ]),
      ],
      { spacing: 'Medium', separator: true },
    ),
  ];
}

function pair(one: string, other: string, look: Parameters<typeof run>[1] = {}): Element {
  return columns([column(1, [rich([run(one, look)])]), column(1, [rich([run(other, look)])])], {
    spacing: 'None',
  });
}

/** A tap shows the case. */
function alsoLike(others: readonly DuplicateView[], texts: DuplicateTexts, frame: Frame): Element[] {
  const lines = others.map(({ case: head }) => {
    const number = literal(head.number, LINE_CHARS_MAX);
    const show = { action: { verb: 'show', caseId: head.id }, title: frame.texts.openCase(number) } as const;
    const line = container([
      rich([run(`${number} `, { color: 'Accent' }), run(literal(head.title, LINE_CHARS_MAX))]),
    ]);
    return { ...line, selectAction: button(show, frame, 'area') };
  });
  return [section(texts.alsoLike), ...lines];
}

function buttonsOf(
  { conversationId, problem, like, decided, until }: Duplicate,
  texts: DuplicateTexts,
): Button[] {
  const caseId = like[0]?.case.id;
  if (decided || caseId === undefined || until === undefined) return [];
  return (['join', 'new', 'link'] as const).map((choice) => ({
    action: { verb: 'settle-duplicate', conversationId, problem, choice, caseId },
    title: texts[choice],
  }));
}
