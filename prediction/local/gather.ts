/** Runs the recognisers that the wanted fields need over one text. */
import type { FieldOption } from '../../cases/fields';
import type { FieldKind } from './fieldKinds';
import { findAnswer, findStated } from './recognisers/answers';
import { findDates } from './recognisers/dates';
import { findEmails } from './recognisers/email';
import { findIdentifiers } from './recognisers/identifiers';
import { namesBeside } from './recognisers/contactLine';
import { findNames } from './recognisers/names';
import { findMoney, findNumbers } from './recognisers/numbers';
import { findPhones } from './recognisers/phone';
import { findPlaces } from './recognisers/places';
import { overlaps, type Candidate } from './recognisers/types';
import type { ReadingSetting, Scene } from './scene';
import type { Sentence } from './sentences';
import { fold } from './tokens';
import { FILLERS, NOT_NAME_WORDS } from './words/small';

export interface Gathered {
  readonly sentence: Sentence;
  readonly candidates: readonly Candidate[];
}

const ANSWER_WORDS_MAX = 12;

/** The candidates of each sentence, in places of the whole text. */
export function gather(
  scene: Scene,
  sentences: readonly Sentence[],
  at: string,
  setting: ReadingSetting,
): Gathered[] {
  const kinds = new Set(scene.set.profiles.map(({ kind }) => kind));
  const wants = (...some: FieldKind[]): boolean => some.some((kind) => kinds.has(kind));
  const { text } = scene;
  const tokens = sentences.flatMap((sentence) => sentence.tokens);
  const emails = findEmails(text);
  const claimed = [...emails];
  const all: Candidate[] = [...emails];
  if (wants('phone')) all.push(...findPhones(text, setting.region, setting.language));
  if (wants('date')) all.push(...findDates(text, { at, ...setting }));
  if (wants('dateText')) all.push(...dateTexts(text));
  const numbers = wants('count', 'decimal', 'currency') ? findNumbers(text, tokens) : [];
  all.push(...numbers);
  if (wants('currency', 'decimal')) all.push(...findMoney(text, numbers));
  if (wants('identifier', 'username', 'shortText', 'dateText')) all.push(...findIdentifiers(text, tokens));
  if (scene.asked.size > 0 && !scene.confirmed) all.push(...answers(scene, sentences));
  const nameAsked = [...scene.asked].some(
    ([profile, score]) => (profile.kind === 'name' || profile.kind === 'username') && score > 0.4,
  );
  const free = all.filter(
    (one) =>
      one.kind === 'email' ||
      !(one.kind === 'identifier' || one.kind === 'number') ||
      !claimed.some((email) => overlaps(email, one)),
  );
  const answering = nameAsked
    ? sentences.find(({ tokens: words }) =>
        words.some(({ word }) => !NOT_NAME_WORDS.has(word) && !FILLERS.has(word)),
      )
    : undefined;
  const seconds = secondChoicesIn(text, all);
  const reach = all.filter(({ kind }) => kind === 'email' || kind === 'phone');
  return sentences.map((sentence, place) => ({
    sentence,
    candidates: [
      ...free.filter(({ start }) => start >= sentence.start && start < sentence.end),
      ...perSentence(text, sentence, wants, claimed, {
        answer: sentence === answering,
        full: FULL_NAME.test(scene.question?.text ?? ''),
      }),
      ...(wants('name') ? signature(text, sentences[place - 1], sentence) : []),
      ...(wants('name') ? namesBeside(text, sentence, reach) : []),
    ]
      .filter((one) => !isDenied(text, one) && !isSecondChoice(one, seconds) && !isOfList(one, scene))
      .map((one) => (seconds.length === 0 ? one : lessSure(one, text, seconds))),
  }));
}

/** "Aroma Duo" in answer to a question for a name: the beginning of a label with several words in one of the lists. */
function isOfList({ kind, cue, value }: Candidate, { set }: Scene): boolean {
  if (kind !== 'name' || (cue !== 'answer' && cue !== 'mention')) return false;
  const said = fold(String(value));
  return set.profiles.some(({ field }) => field.options && beginningsOf(field.options).has(said));
}

const BEGINNINGS = new WeakMap<readonly FieldOption[], ReadonlySet<string>>();

/** What labels of several words begin with, made once for each list. */
function beginningsOf(options: readonly FieldOption[]): ReadonlySet<string> {
  const known = BEGINNINGS.get(options);
  if (known) return known;
  const made = new Set(
    options.flatMap(({ label }) => {
      const words = fold(label).split(/\s+/);
      return words.length > 1 ? words.map((_, at) => words.slice(0, at + 1).join(' ')) : [];
    }),
  );
  BEGINNINGS.set(options, made);
  return made;
}

const EITHER: ReadonlySet<string> = new Set(['identifier', 'phone', 'email', 'date']);
const OR = /^["']?,? ?(?:or|oder)(?: (?:maybe|perhaps|vielleicht))?[ "']$/i;

/** "Either 9503 or 3941": the first is what is tried, less surely; the others are left out. */
function secondChoicesIn(text: string, all: readonly Candidate[]): Candidate[] {
  if (!/\b(?:or|oder)\b/i.test(text)) return [];
  const either = all.filter(({ kind }) => EITHER.has(kind));
  return either.filter((one) =>
    either.some(({ kind, end }) => kind === one.kind && OR.test(text.slice(end, one.start))),
  );
}

function isSecondChoice(one: Candidate, seconds: readonly Candidate[]): boolean {
  return (
    seconds.length > 0 &&
    (EITHER.has(one.kind) || (one.kind === 'text' && /\d/.test(String(one.value)))) &&
    seconds.some((second) => overlaps(one, second))
  );
}

const FIRST_OF_TWO = 0.6;

function lessSure(one: Candidate, text: string, seconds: readonly Candidate[]): Candidate {
  const leads = seconds.some(({ kind, start }) => kind === one.kind && OR.test(text.slice(one.end, start)));
  return leads ? { ...one, trust: one.trust * FIRST_OF_TWO } : one;
}

const SIGN_OFF = new Set('regards sincerely yours best cheers grussen grusse gruss mfg lg vg'.split(' '));

/** The name on the line after "Kind regards". */
function signature(text: string, before: Sentence | undefined, line: Sentence): Candidate[] {
  if (!SIGN_OFF.has(before?.tokens.at(-1)?.word ?? '') || line.tokens.length > 4) return [];
  return findNames(text, line, true)
    .slice(0, 1)
    .map((name) => ({ ...name, cue: 'self', trust: 1 }));
}

const FULL_NAME =
  /\b(?:full name|first and last name|last name|surname|vollständige[rn]? name|vor- und (?:nach|zu)name|nachname)/i;

function perSentence(
  text: string,
  sentence: Sentence,
  wants: (...some: FieldKind[]) => boolean,
  claimed: readonly Candidate[],
  { answer, full }: { readonly answer: boolean; readonly full: boolean },
): Candidate[] {
  const found: Candidate[] = [];
  if (wants('name', 'username')) found.push(...findNames(text, sentence, answer, full));
  if (wants('place')) found.push(...findPlaces(text, sentence));
  if (wants('shortText', 'username', 'place', 'identifier')) found.push(...findStated(text, sentence));
  return found.filter((one) => !claimed.some((email) => overlaps(email, one)));
}

/** The whole of a short answer, for texts that have no shape of their own. */
function answers(scene: Scene, sentences: readonly Sentence[]): Candidate[] {
  const answer = findAnswer(scene.text, sentences);
  if (answer === undefined) return [];
  const words = scene.text.slice(answer.start, answer.end).split(/\s+/).length;
  return words > ANSWER_WORDS_MAX
    ? []
    : [{ ...answer, trust: words <= 4 ? 0.95 : words <= 6 ? 0.75 : 0.5, bare: words <= 4 }];
}

const WRITTEN_DATE =
  /(?<![\p{L}\p{N}/.-])(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}|\d{1,2}(?:st|nd|rd|th|\.)? (?:of )?\p{L}{3,9}\.?,? \d{2,4}|\p{L}{3,9} \d{1,2}(?:st|nd|rd|th)?,? \d{4})(?![\p{L}\p{N}])/gu;

/** Dates kept as written, for text fields. */
function dateTexts(text: string): Candidate[] {
  return [...text.matchAll(WRITTEN_DATE)].map((match) => ({
    kind: 'identifier',
    start: match.index,
    end: match.index + match[0].length,
    value: match[0],
    trust: 1,
    part: true,
  }));
}

/** "not 4712 but 4711": what is denied is no value. */
function isDenied(text: string, { start, kind }: Candidate): boolean {
  return (
    kind !== 'text' &&
    /(?:\bnot|n't|\bnicht|\bstatt|\binstead of|\brather than)\s+(?:\p{L}{1,10}\s+){0,2}$/iu.test(
      text.slice(Math.max(0, start - 30), start),
    )
  );
}
