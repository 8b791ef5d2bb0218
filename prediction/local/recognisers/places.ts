/** Places after a preposition: "from Forbes and Murray to the airport", "von der Messe zum Hafen". */
import type { Sentence } from '../sentences';
import type { Token } from '../tokens';
import { STOP_WORDS } from '../words/small';
import type { Candidate } from './types';

const PREPOSITIONS = new Map<string, 'from' | 'to' | 'at'>(
  Object.entries({
    from: 'from',
    leaving: 'from',
    departing: 'from',
    von: 'from',
    vom: 'from',
    ab: 'from',
    to: 'to',
    towards: 'to',
    nach: 'to',
    zum: 'to',
    zur: 'to',
    at: 'at',
    in: 'at',
    near: 'at',
    outside: 'at',
    am: 'at',
    im: 'at',
    bei: 'at',
  }),
);
const ARTICLES = new Set('the a an my der die das dem den einem einer'.split(' '));
/** "My place", "a wedding": no place that somebody else could find. */
const VAGUE = new Set(['my', 'a', 'an', 'ein', 'eine', 'einen', 'einem', 'einer', 'mein', 'meine']);
const EVENTS = new Set(
  'wedding party interview date meeting job appointment event birthday dinner lunch hochzeit feier termin besprechung'.split(
    ' ',
  ),
);
const ENDS = new Set(
  'for because by on before after with please asap now today tonight tomorrow where when that which so but then thanks if instead actually right i we is will would als bitte um mit weil wo dann and or as via using right und oder going around'.split(
    ' ',
  ),
);
const WORDS_MAX = 6;
const VERBS = new Set(
  'get go be have make book take see know find do use drive walk meet ask change cancel talk speak pay buy check come leave stop start try help tell give say call stay play arrive attend plan organize organise host throw return report reserve schedule pick drop move work eat watch look keep let wait visit reach travel fly ride catch transfer deposit withdraw open close update confirm add remove set put bring show send order request need want like happen buchen fahren gehen machen nehmen sehen finden kommen bekommen stornieren ändern bestellen bezahlen sprechen melden'.split(
    ' ',
  ),
);
const VERB_OBJECTS = new Set(
  'a an the my me you it him her them us your this that some one eine einen mein meine'.split(' '),
);

/** Each phrase after a preposition of place; times and pronouns are none. */
export function findPlaces(text: string, sentence: Sentence): Candidate[] {
  const { tokens } = sentence;
  const found: Candidate[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const preposition = PREPOSITIONS.get(tokens[i]?.word ?? '');
    if (preposition === undefined) continue;
    let first = i + 1;
    while (ARTICLES.has(tokens[first]?.word ?? '')) first++;
    if (tokens[i]?.word === 'to' && first === i + 1 && isVerb(tokens, first)) continue;
    const vague = VAGUE.has(tokens[first - 1]?.word ?? '');
    const next = placeEnd(text, tokens, first);
    const [a, b] = [tokens[first], tokens[next - 1]];
    if (next <= first || a === undefined || b === undefined || !plausible(tokens, first, next)) continue;
    found.push({
      kind: 'place',
      start: a.start,
      end: b.end,
      value: text.slice(a.start, b.end),
      trust: vague || EVENTS.has(b.word) ? 0.3 : preposition === 'at' ? 0.7 : 0.85,
      preposition: standsThere(tokens, i) ? 'from' : preposition,
    });
  }
  return found;
}

/** "To book a car", "to drive": no place. */
function isVerb(tokens: readonly Token[], at: number): boolean {
  const [token, next] = [tokens[at], tokens[at + 1]];
  return (
    token === undefined ||
    VERBS.has(token.word) ||
    (!/^\p{Lu}/u.test(token.raw) &&
      (VERB_OBJECTS.has(next?.word ?? '') || next?.word.endsWith('ing') === true))
  );
}

/** "I'm at the airport": that is where somebody starts. */
function standsThere(tokens: readonly Token[], at: number): boolean {
  const [before, earlier] = [tokens[at - 1]?.word ?? '', tokens[at - 2]?.word ?? ''];
  return (
    ['at', 'in', 'near'].includes(tokens[at]?.word ?? '') &&
    (["i'm", 'im'].includes(before) ||
      (before === 'am' && earlier === 'i') ||
      (before === 'bin' && earlier === 'ich') ||
      (before === 'up' && ['me', 'pick'].includes(earlier)))
  );
}

/** Where the phrase ends: at a mark, a new clause, the next preposition, or the most words a place has. */
export function placeEnd(text: string, tokens: readonly Token[], from: number): number {
  let next = from;
  for (; next < tokens.length && next - from < WORDS_MAX; next++) {
    const token = tokens[next];
    if (token === undefined) break;
    if (
      next > from &&
      !/^['"’‘]?[ -]['"’‘]?$|^(?:th|st|nd|rd)?$|^ & $/.test(text.slice(tokens[next - 1]?.end, token.start))
    )
      break;
    const and = (token.word === 'and' || token.word === 'und') && next > from && goesOn(tokens[next + 1]);
    if (!and && (PREPOSITIONS.has(token.word) || ENDS.has(token.word))) break;
  }
  while (
    next > from &&
    (STOP_WORDS.has(tokens[next - 1]?.word ?? '') || ENDS.has(tokens[next - 1]?.word ?? ''))
  )
    next--;
  return next;
}

/** "Forbes and Murray" goes on, "the airport and I need" does not. */
function goesOn(token: Token | undefined): boolean {
  return token !== undefined && !STOP_WORDS.has(token.word) && !/(?:ing|ed)$/.test(token.word);
}

function plausible(tokens: readonly Token[], first: number, next: number): boolean {
  const words = tokens.slice(first, next).map(({ word }) => word);
  if (words.every((word) => /^\d+$/.test(word) || STOP_WORDS.has(word))) return false;
  return (
    !STOP_WORDS.has(words[0] ?? '') &&
    !(/^\d+$/.test(words[0] ?? '') && /^(?:am|pm|a|p|uhr|people|guests|minutes|hours)$/.test(words[1] ?? ''))
  );
}
