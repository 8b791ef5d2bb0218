/** Words for a customer that wait for a representative's: what for, the words, what they rest on, and what became of them. */
import type { DraftView } from '../cases/cardContent';
import type { Button } from './actions';
import { container, rich, run } from './elements';
import type { Element } from './elements';
import type { CardParts, Frame } from './frame';
import { formRow } from './inputs';
import { LINE_CHARS_MAX, literal, VALUE_CHARS_MAX } from './literal';
import { aboutCase, channelName, facts, heading, quiet, quoteRun, when } from './pieces';
import type { ContentOf } from './pieces';

const DRAFT_CHARS_SHOWN_MAX = 6_000; // the whole card stays under what Teams takes

export function draftCard({ case: head, draft }: ContentOf<'draft'>, frame: Frame): CardParts {
  return {
    body: [
      heading(draftHeadline(draft, frame)),
      ...aboutCase(head, frame),
      ...when(draft.at, frame),
      ...quiet(about(draft, frame), 'Small'),
      ...since(draft, frame),
      ...words(draft, frame),
      ...quiet(author(draft, frame), 'Small'),
      ...basis(draft, frame),
    ],
    buttons: draft.state === 'open' ? buttons(draft, head.id, frame) : [],
  };
}

export function draftFormCard(content: ContentOf<'draft-form'>, frame: Frame): CardParts {
  const { case: head, draftId, revision, form, fields } = content;
  const { draft: texts } = frame.texts;
  const typed = Object.fromEntries(fields.map((field) => [field.name, '']));
  return {
    body: [
      heading(form === 'template' ? texts.templateTitle : texts.editTitle),
      ...aboutCase(head, frame),
      ...fields.map((field, index) => formRow(field, index, frame)),
    ],
    buttons: [{ action: { verb: 'save-draft', caseId: head.id, draftId, revision, typed } }],
  };
}

/** What it is; once it is decided, by whom. */
export function draftHeadline({ kind, state, by }: DraftView, { texts }: Pick<Frame, 'texts'>): string {
  const who = by === undefined ? undefined : literal(by, LINE_CHARS_MAX);
  return state === 'open' ? texts.draft.title[kind] : texts.draft.state[state](who);
}

/** What it is for, and the way that it goes. */
function about(draft: DraftView, frame: Frame): string[] {
  const { kind, state, purpose, asks, channel, resolves, template } = draft;
  const { draft: texts } = frame.texts;
  const { intent, rule, number } = purpose ?? {};
  const goes =
    kind === 'resolution' ? [] : [texts.goesBy(literal(channelName(channel, frame), LINE_CHARS_MAX))];
  return [
    ...(state === 'open' ? [] : [texts.title[kind]]),
    ...(intent === undefined ? [] : [texts.intent(literal(intent, LINE_CHARS_MAX))]),
    ...(rule === undefined ? [] : [texts.rule(literal(rule, LINE_CHARS_MAX), number?.toString())]),
    ...(asks.length === 0 ? [] : [texts.asks(literal(asks.join(', '), LINE_CHARS_MAX))]),
    ...goes,
    ...(resolves ? [texts.resolves] : []),
    ...(template === undefined ? [] : [`${texts.template}: ${literal(template, LINE_CHARS_MAX)}`]),
  ];
}

function since({ since: said }: DraftView, frame: Frame): Element[] {
  if (said === undefined) return [];
  const note = run(frame.texts.draft.spokenSince, { weight: 'Bolder', color: 'Warning' });
  return [rich([note], { spacing: 'Medium' }), rich([quoteRun(said, frame)], { spacing: 'None' })];
}

function words({ subject, text, statusReason, remarks }: DraftView, frame: Frame): Element[] {
  const { draft: texts } = frame.texts;
  const line = (label: string, value: string | undefined): Element[] =>
    value === undefined || value === ''
      ? []
      : [
          rich([
            run(`${label}: `, { isSubtle: true, size: 'Small' }),
            run(literal(value, VALUE_CHARS_MAX), { size: 'Small' }),
          ]),
        ];
  const paragraphs = text
    .slice(0, DRAFT_CHARS_SHOWN_MAX)
    .split(/\n{2,}/)
    .flatMap((one) =>
      one
        .split('\n')
        .filter((row) => row.trim() !== '')
        .map(textLine),
    );
  const head = [
    ...(statusReason === undefined
      ? []
      : [rich([run(literal(statusReason, LINE_CHARS_MAX), { weight: 'Bolder' })])]),
    ...line(texts.subject, subject),
  ];
  const items = [...head, ...paragraphs, ...line(texts.remarks, remarks)];
  return [{ ...container(items, { spacing: 'Medium' }), style: 'emphasis' as const }];
}

/** The lines of a paragraph stand close together. */
function textLine(row: string, index: number): Element {
  return rich([run(literal(row, DRAFT_CHARS_SHOWN_MAX))], { spacing: index === 0 ? 'Medium' : 'None' });
}

function author({ byAi, fromTemplate, author: name, editedBy }: DraftView, frame: Frame): string[] {
  const { draft: texts } = frame.texts;
  const who = literal(name, LINE_CHARS_MAX);
  return [
    ...(byAi ? [texts.writtenByAi(who)] : fromTemplate ? [texts.writtenFrom(who)] : []),
    ...(editedBy === undefined ? [] : [texts.editedBy(literal(editedBy, LINE_CHARS_MAX))]),
  ];
}

function basis({ quotes, fields }: DraftView, frame: Frame): Element[] {
  const said = quotes.map((quote) => rich([quoteRun(quote, frame)], { spacing: 'None' }));
  const known = facts(fields, frame);
  if (said.length + known.length === 0) return [];
  return [...quiet([frame.texts.draft.restsOn], 'Medium'), ...said, ...known];
}

function buttons(draft: DraftView, caseId: string, { texts }: Frame): Button[] {
  const ids = { caseId, draftId: draft.id };
  const { revision, seen, kind, since: said } = draft;
  return [
    { action: { verb: 'send-draft', ...ids, revision, seen }, title: sendTitle(kind, said) },
    { action: { verb: 'edit-draft', ...ids } },
    { action: { verb: 'discard-draft', ...ids } },
    ...(draft.hasTemplates ? [{ action: { verb: 'choose-template', ...ids } } as const] : []),
  ];

  function sendTitle(of: DraftView['kind'], spoken: string | undefined): string {
    if (of === 'resolution') return spoken === undefined ? texts.buttons.resolve : texts.draft.resolveAnyway;
    return spoken === undefined ? texts.buttons['send-draft'] : texts.draft.sendAnyway;
  }
}
