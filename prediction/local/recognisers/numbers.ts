/** Numbers in digits and in words, English and German, and amounts of money. */
import { fold, type Token } from '../tokens';
import type { Candidate } from './types';

const UNITS = new Map<string, number>(
  Object.entries({
    zero: 0,
    one: 1,
    two: 2,
    three: 3,
    four: 4,
    five: 5,
    six: 6,
    seven: 7,
    eight: 8,
    nine: 9,
    ten: 10,
    eleven: 11,
    twelve: 12,
    thirteen: 13,
    fourteen: 14,
    fifteen: 15,
    sixteen: 16,
    seventeen: 17,
    eighteen: 18,
    nineteen: 19,
    null: 0,
    eins: 1,
    zwei: 2,
    zwo: 2,
    drei: 3,
    vier: 4,
    funf: 5,
    sechs: 6,
    sieben: 7,
    acht: 8,
    neun: 9,
    zehn: 10,
    elf: 11,
    zwolf: 12,
    dreizehn: 13,
    vierzehn: 14,
    funfzehn: 15,
    sechzehn: 16,
    siebzehn: 17,
    achtzehn: 18,
    neunzehn: 19,
    zweit: 2,
    dritt: 3,
    viert: 4,
    funft: 5,
    sechst: 6,
  }),
);
const TENS = new Map<string, number>(
  Object.entries({
    twenty: 20,
    thirty: 30,
    forty: 40,
    fourty: 40,
    fifty: 50,
    sixty: 60,
    seventy: 70,
    eighty: 80,
    ninety: 90,
    zwanzig: 20,
    dreissig: 30,
    vierzig: 40,
    funfzig: 50,
    sechzig: 60,
    siebzig: 70,
    achtzig: 80,
    neunzig: 90,
  }),
);
const SCALES = new Map<string, number>(
  Object.entries({ hundred: 100, hundert: 100, thousand: 1000, tausend: 1000, million: 1_000_000 }),
);
const DOZENS = new Map<string, number>(Object.entries({ dozen: 12, dutzend: 12, couple: 2 }));

/** The value of one number word ("seven", "fünfundzwanzig"); "a" and "ein" alone are articles. */
export function wordNumber(word: string): number | undefined {
  const plain = fold(word);
  return UNITS.get(plain) ?? TENS.get(plain) ?? DOZENS.get(plain) ?? germanCompound(plain);
}

/** "fünfundzwanzig", "viertausendfünfhundert". */
function germanCompound(word: string): number | undefined {
  const scale = word.includes('tausend') ? 'tausend' : word.includes('hundert') ? 'hundert' : undefined;
  if (scale !== undefined) return germanScale(word, scale);
  const cut = word.indexOf('und');
  if (cut < 3) return undefined;
  const tens = TENS.get(word.slice(cut + 3));
  const units = unitOf(word.slice(0, cut));
  return tens !== undefined && units !== undefined && units > 0 && units < 10 ? tens + units : undefined;
}

function germanScale(word: string, scale: 'tausend' | 'hundert'): number | undefined {
  const at = word.indexOf(scale);
  const head = word.slice(0, at);
  const tail = word.slice(at + scale.length).replace(/^und/, '');
  if (head === '' && tail === '') return undefined; // the scale alone is read with the words around it
  const many = head === '' ? 1 : (unitOf(head) ?? TENS.get(head) ?? germanCompound(head));
  const rest = tail === '' ? 0 : (unitOf(tail) ?? TENS.get(tail) ?? germanCompound(tail));
  return many === undefined || rest === undefined
    ? undefined
    : many * (scale === 'tausend' ? 1000 : 100) + rest;
}

function unitOf(word: string): number | undefined {
  return word === 'ein' ? 1 : UNITS.get(word);
}

/** A digit said as a word, for identifiers that are spelled out. */
export function wordDigit(word: string): string | undefined {
  if (word === 'oh' || word === 'o') return '0';
  const value = UNITS.get(word);
  return value !== undefined && value < 10 ? String(value) : undefined;
}

const DIGITS = /(?<![\p{L}\p{N}.,_])[-−]?\d{1,15}(?:[.,'’]\d{1,15}){0,5}/gu;

/** Plain numbers, digits first; each with its slice. */
export function findNumbers(text: string, tokens: readonly Token[]): Candidate[] {
  const found: Candidate[] = [];
  for (const match of text.matchAll(DIGITS)) {
    const end = match.index + match[0].length;
    const value = parseNumber(match[0]);
    if (value === undefined) continue;
    const part =
      /^\s?(?:%|°)|^[:/]\d|^(?:st|nd|rd|th)\b|^\s?(?:[ap]\.?m\b|uhr\b|o'clock)|^[\p{L}_]/iu.test(
        text.slice(end, end + 8),
      ) ||
      /[/:]$|(?:^|\s)(?:at|um|@) ?$/i.test(text.slice(Math.max(0, match.index - 4), match.index)) ||
      /\p{L}[\p{L}\d]*(?:[-/][\p{L}\d]*)*[-/]$/u.test(text.slice(Math.max(0, match.index - 20), match.index));
    found.push({ kind: 'number', start: match.index, end, value, trust: 1, part });
  }
  return [...found, ...findWordNumbers(tokens)];
}

/** "1,234.50", "1.234,50", "1 234" apart: the last mark is the decimal one unless three digits follow it. */
export function parseNumber(text: string): number | undefined {
  const plain = text.replace(/['’\s]/g, '').replace('−', '-');
  const last = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
  if (last === -1) return finite(plain);
  const mark = plain[last] ?? '';
  const once = plain.indexOf(mark) === last && !plain.includes(mark === '.' ? ',' : '.');
  const grouped = plain.length - last === 4 && once && /^-?[1-9]\d{0,2}[.,]/.test(plain);
  if (grouped || plain.indexOf(mark) !== last) return finite(plain.replace(/[.,]/g, ''));
  return finite(`${plain.slice(0, last).replace(/[.,]/g, '')}.${plain.slice(last + 1)}`);
}

function finite(text: string): number | undefined {
  const value = text === '' || text === '-' ? Number.NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
}

function findWordNumbers(tokens: readonly Token[]): Candidate[] {
  const found: Candidate[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const read = readWords(tokens, i);
    if (read === undefined) continue;
    const [first, last] = [tokens[i], tokens[read.next - 1]];
    if (first !== undefined && last !== undefined)
      found.push({
        kind: 'number',
        start: first.start,
        end: last.end,
        value: read.value,
        trust: read.value === 1 ? 0.5 : 0.9,
      });
    i = read.next - 1;
  }
  return found;
}

function readWords(tokens: readonly Token[], from: number): { value: number; next: number } | undefined {
  let total = 0;
  let current = 0;
  let i = from;
  for (; i < tokens.length; i++) {
    const word = tokens[i]?.word ?? '';
    const scale = SCALES.get(word);
    const unit = wordNumber(word);
    if (scale !== undefined && i > from) {
      current = (current === 0 ? 1 : current) * scale;
      if (scale >= 1000) {
        total += current;
        current = 0;
      }
    } else if (unit !== undefined && (i === from || canFollow(current, unit))) current += unit;
    else if (
      word !== 'and' ||
      i === from ||
      current % 100 !== 0 ||
      wordNumber(tokens[i + 1]?.word ?? '') === undefined
    )
      break;
  }
  return i === from ? undefined : { value: total + current, next: i };
}

/** "twenty" takes "five", "hundred" takes anything smaller; "two" and "three" side by side are two numbers. */
function canFollow(current: number, unit: number): boolean {
  return (
    current === 0 ||
    (current % 100 === 0 && unit < 100) ||
    (current % 10 === 0 && current % 100 >= 20 && unit < 10)
  );
}

const CURRENCIES = new Map<string, string>(
  Object.entries({
    $: 'USD',
    usd: 'USD',
    dollar: 'USD',
    dollars: 'USD',
    bucks: 'USD',
    '€': 'EUR',
    eur: 'EUR',
    euro: 'EUR',
    euros: 'EUR',
    '£': 'GBP',
    gbp: 'GBP',
    pound: 'GBP',
    pounds: 'GBP',
    pfund: 'GBP',
    chf: 'CHF',
    franken: 'CHF',
    francs: 'CHF',
    '¥': 'JPY',
    jpy: 'JPY',
    yen: 'JPY',
    cad: 'CAD',
    aud: 'AUD',
    inr: 'INR',
    '₹': 'INR',
    rupees: 'INR',
    sek: 'SEK',
    nok: 'NOK',
    dkk: 'DKK',
    pln: 'PLN',
    zloty: 'PLN',
    czk: 'CZK',
    cny: 'CNY',
    nzd: 'NZD',
    brl: 'BRL',
    mxn: 'MXN',
  }),
);

/** The ISO code of a sign, a code or a word, or nothing. */
export function currencyCode(text: string): string | undefined {
  return CURRENCIES.get(fold(text.trim()).replace(/\.$/, ''));
}

/** Numbers next to a currency's sign, code or name, as "12.50 EUR". */
export function findMoney(text: string, numbers: readonly Candidate[]): Candidate[] {
  const found: Candidate[] = [];
  for (const number of numbers) {
    const before = /(?:[$€£¥₹]|\b[A-Za-z]{3})\s?$/.exec(
      text.slice(Math.max(0, number.start - 5), number.start),
    )?.[0];
    const after = /^(?:\s?[$€£¥₹]|\s?[\p{L}]{3,8})/u.exec(text.slice(number.end, number.end + 10))?.[0];
    const code = (before === undefined ? undefined : currencyCode(before)) ?? undefined;
    const late = code === undefined && after !== undefined ? currencyCode(after) : undefined;
    if ((code ?? late) === undefined) continue;
    const start = code === undefined ? number.start : number.start - (before ?? '').length;
    const end = late === undefined ? number.end : number.end + (after ?? '').length;
    found.push({
      kind: 'money',
      start,
      end,
      value: formatMoney(Number(number.value), code ?? late ?? 'EUR'),
      trust: 1,
    });
  }
  return found;
}

/** "12.50 EUR": two decimals, a point, the ISO code. */
export function formatMoney(amount: number, code: string): string {
  return `${amount.toFixed(2)} ${code}`;
}
