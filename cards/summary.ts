/** A case as it stands: what is known, what is missing, what happened. */
import type { CaseHead, FieldView, TimelineEntry } from '../cases/cardContent';
import type { Button } from './actions';
import { container, rich, run } from './elements';
import type { Element } from './elements';
import type { CardParts, Frame } from './frame';
import { LINE_CHARS_MAX, literal } from './literal';
import { lockLine } from './locks';
import { andMore, channelName, contactOf, facts, heading, missingLine, quiet, section, when } from './pieces';
import type { ContentOf } from './pieces';
import { thumbs } from './thumbs';

const TALK_CHARS_MAX = 600;
const TIMELINE_SHOWN_MAX = 8; // how it began, and the newest; the history over the API has the rest

export function summaryCard(content: ContentOf<'summary'>, frame: Frame): CardParts {
  const head = content.case;
  const owner =
    head.owner === undefined ? undefined : frame.texts.ownedBy(literal(head.owner, LINE_CHARS_MAX));
  return {
    body: [
      heading(head.title),
      ...quiet([literal(head.number, LINE_CHARS_MAX), contactOf(head)], 'Small'),
      ...quiet([
        frame.texts.status[head.status],
        literal(head.statusReason, LINE_CHARS_MAX),
        literal(channelName(head.channel, frame), LINE_CHARS_MAX),
        owner,
      ]),
      ...when(head.openedAt, frame),
      ...(content.talk === undefined
        ? []
        : [rich([run(literal(content.talk, TALK_CHARS_MAX))], { spacing: 'Medium' })]),
      ...facts(content.fields, frame, (field) => locks(field, head, frame)),
      ...missingLine(content.missing, frame),
      ...timeline(content.timeline, frame),
      ...thumbs(content.thumbs, { caseId: head.id, card: 'summary' }, frame),
    ],
    buttons: buttons(content),
  };
}

function locks(field: FieldView, { id, status }: CaseHead, frame: Frame): Element[] {
  const { name, label, locked, setBy, who } = field;
  return locked && status === 'active'
    ? [lockLine({ caseId: id, field: name, label, setBy, who }, frame)]
    : [];
}

function timeline(entries: readonly TimelineEntry[], frame: Frame): Element[] {
  if (entries.length === 0) return [];
  const [first, ...later] = entries.slice(-TIMELINE_SHOWN_MAX);
  const left = entries.length - TIMELINE_SHOWN_MAX;
  const begins = left > 0 ? entries[0] : first;
  return [
    section(frame.texts.timeline),
    ...(begins ? [happened(begins, frame)] : []),
    ...andMore(left, frame),
    ...later.map((entry) => happened(entry, frame)),
  ];
}

function happened({ text, at }: TimelineEntry, frame: Frame): Element {
  return container([rich([run(literal(text))]), ...when(at, frame)], { spacing: 'Small' });
}

function buttons({ case: head }: ContentOf<'summary'>): Button[] {
  const caseId = head.id;
  const active = head.status === 'active';
  return [
    ...(active && head.owner === undefined ? [{ action: { verb: 'take', caseId } } as const] : []),
    ...(active ? [{ action: { verb: 'resolve-form', caseId } } as const] : []),
    { action: { verb: 'why', caseId } },
    ...(active ? [{ action: { verb: 'update', caseId } } as const] : []),
  ];
}
