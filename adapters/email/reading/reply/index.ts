/** Parts the words that are new in a mail from what it quotes and from its signature. */
import { attributionEndingAt } from './attribution';
import { headAt } from './head';
import { isBlank, linesOf, nextWritten, type Line } from './lines';
import { signatureStart } from './signature';

export interface Reply {
  /** The new words; with answers between the quotes, those quotes that they answer. */
  readonly text: string;
  readonly signature?: string;
  /** Whether anything was taken for an earlier mail's words. */
  readonly quotes: boolean;
}

export interface ReplyOptions {
  /**
   * Whether the mail refers to an earlier one. If so, it is empty where it says nothing new, and not what it quotes;
   * if not, marked lines that nobody is named for are the sender's own.
   */
  readonly answers?: boolean;
}

/** What is longer is not read for quotes: nobody writes so much above one. */
const LINES_MAX = 20_000;

/** Linear in the text's length. */
export function splitReply(text: string, options: ReplyOptions = {}): Reply {
  const lines = linesOf(text.replace(/\r\n?/g, '\n').replaceAll('\0', '')).slice(0, LINES_MAX);
  return split(lines, options, 0);
}

/** Lines of one mind, in order. */
interface Stretch {
  readonly is: 'words' | 'quote';
  readonly lines: readonly Line[];
  /** A quote under "Ann wrote:", so certainly not the sender's own. */
  readonly attributed?: boolean;
}

interface Parts {
  readonly stretches: readonly Stretch[];
  /** What was forwarded, or stands below a head that had nothing above it. */
  readonly below?: { readonly lines: readonly Line[]; readonly forwarded: boolean };
}

function split(lines: readonly Line[], options: ReplyOptions, depth: number): Reply {
  const { stretches, below } = partsOf(lines);
  const signatures: string[] = [];
  const signed = stretches.map((stretch) => withoutSignature(stretch, signatures));
  const kept = keptOf(signed, options);
  const words = textOf(kept);
  const quotes = below !== undefined || kept.length < signed.filter(hasWords).length;
  if (
    words.trim() === '' &&
    below !== undefined &&
    depth < 1 &&
    (below.forwarded || options.answers !== true)
  ) {
    const inner = split(below.lines, options, depth + 1);
    return { ...inner, quotes: true };
  }
  const signature = signatures.find((found) => found !== '');
  return { text: words, ...(signature !== undefined && { signature }), quotes };
}

function partsOf(lines: readonly Line[]): Parts {
  const stretches: Stretch[] = [];
  let words: Line[] = [];
  const close = (): void => {
    if (words.length > 0) stretches.push({ is: 'words', lines: words });
    words = [];
  };
  const written = (): boolean => words.some((line) => !isBlank(line)) || stretches.some(hasWords);
  for (let at = 0; at < lines.length;) {
    const line = lines[at];
    if (line?.quoted === true) {
      close();
      const end = quoteEnd(lines, at);
      const quote = lines.slice(at, end);
      stretches.push({ is: 'quote', lines: quote, attributed: beginsAttributed(quote) });
      at = end;
      continue;
    }
    const head = headAt(lines, at);
    if (head !== undefined) {
      close();
      return { stretches, below: { lines: lines.slice(head.to + 1), forwarded: head.forwarded } };
    }
    const found = attributionEndingAt(lines, at, at - words.length);
    if (found === undefined) {
      if (line !== undefined) words.push(line);
      at++;
      continue;
    }
    words = words.slice(0, words.length - (at - found.from));
    const next = nextWritten(lines, found.to + 1);
    const bars = barsEnd(lines, next);
    if (lines[next]?.quoted === true || bars > next) {
      close();
      const end = bars > next ? bars : quoteEnd(lines, next);
      stretches.push({ is: 'quote', lines: lines.slice(found.to + 1, end), attributed: true });
      at = end;
    } else if (written()) {
      close();
      return { stretches, below: { lines: lines.slice(found.to + 1), forwarded: false } };
    } else at = found.to + 1;
  }
  close();
  return { stretches };
}

/** Quoted lines, with the blank ones between them. */
function quoteEnd(lines: readonly Line[], at: number): number {
  let end = at;
  for (let i = at; i < lines.length; i++) {
    if (lines[i]?.quoted === true) end = i + 1;
    else if (!isBlank(lines[i]) && !isTornLink(lines, i)) break;
  }
  return end;
}

/** A long link that was wrapped within a quote loses its mark. */
function isTornLink(lines: readonly Line[], at: number): boolean {
  const around = lines[at - 1]?.quoted === true && lines[at + 1]?.quoted === true;
  return around && /^[(<[]?https?:\/\/\S+[)>\]]?[\s>]*$/.test(lines[at]?.plain ?? '');
}

/** Some clients quote by a bar; below an attribution only, since tables are written with bars too. */
function barsEnd(lines: readonly Line[], at: number): number {
  let end = at;
  for (let i = at; lines[i]?.raw.startsWith('|') === true; i++) end = i + 1;
  return end;
}

/** "> On Monday Ann wrote:", "> Begin forwarded message:" as the quote's own first lines. */
function beginsAttributed(quote: readonly Line[]): boolean {
  const inner = quote.slice(0, 12).map((line): Line => ({ ...line, raw: line.plain, quoted: false }));
  const first = nextWritten(inner, 0);
  if ([first, first + 1].some((at) => headAt(inner, at) !== undefined)) return true;
  return inner
    .slice(first, first + 6)
    .some((_, i) => attributionEndingAt(inner, first + i, first) !== undefined);
}

function withoutSignature(stretch: Stretch, signatures: string[]): Stretch {
  if (stretch.is === 'quote') return stretch;
  const start = signatureStart(stretch.lines);
  const below = stretch.lines.slice(start);
  if (below.every(isBlank)) return stretch;
  const signature = below.map(({ raw }) => raw).join('\n');
  signatures.push(signature.replace(/^\s*(?:--|—)\s*\n/, '').trim());
  return { ...stretch, lines: stretch.lines.slice(0, start) };
}

function hasWords({ lines }: Stretch): boolean {
  return lines.some((line) => !isBlank(line));
}

/**
 * Quotes between words stay: the words are answers to them. One that nothing follows goes, and so does the whole
 * mail quoted above an answer. A quote that nobody is named for stays above words: it may be the sender's own.
 */
function keptOf(stretches: readonly Stretch[], { answers }: ReplyOptions): Stretch[] {
  const written = stretches.filter(hasWords);
  const own = ({ is, attributed }: Stretch): boolean =>
    is === 'words' || (answers === false && attributed !== true);
  const lastWords = written.findLastIndex(own);
  if (lastWords < 0) return written.some(({ attributed }) => attributed === true) ? [] : written;
  const answered = written.slice(0, lastWords + 1);
  const quotes = answered.filter((stretch) => !own(stretch)).length;
  const whole = answered[0]?.attributed === true && quotes === 1;
  return whole ? answered.slice(1) : answered;
}

function textOf(stretches: readonly Stretch[]): string {
  return stretches
    .flatMap(({ lines }) => lines)
    .map(({ raw }) => raw.trimEnd())
    .join('\n')
    .replace(/^(?:[ \t]*\n)+/, '')
    .trimEnd();
}
