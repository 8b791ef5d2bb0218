/** What a classifier sees of a text: its words and pieces of them, the earlier the heavier. */
import { tokenize, type Token } from '../local/tokens';

export const TEXT_CHARS_MAX = 8_000; // far more than a conversation's customer says before it is about something else

/** A word with what it adds to the text's vector. */
export interface WeighedToken extends Token {
  readonly weight: number;
  /** The word itself first, then its pieces. */
  readonly hashes: Int32Array;
}

/** Words after this many weigh half: what a conversation is about is said early. */
const HALF_AT_WORD = 25;
const WEIGHT_MIN = 0.2; // a long mail may come to the point late

/** The words of a text with their features. Linear in its length. */
export function readText(text: string): WeighedToken[] {
  return tokenize(text.slice(0, TEXT_CHARS_MAX)).map((token, at) => {
    const weight = Math.max(WEIGHT_MIN, 1 / (1 + at / HALF_AT_WORD));
    return Object.assign(token, { weight, hashes: hashesOf(token) });
  });
}

const HASHES = new Map<string, Int32Array>();
const HASHES_MAX = 20_000; // a cache of a vocabulary, never of texts
const CACHED_CHARS_MAX = 24;

function hashesOf(token: Token): Int32Array {
  const cached = HASHES.get(token.word);
  if (cached !== undefined) return cached;
  const made = makeHashes(token);
  if (token.word.length <= CACHED_CHARS_MAX) {
    if (HASHES.size >= HASHES_MAX) HASHES.clear();
    HASHES.set(token.word, made);
  }
  return made;
}

const WORD_KIND = 1;
const PIECE_KIND = 2;
const DIGITS_MAX = 8;
const PIECE_CHARS = 4;
const PIECE_CHARS_UNSPACED = 2;
const UNSPACED = /[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]/; // Thai, Lao, Chinese, Japanese: no spaces between words
const SPELLED_CHARS_MAX = 40; // longer ones are no words

function makeHashes({ word, stem }: Token): Int32Array {
  // Of a number only its length tells anything: an order's digits never come again.
  if (/^\p{N}/u.test(word))
    return Int32Array.of(hashOf('0'.repeat(Math.min(DIGITS_MAX, word.length)), WORD_KIND));
  const unspaced = UNSPACED.test(word);
  const padded = unspaced ? word : ` ${word.slice(0, SPELLED_CHARS_MAX)} `;
  const size = unspaced ? PIECE_CHARS_UNSPACED : PIECE_CHARS;
  const hashes = [hashOf(stem, WORD_KIND)];
  for (let at = 0; at + size <= padded.length; at++)
    hashes.push(hashOf(padded.slice(at, at + size), PIECE_KIND));
  return Int32Array.from(hashes);
}

/** FNV-1a over UTF-16 code units, mixed once more. Signed: a larger number would be an object on the heap, and maps of it slow. */
function hashOf(text: string, kind: number): number {
  let hash = 0x811c9dc5 ^ kind;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) | 0;
}
