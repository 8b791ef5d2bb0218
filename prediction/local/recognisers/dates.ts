/** Dates and times, English and German, against the turn's own time in the installation's time zone. */
import * as english from 'chrono-node/en';
import * as german from 'chrono-node/de';
import type { ParsedComponents, ParsedResult } from 'chrono-node';
import type { Candidate } from './types';

export interface DateSetting {
  /** ISO 8601: what "tomorrow" is counted from. */
  readonly at: string;
  readonly timeZone: string | undefined;
  /** ISO 3166: whether 03/04 is March or April. */
  readonly region: string | undefined;
  readonly language: string | undefined;
}

export const DATE_CHARS_MAX = 1000; // chrono's cost grows faster than the text; a date stands near its question

const MONTH_FIRST = new Set(['US', 'PH', 'PR', 'GU', 'VI', 'AS']);

/** Whether a text can hold a date at all: digits, or a word that begins like one of time. */
const HINT =
  /\d|\b(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|today|tonight|tomorrow|yesterday|next|last|this|ago|noon|midnight|week|month|year|day|in\s|heute|morgen|gestern|ubermorgen|übermorgen|vorgestern|mittag|mitternacht|woche|monat|jahr|mo\b|di\b|mi\b|do\b|fr\b|sa\b|so\b|die|mit|don|fre|sam|son|mär|mai|okt|dez|vor\s|nächste|letzte)/i;

/** Every date with its slice; one with a clock time keeps it. */
export function findDates(text: string, setting: DateSetting): Candidate[] {
  const read = text.slice(0, DATE_CHARS_MAX);
  if (!HINT.test(read)) return [];
  const found: Candidate[] = [];
  for (const result of parse(read, setting)) {
    const value = isoOf(result.start);
    if (value === undefined) continue;
    const certain = result.start.isCertain('day') || result.start.isCertain('weekday');
    found.push({
      kind: 'date',
      start: result.index,
      end: result.index + result.text.length,
      value,
      trust: certain || result.start.isCertain('month') ? 1 : result.start.isCertain('hour') ? 0.5 : 0.7,
    });
  }
  return found;
}

function parse(text: string, setting: DateSetting): ParsedResult[] {
  const instant = new Date(setting.at);
  const reference = {
    instant: Number.isNaN(instant.getTime()) ? new Date(0) : instant,
    timezone: offsetMinutes(instant, setting.timeZone),
  };
  const monthFirst =
    setting.region === undefined ? setting.language !== 'de' : MONTH_FIRST.has(setting.region.toUpperCase());
  const first = setting.language === 'de' ? german : monthFirst ? english.casual : english.GB;
  const results =
    first === german
      ? german.casual.parse(text, reference)
      : (first as typeof english.casual).parse(text, reference);
  if (results.length > 0 || setting.language === 'en') return results;
  return setting.language === 'de' ? english.GB.parse(text, reference) : german.casual.parse(text, reference);
}

/** The calendar's own numbers, never a moment shifted into another zone. */
function isoOf(parts: ParsedComponents): string | undefined {
  const [year, month, day] = [parts.get('year'), parts.get('month'), parts.get('day')];
  if (year === null || month === null || day === null) return undefined;
  const date = `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
  if (!parts.isCertain('hour')) return date;
  return `${date}T${two(parts.get('hour') ?? 0)}:${two(parts.get('minute') ?? 0)}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

const FORMATS = new Map<string, Intl.DateTimeFormat | null>();

/** Minutes east of Greenwich at that moment; chrono reads relative words in them. */
export function offsetMinutes(at: Date, timeZone: string | undefined): number {
  const format = timeZone === undefined ? null : formatOf(timeZone);
  if (format === null || Number.isNaN(at.getTime())) return 0;
  const part = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /GMT([+-])(\d{1,2})(?::?(\d{2}))?/.exec(part) ?? [];
  return sign === undefined ? 0 : (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes ?? 0));
}

function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  const cached = FORMATS.get(timeZone);
  if (cached !== undefined) return cached;
  let made: Intl.DateTimeFormat | null = null;
  try {
    made = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  } catch {
    made = null; // a zone that this machine does not know is read as UTC
  }
  FORMATS.set(timeZone, made);
  return made;
}
