/** What stands in a sentence, as the classifier of trouble reads it: signs, word classes, words and pairs of words. */
import { conceptsOf } from './concepts';
import { saysUnknown } from './recognisers/answers';
import type { Sentence } from './sentences';
import { fold, type Token } from './tokens';
import { STOP_WORDS } from './words/small';
import {
  EMPTY_OPENING,
  GENERAL_QUESTION,
  HAPPENED,
  NEGATED_ABILITY,
  NOT_A_CUSTOMER,
  OWN_QUESTION,
  PLEASANTRY,
  PRAISE,
  PRAISING,
  PROBLEM,
  SERVICE,
  WANTS,
  WANTS_PERSON,
} from './words/trouble';
import { CLASSES_OF, type WordClass } from './words/troubleClasses';

export interface Signs {
  readonly problem: boolean;
  readonly unable: boolean;
  readonly own: boolean;
  readonly wants: boolean;
  readonly service: boolean;
  readonly happened: boolean;
  readonly pleasantry: boolean;
  readonly empty: boolean;
  readonly person: boolean;
  readonly general: boolean;
  readonly praise: boolean;
  readonly noCustomer: boolean;
  readonly unknown: boolean;
}

/** `text`: folded. */
export function signsOf(sentence: Pick<Sentence, 'text'>, text: string): Signs {
  return {
    problem: PROBLEM.test(text),
    unable: NEGATED_ABILITY.test(text),
    own: OWN_QUESTION.test(text),
    wants: WANTS.test(text),
    service: SERVICE.test(text),
    happened: HAPPENED.test(text),
    pleasantry: PLEASANTRY.test(text.replace(/[.!?,]+$/, '')),
    empty: EMPTY_OPENING.test(text),
    person: WANTS_PERSON.test(text),
    general: GENERAL_QUESTION.test(text),
    praise: PRAISE.test(text) || PRAISING.test(text),
    noCustomer: NOT_A_CUSTOMER.test(text),
    unknown: saysUnknown(sentence.text),
  };
}

/** Classes that tell more together: "my" with "not", "the" with "since". */
const TOGETHER: readonly WordClass[] = [
  'nice',
  'over',
  'bad',
  'fails',
  'thing',
  'pay',
  'mine',
  'neg',
  'since',
  'but',
  'when',
  'past',
  'it',
  'the',
  'me',
  'you',
  'yours',
  'want',
  'wh',
];

/** Made once: putting them together anew cost more than all the rest. */
const PAIRS = TOGETHER.flatMap((one, at) =>
  TOGETHER.slice(at + 1).map((other) => [one, other, `both ${one} ${other}`] as const),
);

/** Each once, in no particular order; `text` folded, `signs` of the same text. */
export function featuresOf(
  sentence: Pick<Sentence, 'text' | 'start' | 'tokens' | 'asks'>,
  text: string,
  signs: Signs,
): Set<string> {
  const { tokens, asks } = sentence;
  const features = new Set<string>();
  addSigns(features, signs);
  if (asks) features.add('has question');
  if (hasContact(text)) {
    features.add('has contact');
    if (isOnlyContact(sentence)) features.add('only contact');
  }
  addClasses(features, tokens, asks, signs);
  addWords(features, tokens);
  features.add(`words ${stepOf(tokens.length, [1, 2, 3, 5, 8, 14])}`);
  features.add(`telling ${stepOf(tokens.filter(isTelling).length, [0, 1, 2, 4])}`);
  return features;
}

function addSigns(features: Set<string>, signs: Signs): void {
  for (const [name, there] of Object.entries(signs)) if (there) features.add(`is ${name}`);
  const { problem, unable, own, wants, service, general } = signs;
  if (problem || unable) features.add('is trouble');
  if (problem || unable || own) features.add('is any');
  if (wants && service) features.add('is wanted service');
  if (own && !general) features.add('is own matter');
}

function hasContact(text: string): boolean {
  return text.includes('@') || /\d[\d\s()/.-]{6,}/.test(text);
}

const ADDRESS = /\S+@\S+/g;
const CONTACT_WORDS: ReadonlySet<string> = new Set(
  'name names called email mail e address phone tel mobile number contact reach write call details heisse heissen lautet mailadresse adresse telefon handy nummer kontakt erreichen schreiben anrufen daten'.split(
    ' ',
  ),
);

/** Nothing but who somebody is and how to reach them: what is left are names. */
function isOnlyContact({ text, start, tokens }: Pick<Sentence, 'text' | 'start' | 'tokens'>): boolean {
  const addresses = [...text.matchAll(ADDRESS)].map(({ index, 0: address }) => ({
    from: start + index,
    to: start + index + address.length,
  }));
  return tokens.every(
    (token) =>
      !isTelling(token) ||
      CONTACT_WORDS.has(token.word) ||
      /^\p{Lu}/u.test(token.raw) ||
      addresses.some(({ from, to }) => token.start >= from && token.end <= to),
  );
}

function addClasses(features: Set<string>, tokens: readonly Token[], asks: boolean, signs: Signs): void {
  const classes = new Set<WordClass>();
  tokens.forEach(({ word }, at) => {
    for (const name of CLASSES_OF.get(word) ?? []) {
      classes.add(name);
      if (at === 0) features.add(`first ${name}`);
      if (at === 0 && asks) features.add(`asks first ${name}`);
    }
  });
  for (const name of classes) features.add(`class ${name}`);
  for (const [one, other, feature] of PAIRS)
    if (classes.has(one) && classes.has(other)) features.add(feature);
  if (signs.own && classes.has('mine') && classes.has('thing')) features.add('own thing asked');
  if (classes.has('nice') && !signs.problem && !signs.unable && !signs.wants) features.add('only nice');
}

function addWords(features: Set<string>, tokens: readonly Token[]): void {
  let before = '^';
  for (const { word, stem } of tokens) {
    const said = /^\d/.test(word) ? '#' : stem;
    features.add(said);
    features.add(`${before}_${said}`);
    for (const concept of conceptsOf(stem)) features.add(`concept ${concept}`);
    before = said;
  }
  features.add(`${before}_$`);
}

function isTelling({ word }: Token): boolean {
  return !STOP_WORDS.has(word) && /\p{L}/u.test(word);
}

/** The first step that the count does not pass; one more than the last where it passes all. */
function stepOf(count: number, steps: readonly number[]): number {
  return steps.find((step) => count <= step) ?? (steps.at(-1) ?? 0) + 1;
}

/** The text as the signs and words are read in: of one sentence, its head. */
export function readText(sentence: Pick<Sentence, 'text'>): string {
  return fold(sentence.text.slice(0, READ_CHARS_MAX));
}

const READ_CHARS_MAX = 400; // the cue stands early
