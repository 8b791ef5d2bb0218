/**
 * "On Mon, Jan 4, 2016 at 7:03 PM, Ann <ann@example.com> wrote:" and what other clients and languages write in its
 * place. Told by its parts (a verb of writing, a date, an address, the colon, a quote below), not by one pattern a client.
 */
import { nextWritten, type Line } from './lines';
import { ATTRIBUTION } from './marks';
import { OPENS, WROTE } from './words';

/** First and last line of it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const WRAPPED_LINES_MAX = 6;
const CHARS_MAX = 500;

const DATE =
  /(?<!\d)(?:19|20)\d\d(?!\d)|(?<!\d)\d{1,2}[./-]\s?\d{1,2}[./-]\s?\d{2,4}(?!\d)|(?<!\d)\d{1,2}[:.h]\d\d(?!\d)|\d\s*[年月日년월일]|[٠-٩]{4}|(?<!\d)\d{1,2}\s\p{L}{3,}/u;
const ADDRESS = /[^\s<>()@"']{1,64}@[^\s<>()@"']{2,}/;
const BRACKETED_ADDRESS = /[<([][^<>()[\]]{0,200}@[^<>()[\]]{2,200}[>)\]]/;
/** "2016-03-03 17:21 GMT+01:00 Ann": what Gmail wrote in languages that had no pattern of their own. */
const GMAIL_ISO =
  /^\d{4}-\d\d-\d\d \d{1,2}:\d\d GMT[+-]\d{1,2}:\d\d (?:["'“]?[\p{Lu}\p{Lo}][\p{L}.'’"”-]* ?){1,5}(?:<[^<>]*>?)?:?$/u;
/** A date, a weekday with its date, or a time at the very beginning. */
const DATE_FIRST =
  /^(?:\p{L}{2,12}\.?,?\s+)?(?:\d{1,2}[.:/\s-]|\d{4}[./年년-]|\p{L}{3,10}\.? \d{1,2},)|^\p{L}{2,14},?\s+\d{1,2}\.?\s+\p{L}/u;
/** Horde names the writer without a verb. */
const QUOTING =
  /^(?:quoting|zitat von|selon|en réponse à|citando a?|citazione da|citat från|cytat od|cytowanie) .*@.*:$/i;
const ENDS = /(?:[:>)\]]|-{2,})$/;
/** After the verb: a name, an address, or the date ("schrieb am 3. Mai"). */
const NAME_OR_DATE =
  /^[\s,]*(?:["'«“„<([\p{Lu}\p{Lo}\d]|(?:am|le|el|il|op|em|on|den|at|w dniu|o godz|kl|het)\s)/u;

/** The attribution that ends in line `end`, with its wrapped lines above, none of them before `first`. */
export function attributionEndingAt(lines: readonly Line[], end: number, first: number): Span | undefined {
  const last = lines[end];
  if (last === undefined) return undefined;
  if (last.plain.endsWith(ATTRIBUTION)) return markedSpan(lines, end, first);
  if (!mayEnd(last.plain)) return undefined;
  const quoteFollows = quoteBelow(lines, end);
  let found: Span | undefined;
  let whole = false;
  let joined = '';
  for (let from = end; from >= Math.max(first, end - WRAPPED_LINES_MAX); from--) {
    const line = lines[from];
    if (line === undefined || !continues(line, last, joined)) break;
    joined = `${line.plain} ${joined}`.trim();
    if (joined.length > CHARS_MAX) break;
    if (!isAttribution(joined, quoteFollows)) continue;
    const begun = wellBegun(joined);
    if (found === undefined || begun || !whole) found = { from, to: end };
    whole = !unopened(joined) && !joined.startsWith('<');
    // Without a date the line above may have it; with one, the line above is the sender's.
    if (begun || (whole && DATE.test(joined))) return found;
  }
  return found;
}

function markedSpan(lines: readonly Line[], end: number, first: number): Span | undefined {
  for (let from = end; from >= Math.max(first, end - WRAPPED_LINES_MAX); from--) {
    const plain = lines[from]?.plain ?? '';
    if (plain.startsWith(ATTRIBUTION) && (from < end || plain.length > 1)) return { from, to: end };
  }
  return undefined;
}

/** A cheap look: nearly all lines end here. */
function mayEnd(plain: string): boolean {
  return ENDS.test(plain) || GMAIL_ISO.test(plain);
}

/** A blank line is crossed only while an address has been opened by nobody yet. */
function continues(line: Line, last: Line, joined: string): boolean {
  if (line.raw.trim() !== '') return line.quoted === last.quoted || unopened(joined);
  return joined === '' ? false : unopened(joined) || joined.startsWith('<');
}

function unopened(joined: string): boolean {
  return count(joined, '>') > count(joined, '<');
}

function quoteBelow(lines: readonly Line[], end: number): boolean {
  const next = lines[nextWritten(lines, end + 1)];
  return next !== undefined && (next.quoted || next.raw.startsWith('|')) && lines[end]?.quoted !== true;
}

function isAttribution(joined: string, quoteFollows: boolean): boolean {
  if (GMAIL_ISO.test(joined) || QUOTING.test(joined)) return true;
  const colon = /(?::|-{2,})$/.test(joined);
  const verb = WROTE.exec(joined);
  // "---- Ann Lee wrote ----"
  if (verb !== null && /^-{2,}.*[^-]-{2,}$/.test(joined) && wellEnded(joined, verb, false)) return true;
  const date = DATE.test(joined);
  const address = ADDRESS.test(joined);
  if (verb !== null && colon && (date || address) && wellEnded(joined, verb, address)) return true;
  if (date && colon && BRACKETED_ADDRESS.test(joined) && (quoteFollows || dateBegins(joined))) return true;
  return (
    quoteFollows &&
    ((date && address && dateBegins(joined)) || (colon && (verb !== null || (date && address))))
  );
}

/** Prose goes on after its verb; an attribution ends there, or names the writer or the date. */
function wellEnded(joined: string, verb: RegExpExecArray, address: boolean): boolean {
  const rest = joined.slice(verb.index + verb[0].length).replace(/[\s:-]+$/, '');
  return rest === '' || (address && rest.length <= 120) || NAME_OR_DATE.test(rest);
}

function dateBegins(joined: string): boolean {
  return (
    DATE_FIRST.test(joined) ||
    OPENS.test(joined) ||
    /^["'«“„]?\p{L}[^<]{0,80}<[^<>]*@[^<>]*>[\s,]*[[(]?\d/u.test(joined)
  );
}

/** From here nothing above belongs to it: it begins with "On" and a date, or with the date itself. */
function wellBegun(joined: string): boolean {
  if (unopened(joined) || joined.startsWith('<')) return false;
  return (OPENS.test(joined) || DATE_FIRST.test(joined) || /^-{2,}/.test(joined)) && DATE.test(joined);
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}
