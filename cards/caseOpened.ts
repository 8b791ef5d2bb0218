/** A case was opened: what it is about, what is known and from which words, what is missing. */
import type { Button } from './actions';
import { rich, run } from './elements';
import type { CardParts, Frame } from './frame';
import { LINE_CHARS_MAX, literal } from './literal';
import { channelName, contactOf, facts, heading, missingLine, quiet, when } from './pieces';
import type { ContentOf } from './pieces';
import { thumbs } from './thumbs';

export function caseOpenedCard(content: ContentOf<'case-opened'>, frame: Frame): CardParts {
  const head = content.case;
  const number = `${frame.texts.newCase} ${literal(head.number, LINE_CHARS_MAX)}`;
  return {
    body: [
      heading(head.title),
      ...quiet([number, contactOf(head), literal(channelName(head.channel, frame), LINE_CHARS_MAX)], 'Small'),
      ...when(head.openedAt, frame),
      ...owner(head.owner, frame),
      ...sender(head, frame),
      ...facts(content.fields, frame),
      ...missingLine(content.missing, frame),
      ...thumbs(content.thumbs, { caseId: head.id, card: 'case-opened' }, frame),
    ],
    buttons: buttons(content),
  };
}

function owner(name: string | undefined, frame: Frame) {
  return name === undefined ? [] : quiet([frame.texts.ownedBy(literal(name, LINE_CHARS_MAX))]);
}

/** Who may not be who the mail says is worth a look before anything is answered. */
function sender({ unverified }: ContentOf<'case-opened'>['case'], frame: Frame) {
  if (!unverified) return [];
  return [rich([run(frame.texts.unverified, { color: 'Warning' })], { spacing: 'Small' })];
}

function buttons({ case: head }: ContentOf<'case-opened'>): Button[] {
  const caseId = head.id;
  const free = head.owner === undefined && head.status === 'active';
  return [
    ...(free ? [{ action: { verb: 'take', caseId } } as const] : []),
    { action: { verb: 'show', caseId } },
    { action: { verb: 'why', caseId } },
  ];
}
