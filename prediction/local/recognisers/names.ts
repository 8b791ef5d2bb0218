/** Names of people, by how they are brought in; there is no list of names. */
import type { Sentence } from '../sentences';
import { fold, type Token } from '../tokens';
import { FILLERS, MOOD_WORDS, NOT_NAME_WORDS } from '../words/small';
import { INTRODUCTIONS } from '../words/introductions';
import { GREETS, HERE, KIN, mentionCue, TITLES } from './nameCues';
import type { Candidate, NameCue } from './types';

const WORDS_MAX = 4;

const PARTICLES = new Set([
  'von',
  'van',
  'de',
  'der',
  'da',
  'di',
  'del',
  'la',
  'le',
  'bin',
  'al',
  'zu',
  'den',
  'ten',
  "o'",
]);

/**
 * The names of a sentence. `answer`: it answers a question for a name, so that lower case and a bare word will do;
 * `full`: for a first and a last name ("Sarah brown").
 */
export function findNames(text: string, sentence: Sentence, answer: boolean, full = false): Candidate[] {
  const { tokens } = sentence;
  const cased = tokens.some(({ raw }) => raw !== raw.toUpperCase()) || tokens.length <= 3;
  const found: Candidate[] = [];
  const taken = new Set<number>();
  for (let i = 0; i < tokens.length; i++) {
    const intro = introAt(tokens, i);
    if (intro !== undefined && joined(text, tokens, intro.next))
      add(
        readName(text, tokens, intro.next, !intro.bare || answer || endsAfter(tokens, intro.next), full),
        intro.it ? itsCue(tokens, i, answer) : intro.cue,
        intro.bare ? 0.85 : intro.nick ? 0.7 : 1,
      );
    if (ARTICLES.has(tokens[i - 1]?.word ?? '')) take(readName(text, tokens, i, false));
    if (intro === undefined && isHere(tokens, i)) add(readName(text, tokens, i, true), 'self', 0.9);
    if (i === 0 && answer && intro === undefined && !introLater(tokens)) addBare();
    const cue = mentionCue(text, tokens, i, cased, answer);
    if (cue !== undefined && !taken.has(i)) add(readName(text, tokens, i, false), cue, 0.7);
  }
  return found;

  function add(name: ReadName | undefined, cue: NameCue, trust: number): void {
    if (name === undefined || taken.has(name.first)) return;
    take(name);
    const end = /['’]s$/i.test(text.slice(name.start, name.end)) ? name.end - 2 : name.end;
    const titled = ['dr', 'prof', 'doctor'].includes(tokens[name.first - 1]?.word ?? '') && cue !== 'self';
    found.push({
      kind: 'name',
      start: name.start,
      end,
      value: text.slice(name.start, end),
      trust,
      cue: titled ? 'title' : end !== name.end && cue !== 'self' ? 'possessive' : cue,
    });
  }

  function take(name: ReadName | undefined): void {
    for (let i = name?.first ?? 0; i < (name?.next ?? 0); i++) taken.add(i);
  }

  function addBare(): void {
    const from = tokens.findIndex(({ word }) => !NOT_NAME_WORDS.has(word));
    const token = tokens[from];
    if (token === undefined || sentence.asks || ARTICLES.has(tokens[from - 1]?.word ?? '')) return;
    const name = readName(text, tokens, from, true, full);
    if (name === undefined || taken.has(name.first)) return;
    const upper = /^\p{Lu}/u.test(token.raw);
    const alone = /^\s*(?:$|[.,!?;:-])/.test(text.slice(name.end, sentence.end));
    if (from > 4 || (!upper && !(alone && name.next - from <= 3) && tokens.length > 4)) return;
    add(name, 'answer', alone || tokens.length <= 4 ? 0.95 : upper ? 0.7 : 0.5);
  }
}

/** "It is an Aroma Duo": what stands behind an article is a thing. */
const ARTICLES = new Set('a an the ein eine einen einem der die das'.split(' '));

const OWN_BEFORE = new Set(
  'my full first last the and hi hello hey mein meine customer contact yes voller vollstandiger is sure'.split(
    ' ',
  ),
);
const ROLES = new Set(
  'chief engineer captain officer doctor nurse first second head senior manager major sergeant lieutenant commander general king queen your the customer guest patient'.split(
    ' ',
  ),
);

/** "CM-1107": letters of a number. */
const NUMBERED = /^[-_/]?\d/;

interface ReadName {
  readonly first: number;
  readonly next: number;
  readonly start: number;
  readonly end: number;
}

function introAt(
  tokens: readonly Token[],
  at: number,
): { next: number; bare: boolean; nick: boolean; it: boolean; cue: NameCue } | undefined {
  for (const { words, bare } of INTRODUCTIONS) {
    if (!words.every((word, k) => tokens[at + k]?.word === word)) continue;
    const before = tokens[at - 1]?.word;
    const third =
      ['name', 'names', 'last', 'full'].includes(words[0] ?? '') &&
      before !== undefined &&
      !OWN_BEFORE.has(before);
    const product =
      words[0] === 'name' &&
      at > 0 &&
      ['user', 'company', 'product', 'file', 'brand', 'domain'].includes(tokens[at - 1]?.word ?? '');
    if (product) return undefined;
    return {
      next: at + words.length,
      bare,
      nick: words[0] === 'call',
      it: IT.has(words.join(' ')),
      cue: third ? 'third' : 'self',
    };
  }
  return undefined;
}

const IT = new Set(['it is', "it's", 'its', 'es ist']);

/** "It's Ben" answers a question, or follows a greeting; else it tells of something else. */
function itsCue(tokens: readonly Token[], at: number, answer: boolean): NameCue {
  if (answer) return 'answer';
  const greeted = at > 0 && GREETS.has(tokens[at - 1]?.word ?? '');
  return greeted || tokens.slice(at, at + 6).some(({ word }) => HERE.has(word)) ? 'self' : 'mention';
}

/** "Hi, nadia here": first in the sentence, and the thought ends there. */
function isHere(tokens: readonly Token[], at: number): boolean {
  const [token, next, after] = [tokens[at], tokens[at + 1], tokens[at + 2]];
  if (token === undefined || next === undefined || !HERE.has(next.word)) return false;
  if (at > 0 && !tokens.slice(0, at).every(({ word }) => GREETS.has(word))) return false;
  return !GREETS.has(token.word) && (after === undefined || after.start - next.end > 1);
}

const AFTER_NAME = new Set(['and', 'i', 'from', 'here', 'my', 'und', 'ich', 'aus', 'calling']);
const ADJECTIVE =
  /(?:ing|ed|ly|ic|ful|ous|able|ible|ive|less|ish|ent|ant|al|ary|wide|isch|lich|ig|sam|bar|los)$/;

/** In lower case, a word after "I'm" is a name only where the thought ends with it. */
function endsAfter(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  return (
    token !== undefined &&
    token.word.length > 2 &&
    !ADJECTIVE.test(token.word) &&
    (next === undefined || next.start - token.end > 1 || AFTER_NAME.has(next.word))
  );
}

/** A sentence that brings its name in later is read there. */
function introLater(tokens: readonly Token[]): boolean {
  return tokens.some((_, at) => introAt(tokens, at) !== undefined);
}

/** Nothing but spaces, a colon or a comma stands between the introduction and the name. */
function joined(text: string, tokens: readonly Token[], next: number): boolean {
  const [before, after] = [tokens[next - 1], tokens[next]];
  return (
    before !== undefined &&
    after !== undefined &&
    /^[\s:,"'-]{1,4}$/.test(text.slice(before.end, after.start))
  );
}

/** The words of a name from a place on: capitalised ones, or any unknown ones where lower case is expected. */
function readName(
  text: string,
  tokens: readonly Token[],
  from: number,
  lower: boolean,
  full = false,
): ReadName | undefined {
  let first = from;
  while (TITLES.has(tokens[first]?.word ?? '') || (first - from < 3 && isRole(tokens[first], lower))) first++;
  let next = first;
  let caps = false;
  for (; next < tokens.length && next - first < WORDS_MAX; next++) {
    const token = tokens[next];
    if (token === undefined || (next > first && !adjacent(text, tokens[next - 1], token))) break;
    if (NUMBERED.test(text.slice(token.end, token.end + 2))) break;
    const upper =
      /^\p{Lu}/u.test(token.raw) && (/\p{Ll}/u.test(token.raw) || lower || token.raw.length === 1);
    if (PARTICLES.has(token.word) && next > first) continue;
    if (
      next === first
        ? !canStart(token, upper, lower)
        : !canFollow(token, upper, lower, caps && !(full && next === first + 1))
    )
      break;
    caps ||= upper;
  }
  while (next > first && PARTICLES.has(tokens[next - 1]?.word ?? '') && next - first > 1) next--;
  const [a, b] = [tokens[first], tokens[next - 1]];
  return next === first || a === undefined || b === undefined
    ? undefined
    : { first, next, start: a.start, end: b.end };
}

function isRole(token: Token | undefined, lower: boolean): boolean {
  return token !== undefined && ROLES.has(token.word) && (lower || /^\p{Lu}\p{Ll}/u.test(token.raw));
}

function canStart(token: Token, upper: boolean, lower: boolean): boolean {
  const plain = fold(token.raw.replace(/['’]s?$/, ''));
  if (!/^\p{L}/u.test(token.raw) || NOT_NAME_WORDS.has(plain) || NOT_NAME_WORDS.has(token.word)) return false;
  if (FILLERS.has(plain) || KIN.has(plain)) return false;
  if (!upper && (!lower || MOOD_WORDS.has(plain))) return false;
  return upper || (!/(?:ing|ed|ly)$/.test(plain) && plain.length > 1);
}

/** A second lower-case word joins only where the first was lower case too: "jane doe", not "Mark again". */
function canFollow(token: Token, upper: boolean, lower: boolean, caps: boolean): boolean {
  if (!/^\p{L}/u.test(token.raw) || NOT_NAME_WORDS.has(token.word)) return false;
  return upper || (lower && !caps && !/(?:ing|ed|ly)$/.test(token.word) && token.word.length > 2);
}

function adjacent(text: string, left: Token | undefined, right: Token): boolean {
  return (
    left !== undefined && /^(?: |-|\. )$/.test(text.slice(left.end, right.start)) && !/['’]s$/.test(left.raw)
  );
}
