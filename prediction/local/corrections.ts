/** What is said to take back or change what was said before, in the same turn or an earlier one. */
import type { Drafts } from './drafts';
import type { FieldProfile } from './fieldProfile';
import { NUMBERED, type Scored } from './scoring';
import { fold, tokenize } from './tokens';
import { CORRECTIONS } from './words/small';

const OUTDATED = 0.6; // said before "sorry, I meant"
const REUSED = 0.6; // the value of another field already
const ASKED_FOR = 0.5;
const COMPLETED = 0.85;

/** Somebody changes what was said before. */
const CHANGE =
  /\b(?:change|switch|instead|actually|rather|different|closer|limit|reduce|lower|increase|make it|(?:how|what) about|ändern|geändert|stattdessen|anders überlegt|lieber|wie wäre es|machen wir)\b/i;

/** Somebody says that something was not right. */
const TAKES_BACK =
  /^(?:oh |ah |uh )?(?:no|nope|wait|whoops|oops|sorry|nein|moment)\b|\b(?:sorry|whoops|oops|mistake|wrong|not right|should (?:be|have been)|supposed to be|never ?mind|not that|correct(?:ion|ed)?|meant|get the|falsch|gemeint|meinte|eigentlich|doch|vielmehr|verwechselt)\b/i;

export interface Correcting {
  readonly text: string;
  /** Where the last correction begins. */
  readonly corrected: number | undefined;
  readonly changing: boolean;
  readonly asked: ReadonlyMap<FieldProfile, number>;
  readonly drafts: Drafts;
}

/** Whether a turn changes something: then a value may be less sure than the one that it replaces. */
export function isChange(text: string): boolean {
  return CHANGE.test(text) || TAKES_BACK.test(text);
}

/** Where the last correction begins, or undefined. */
export function correctionAt(text: string): number | undefined {
  const plain = fold(text);
  if (plain.length !== text.length) return undefined; // folding moved the places
  const at = Math.max(...CORRECTIONS.map((words) => wordAt(plain, words)));
  return at > 0 ? at : undefined;
}

function wordAt(text: string, words: string): number {
  const at = text.lastIndexOf(words);
  const inside = at > 0 && /[a-z]/.test(text[at - 1] ?? '');
  return inside || /[a-z]/.test(text[at + words.length] ?? '') ? -1 : at;
}

/** Weighs a find anew by what was said before it; undefined where it is no value after all. */
export function reweigh(one: Scored, all: readonly Scored[], correcting: Correcting): Scored | undefined {
  const { corrected, drafts, asked } = correcting;
  let { score } = one;
  const outdated =
    corrected !== undefined &&
    one.candidate.end <= corrected &&
    all.some(
      (other) =>
        other.profile === one.profile &&
        other.candidate.start >= corrected &&
        other.candidate.kind === one.candidate.kind &&
        !(isIntroduced(one) && !isIntroduced(other)) &&
        other.score > 0.15,
    );
  if (outdated && one.profile.kind === 'identifier') return undefined;
  if (outdated) score *= OUTDATED;
  if (completesName(one, drafts)) score = Math.max(score, COMPLETED);
  else if (one.candidate.kind === 'name') {
    if (isPassingWord(one, correcting)) return undefined;
    score *= besideOtherNames(one, all);
  }
  score = Math.max(score, replacing(one, all, correcting));
  if (
    one.candidate.kind === 'name' &&
    (asked.get(one.profile) ?? 0) < ASKED_FOR &&
    drafts.usedElsewhere(one.profile.field.name, one.value)
  )
    score *= REUSED;
  return score === one.score ? one : { ...one, score };
}

const RESTATED = 0.85;
const NAMED = 0.5;

/** Whether a find is said to change the value before it: "sorry, I meant ...", "the meter number is ...", a fuller name. */
export function isCorrection(one: Scored, { changing, corrected, drafts }: Correcting): boolean {
  const { candidate, profile, score } = one;
  return (
    changing ||
    completesName(one, drafts) ||
    (corrected !== undefined && candidate.start >= corrected) ||
    (candidate.cue === 'kin' && profile.lookedAfter) ||
    (profile.kind === 'identifier' && candidate.kind === 'identifier' && score >= RESTATED) ||
    ((candidate.kind === 'email' || candidate.kind === 'phone') && (one.signs?.context ?? 0) >= NAMED)
  );
}

/** "Robert", and a turn later "Robert Frost". */
function completesName({ candidate, profile, value }: Scored, drafts: Drafts): boolean {
  const known = drafts.get(profile.field.name)?.value ?? drafts.knownValue(profile.field.name);
  return (
    candidate.kind === 'name' &&
    typeof known === 'string' &&
    fold(String(value)).startsWith(`${fold(known)} `)
  );
}

function isIntroduced({ candidate: { kind, cue } }: Scored): boolean {
  return kind === 'name' && (cue === 'self' || cue === 'answer');
}

/** "I'm vegan", "it's alright": with the name known, a small word after "I'm" is none. */
function isPassingWord({ candidate, profile, value }: Scored, { asked, drafts }: Correcting): boolean {
  return (
    candidate.cue === 'self' &&
    /^\p{Ll}/u.test(String(value)) &&
    (asked.get(profile) ?? 0) < ASKED_FOR &&
    (drafts.get(profile.field.name) ?? drafts.knownValue(profile.field.name)) !== undefined
  );
}

const MENTIONED = 0.7;
const SHORTER = 0.8;

/** Beside "I'm Mark" another name in passing is less likely the answer, and "Angela" less than "Angela Lane". */
function besideOtherNames(one: Scored, all: readonly Scored[]): number {
  const others = all.filter(
    (other) => other !== one && other.profile === one.profile && other.candidate.kind === 'name',
  );
  const value = `${fold(String(one.value))} `;
  if (
    others.some(
      (other) => ` ${fold(String(other.value))} `.includes(` ${value}`) && other.value !== one.value,
    )
  )
    return SHORTER;
  return !isIntroduced(one) &&
    one.candidate.cue !== 'kin' &&
    one.profile.speaker >= 0.6 &&
    others.some(isIntroduced)
    ? MENTIONED
    : 1;
}

const REPLACING = 0.86;
const REPLACEABLE: ReadonlySet<string> = new Set(['identifier', 'count', 'decimal']);

/** "Sorry, it's 823": the only value of the form of what stands in the field, in a turn that takes something back. */
function replacing(
  one: Scored,
  all: readonly Scored[],
  { text, changing, corrected, asked, drafts }: Correcting,
): number {
  const { candidate, profile, value } = one;
  if (!REPLACEABLE.has(profile.kind) || candidate.part === true) return 0;
  const known = drafts.get(profile.field.name)?.value ?? drafts.knownValue(profile.field.name);
  if (known === undefined || known === value || !sameForm(String(known), String(value))) return 0;
  if (!changing && corrected === undefined && !TAKES_BACK.test(text)) return 0;
  if (
    [...asked].some(
      ([other, score]) => other !== profile && score >= ASKED_FOR && other.kind === profile.kind,
    )
  )
    return 0;
  const rivals = all.filter(
    (other) =>
      other.candidate.kind === candidate.kind &&
      other.profile === profile &&
      other.value !== value &&
      other.value !== known &&
      sameForm(String(other.value), String(known)),
  );
  return rivals.length === 0 && one.score > REPLACING_MIN && standsAlone(one, text) ? REPLACING : 0;
}

const NUMBER_TRUST_MIN = 0.6;
const ALONE =
  /^(?:\s*$|\s?[.,!?;)]| (?:instead|please|then|now|actually|ok(?:ay)?|rather|bitte|stattdessen|jetzt)\b)/i;

/** Not "I called 4 times" or "the invoice says 3348": the number of something else. */
function standsAlone({ candidate, profile }: Scored, text: string): boolean {
  if (profile.kind !== 'identifier')
    return candidate.trust > NUMBER_TRUST_MIN && ALONE.test(text.slice(candidate.end));
  const before = tokenize(text.slice(Math.max(0, candidate.start - BEFORE_CHARS), candidate.start));
  return !before.some(({ stem }) => NUMBERED.has(stem) && !profile.stems.has(stem));
}

const BEFORE_CHARS = 25;

const REPLACING_MIN = 0.04;

/** Digits of about the same number, or the same runs of letters and digits. */
function sameForm(a: string, b: string): boolean {
  if (/^\d+$/.test(a) && /^\d+$/.test(b)) return Math.abs(a.length - b.length) <= 1;
  const runs = (text: string): string => text.replace(/\d+/g, '0').replace(/\p{L}+/gu, 'a');
  return runs(a) === runs(b);
}
