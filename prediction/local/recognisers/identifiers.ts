/** Runs that could be an identifier: "3348917502", "ACC-10023", "acc 10 023", "one two three four". */
import type { Token } from '../tokens';
import { STOP_WORDS } from '../words/small';
import { wordDigit } from './numbers';
import type { Candidate } from './types';

const RUN = /(?<![\p{L}\p{N}@])#?[\p{L}\p{N}](?:[\p{L}\p{N}]|[-_/.:+](?=[\p{L}\p{N}])){0,49}/gu;
const JOIN_MAX = 8; // pieces of one identifier said with spaces
const FOUND_MAX = 60;

/** Pieces with a digit, whole runs of such pieces, and a short word in front of them ("acc 10 023"). */
export function findIdentifiers(text: string, tokens: readonly Token[]): Candidate[] {
  const pieces = [...text.matchAll(RUN)].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }));
  const found: Candidate[] = [];
  for (let i = 0; i < pieces.length && found.length < FOUND_MAX; i++) {
    const piece = pieces[i];
    if (piece === undefined || !/\d/.test(piece.text) || isMeasure(text, piece)) continue;
    found.push(identifier(text, piece.start, piece.end, inGroups(text, pieces, i) ? GROUP : 1));
    if (hasDigit(pieces[i - 1]?.text) && gap(text, pieces[i - 1], piece)) continue;
    const last = runEnd(text, pieces, i);
    const lead = leadOf(text, pieces, i);
    if (last > i) found.push(identifier(text, piece.start, pieces[last]?.end ?? piece.end, 0.85));
    if (lead !== undefined) found.push(identifier(text, lead, piece.end, 0.8));
    if (lead !== undefined && last > i)
      found.push(identifier(text, lead, pieces[last]?.end ?? piece.end, 0.8));
  }
  return [...found, ...findSpelled(text, tokens)];
}

const UNIT_AFTER =
  /^\s?(?:[$€£¥₹%°]|(?:dollars?|bucks|usd|euros?|eur|pounds?|gbp|franken|chf|credits?)\b|(?:[ap]\.?m|uhr|o'clock)\b|:\d)/i;

/** "$300", "10 am", "20 %": an amount or a time. */
function isMeasure(text: string, { start, end }: Piece): boolean {
  return (
    /[$€£¥₹]\s?$/.test(text.slice(Math.max(0, start - 2), start)) ||
    UNIT_AFTER.test(text.slice(end, end + 12))
  );
}

const GROUP = 0.6;
const GROUP_CHARS_MAX = 4;

/** A short piece between others like it: a group of a longer number. */
function inGroups(text: string, pieces: readonly Piece[], at: number): boolean {
  const piece = pieces[at];
  if (piece === undefined || piece.text.length > GROUP_CHARS_MAX) return false;
  return [at - 1, at].some((left) => {
    const [a, b] = [pieces[left], pieces[left + 1]];
    const other = left === at ? b : a;
    return gap(text, a, b) && (hasDigit(other?.text) || /^\p{Lu}{2,4}$/u.test(other?.text ?? ''));
  });
}

interface Piece {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

function identifier(text: string, from: number, end: number, trust: number): Candidate {
  const start = text[from] === '#' ? from + 1 : from;
  return { kind: 'identifier', start, end, value: text.slice(start, end), trust };
}

function hasDigit(text: string | undefined): boolean {
  return text !== undefined && /\d/.test(text);
}

function gap(text: string, left: Piece | undefined, right: Piece | undefined): boolean {
  return (
    left !== undefined && right !== undefined && /^(?: ?[-–./] ?| )$/.test(text.slice(left.end, right.start))
  );
}

function runEnd(text: string, pieces: readonly Piece[], from: number): number {
  let i = from;
  while (
    i - from < JOIN_MAX &&
    gap(text, pieces[i], pieces[i + 1]) &&
    (hasDigit(pieces[i + 1]?.text) || /^\p{Lu}{1,3}$/u.test(pieces[i + 1]?.text ?? ''))
  )
    i++;
  return i;
}

/** The start of up to two short words before the run that are no small words: the "acc" of "acc 10 023". */
function leadOf(text: string, pieces: readonly Piece[], at: number): number | undefined {
  const before = pieces[at - 1];
  if (
    before === undefined ||
    before.text.length > 6 ||
    STOP_WORDS.has(before.text.toLowerCase()) ||
    !gap(text, before, pieces[at])
  )
    return undefined;
  return before.start;
}

/** The "kd" of "kd five five eight". */
function isLetters({ word, raw }: Token): boolean {
  return /^\p{L}{1,3}$/u.test(raw) && !STOP_WORDS.has(word) && !NUMBER_WORDS.has(word);
}

const NUMBER_WORDS = new Set(['pin', 'nr', 'no', 'id', 'tel', 'num']);

/** Digits spelled out: at least three, "double" and "triple" understood. */
function findSpelled(text: string, tokens: readonly Token[]): Candidate[] {
  const found: Candidate[] = [];
  for (let i = 0; i < tokens.length; i++) {
    let value = '';
    let j = i;
    for (; j < tokens.length; j++) {
      const word = tokens[j]?.word ?? '';
      const times = word === 'double' || word === 'doppel' ? 2 : word === 'triple' ? 3 : 1;
      const digit = /^\d$/.test(word) ? word : wordDigit(times > 1 ? (tokens[j + 1]?.word ?? '') : word);
      if (digit === undefined) break;
      value += digit.repeat(times);
      if (times > 1) j++;
    }
    const [first, last] = [tokens[i], tokens[j - 1]];
    if (
      value.length >= 3 &&
      first !== undefined &&
      last !== undefined &&
      !/^\d+$/.test(text.slice(first.start, last.end))
    ) {
      found.push({ kind: 'identifier', start: first.start, end: last.end, value, trust: 0.8 });
      const lead = tokens[i - 1];
      if (lead !== undefined && isLetters(lead))
        found.push({
          kind: 'identifier',
          start: lead.start,
          end: last.end,
          value: lead.raw + value,
          trust: 0.7,
        });
    }
    if (j > i) i = j - 1;
  }
  return found;
}
