/** What the customer wants to have solved: how sure that is, what the solution needs, and how far it has come. */
import type { IntentView, QuestionView } from '../cases/resolution/intentView';
import { resolutionTexts, type ResolutionTexts } from '../cases/texts/resolution';
import type { Button } from './actions';
import { column, columns, container, rich, run } from './elements';
import type { Element } from './elements';
import type { CardParts, Frame } from './frame';
import { LINE_CHARS_MAX, literal, VALUE_CHARS_MAX } from './literal';
import { aboutCase, heading, quiet, quoteRun, section, trust } from './pieces';
import type { ContentOf } from './pieces';

const SOLUTION_CHARS_MAX = 600; // enough to know it again; the whole is in its draft

export function intentCard({ case: head, intent }: ContentOf<'intent'>, frame: Frame): CardParts {
  const texts = resolutionTexts(frame.language);
  return {
    body: [
      heading(intent.label ?? texts.card.unknownIntent),
      ...aboutCase(head, frame),
      ...quiet([lineLiteral(intent.lineOfBusiness), texts.automation[intent.automation]], 'Small'),
      ...state(intent, texts),
      ...issue(intent, texts, frame),
      ...questions(intent, texts, frame),
      ...solution(intent, texts),
    ],
    buttons: head.status === 'active' ? buttons(intent, head.id, head.owner !== undefined) : [],
  };
}

/** One line: how far it has come, and why a person is needed. */
export function stepLine({ step, drafted, reason, detail, by }: IntentView, texts: ResolutionTexts): string {
  if (by !== undefined) return texts.card.stoppedBy(by);
  const waits = drafted ? texts.drafted[step] : undefined;
  if (waits !== undefined) return waits;
  if (reason === undefined) return texts.step[step];
  return `${texts.step[step]}: ${texts.reason[reason]}${detail === undefined ? '' : ` (${detail})`}`;
}

function state(intent: IntentView, texts: ResolutionTexts): Element[] {
  const color =
    intent.step === 'person'
      ? ({ color: 'Attention' } as const)
      : intent.step === 'accepted' || intent.step === 'solved'
        ? ({ color: 'Good' } as const)
        : {};
  const words = literal(stepLine(intent, texts), VALUE_CHARS_MAX);
  return [rich([run(words, { weight: 'Bolder', ...color })], { spacing: 'Small' })];
}

function issue(intent: IntentView, texts: ResolutionTexts, frame: Frame): Element[] {
  const { quote, confidence, why } = intent;
  const about =
    intent.issue === undefined
      ? []
      : [section(texts.card.issue), rich([run(literal(intent.issue, VALUE_CHARS_MAX))])];
  const said = quote === undefined ? [] : [rich([quoteRun(quote, frame)], { spacing: 'Small' })];
  return [
    ...about,
    ...said,
    ...trust(confidence, why === undefined ? [] : [literal(why, LINE_CHARS_MAX)], frame),
  ];
}

function questions({ questions: asked }: IntentView, texts: ResolutionTexts, frame: Frame): Element[] {
  if (asked.length === 0) return [];
  const rows = asked.map((one) => questionRow(one, texts, frame));
  return [section(texts.card.questions), container(rows, { spacing: 'Small' })];
}

function questionRow(
  { question, answer, quote }: QuestionView,
  texts: ResolutionTexts,
  frame: Frame,
): Element {
  const [mark, color] = answer === undefined ? (['○', 'Warning'] as const) : (['✓', 'Good'] as const);
  const value =
    answer === undefined
      ? run(texts.card.open, { isSubtle: true })
      : run(literal(answer, VALUE_CHARS_MAX), { weight: 'Bolder' });
  const said = quote === undefined ? [] : [rich([quoteRun(quote, frame)], { spacing: 'None' })];
  return columns(
    [
      column('auto', [rich([run(mark, { weight: 'Bolder', color })])]),
      column('stretch', [
        rich([run(literal(question, VALUE_CHARS_MAX), { isSubtle: true })]),
        rich([value], { spacing: 'None' }),
        ...said,
      ]),
    ],
    { spacing: 'Small' },
  );
}

function solution({ solution: text, article }: IntentView, texts: ResolutionTexts): Element[] {
  const words = article === undefined ? text : texts.articleNamed(article);
  if (words === undefined) return [];
  return [section(texts.card.solution), rich([run(literal(words, SOLUTION_CHARS_MAX))])];
}

function buttons({ step }: IntentView, caseId: string, taken: boolean): Button[] {
  const take: Button[] = taken ? [] : [{ action: { verb: 'take', caseId } }];
  const resolve: Button = { action: { verb: 'resolve-form', caseId } };
  const look: Button[] = [{ action: { verb: 'show', caseId } }, { action: { verb: 'why', caseId } }];
  return step === 'accepted' ? [resolve, ...take, ...look] : [...take, ...look, resolve];
}

function lineLiteral(words: string | undefined): string | undefined {
  return words === undefined ? undefined : literal(words, LINE_CHARS_MAX);
}
