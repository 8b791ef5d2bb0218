/** Some cases, one line each; a tap on one opens its conversation. */
import type { CaseHead } from '../cases/cardContent';
import { button } from './actions';
import { column, columns, rich, run } from './elements';
import type { Container, Element } from './elements';
import type { CardParts, Frame } from './frame';
import { LINE_CHARS_MAX, literal } from './literal';
import { andMore, channelName, contactOf, heading, quiet, when } from './pieces';
import type { ContentOf } from './pieces';

const CASES_SHOWN_MAX = 12;

export function caseListCard(content: ContentOf<'case-list'>, frame: Frame): CardParts {
  const rows = content.cases.slice(0, CASES_SHOWN_MAX).map((head) => caseRow(head, frame));
  return {
    body: [
      heading(content.title),
      ...(rows.length === 0 ? quiet([frame.texts.noCases], 'Small') : rows),
      ...andMore(content.cases.length - rows.length, frame),
    ],
  };
}

function caseRow(head: CaseHead, frame: Frame): Container {
  const number = literal(head.number, LINE_CHARS_MAX);
  const show = { action: { verb: 'show', caseId: head.id }, title: frame.texts.openCase(number) } as const;
  const open = rich([run(frame.texts.open, { color: 'Accent', weight: 'Bolder' })]);
  return {
    type: 'Container',
    spacing: 'Medium',
    separator: true,
    items: [columns([column('stretch', lines(head, number, frame)), column('auto', [open])])],
    selectAction: button(show, frame, 'area'),
  };
}

function lines(head: CaseHead, number: string, frame: Frame): Element[] {
  const status = head.status === 'active' ? head.statusReason : frame.texts.status[head.status];
  return [
    rich([run(literal(head.title, LINE_CHARS_MAX), { weight: 'Bolder' })]),
    ...quiet([number, contactOf(head)]),
    ...quiet([
      literal(channelName(head.channel, frame), LINE_CHARS_MAX),
      literal(status, LINE_CHARS_MAX),
      head.owner === undefined ? undefined : frame.texts.ownedBy(literal(head.owner, LINE_CHARS_MAX)),
    ]),
    ...when(head.openedAt, frame),
  ];
}
