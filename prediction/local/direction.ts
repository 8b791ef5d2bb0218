/** Where from and where to: fields that come in pairs (departure and arrival, start and end) and the words that tell them apart. */
import type { FieldProfile } from './fieldProfile';
import { tokenize } from './tokens';
import { nameWords } from './fieldKinds';
import type { Token } from './tokens';

export type Direction = 'from' | 'to';

const FROM = new Set(
  'departure depart departing origin pickup from start starting begin beginning checkin abfahrt abreise start abholung abflug beginn von anfang outbound'.split(
    ' ',
  ),
);
const TO = new Set(
  'arrival arrive arriving destination dropoff to end ending until checkout ziel ankunft zielort ende bis return'.split(
    ' ',
  ),
);

const CACHE = new WeakMap<FieldProfile, Direction | 'none'>();

/** Which end of a way or a time a field is, if any. */
export function directionOf(profile: FieldProfile): Direction | undefined {
  let direction = CACHE.get(profile);
  if (direction === undefined) {
    const words = tokenize(`${profile.field.label} ${nameWords(profile.field.name)}`).map(({ word }) => word);
    direction = words.some((word) => FROM.has(word))
      ? 'from'
      : words.some((word) => TO.has(word))
        ? 'to'
        : 'none';
    CACHE.set(profile, direction);
  }
  return direction === 'none' ? undefined : direction;
}

const SAID_FROM = new Set('from leaving departing leave depart starting von vom ab'.split(' '));
const SAID_TO = new Set('to until till through towards arriving arrive nach zum zur bis'.split(' '));
const REACH = 4;

/** Which direction the nearest word before a place in the sentence points to. */
export function directionBefore(tokens: readonly Token[], start: number): Direction | undefined {
  let index = tokens.findIndex((token) => token.start >= start);
  if (index === -1) index = tokens.length;
  for (let k = 1; k <= REACH && index - k >= 0; k++) {
    const word = tokens[index - k]?.word ?? '';
    if (SAID_FROM.has(word)) return 'from';
    if (SAID_TO.has(word)) return 'to';
  }
  return undefined;
}

const SPANS = /^\s?(?:-|–|—|to|until|till|through|bis)\s?(?:the |zum |den )?[\p{N}\p{Lu}]/u;
const SPANNED = /[\p{N}\p{L}]\s?(?:-|–|—)\s?$/u;
const SPAN_CHARS = 16;

/** "2nd-21st", "Monday to Friday": the first is where it begins, whatever stands before. */
export function directionInSpan(text: string, start: number, end: number): Direction | undefined {
  if (SPANS.test(text.slice(end, end + SPAN_CHARS))) return 'from';
  return SPANNED.test(text.slice(Math.max(0, start - SPAN_CHARS), start)) ? 'to' : undefined;
}

/** What the direction said is worth for a field: for it, against it, or nothing. */
export function directionWorth(profile: FieldProfile, said: Direction | undefined): number {
  const own = directionOf(profile);
  if (own === undefined || said === undefined) return 0;
  return own === said ? 1 : -1;
}
