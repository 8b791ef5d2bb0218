/** Reads what a person typed into one field of a card or sent through the API: all of it is the value, or it is refused. */
import { hasOptions, isContactField, type FieldDefinition, type FieldOption } from '../cases/fields';
import type { ParsedValue, ValueParser } from '../cases/deciding/prediction';
import { profileOf } from './local/fieldProfile';
import { findMentions } from './local/mentions';
import { optionIndexOf } from './local/optionIndex';
import { findDates } from './local/recognisers/dates';
import { isEmail } from './local/recognisers/email';
import { currencyCode, formatMoney, parseNumber, wordNumber } from './local/recognisers/numbers';
import { parsePhone } from './local/recognisers/phone';
import { splitSentences } from './local/sentences';
import { formatLike } from './local/shapes';
import { fold } from './local/tokens';
import { NO, YES } from './local/words/small';

export interface ValueParserOptions {
  /** ISO 3166 country for phone numbers without a prefix, and for the order of day and month. */
  readonly region?: string;
  /** IANA name: "tomorrow" is read in it. */
  readonly timeZone?: string;
  /** For tests: what "today" is. */
  readonly now?: () => Date;
}

const TEXT_CHARS_MAX = 1000;
const MULTILINE_CHARS_MAX = 20_000;

/** Makes the parser of an installation. */
export function createValueParser(settings: ValueParserOptions = {}): ValueParser {
  return { parse: (field, raw, options) => parse(field, raw, options, settings) };
}

function parse(
  field: FieldDefinition,
  raw: unknown,
  options: readonly FieldOption[],
  settings: ValueParserOptions,
): ParsedValue {
  if (field.type === 'boolean' && typeof raw === 'boolean') return ok(raw, raw ? 'Yes' : 'No');
  if (typeof raw === 'number' && !Number.isFinite(raw)) return no('is not a number');
  if (typeof raw !== 'string' && typeof raw !== 'number') return no('must be text');
  const text = String(raw).trim();
  if (text === '') return no('is empty');
  if (text.length > (field.type === 'multilineText' ? MULTILINE_CHARS_MAX : TEXT_CHARS_MAX))
    return no('is too long');
  if (hasOptions(field) || isContactField(field)) return parseOption(text, options);
  return parseTyped(field, text, settings);
}

function parseTyped(field: FieldDefinition, text: string, settings: ValueParserOptions): ParsedValue {
  switch (field.type) {
    case 'email':
      return isEmail(text) ? ok(text.toLowerCase()) : no('is not an email address');
    case 'phone':
      return parsePhoneValue(text, settings);
    case 'integer':
      return parseInteger(field, text);
    case 'decimal':
      return numeric(readNumber(text));
    case 'currency':
      return parseMoney(text, settings);
    case 'boolean':
      return parseBoolean(text);
    case 'date':
      return parseDate(text, settings);
    case 'multilineText':
      return ok(text);
    default:
      return parseText(field, text);
  }
}

function parseText(field: FieldDefinition, text: string): ParsedValue {
  const value = text.replace(/\s+/g, ' ');
  const { matches, shapes } = profileOf(field);
  if (matches === undefined) return ok(value);
  const formatted = formatLike(shapes, value);
  const right = [value, formatted, value.toUpperCase()].find((form) => form !== undefined && matches(form));
  return right === undefined ? no('does not have the form that the field asks for') : ok(right);
}

function parsePhoneValue(text: string, { region }: ValueParserOptions): ParsedValue {
  const number = parsePhone(text, region);
  return number === undefined ? no('is not a phone number') : ok(number);
}

function parseInteger(field: FieldDefinition, text: string): ParsedValue {
  const value = readNumber(text);
  if (value === undefined || !Number.isSafeInteger(value)) return no('is not a whole number');
  const { matches } = profileOf(field);
  return matches === undefined || matches(text) || matches(String(value))
    ? ok(value)
    : no('does not have the form that the field asks for');
}

function readNumber(text: string): number | undefined {
  return /^[-−]?[\d.,'’ ]+$/.test(text) ? parseNumber(text) : wordNumber(text);
}

function numeric(value: number | undefined): ParsedValue {
  return value === undefined ? no('is not a number') : ok(value);
}

const CURRENCY_OF_REGION = new Map(
  Object.entries({
    US: 'USD',
    GB: 'GBP',
    CH: 'CHF',
    CA: 'CAD',
    AU: 'AUD',
    IN: 'INR',
    JP: 'JPY',
    SE: 'SEK',
    NO: 'NOK',
    DK: 'DKK',
    PL: 'PLN',
    CZ: 'CZK',
    NZ: 'NZD',
  }),
);
const EURO_REGIONS = new Set('AT BE CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK'.split(' '));

function parseMoney(text: string, { region }: ValueParserOptions): ParsedValue {
  const [, before = '', digits = '', after = ''] =
    /^([^\d-]{0,8}?)\s*(-?\d[\d.,'’ ]*?)\s*([^\d\s.,]{0,8})$/.exec(text) ?? [];
  const amount = digits === '' ? undefined : parseNumber(digits);
  if (amount === undefined) return no('is not an amount');
  const named = `${before}${after}`.trim();
  const code =
    named === ''
      ? regional(region)
      : (currencyCode(before) ?? currencyCode(after) ?? (/^[A-Z]{3}$/.test(named) ? named : undefined));
  return code === undefined ? no('needs a currency, like 12.50 EUR') : ok(formatMoney(amount, code));
}

function regional(region: string | undefined): string | undefined {
  const country = region?.toUpperCase() ?? '';
  return EURO_REGIONS.has(country) ? 'EUR' : CURRENCY_OF_REGION.get(country);
}

function parseBoolean(text: string): ParsedValue {
  const word = fold(text);
  if (YES.has(word) || word === '1' || word === 'on') return ok(true, 'Yes');
  if (NO.has(word) || word === '0' || word === 'off') return ok(false, 'No');
  return no('is neither yes nor no');
}

const ISO = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;

function parseDate(text: string, { timeZone, region, now }: ValueParserOptions): ParsedValue {
  const iso = ISO.exec(text);
  if (iso !== null) return parseIso(iso);
  const language = ['DE', 'AT', 'CH', 'LI', 'LU'].includes(region?.toUpperCase() ?? '') ? 'de' : undefined;
  const [found] = findDates(text, { at: (now?.() ?? new Date()).toISOString(), timeZone, region, language });
  const whole =
    found !== undefined &&
    text.slice(0, found.start).trim() === '' &&
    /^[\s.]*(?:uhr)?$/i.test(text.slice(found.end));
  return whole ? ok(found.value) : no('is not a date');
}

function parseIso([, year, month, day, hour, minute]: RegExpExecArray): ParsedValue {
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  const real =
    date.getUTCMonth() + 1 === Number(month) &&
    date.getUTCDate() === Number(day) &&
    Number(hour ?? 0) < 24 &&
    Number(minute ?? 0) < 60;
  if (!real) return no('is not a date');
  return ok(hour === undefined ? `${year}-${month}-${day}` : `${year}-${month}-${day}T${hour}:${minute}`);
}

/** By value, by label or synonym in any case, else the one option that the words name in full. */
function parseOption(text: string, options: readonly FieldOption[]): ParsedValue {
  const exact = options.find(({ value }) => value === text);
  if (exact !== undefined) return ok(exact.value, exact.label);
  const plain = fold(text);
  const same = options.filter(({ value, label, synonyms }) =>
    [value, label, ...(synonyms ?? [])].some((name) => fold(name) === plain),
  );
  const [only] = same;
  if (only !== undefined && same.length === 1) return ok(only.value, only.label);
  const named = same.length > 1 ? [] : mentioned(text, options);
  const [option] = named;
  return option !== undefined && named.length === 1
    ? ok(option.value, option.label)
    : no('is not one of the values');
}

function mentioned(text: string, options: readonly FieldOption[]): FieldOption[] {
  const [sentence] = splitSentences(text);
  if (sentence === undefined) return [];
  const found = findMentions(text, sentence, optionIndexOf(options)).filter(({ covered }) => covered > 0.85);
  return [...new Set(found.map(({ option }) => option))]
    .map((id) => options[id])
    .filter((option) => option !== undefined);
}

function ok(value: string | number | boolean, label = String(value)): ParsedValue {
  return { ok: true, value, label };
}

function no(problem: string): ParsedValue {
  return { ok: false, problem };
}
