/** A mail's text line by line, each with the form in which it is compared. */
import { WROTE } from './words';

export interface Line {
  /** As it was written. */
  readonly raw: string;
  /** For comparing: no quote marks, no emphasis, no invisible characters, ends trimmed. */
  readonly plain: string;
  /** ">", ">>", "| " or initials ("JD>") stand before it. */
  readonly quoted: boolean;
}

/** Zero-width characters and marks of direction, which clients put around names and dates. */
const INVISIBLE = /[\u00AD\u061C\u180E\u200B-\u200F\u202A-\u202E\u2060\u2066-\u2069\uFEFF]/g;
/** ">", "> >", also after blanks, and the initials that some clients put before it. */
const QUOTE_MARK = /^[ \t]{0,8}(?:(?:[A-Z][\p{L}]{0,11})?>[> \t]*)/u;
/** How GroupWise names the writer, above a mail whose lines it does not mark. */
export const GROUPWISE = /^>{3} \S.{3,200} >{3}\s*$/;
/** Attributions and heads are short; what is longer is cut for the comparison, never for the text. */
const COMPARED_CHARS_MAX = 1_000;

export function linesOf(text: string): Line[] {
  return text.split('\n').map(lineOf);
}

function lineOf(raw: string): Line {
  const mark = closesAddress(raw) || GROUPWISE.test(raw) ? null : QUOTE_MARK.exec(raw);
  const unmarked = mark === null ? raw : raw.slice(mark[0].length);
  return { raw, plain: plainly(unmarked), quoted: mark !== null };
}

/** "> wrote:" and ">:" are the end of an address that was wrapped, not a quote. */
function closesAddress(raw: string): boolean {
  const rest = /^>\s*(\S.{0,40})?:\s*$/.exec(raw);
  if (rest === null) return false;
  const words = rest[1]?.trim() ?? '';
  return words === '' || WROTE.exec(words)?.[0] === words;
}

export function plainly(raw: string): string {
  return raw
    .slice(0, COMPARED_CHARS_MAX)
    .replace(INVISIBLE, '')
    .replace(/[\u00A0\u2007\u202F\u3000\t]/g, ' ')
    .replaceAll('：', ':')
    .replaceAll('*', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('’', "'")
    .trim();
}

export function isBlank(line: Line | undefined): boolean {
  return line !== undefined && line.raw.trim() === '';
}

/** The first line at or after `from` that is not blank; the number of lines where there is none. */
export function nextWritten(lines: readonly Line[], from: number): number {
  let at = from;
  while (at < lines.length && isBlank(lines[at])) at++;
  return at;
}
