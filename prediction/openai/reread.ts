/** Reads a quote again, without the model: a value counts only where the customer's words give it. */
import type { FieldDefinition, FieldValue } from '../../cases/fields';
import type { ParsedValue } from '../../cases/deciding/prediction';
import { profileOf } from '../local/fieldProfile';
import { openingAnswer } from '../local/recognisers/booleans';
import { findDates } from '../local/recognisers/dates';
import { findEmails } from '../local/recognisers/email';
import { findIdentifiers } from '../local/recognisers/identifiers';
import { findMoney, findNumbers } from '../local/recognisers/numbers';
import { findPhones } from '../local/recognisers/phone';
import { overlaps, type Candidate } from '../local/recognisers/types';
import { compactOf } from '../local/shapes';
import { tokenize } from '../local/tokens';
import { createValueParser } from '../valueParser';
import type { Grade } from './calibration';
import { hasUnseen, locate, type Span } from './locate';

/** Why a value of a model is not taken; words for it are in the text catalogues. */
export type Why =
  | 'not-listed'
  | 'no-evidence'
  | 'not-said'
  | 'not-in-words'
  | 'wrong-form'
  | 'no-trouble'
  | 'not-new'
  | 'unsure'
  | 'broken';

/** What the customer said: the whole turn, and the quoted part of it. */
export interface Passage {
  readonly turn: string;
  readonly text: string;
  /** When it was said, ISO 8601. */
  readonly at: string;
  readonly span: Span;
}

export interface Place {
  readonly region?: string;
  readonly timeZone?: string;
  readonly language?: string;
}

export type Reread =
  | {
      readonly ok: true;
      readonly value: FieldValue;
      readonly label: string;
      readonly span: Span;
      readonly grade: Grade;
    }
  | { readonly ok: false; readonly why: Why };

const AROUND = 120; // a model quotes half a number now and then: it is read whole, with what stands beside it
const TEXT_CHARS_MAX = 200; // of a name, a place, a model: longer is no value but a sentence

/** A typed field or a short text, from one quote. Options and long texts are read elsewhere. */
export function reread(field: FieldDefinition, raw: unknown, passage: Passage, place: Place): Reread {
  switch (field.type) {
    case 'boolean':
      return rereadBoolean(raw, passage);
    case 'text':
      return rereadText(field, raw, passage, place);
    default:
      return rereadTyped(field, raw, passage, place);
  }
}

function rereadTyped(field: FieldDefinition, raw: unknown, passage: Passage, place: Place): Reread {
  const wanted = parsedAs(field, raw, passage, place);
  const found = candidates(field, passage, place)
    .map((candidate) => ({ candidate, parsed: parsedAs(field, candidate.value, passage, place) }))
    .filter(({ candidate, parsed }) => parsed.ok && overlaps(candidate, passage.span));
  const same = found.find(({ parsed }) => wanted.ok && parsed.ok && sameValue(parsed.value, wanted.value));
  // What the model wrote cannot be read, but its quote holds one value only: "tomorrow", "twelve euros".
  const only = !wanted.ok && found.length === 1 ? found[0] : undefined;
  const hit = same ?? only;
  if (hit?.parsed.ok !== true)
    return { ok: false, why: found.length === 0 && !wanted.ok ? 'wrong-form' : 'not-in-words' };
  const { candidate, parsed } = hit;
  const label = candidate.label ?? parsed.label;
  const span = { start: candidate.start, end: candidate.end };
  return { ok: true, value: parsed.value, label, span, grade: 'reread' };
}

/** A model leaves the time off a date now and then; the words have it. */
function sameValue(read: FieldValue, wanted: FieldValue): boolean {
  return read === wanted || (typeof read === 'string' && read.startsWith(`${String(wanted)}T`));
}

function parsedAs(field: FieldDefinition, raw: unknown, { at }: Passage, place: Place): ParsedValue {
  const { region, timeZone } = place;
  return createValueParser({ region, timeZone, now: () => new Date(at) }).parse(field, raw, []);
}

/** What the recognisers of the field's type find around the quote, in places of the whole turn. */
function candidates(field: FieldDefinition, passage: Passage, place: Place): Candidate[] {
  const start = wordStart(passage.text, passage.span.start - AROUND);
  const text = passage.text.slice(start, passage.span.end + AROUND);
  return find(field, text, passage, place).map((one) => ({
    ...one,
    start: one.start + start,
    end: one.end + start,
  }));
}

function find(field: FieldDefinition, text: string, { at }: Passage, place: Place): Candidate[] {
  const { region, timeZone, language } = place;
  const tokens = tokenize(text);
  switch (field.type) {
    case 'email':
      return findEmails(text);
    case 'phone':
      return findPhones(text, region);
    case 'date':
      return findDates(text, { at, timeZone, region, language });
    case 'currency': {
      const numbers = findNumbers(text, tokens);
      return [...findMoney(text, numbers), ...numbers];
    }
    case 'integer':
      return [...findNumbers(text, tokens), ...findIdentifiers(text, tokens).map(withoutMarks)];
    case 'decimal':
      return findNumbers(text, tokens);
    default:
      return [];
  }
}

/** "4711-22" as one number. */
function withoutMarks(candidate: Candidate): Candidate {
  return { ...candidate, value: compactOf(String(candidate.value)) };
}

function wordStart(text: string, from: number): number {
  if (from <= 0) return 0;
  const space = text.indexOf(' ', from);
  return space === -1 ? from : space + 1;
}

/** Yes and no are the model's reading, unless the words open with the other one. */
function rereadBoolean(raw: unknown, { text, span }: Passage): Reread {
  const value = typeof raw === 'boolean' ? raw : raw === 'true' ? true : raw === 'false' ? false : undefined;
  if (value === undefined) return { ok: false, why: 'wrong-form' };
  const opening = openingAnswer(tokenize(text.slice(span.start, span.end)));
  if (opening !== undefined && opening.value !== value) return { ok: false, why: 'not-in-words' };
  return { ok: true, value, label: value ? 'Yes' : 'No', span, grade: opening ? 'said' : 'meant' };
}

const NAME = /^\p{L}[\p{L}\p{M}'’. -]{0,79}$/u;
const NAME_WORDS_MAX = 6;

/** A text stands in the words as it is; an identifier may be spelled or spaced otherwise. */
function rereadText(field: FieldDefinition, raw: unknown, passage: Passage, place: Place): Reread {
  if (typeof raw !== 'string' && typeof raw !== 'number') return { ok: false, why: 'wrong-form' };
  const { kind, matches } = profileOf(field);
  const wanted = String(raw).trim();
  if (kind === 'identifier') {
    const found = rereadIdentifier(field, wanted, passage, place);
    if (found.ok || matches !== undefined) return found;
  }
  const { text, span } = passage;
  const inside = locate(text.slice(span.start, span.end), wanted);
  if (inside === undefined) return { ok: false, why: 'not-in-words' };
  const at = { start: inside.start + span.start, end: inside.end + span.start };
  const said = text.slice(at.start, at.end);
  const value = said.replace(/\s+/g, ' ');
  if (value.length > TEXT_CHARS_MAX || hasUnseen(said)) return { ok: false, why: 'wrong-form' };
  if (kind === 'name' && (!NAME.test(value) || value.split(' ').length > NAME_WORDS_MAX))
    return { ok: false, why: 'wrong-form' };
  const parsed = parsedAs(field, value, passage, place);
  if (!parsed.ok) return { ok: false, why: 'wrong-form' };
  return { ok: true, value: parsed.value, label: parsed.label, span: at, grade: 'said' };
}

/** By its letters and digits alone, then in the form that the field asks for. */
function rereadIdentifier(field: FieldDefinition, wanted: string, passage: Passage, place: Place): Reread {
  const start = wordStart(passage.text, passage.span.start - AROUND);
  const text = passage.text.slice(start, passage.span.end + AROUND);
  const compact = compactOf(wanted);
  const found = findIdentifiers(text, tokenize(text)).find(
    (one) =>
      compact !== '' &&
      compactOf(String(one.value)) === compact &&
      overlaps({ start: one.start + start, end: one.end + start }, passage.span),
  );
  if (found === undefined) return { ok: false, why: 'not-in-words' };
  const parsed = [wanted, String(found.value), compact].map((form) => parsedAs(field, form, passage, place));
  const right = parsed.find((one) => one.ok);
  if (right?.ok !== true) return { ok: false, why: 'wrong-form' };
  const span = { start: found.start + start, end: found.end + start };
  return { ok: true, value: right.value, label: right.label, span, grade: 'reread' };
}
