/**
 * The heads that clients put above a whole mail which they quote or forward without marking its lines: a separator
 * ("-----Original Message-----"), "From: / Sent: / To: / Subject:", or our own "reply above this line".
 */
import { GROUPWISE, nextWritten, plainly, type Line } from './lines';
import { QUOTE_BELOW } from './marks';
import { FORWARDED_PHRASE, headKindOf, ORIGINAL_PHRASE, type HeadKind } from './words';

export interface Head {
  readonly from: number;
  /** The last line of the head; what is quoted begins after it. */
  readonly to: number;
  /** It says itself that the mail was passed on, so that what follows is what the sender wants to be read. */
  readonly forwarded: boolean;
}

const HEAD_LINES_MAX = 16;
const DASHES = '[-_=~—–‐‑─━]';
const RULE = new RegExp(`^${DASHES}{5,}$`, 'u');
const PHRASE = new RegExp(`^(?:${DASHES}{2,}|\\s)*\\s*(.{3,60}?)\\s*:?\\s*(?:${DASHES}{2,})?:?$`, 'u');
const REPLY_ABOVE =
  /^(?:[-#=_*\s]{2,})?(?:please )?(?:(?:type|write|enter)? ?your )?reply (?:above|below) this line|^##-.{5,120}-##$|^[-#=_*\s]{2,}.{0,30}(?:above this line|oberhalb dieser (?:zeile|linie)|au-dessus de cette ligne|encima de esta línea|sopra questa (?:linea|riga)|boven deze (?:lijn|regel)|acima desta linha).{0,30}[-#=_*\s]*$/i;

/** The head that begins in line `at`. */
export function headAt(lines: readonly Line[], at: number): Head | undefined {
  const line = lines[at];
  if (line === undefined) return undefined;
  const plain = line.plain;
  if (plain === '') return undefined;
  if (plain === QUOTE_BELOW) {
    const next = nextWritten(lines, at + 1);
    const head = lines[next]?.plain === QUOTE_BELOW ? undefined : headAt(lines, next);
    return { from: at, to: head?.to ?? at, forwarded: head?.forwarded === true };
  }
  if (REPLY_ABOVE.test(plain) || GROUPWISE.test(plain)) return { from: at, to: at, forwarded: false };
  if (RULE.test(plain)) {
    const block = blockAt(lines, nextWritten(lines, at + 1));
    return block && { from: at, to: block.to, forwarded: false };
  }
  const phrase = phraseOf(plain);
  if (phrase === undefined) return blockAt(lines, at);
  const block = blockAt(lines, nextWritten(lines, at + 1));
  return { from: at, to: block?.to ?? at, forwarded: phrase === 'forwarded' };
}

/** A known phrase, between dashes or alone with a colon ("Begin forwarded message:"). */
function phraseOf(plain: string): 'forwarded' | 'original' | undefined {
  if (plain.length > 90) return undefined;
  const between = PHRASE.exec(plain);
  const words = between?.[1]?.replace(/\s+/g, ' ') ?? '';
  const marked = /^[-_=~—–‐‑─━]{2}/u.test(plain) || plain.endsWith(':');
  if (!marked || words === '') return undefined;
  if (FORWARDED_PHRASE.test(words)) return 'forwarded';
  return ORIGINAL_PHRASE.test(words) ? 'original' : undefined;
}

/**
 * Lines of "Label: value" one under the other: who and about what, or who with an address and when or to whom. A
 * form that a customer fills in ("From: Berlin, To: Munich") says neither.
 */
function blockAt(lines: readonly Line[], at: number): Head | undefined {
  const first = headKindOf(lines[at]?.plain ?? '');
  if (first === undefined || first.kind === 'other') return undefined;
  const found = new Map<HeadKind, string>();
  let to = at;
  for (let i = at; i < Math.min(lines.length, at + HEAD_LINES_MAX); i++) {
    const plain = plainly(lines[i]?.plain ?? '');
    const head = headKindOf(plain);
    if (head !== undefined) {
      if (!found.has(head.kind)) found.set(head.kind, head.value);
      to = i;
    } else if (plain === '' ? !labelFollows(lines, i) : !wraps(lines, i)) break;
  }
  return isHead(found) ? { from: at, to, forwarded: false } : undefined;
}

function isHead(found: ReadonlyMap<HeadKind, string>): boolean {
  const from = found.get('from');
  if (from === undefined || found.size < 2) return false;
  const addressed = from.includes('@') || found.get('to')?.includes('@') === true;
  const others = found.has('date') || found.has('to');
  return (found.has('subject') && others) || (addressed && (others || found.has('subject')));
}

/** Some clients set each line of the head apart. */
function labelFollows(lines: readonly Line[], blank: number): boolean {
  return headKindOf(lines[blank + 1]?.plain ?? '') !== undefined;
}

/** A long value runs on in the next line or two, and then another label comes. */
function wraps(lines: readonly Line[], at: number): boolean {
  return [at + 1, at + 2].some((i) => headKindOf(lines[i]?.plain ?? '') !== undefined);
}
