/** Whether a predicted value is the one that the truth names: the same thing may be written in many ways. */
import { hasOptions, type FieldDefinition, type FieldOption, type FieldValue } from '../../cases/fields';
import type { ValueParser } from '../../cases/deciding/prediction';

/** A value as it was written down, with other accepted ways of writing it. */
export interface Truth {
  readonly value: FieldValue;
  readonly aliases?: readonly string[];
}

export interface Guess {
  readonly value: FieldValue;
  readonly label: string;
}

const PHONE_DIGITS_MIN = 6; // below it a number's end says nothing

/** Reads what the truth says as the field would read it; without a parser only the writing is compared. */
export function isRight(field: FieldDefinition, guess: Guess, truth: Truth, parser?: ValueParser): boolean {
  return [truth.value, ...(truth.aliases ?? [])].some((one) => isSame(field, guess, one, parser));
}

function isSame(
  field: FieldDefinition,
  guess: Guess,
  truth: FieldValue,
  parser: ValueParser | undefined,
): boolean {
  const written = String(truth);
  if (guess.value === truth || String(guess.value) === written.trim()) return true;
  switch (field.type) {
    case 'choice':
    case 'lookup':
      return isSameOption(field, guess, written);
    case 'integer':
    case 'decimal':
      return isSameNumber(String(guess.value), written) || parsesTo(field, guess, truth, parser);
    case 'currency':
      return isSameMoney(String(guess.value), written) || parsesTo(field, guess, truth, parser);
    case 'phone':
      return isSamePhone(String(guess.value), written);
    case 'boolean':
      return parsesTo(field, guess, truth, parser) || plain(guess.label) === plain(written);
    case 'date':
      return isSameDate(field, guess, truth, parser);
    default:
      return plain(String(guess.value)) === plain(written);
  }
}

/** Letters and digits alone, in lower case: "ACC-10 023" is "acc10023". Signs alone stay as they are. */
export function plain(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase();
  return folded.replace(/[^\p{L}\p{M}\p{N}]+/gu, '') || folded.trim();
}

/** The option that the words name: by value first, then by label or synonym. */
export function optionNamed(field: FieldDefinition, words: string): FieldOption | undefined {
  const options = field.options ?? [];
  const wanted = plain(words);
  return (
    options.find(({ value }) => value === words) ??
    options.find(({ value, label }) => plain(value) === wanted || plain(label) === wanted) ??
    options.find(({ synonyms }) => synonyms?.some((synonym) => plain(synonym) === wanted))
  );
}

function isSameOption(field: FieldDefinition, guess: Guess, written: string): boolean {
  const wanted = plain(written);
  if (plain(String(guess.value)) === wanted || plain(guess.label) === wanted) return true;
  const named = hasOptions(field) ? optionNamed(field, written) : undefined;
  return named !== undefined && named.value === guess.value;
}

/** "1,250.50" and "1.250,50" are 1250.5; a lone comma or dot before three digits parts thousands. */
export function numberIn(text: string): number | undefined {
  const digits = /-?\d[\d.,'’ ]*/.exec(text)?.[0].replace(/[.,'’ ]+$/, '');
  if (digits === undefined) return undefined;
  const bare = digits.replace(/['’ ]/g, '');
  const last = Math.max(bare.lastIndexOf('.'), bare.lastIndexOf(','));
  const marks = bare.match(/[.,]/g) ?? [];
  const groups = marks.length > 0 && new Set(marks).size === 1 && /^-?\d{1,3}(?:[.,]\d{3})+$/.test(bare);
  const number =
    last < 0 || groups
      ? Number(bare.replace(/[.,]/g, ''))
      : Number(`${bare.slice(0, last).replace(/[.,]/g, '')}.${bare.slice(last + 1)}`);
  return Number.isNaN(number) ? undefined : number;
}

function isSameNumber(guess: string, written: string): boolean {
  const [a, b] = [Number(guess), numberIn(written)];
  if (b === undefined) return false;
  return a === b || a === Number(written.trim());
}

function isSameMoney(guess: string, written: string): boolean {
  const code = /[A-Z]{3}/.exec(written)?.[0];
  return numberIn(guess) === numberIn(written) && (code === undefined || guess.includes(code));
}

/** By digits: one may have the country's prefix where the other has a nought or nothing. */
function isSamePhone(guess: string, written: string): boolean {
  const [a, b] = [guess, written].map((text) => text.replace(/\D/g, '').replace(/^0+/, '')) as [
    string,
    string,
  ];
  if (a === b) return a !== '';
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= PHONE_DIGITS_MIN && long.endsWith(short);
}

/** Where the truth names no time, the day alone counts. */
function isSameDate(
  field: FieldDefinition,
  guess: Guess,
  truth: FieldValue,
  parser: ValueParser | undefined,
): boolean {
  const said = String(guess.value);
  if (plain(said) === plain(String(truth))) return true;
  const parsed = parser?.parse(field, truth, []);
  if (parsed?.ok !== true) return false;
  const wanted = String(parsed.value);
  return wanted.includes('T') ? said === wanted : said.split('T')[0] === wanted;
}

function parsesTo(
  field: FieldDefinition,
  guess: Guess,
  truth: FieldValue,
  parser: ValueParser | undefined,
): boolean {
  const parsed = parser?.parse(field, truth, field.options ?? []);
  return parsed?.ok === true && parsed.value === guess.value;
}
