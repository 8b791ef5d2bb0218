/** The pieces that cards share: headings, quiet lines, facts, checks. */
import type { CardContent, CaseHead, CheckView, FieldView } from '../cases/cardContent';
import type { ConfidenceWord } from '../cases/texts/cardTexts';
import { column, columns, container, rich, run } from './elements';
import type { Element, Spacing, TextBlock, TextRun } from './elements';
import type { Frame } from './frame';
import { LINE_CHARS_MAX, literal, QUOTE_CHARS_MAX, VALUE_CHARS_MAX } from './literal';
import { ago, exactMacro } from './times';

export const QUIET = { size: 'Small', isSubtle: true } as const;
const SURE_FROM = 0.9;
const LIKELY_FROM = 0.75;
const CARD_VALUE_CHARS = 8000; // all values of a card together: Teams refuses messages much over 28 KB
export const ROWS_SHOWN_MAX = 40;
const HALF_LINE_WORD = /\S{22}/u;

export type ContentOf<Kind extends CardContent['kind']> = Extract<CardContent, { kind: Kind }>;

/** The most important line of the card: first, and large. */
export function heading(words: string): Element {
  return rich([run(literal(words, LINE_CHARS_MAX), { size: 'Large', weight: 'Bolder' })]);
}

/** A heading inside the card. */
export function section(words: string): Element {
  return rich([run(words, { weight: 'Bolder' })], { spacing: 'Medium', separator: true });
}

/** Small grey words, parted by dots; parts that are missing or empty are left out. */
export function quiet(parts: readonly (string | undefined)[], spacing: Spacing = 'None'): Element[] {
  const words = parts.filter((part) => part !== undefined && part !== '').join(' · ');
  return words === '' ? [] : [rich([run(words, QUIET)], { spacing })];
}

/** "4 min ago · Tue, 3 Nov 2026 14:05": our own words only, so a TextBlock may hold them. */
export function when(at: string | undefined, frame: Frame): TextBlock[] {
  if (at === undefined) return [];
  const words = [relative(at, frame), exactMacro(at)].filter((part) => part !== '').join(' · ');
  return words === '' ? [] : [{ type: 'TextBlock', text: words, wrap: true, ...QUIET, spacing: 'None' }];
}

export function relative(at: string, frame: Frame): string {
  return ago(at, frame.now, frame.language, frame.texts.justNow);
}

export function channelName(channel: string, frame: Pick<Frame, 'texts'>): string {
  const { channels } = frame.texts;
  return Object.hasOwn(channels, channel) ? (channels[channel] ?? channel) : channel;
}

export function confidenceWord(confidence: number): ConfidenceWord {
  if (confidence >= SURE_FROM) return 'sure';
  return confidence >= LIKELY_FROM ? 'likely' : 'unsure';
}

export function percent(confidence: number, frame: Pick<Frame, 'language'>): string {
  return new Intl.NumberFormat(frame.language, { style: 'percent' }).format(confidence);
}

/** "likely · 82 % · answers the question": the word first, and in colour where a look is worth it. */
export function trust(confidence: number | undefined, reasons: readonly string[], frame: Frame): Element[] {
  if (confidence === undefined) return quiet(reasons);
  const word = confidenceWord(confidence);
  const color = word === 'unsure' ? ({ color: 'Warning' } as const) : { isSubtle: true };
  const rest = [percent(confidence, frame), ...reasons].filter((part) => part !== '').join(' · ');
  const runs = [
    run(frame.texts.confidence[word], { size: 'Small', weight: 'Bolder', ...color }),
    run(` · ${rest}`, QUIET),
  ];
  return [rich(runs, { spacing: 'None' })];
}

export function quoteRun(quote: string, frame: Frame): TextRun {
  return run(frame.texts.quoted(literal(quote, QUOTE_CHARS_MAX)), { ...QUIET, italic: true });
}

/** How much of each value is shown when so many share the card. */
export function charsFor(count: number): number {
  return Math.min(VALUE_CHARS_MAX, Math.max(60, Math.floor(CARD_VALUE_CHARS / Math.max(1, count))));
}

/**
 * A label beside its value, with a quiet line for what the value rests on; above it where a long word (an email
 * address) would not fit half a narrow card.
 */
export function facts(
  fields: readonly FieldView[],
  frame: Frame,
  under: (field: FieldView) => Element[] = () => [],
): Element[] {
  if (fields.length === 0) return [];
  const chars = charsFor(fields.length);
  const shown = fields.slice(0, ROWS_SHOWN_MAX);
  const stacked = shown.some(({ label, value }) => HALF_LINE_WORD.test(`${label} ${value}`));
  const rows = shown.map((field) => fact(field, { chars, stacked, under: under(field) }, frame));
  const more = andMore(fields.length - shown.length, frame);
  return [container([...rows, ...more], { spacing: 'Medium', separator: true })];
}

export function andMore(count: number, frame: Frame): Element[] {
  return count > 0 ? quiet([frame.texts.more(count)]) : [];
}

interface Place {
  readonly chars: number;
  readonly stacked: boolean;
  /** Lines under the value; they say who set it. */
  readonly under: readonly Element[];
}

function fact(field: FieldView, { chars, stacked, under }: Place, frame: Frame): Element {
  const label = rich([run(literal(field.label, LINE_CHARS_MAX), { isSubtle: true })]);
  const value = literal(field.value, chars);
  const rest = [...sourceOf(field, chars, under.length > 0, frame), ...under];
  return stacked
    ? container([label, rich([run(value)], { spacing: 'None' }), ...rest], { spacing: 'Small' })
    : columns([column(2, [label]), column(3, [rich([run(value)]), ...rest])], { spacing: 'Small' });
}

function sourceOf(field: FieldView, chars: number, said: boolean, frame: Frame): Element[] {
  if (field.quote !== undefined)
    return [rich([quoteRun(field.quote.slice(0, chars), frame)], { spacing: 'None' })];
  return said ? [] : quiet([setBy(field, frame)]);
}

/** Who set the value, and whether the agent may change it. */
export function setBy(field: FieldView, { texts }: Pick<Frame, 'texts'>): string {
  const parts = [
    field.locked ? texts.unlock.locked : undefined,
    texts.setBy[field.setBy](literal(field.who, LINE_CHARS_MAX)),
    field.unlockedBy && texts.unlock.unlockedBy(literal(field.unlockedBy, LINE_CHARS_MAX)),
  ];
  return parts.filter((part) => part !== undefined).join(' · ');
}

/** What the case still lacks; nothing when it lacks nothing. */
export function missingLine(labels: readonly string[], frame: Frame): Element[] {
  if (labels.length === 0) return [];
  const words = literal(labels.join(', '), VALUE_CHARS_MAX);
  const runs = [run(`${frame.texts.missing}: `, { weight: 'Bolder', color: 'Warning' }), run(words)];
  return [rich(runs, { spacing: 'Medium' })];
}

/** Number and title of the case that the card is about, under a heading of another kind; and that it is over. */
export function aboutCase(head: CaseHead, frame: Frame): Element[] {
  const over =
    head.status === 'active' ? [] : [...new Set([frame.texts.status[head.status], head.statusReason])];
  return [
    rich([run(literal(head.title, LINE_CHARS_MAX), { weight: 'Bolder' })], { spacing: 'Small' }),
    ...quiet([literal(head.number, LINE_CHARS_MAX), contactOf(head)]),
    ...(over.length === 0
      ? []
      : [rich([run(literal(over.join(' · '), LINE_CHARS_MAX), { weight: 'Bolder' })])]),
  ];
}

export function contactOf(head: CaseHead): string | undefined {
  return head.contact === undefined ? undefined : literal(head.contact, LINE_CHARS_MAX);
}

/** A list of checks: passed, not passed, or neither. */
export function checkList(checks: readonly CheckView[], frame: Frame): Element[] {
  const shown = checks.slice(0, ROWS_SHOWN_MAX).map((check) => {
    const [mark, color] =
      check.ok === undefined
        ? (['•', 'Default'] as const)
        : check.ok
          ? (['✓', 'Good'] as const)
          : (['✗', 'Attention'] as const);
    const text = rich([run(literal(check.text))]);
    return columns(
      [column('20px', [rich([run(mark, { weight: 'Bolder', color })])]), column('stretch', [text])],
      { spacing: 'Small' },
    );
  });
  return shown.length === 0
    ? []
    : [container([...shown, ...andMore(checks.length - ROWS_SHOWN_MAX, frame)], { spacing: 'Medium' })];
}
