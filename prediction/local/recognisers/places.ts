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
/** "My place": no place that somebody else could find. */
const VAGUE = new Set(['my', 'a', 'an', 'ein', 'eine', 'einen', 'einem', 'einer', 'mein', 'meine']);
/** "To a wedding", "in a hurry", "from my friend": no places at all. */
const EVENTS = new Set(
  'wedding party interview need time date meeting job appointment event birthday dinner lunch hurry rush moment friend friends mother father mom dad wife husband brother sister boss hochzeit feier termin besprechung eile moment freund freundin mutter vater frau mann'.split(
    ' ',
  ),
);
const ENDS = new Set(
  'for because by on before after with please asap now today tonight tomorrow where when that which so but then thanks if instead actually right i we is will would not quickly fast immediately nicht schnell sofort als bitte um mit weil wo dann and or as via using right und oder going around'.split(
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
    const next = placeEnd(text, tokens, first);
    const [a, b] = [tokens[first], tokens[next - 1]];
    if (next <= first || a === undefined || b === undefined || !plausible(tokens, first, next)) continue;
    const named = isNamed(tokens, first, next);
    if (!named && EVENTS.has(b.word)) continue;
    const vague = VAGUE.has(tokens[first - 1]?.word ?? '') && !named;
    found.push({
      kind: 'place',
      start: a.start,
      end: b.end,
      value: text.slice(a.start, b.end),
      trust: vague ? 0.3 : preposition === 'at' ? 0.7 : 0.85,
      preposition: directionAt(tokens, i) ?? preposition,
    });
  }
  return found;
}

function isNamed(tokens: readonly Token[], first: number, next: number): boolean {
  return tokens.slice(first, next).some(({ raw }) => /^\p{Lu}|^\d/u.test(raw));
}

/** After these "to" begins what somebody does: "I need to hurry", "nothing to write on". */
const BEFORE_INFINITIVE = new Set(
  'need needs have has had want wants like love hate try trying able ready way how what where when anything something nothing supposed decided prefer hoping hope wish plan planning time ask asked forgot remember'.split(
    ' ',
  ),
);

/** "To book a car", "to drive": no place. */
function isVerb(tokens: readonly Token[], at: number): boolean {
  const [before, token, next] = [tokens[at - 2], tokens[at], tokens[at + 1]];
  if (token === undefined || VERBS.has(token.word)) return true;
  if (/^\p{Lu}|^\d/u.test(token.raw)) return false;
  return (
    BEFORE_INFINITIVE.has(before?.word ?? '') ||
    VERB_OBJECTS.has(next?.word ?? '') ||
    next?.word.endsWith('ing') === true
  );
}

/** Which way the words before a preposition point, where they say more than it does. */
function directionAt(tokens: readonly Token[], at: number): 'from' | 'to' | undefined {
  const changed =
    tokens[at]?.word === 'to' || tokens[at]?.word === 'auf' ? changedEnd(tokens, at) : undefined;
  return changed ?? (standsThere(tokens, at) ? 'from' : goesThere(tokens, at) ? 'to' : undefined);
}

const CHANGES = /^(?:chang|updat|switch|mov|correct|set$|make$|ander|verleg|verschieb)/;
const STARTS = new Set(
  'departure departing pickup origin start starting abfahrt abfahrtsort abholung abholort startort'.split(
    ' ',
  ),
);
const GOALS = new Set('destination arrival dropoff goal ziel zielort ankunft'.split(' '));
const CHANGE_REACH = 7;

/** "Change my pick-up to X": the end that is named is the one that changes. */
function changedEnd(tokens: readonly Token[], at: number): 'from' | 'to' | undefined {
  const before = tokens.slice(Math.max(0, at - CHANGE_REACH), at);
  if (!before.some(({ word }) => CHANGES.test(word))) return undefined;
  for (let i = before.length - 1; i >= 0; i--) {
    const word = before[i]?.word ?? '';
    if (STARTS.has(word) || (word === 'up' && before[i - 1]?.word === 'pick')) return 'from';
    if (GOALS.has(word) || (word === 'off' && before[i - 1]?.word === 'drop')) return 'to';
  }
  return undefined;
}

const WHILE = new Set([
  'here',
  'now',
  'still',
  'currently',
  'actually',
  'already',
  'right',
  'just',
  'hier',
  'gerade',
  'jetzt',
]);
const NEARER = new Set(['closer', 'close', 'near', 'next', 'nearer']);

/** "I'm at the airport", "I'm closer to the station", "pick me up at ...": that is where somebody starts. */
function standsThere(tokens: readonly Token[], at: number): boolean {
  const word = tokens[at]?.word ?? '';
  let last = at - 1;
  while (last > 0 && WHILE.has(tokens[last]?.word ?? '')) last--;
  if (word === 'to' && NEARER.has(tokens[last]?.word ?? '')) last--;
  else if (!['at', 'in', 'near', 'by', 'am', 'bei', 'im'].includes(word)) return false;
  while (last > 0 && WHILE.has(tokens[last]?.word ?? '')) last--;
  const [before, earlier] = [tokens[last]?.word ?? '', tokens[last - 1]?.word ?? ''];
  return (
    ["i'm", 'im', "we're"].includes(before) ||
    (before === 'am' && earlier === 'i') ||
    (before === 'are' && earlier === 'we') ||
    (before === 'bin' && earlier === 'ich') ||
    (before === 'ich' && earlier === 'bin') ||
    (before === 'up' && ['me', 'us', 'pick', 'picked'].includes(earlier))
  );
}

/** "Meet at the cafe", "dropped off at the station": that is where somebody goes. */
function goesThere(tokens: readonly Token[], at: number): boolean {
  return tokens
    .slice(Math.max(0, at - 3), at)
    .some(({ word }) => /^(?:meet\w*|dropp?\w*|treff\w*|arriv\w*|ankomm\w*)$/.test(word));
}

/** Where the phrase ends: at a mark, a new clause, the next preposition, or the most words a place has. */
export function placeEnd(text: string, tokens: readonly Token[], from: number): number {
  let next = from;
  let joined = false;
  for (; next < tokens.length && next - from < WORDS_MAX; next++) {
    const token = tokens[next];
    if (token === undefined) break;
    if (
      next > from &&
      !/^['"’‘]?[ -]['"’‘]?$|^(?:th|st|nd|rd)?$|^ & $/.test(text.slice(tokens[next - 1]?.end, token.start))
    )
      break;
    const joins = token.word === 'and' || token.word === 'und';
    if (joins ? joined || next === from || !goesOn(tokens[next + 1]) : isEnd(token)) break;
    joined ||= joins;
  }
  while (
    next > from &&
    (STOP_WORDS.has(tokens[next - 1]?.word ?? '') || ENDS.has(tokens[next - 1]?.word ?? ''))
  )
    next--;
  return next;
}

function isEnd({ word }: Token): boolean {
  return PREPOSITIONS.has(word) || ENDS.has(word);
}

/** "Elm and Third" goes on; "the airport and I need", "Elm and book it" do not. */
function goesOn(token: Token | undefined): boolean {
  return (
    token !== undefined &&
    !STOP_WORDS.has(token.word) &&
    !VERBS.has(token.word) &&
    (/^\p{Lu}/u.test(token.raw) || !/(?:ing|ed|taken)$/.test(token.word))
  );
}

function plausible(tokens: readonly Token[], first: number, next: number): boolean {
  const words = tokens.slice(first, next).map(({ word }) => word);
  if (words.every((word) => /^\d+$/.test(word) || STOP_WORDS.has(word))) return false;
  return (
    !STOP_WORDS.has(words[0] ?? '') &&
    !(/^\d+$/.test(words[0] ?? '') && /^(?:am|pm|a|p|uhr|people|guests|minutes|hours)$/.test(words[1] ?? ''))
  );
}
