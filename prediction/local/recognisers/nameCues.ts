/** Why a capitalised word in the middle of a sentence may be somebody's name. */
import type { Token } from '../tokens';
import { NOT_NAME_WORDS } from '../words/small';
import type { NameCue } from './types';

export const TITLES = new Set(['dr', 'mr', 'mrs', 'ms', 'miss', 'herr', 'frau', 'prof']);
export const GREETS = new Set(['hi', 'hello', 'hey', 'hallo', 'there', 'moin', 'morning', 'tag']);
export const HERE = new Set(['here', 'hier', 'speaking', 'again', 'wieder']);

/** What follows an article or these is a place or a thing: "at the Hilton", "in Boston". */
const PLACING = new Set(['the', 'a', 'an', 'this', 'that', 'at', 'in', 'into', 'near', 'das', 'ein', 'eine']);
/** "Book it under Mark." */
const BOOKED = /^(?:book|reserv|order|registe?r|account|appointment|table|file|put|list|name|buch|bestell)/;

/** Why a capitalised word in the middle of a sentence may be a name. */
export function mentionCue(
  text: string,
  tokens: readonly Token[],
  at: number,
  cased: boolean,
  answer: boolean,
): NameCue | undefined {
  const token = tokens[at];
  if (
    token === undefined ||
    (!/^\p{Lu}\p{L}*\p{Ll}/u.test(token.raw) && !(answer && /'s$/.test(token.word))) ||
    !cased
  )
    return undefined;
  const previous = tokens[at - 1]?.word ?? '';
  if (TITLES.has(previous)) return 'title';
  if (isKin(text, tokens, at)) return 'kin';
  if (/['’]s$/.test(token.raw) || OCCASIONS.has(tokens[at + 1]?.word ?? '')) return 'possessive';
  if (PLACING.has(previous)) return undefined;
  if (previous === 'under' && tokens.slice(0, at).some(({ word }) => BOOKED.test(word))) return 'self';
  if (
    [
      'for',
      'with',
      'of',
      'by',
      'friend',
      'colleague',
      'from',
      'fur',
      'von',
      'mit',
      'he',
      'she',
      "he's",
      "she's",
      'is',
      'ist',
    ].includes(previous)
  )
    return 'third';
  const followed = tokens[at + 1]?.word;
  if (speaksHere(tokens, at) && (at === 0 || (at < 3 && GREETS.has(previous)))) return 'self';
  if (at === 0 && followed !== undefined && !answer && !isName(tokens[at + 1]) && !LINKS.has(followed))
    return undefined;
  return 'mention';
}

/** "Dana here", "Dana Reyes here", "Dana Reyes am Apparat". */
function speaksHere(tokens: readonly Token[], at: number): boolean {
  let next = at + 1;
  while (next < at + NAME_WORDS_MAX && isName(tokens[next])) next++;
  const word = tokens[next]?.word ?? '';
  return HERE.has(word) || (word === 'am' && tokens[next + 1]?.word === 'apparat');
}

const NAME_WORDS_MAX = 4;

const LINKS = new Set(['is', 'ist', 'was', 'needs', 'braucht']);
const OCCASIONS = new Set(['party', 'wedding', 'birthday']);
export const KIN = new Set(
  'son daughter kid child baby boy girl wife husband partner brother sister mother father mom mum dad grandson granddaughter niece nephew sohn tochter kind ehefrau ehemann bruder schwester mutter vater enkel enkelin'.split(
    ' ',
  ),
);

/** "My son Ben", "my kid, Mia". */
function isKin(text: string, tokens: readonly Token[], at: number): boolean {
  const [kin, token] = [tokens[at - 1], tokens[at]];
  return (
    kin !== undefined &&
    token !== undefined &&
    KIN.has(kin.word) &&
    /^,? ?$/.test(text.slice(kin.end, token.start))
  );
}

function isName(token: Token | undefined): boolean {
  return token !== undefined && /^\p{Lu}\p{Ll}/u.test(token.raw) && !NOT_NAME_WORDS.has(token.word);
}
