/** Values that the agent changed or proposes: each with the old one, the words it rests on, and a toggle. */
import type { RowView } from '../cases/cardContent';
import type { DecidedState } from '../cases/texts/cardTexts';
import { rowInput } from './actions';
import type { Button } from './actions';
import { container, rich, run } from './elements';
import type { Color, Element } from './elements';
import type { CardParts, Frame } from './frame';
import { LINE_CHARS_MAX, literal, withoutMarkdown } from './literal';
import { lockLine } from './locks';
import { aboutCase, andMore, charsFor, heading, quoteRun, ROWS_SHOWN_MAX, trust, when } from './pieces';
import type { ContentOf } from './pieces';
import { thumbs } from './thumbs';

type Review = ContentOf<'review'>;

const STATE_COLOR: Readonly<Record<DecidedState, Color>> = {
  confirmed: 'Good',
  edited: 'Good',
  rejected: 'Default',
  undone: 'Default',
  superseded: 'Default',
};

export function reviewCard(content: Review, frame: Frame): CardParts {
  const shown = content.rows.slice(0, ROWS_SHOWN_MAX);
  const open = content.case.status === 'active' ? shown.filter((row) => row.state === 'open') : [];
  const choosing = open.length > 0 && frame.may('accept');
  const chars = charsFor(2 * shown.length); // the old value and the new one
  const alike = allAlike(content.rows);
  const rows = shown.map((row) => {
    const items =
      row.state === 'open'
        ? openRow(row, choosing ? open.indexOf(row) : undefined, frame)
        : decidedRow(row, alike, frame);
    const [top, ...below] = items;
    const held = lock(row, content, frame);
    return container([top, change(row, chars), ...quoted(row, frame), ...below, ...held], {
      spacing: 'Medium',
      separator: true,
    });
  });
  return {
    body: [
      heading(headline(content, frame)),
      ...aboutCase(content.case, frame),
      ...when(lastAt(content), frame),
      ...rows,
      ...andMore(content.rows.length - shown.length, frame),
      ...thumbs(content.thumbs, { caseId: content.case.id, card: 'review', target: content.reviewId }, frame),
    ],
    buttons: buttons(content, open),
  };
}

/** The kind of review; once nothing is open, who decided it. */
export function headline(content: Review, frame: Pick<Frame, 'texts'>): string {
  const { texts } = frame;
  const [first] = content.rows;
  if (first === undefined || content.rows.some((row) => row.state === 'open'))
    return content.review === 'changed' ? texts.changedByAi : texts.proposedByAi;
  return allAlike(content.rows) ? decidedWords(first, frame) : texts.decided;
}

/** One person did the same with every row, so that the headline says it all. */
function allAlike(rows: readonly RowView[]): boolean {
  const [first] = rows;
  return rows.every((row) => row.state !== 'open' && row.state === first?.state && row.by === first.by);
}

/** "Confirmed by Alex"; empty while the row is open. */
export function decidedWords(row: RowView, frame: Pick<Frame, 'texts'>): string {
  if (row.state === 'open') return '';
  const who = row.by === undefined ? undefined : literal(row.by, LINE_CHARS_MAX);
  return frame.texts.rowState[row.state](who);
}

/** When the card last became what it is: the review's own time while a row is open. */
function lastAt(content: Review): string {
  if (content.rows.some((row) => row.state === 'open')) return content.at;
  return content.rows.reduce((last, { at }) => (at !== undefined && at > last ? at : last), content.at);
}

type RowPieces = readonly [Element, ...Element[]];

/** With a toggle at its place among the rows that can be chosen. */
function openRow(row: RowView, index: number | undefined, frame: Frame): RowPieces {
  const top = index === undefined ? label(row) : toggle(row, index);
  return [top, ...trust(row.confidence, [literal(row.reason, LINE_CHARS_MAX)], frame)];
}

/** Who did what with the row, and when, unless the headline says so for all of them. */
function decidedRow(row: RowView, alike: boolean, frame: Frame): RowPieces {
  return [label(row), ...(alike ? [] : outcome(row, frame))];
}

/** What waits for a word is held by somebody: so it says, and can be given back. A card that is decided has no buttons. */
function lock({ locked, field, label, state }: RowView, content: Review, frame: Frame): Element[] {
  if (!locked || state !== 'open' || content.case.status !== 'active') return [];
  const { reviewId } = content;
  return [lockLine({ ...locked, caseId: content.case.id, field, label, reviewId }, frame)];
}

function quoted(row: RowView, frame: Frame): Element[] {
  return row.quote === undefined ? [] : [rich([quoteRun(row.quote, frame)], { spacing: 'None' })];
}

function toggle(row: RowView, index: number): Element {
  return {
    type: 'Input.Toggle',
    id: rowInput(index),
    title: withoutMarkdown(row.label),
    value: 'true',
    valueOn: 'true',
    valueOff: 'false',
    wrap: true,
  };
}

function label(row: RowView): Element {
  return rich([run(literal(row.label, LINE_CHARS_MAX), { isSubtle: true })]);
}

function change(row: RowView, chars: number): Element {
  const off = row.state === 'rejected' || row.state === 'undone' || row.state === 'superseded';
  const to = run(
    literal(row.to, chars),
    off
      ? { isSubtle: true, strikethrough: true }
      : { weight: 'Bolder', ...(row.state === 'open' && { color: 'Accent' as const }) },
  );
  if (row.from === undefined) return rich([to], { spacing: 'Small' });
  const from = run(literal(row.from, chars), off ? { weight: 'Bolder' } : { isSubtle: true });
  return rich([from, run(' → ', { isSubtle: true }), to], { spacing: 'Small' });
}

function outcome(row: RowView, frame: Frame): Element[] {
  if (row.state === 'open') return [];
  const words = run(decidedWords(row, frame), { size: 'Small', color: STATE_COLOR[row.state] });
  return [rich([words], { spacing: 'Small' }), ...when(row.at, frame)];
}

function buttons(content: Review, open: readonly RowView[]): Button[] {
  if (open.length === 0) return [];
  const ids = { caseId: content.case.id, reviewId: content.reviewId };
  const fields = open.map((row) => row.field);
  return [
    { action: { verb: 'accept', ...ids, fields } },
    { action: { verb: 'edit', ...ids } },
    { action: { verb: content.review === 'changed' ? 'undo' : 'reject', ...ids, fields } },
  ];
}
