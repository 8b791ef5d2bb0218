/** The same content in a few lines of text, for channels without cards. The words are as they were said: send it as plain text. */
import type { CardContent, CaseHead, CheckView, FieldView, LiveView, RowView } from '../cases/cardContent';
import { automationLines } from './automation';
import { resolutionTexts } from '../cases/texts/resolution';
import { duplicateLines } from './duplicate';
import { clip, LINE_CHARS_MAX, oneLine, QUOTE_CHARS_MAX, VALUE_CHARS_MAX } from './literal';
import { draftHeadline } from './draft';
import { stepLine } from './intent';
import { summaryTexts } from '../cases/texts/summaries';
import { frameOf } from './frame';
import type { Frame } from './frame';
import { channelName, confidenceWord, relative, type ContentOf } from './pieces';
import { decidedWords, headline } from './review';
import { exactText } from './times';

const LINES_MAX = 20;

/**
 * A card in words.
 * @param now ISO 8601: what "4 min ago" is counted from.
 */
export function plainText(content: CardContent, language: string, now: string): string {
  const frame = frameOf({ flavour: 'submit', language }, now);
  return linesOf(content, frame)
    .filter((line) => line !== '')
    .join('\n');
}

function linesOf(content: CardContent, frame: Frame): string[] {
  const { texts } = frame;
  switch (content.kind) {
    case 'case-opened':
      return [`${texts.newCase} ${caseLine(content.case, frame)}`, ...known(content, frame)];
    case 'review':
      return [
        `${headline(content, frame)}: ${caseLine(content.case, frame)}`,
        ...list(content.rows, frame, (row) => rowLine(row, frame)),
      ];
    case 'nothing-to-change':
      return [
        `${texts.nothingToChange}: ${caseLine(content.case, frame)}`,
        ...list(content.why, frame, checkLine),
      ];
    case 'summary':
      return [
        caseLine(content.case, frame),
        words(content.talk ?? ''),
        ...known(content, frame),
        ...list(
          content.timeline,
          frame,
          ({ at, text }) => `${exactText(at, frame.language)}: ${words(text)}`,
        ),
      ];
    case 'intent':
      return intentLines(content, frame);
    case 'why':
      return [
        words(content.title),
        ...list(content.checks, frame, checkLine),
        ...list(content.fields, frame, (field) => fieldLine(field, frame)),
      ];
    case 'case-list':
      return [
        words(content.title),
        ...(content.cases.length === 0 ? [texts.noCases] : []),
        ...list(content.cases, frame, (head) => caseLine(head, frame)),
      ];
    case 'open-form':
      return [texts.openFormTitle, list(content.fields, frame, ({ label }) => words(label)).join(', ')];
    case 'edit-form':
      return [`${texts.editFormTitle}: ${caseLine(content.case, frame)}`];
    case 'case-moved':
      return [
        texts.moved[content.what].title(words(content.into.number)),
        caseLine(content.from, frame),
        caseLine(content.into, frame),
      ];
    case 'unlock-form':
      return [
        `${texts.unlock.title(words(content.field.label))} ${caseLine(content.case, frame)}`,
        texts.unlock.meaning,
      ];
    case 'resolve-form':
      return [`${texts.resolveFormTitle}: ${caseLine(content.case, frame)}`];
    case 'creation-proposal':
      return [
        `${content.decided === undefined ? texts.proposalTitle : words(content.decided)} ${words(content.title)}`,
        ...list(content.fields, frame, (field) => fieldLine(field, frame)),
      ];
    case 'queue':
      return [liveTitle(content.live, frame), words(content.live.said ?? '')];
    case 'live':
      return [
        liveTitle(content.live, frame),
        ...list(content.transcript, frame, ({ from, by, text }) => {
          return `${from === 'agent' ? texts.agent : words(by)}: ${words(text)}`;
        }),
        ...known(content, frame),
      ];
    case 'closure':
      return [
        `${words(content.title)}: ${caseLine(content.case, frame)}`,
        words(content.resolution ?? ''),
        words(content.hint ?? ''),
      ];
    case 'suggested-actions': {
      const { suggestion, suggestionTitle } = summaryTexts(frame.language);
      const title = content.suggestion ? suggestion[content.suggestion] : suggestionTitle;
      return [`${title}: ${caseLine(content.case, frame)}`, words(content.summary)];
    }
    case 'draft':
      return [
        `${draftHeadline(content.draft, frame)}: ${caseLine(content.case, frame)}`,
        words(content.draft.since === undefined ? '' : texts.draft.spokenSince),
        words(content.draft.text),
      ];
    case 'draft-form':
      return [`${texts.draft.editTitle}: ${caseLine(content.case, frame)}`];
    case 'failed':
      return [words(content.happened), words(content.todo)];
    case 'duplicate':
      return [
        ...duplicateLines(content, frame).map((line) => words(line)),
        words(content.who),
        ...list(content.like, frame, (one) => caseLine(one.case, frame)),
      ];
    case 'automation':
      return automationLines(content, frame).map((line) => words(line));
    case 'told':
      return [words(content.text)];
    default: {
      const forgotten: never = content;
      return forgotten;
    }
  }
}

function intentLines({ case: head, intent }: ContentOf<'intent'>, frame: Frame): string[] {
  const resolution = resolutionTexts(frame.language);
  const { card } = resolution;
  return [
    `${words(intent.label ?? card.unknownIntent)}: ${caseLine(head, frame)}`,
    stepLine(intent, resolution),
    ...list(
      intent.questions,
      frame,
      ({ question, answer }) => `${words(question)} ${words(answer ?? card.open)}`,
    ),
  ];
}

function liveTitle({ who, state, by }: LiveView, { texts }: Frame): string {
  if (state === 'over') return texts.overWith(words(who));
  return state === 'taken' ? texts.takenBy(words(by ?? '')) : texts.waits(words(who));
}

function words(text: string, charsMax: number = VALUE_CHARS_MAX): string {
  return clip(oneLine(text), charsMax);
}

function list<Item>(items: readonly Item[], frame: Frame, line: (item: Item) => string): string[] {
  const rest = items.length - LINES_MAX;
  return [...items.slice(0, LINES_MAX).map(line), ...(rest > 0 ? [frame.texts.more(rest)] : [])];
}

/** "CAS-01042-K7F2: Espresso machine leaks (Dana Reyes, Web chat, 4 min ago)" */
function caseLine(head: CaseHead, frame: Frame): string {
  const about = [head.contact, channelName(head.channel, frame), relative(head.openedAt, frame)];
  const known = about.filter((part) => part !== undefined && part !== '').join(', ');
  return `${words(head.number)}: ${words(head.title, LINE_CHARS_MAX)} (${words(known)})`;
}

function known(
  content: { fields: readonly FieldView[]; missing: readonly string[] },
  frame: Frame,
): string[] {
  const { missing } = content;
  return [
    ...list(content.fields, frame, (field) => fieldLine(field, frame)),
    missing.length === 0 ? '' : `${frame.texts.missing}: ${words(missing.join(', '))}`,
  ];
}

function fieldLine(field: FieldView, frame: Frame): string {
  return `${words(field.label)}: ${words(field.value)}${quoteOf(field.quote, frame)}`;
}

function quoteOf(quote: string | undefined, frame: Frame): string {
  return quote === undefined ? '' : ` ${frame.texts.quoted(words(quote, QUOTE_CHARS_MAX))}`;
}

function rowLine(row: RowView, frame: Frame): string {
  const change = row.from === undefined ? words(row.to) : `${words(row.from)} → ${words(row.to)}`;
  const sure = row.confidence === undefined ? '' : frame.texts.confidence[confidenceWord(row.confidence)];
  const note = row.state === 'open' ? sure : decidedWords(row, frame);
  return `${words(row.label)}: ${change}${note && ` (${note})`}${quoteOf(row.quote, frame)}`;
}

function checkLine(check: CheckView): string {
  return `${check.ok === undefined ? '•' : check.ok ? '✓' : '✗'} ${words(check.text)}`;
}
