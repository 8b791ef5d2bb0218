/**
 * A case in a line or two: when the customer last wrote and what, what was sent to them since, what is owed. Pure: the
 * talk and the time go in.
 */
import { asksSomething } from '../deciding/asking';
import type { Said, Talk } from '../followUp/talk';
import { summaryTexts, type SummaryTexts } from '../texts/summaries';

export interface SummaryContext {
  readonly now: string;
  /** The reader's: "en", "de". */
  readonly language: string;
  /** IANA: what counts as yesterday. */
  readonly timeZone: string;
}

const QUOTE_CHARS_MAX = 120; // two lines of a narrow card

/** "The customer last wrote 3 days ago and asked: “…”; the last mail to them was sent yesterday." */
export function summaryOf(talk: Talk, context: SummaryContext): string {
  const words = summaryTexts(context.language);
  const lines = [
    `${heardPart(talk, words, context)}; ${sincePart(talk, words, context)}.`,
    ...(talk.question !== undefined && talk.question !== talk.heard?.text
      ? [`${words.stillOpen(short(talk.question))}.`]
      : []),
    ...(talk.promise === undefined ? [] : [`${words.promised(short(talk.promise))}.`]),
  ];
  return lines.join(' ');
}

function heardPart({ heard }: Talk, words: SummaryTexts, context: SummaryContext): string {
  if (!heard) return words.never;
  const when = whenOf(heard.at, context, words);
  const said = short(heard.text);
  if (heard.kind === 'accept') return words.accepted(when);
  if (heard.kind === 'decline') return words.declined(when, said);
  if (said === '') return words.answered(when);
  return asksSomething(heard.text) ? words.asked(when, said) : words.said(when, said);
}

function sincePart({ since }: Talk, words: SummaryTexts, context: SummaryContext): string {
  const last = since.findLast(({ about }) => about?.kind !== 'notice');
  if (!last) return words.nothingSince;
  const when = whenOf(last.at, context, words);
  if (last.state === 'lost') return words.lost(when);
  if (last.about?.kind === 'follow-up') return words.followUp(when, String(last.about.n));
  return isMail(last) ? words.mail(when) : words.message(when);
}

function isMail({ conversationId }: Said): boolean {
  return conversationId.startsWith('email:');
}

function short(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (line.length <= QUOTE_CHARS_MAX) return line;
  const cut = line.slice(0, QUOTE_CHARS_MAX);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), QUOTE_CHARS_MAX / 2)).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Hours within a day, else days by the calendar: what was sent on Monday evening is not "yesterday" on Wednesday. */
function whenOf(at: string, { now, language, timeZone }: SummaryContext, words: SummaryTexts): string {
  const ms = Date.parse(now) - Date.parse(at);
  const ago = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  const days = dayOf(now, timeZone) - dayOf(at, timeZone);
  if (days > 0 && ms >= DAY_MS / 2) return ago.format(-days, 'day');
  if (ms >= HOUR_MS) return ago.format(-Math.floor(ms / HOUR_MS), 'hour');
  return ms >= 60_000 ? ago.format(-Math.floor(ms / 60_000), 'minute') : words.justNow;
}

/** Days since 1970 as the calendar there counts them. */
function dayOf(at: string, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short' }).format(Date.parse(at));
  return Date.parse(parts) / DAY_MS;
}
