/** How well one candidate fits one field. */
import { cueEvidence } from './cues';
import { directionOf } from './direction';
import type { FieldProfile } from './fieldProfile';
import { valueFor } from './fieldValues';
import { coverage, surroundings, type FieldSet, type Said } from './matching';
import type { Candidate, CandidateKind } from './recognisers/types';
import type { Scene } from './scene';
import type { FieldKind } from './fieldKinds';
import type { Sentence } from './sentences';
import { stem } from './tokens';
import { STOP_STEMS } from './words/small';
import { fitsHints, formatLike } from './shapes';

export interface Scored {
  readonly candidate: Candidate;
  readonly profile: FieldProfile;
  readonly value: string | number | boolean;
  readonly score: number;
  readonly reason: string;
  /** What spoke for it, 0 to 1 each; options have their own measure. */
  readonly signs?: Readonly<Record<string, number>>;
}

/** Which kinds of candidate a kind of field takes, and what such a find is worth with nothing else known. */
const TAKES: Partial<Record<FieldKind, Partial<Record<CandidateKind, number>>>> = {
  email: { email: 0.85 },
  phone: { phone: 0.62 },
  count: { number: 0.05 },
  decimal: { number: 0.1, money: 0.05 },
  currency: { money: 0.5, number: 0.02 },
  date: { date: 0.45 },
  dateText: { identifier: 0.35 },
  name: { name: 0.1 },
  username: { text: 0.05, name: 0.1, identifier: 0 },
  identifier: { identifier: 0.1, phone: 0, text: 0 },
  place: { place: 0.3, text: 0.05 },
  shortText: { text: 0.1, name: 0, number: 0, identifier: 0, place: 0 },
};

const EARLIER = 0.75; // "I remember the PIN now. Try 9503."

/** The words around a candidate, and how far those before it name each field that could take it. */
export interface Around {
  readonly before: readonly Said[];
  readonly after: readonly Said[];
  readonly named: ReadonlyMap<FieldProfile, number>;
}

const NAMING_WORDS = 6;

/** What stands around a candidate, the same for every field. */
export function aroundOf(candidate: Candidate, sentence: Sentence, set: FieldSet): Around {
  const { before, after } = surroundings(sentence.tokens, candidate.start, candidate.end, true);
  const near = before.slice(0, NAMING_WORDS);
  const takers = set.profiles.filter(({ kind }) => TAKES[kind]?.[candidate.kind] !== undefined);
  return { before, after, named: new Map(takers.map((other) => [other, coverage(near, other, set)])) };
}

const NOTHING: ReadonlySet<FieldProfile> = new Set();

/**
 * The worth of a candidate for a field, or undefined where the field cannot hold it. `earlier`: the sentence before.
 * `disclaimed`: fields that the sentence says are not known.
 */
export function scoreOf(
  candidate: Candidate,
  profile: FieldProfile,
  around: Around,
  scene: Scene,
  earlier?: readonly Said[],
  disclaimed: ReadonlySet<FieldProfile> = NOTHING,
): Scored | undefined {
  const base = TAKES[profile.kind]?.[candidate.kind];
  if (base === undefined) return undefined;
  const value = valueFor(candidate, profile);
  if (value === undefined) return undefined;
  const { before, after } = around;
  const nearby = Math.max(
    coverage(before, profile, scene.set),
    afterWeight(candidate, profile, after) * coverage(after, profile, scene.set),
  );
  const context =
    nearby > 0.3 || earlier === undefined || profile.kind !== 'identifier' || disclaimed.has(profile)
      ? nearby
      : EARLIER * coverage(earlier, profile, scene.set);
  const asked = disclaimed.has(profile) ? 0 : (scene.asked.get(profile) ?? 0);
  const signs = {
    looks: base,
    context: contextEvidence(candidate, profile, context),
    asked: askedEvidence(candidate, profile, asked),
    form: formEvidence(candidate, profile, value),
    lonely: lonelyEvidence(candidate, profile, disclaimed, scene),
    cue: cueEvidence(candidate, profile, before, after, context, scene),
  };
  const score =
    combine(Object.values(signs)) *
    (0.6 + 0.4 * candidate.trust) *
    rivalry(candidate, profile, around, asked, context, scene);
  return { candidate, profile, value, score: Math.min(0.99, score), reason: reasonOf(signs, profile), signs };
}

const REASONS: Readonly<Record<string, (label: string) => string>> = {
  looks: () => 'looks like one',
  context: (label) => `the words around it name the ${label}`,
  asked: (label) => `answers the question for the ${label}`,
  form: (label) => `has the form of the ${label}`,
  lonely: (label) => `the only ${label} that it can be`,
  cue: (label) => `introduced as the ${label}`,
};

/** What spoke most for it, in words. */
function reasonOf(signs: Readonly<Record<string, number>>, { field }: FieldProfile): string {
  const [best] = Object.entries(signs).reduce((most, next) => (next[1] > most[1] ? next : most));
  return REASONS[best]?.(field.label.toLowerCase()) ?? '';
}

function combine(evidence: readonly number[]): number {
  return 1 - evidence.reduce((rest, worth) => rest * (1 - Math.max(0, Math.min(0.97, worth))), 1);
}

/** Text from "X is Y" counts words before it only; a number's unit comes after it. */
function afterWeight(candidate: Candidate, profile: FieldProfile, after: readonly Said[]): number {
  if (profile.kind === 'count' || profile.kind === 'decimal') return 1;
  if (candidate.kind === 'text') return 0;
  return after[0]?.stem === 'is' || after[0]?.stem === 'ist' ? 0.95 : 0.65;
}

function contextEvidence(candidate: Candidate, profile: FieldProfile, context: number): number {
  if (candidate.kind === 'name' || profile.kind === 'longText') return 0;
  if (context < 0.3) return 0;
  if (candidate.kind === 'text' && candidate.bare === true) return context * 0.3;
  return 0.9 * context;
}

function askedEvidence(candidate: Candidate, profile: FieldProfile, asked: number): number {
  if (asked === 0) return 0;
  switch (candidate.kind) {
    case 'name':
      return profile.kind === 'name' || profile.kind === 'username'
        ? (candidate.cue === 'title'
            ? 0.3
            : candidate.cue === 'third' || candidate.cue === 'kin'
              ? 0.55
              : 0.9) * asked
        : 0.7 * asked;
    case 'text':
      return candidate.bare === true || candidate.trust > 0.75 ? 0.82 * asked : 0.6 * asked;
    case 'number':
      return candidate.part === true && profile.kind !== 'shortText' ? 0.25 * asked : 0.88 * asked;
    case 'place':
      return 0.6 * asked;
    case 'identifier':
      return profile.kind === 'shortText' ? 0.5 * asked : 0.88 * asked;
    default:
      return 0.9 * asked;
  }
}

/** A match of the pattern, or the shape of the examples. */
function formEvidence(candidate: Candidate, profile: FieldProfile, value: string | number | boolean): number {
  const text = String(value);
  const hints = fitsHints(profile.shapes, text);
  const letters = /\p{L}/u.test(text);
  if (profile.stems.has('pin') && /^\d+$/.test(text)) return text.length >= 4 && text.length <= 6 ? 0.3 : 0;
  if (profile.matches !== undefined) return letters ? 0.8 : Math.min(0.6, 0.1 + text.length * 0.05);
  if (profile.shapes.forms.length > 0 && formatLike(profile.shapes, text) !== undefined)
    return letters ? 0.75 : Math.min(0.65, 0.1 + text.length * 0.055);
  if (hints === true && profile.shapes.prefixes.length > 0) return 0.75;
  return hints === true ? 0.3 : candidate.only === profile.field.name ? 0.6 : 0;
}

/** "I ordered 3 lamps": one or two digits with a word behind them count something. */
function countsThings({ value }: Candidate, after: readonly Said[]): boolean {
  return /^\d{1,2}$/.test(String(value)) && after.length > 0 && !STOP_STEMS.has(after[0]?.stem ?? '');
}

/** What has a number of its own. */
export const NUMBERED: ReadonlySet<string> = new Set(
  'order invoice bill account serial tracking parcel shipment reference ticket case customer contract policy article item product model code id pin bestellung bestellnummer rechnung rechnungsnummer kundennummer auftrag auftragsnummer konto kontonummer seriennummer vertrag vertragsnummer sendung sendungsnummer paket artikel artikelnummer vorgang vorgangsnummer referenz'
    .split(' ')
    .map(stem),
);
const NUMBERED_REACH = 4;

/** "My order number is 6505811305" gives no phone number, whether or not an order number is wanted. */
function numbersSomethingElse(before: readonly Said[], context: number): boolean {
  return context < 0.5 && before.slice(0, NUMBERED_REACH).some((said) => NUMBERED.has(said.stem));
}

/** "I remember it now", "try 4410". */
const RECALLS =
  /\b(?:rem+em+b\w*|recall\w*|came back|found it|try|it (?:may|might|could) be|erinner\w*|fällt mir (?:wieder )?ein|eingefallen|gefunden|versuchen sie)\b/i;

/** A long number that nothing explains belongs to the one identifier that is still missing. */
function lonelyEvidence(
  { kind, value }: Candidate,
  profile: FieldProfile,
  disclaimed: ReadonlySet<FieldProfile>,
  scene: Scene,
): number {
  if (kind !== 'identifier' || profile.kind !== 'identifier' || disclaimed.has(profile)) return 0;
  const text = String(value);
  const recalled = /^\d{4,}$/.test(text) && RECALLS.test(scene.text);
  if (!recalled && !/^(?=.*\d)[\p{L}\d-]{5,}$/u.test(text)) return 0;
  const missing = scene.set.profiles.filter(
    (other) =>
      other.kind === 'identifier' && scene.held(other.field.name) === undefined && !disclaimed.has(other),
  );
  return missing.length === 1 && missing[0] === profile ? (recalled ? RECALLED : LONELY) : 0;
}
const LONELY = 0.48;
const RECALLED = 0.65;

/** A place with its preposition tells the two ends of a way apart better than the words around it. */
function pointsTo({ kind, preposition }: Candidate, profile: FieldProfile): boolean {
  return kind === 'place' && preposition !== undefined && directionOf(profile) === preposition;
}

/** "From Elm" is no destination, whatever the field is called. */
function pointsAway({ kind, preposition }: Candidate, profile: FieldProfile): boolean {
  const own = directionOf(profile);
  return (
    kind === 'place' &&
    own !== undefined &&
    (preposition === 'from' || preposition === 'to') &&
    preposition !== own
  );
}

/** "Your customer number?" - "10443929": digits alone are no phone number then. */
function asksIdentifier({ asked }: Scene): boolean {
  return [...asked].some(([{ kind }, score]) => kind === 'identifier' && score >= 0.7);
}

function isUnlikeExamples({ value }: Candidate, { shapes, matches }: FieldProfile): boolean {
  return shapes.forms.length > 0 && matches === undefined && formatLike(shapes, String(value)) === undefined;
}

/** Words that name another wanted field better take the value away from this one. */
function rivalry(
  candidate: Candidate,
  profile: FieldProfile,
  { before, after, named }: Around,
  asked: number,
  context: number,
  scene: Scene,
): number {
  let rival = 0;
  for (const [other, share] of named) {
    if (other === profile || share <= rival) continue;
    if (pointsTo(candidate, profile) && directionOf(other) !== undefined) continue;
    rival = share;
  }
  if (profile.kind === 'identifier' && asked === 0 && countsThings(candidate, after)) return 0.3;
  if (profile.kind === 'identifier' && rival > 0.8 && context < 0.3) return 0.45;
  if (candidate.kind === 'phone' && numbersSomethingElse(before, context)) return 0.2;
  if (candidate.kind === 'phone' && asked === 0 && asksIdentifier(scene)) return 0.4;
  if (candidate.kind === 'identifier' && isUnlikeExamples(candidate, profile)) return 0.75;
  if (candidate.cue === 'kin' && profile.lookedAfter) return 1;
  if (pointsAway(candidate, profile)) return 0.5;
  const lead = rival - Math.max(context, asked * 0.9);
  return lead > 0.25 ? 1 - 0.6 * lead : 1;
}
