/** Phone numbers, to E.164, with the country of the installation where a number has no prefix. */
import {
  isSupportedCountry,
  parsePhoneNumberFromString,
  type CountryCode,
  type PhoneNumber,
} from 'libphonenumber-js/min';
import type { Candidate } from './types';

const DIGITS_MIN = 6;
const PHONES_MAX = 10; // a text of nothing but numbers must not be slow
/** Digits with at most two marks between them, ending in a digit. */
const RUN = /[+(]{0,2}\d(?:[ ()./-]{0,2}\d){4,18}/g;
const WRITTEN_DATE = /^(?:[0-3]?\d([./-])[0-3]?\d\1(?:19|20)\d\d|(?:19|20)\d\d([./-])[01]?\d\2[0-3]?\d)$/;
const DEFAULT_REGION: CountryCode = 'US';

export function regionOf(region: string | undefined): CountryCode | undefined {
  const upper = region?.toUpperCase();
  return upper !== undefined && isSupportedCountry(upper) ? upper : undefined;
}

/** Numbers that could be phone numbers; one that is written like one is trusted more than bare digits. */
export function findPhones(text: string, region: string | undefined, language?: string): Candidate[] {
  const country = regionOf(region) ?? DEFAULT_REGION;
  const other = language === undefined ? undefined : COUNTRY_OF[language];
  const found: Candidate[] = [];
  for (const match of text.matchAll(RUN)) {
    const start = match.index;
    const end = start + match[0].length;
    if (/[\p{L}\p{N}@]/u.test(text[end] ?? ' ') || /[\p{L}\p{N}@.#$€£=-]/u.test(text[start - 1] ?? ' '))
      continue;
    if (WRITTEN_DATE.test(match[0])) continue;
    if (digitsIn(match[0]) < DIGITS_MIN) continue;
    const number = readPhone(match[0], country, other) ?? nationalOf(match[0]);
    if (number === undefined) continue;
    const shaped = /^\+|^00|[()/]|\d[ .-]\d/.test(match[0]);
    found.push({
      kind: 'phone',
      start,
      end,
      value: number.value,
      label: number.label,
      trust: (number.valid ? 0.7 : 0.45) + (shaped ? 0.25 : 0),
    });
    if (found.length >= PHONES_MAX) break;
  }
  return found;
}

/** Where a language is mostly spoken: its numbers are read so where they cannot be the installation's. */
const COUNTRY_OF: Readonly<Record<string, CountryCode>> = { de: 'DE' };

interface ReadPhone {
  readonly value: string;
  readonly label: string;
  readonly valid: boolean;
}

function readPhone(
  text: string,
  country: CountryCode,
  other: CountryCode | undefined,
): ReadPhone | undefined {
  const number = parsePhoneNumberFromString(international(text), country);
  if (number?.isPossible() === true && (number.isValid() || other === undefined)) return read(number);
  const elsewhere = other === undefined ? undefined : parsePhoneNumberFromString(text, other);
  if (elsewhere?.isValid() === true) return read(elsewhere);
  return number?.isPossible() === true ? read(number) : undefined;
}

function read(number: PhoneNumber): ReadPhone {
  return { value: number.number, label: number.formatInternational(), valid: number.isValid() };
}

/** "0044 ...": most of the world dials so what E.123 writes "+44 ...". */
function international(text: string): string {
  return text.replace(/^\(?00(?=[ ()./-]*[1-9])/, '+');
}

const NATIONAL = /^0[1-9]\d{6,12}$/;

/** A number of some other country, which nothing names: its digits as people there dial them. */
function nationalOf(text: string): ReadPhone | undefined {
  const digits = text.replace(/[ ()./-]/g, '');
  return NATIONAL.test(digits) ? { value: digits, label: text.trim(), valid: false } : undefined;
}

/** One typed number, or nothing. */
export function parsePhone(text: string, region: string | undefined): string | undefined {
  const parsed = parsePhoneNumberFromString(international(text), regionOf(region) ?? DEFAULT_REGION);
  return parsed?.isPossible() === true ? parsed.number : nationalOf(text)?.value;
}

function digitsIn(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length && count < DIGITS_MIN; i++) {
    const code = text.charCodeAt(i);
    if (code >= 48 && code <= 57) count++;
  }
  return count;
}
