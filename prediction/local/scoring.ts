/** How well one candidate fits one field. */
import { directionOf } from './direction';
import type { FieldProfile } from './fieldProfile';
import { coverage, surroundings, wordMatch, type FieldSet, type Said } from './matching';
import type { Question } from './questions';
import { asksOwnName } from './questions';
import type { Candidate, CandidateKind } from './recognisers/types';
import type { FieldKind } from './fieldKinds';
import type { Sentence } from './sentences';
import { stem } from './tokens';
import { STOP_STEMS } from './words/small';
import { fitsHints, formatLike, compactOf } from './shapes';

export interface Scene {
  readonly text: string;
  readonly question: Question | undefined;
  readonly asked: ReadonlyMap<FieldProfile, number>;
  readonly set: FieldSet;
  /** The other side's words, which the customer only confirmed. */
  readonly confirmed: boolean;
}

export interface Scored {
  readonly candidate: Candidate;
  readonly profile: FieldProfile;
  readonly value: string | number | boolean;
  readonly score: number;
  readonly reason: string;
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
  longText: { text: 0 },
};

const EARLIER = 0.75; // "I remember the PIN now. Try 9503."

/** The worth of a candidate for a field, or undefined where the field cannot hold it. `earlier`: the sentence before. */
export function scoreOf(
  candidate: Candidate,
  profile: FieldProfile,
  sentence: Sentence,
  scene: Scene,
  earlier?: readonly Said[],
): Scored | undefined {
  const base = TAKES[profile.kind]?.[candidate.kind];
  if (base === undefined) return undefined;
  const value = valueFor(candidate, profile);
  if (value === undefined) return undefined;
  const { before, after } = surroundings(sentence.tokens, candidate.start, candidate.end);
  const nearby = Math.max(
    coverage(before, profile, scene.set),
    afterWeight(candidate, profile) * coverage(after, profile, scene.set),
  );
  const context =
    nearby > 0.3 || earlier === undefined || profile.kind !== 'identifier'
      ? nearby
      : EARLIER * coverage(earlier, profile, scene.set);
  const asked = scene.asked.get(profile) ?? 0;
  const evidence: [number, string][] = [
    [base, 'looks like one'],
    [contextEvidence(candidate, profile, context), `the words around it name the ${label(profile)}`],
    [askedEvidence(candidate, profile, asked), `answers the question for the ${label(profile)}`],
    [formEvidence(candidate, profile, value), `has the form of the ${label(profile)}`],
    [cueEvidence(candidate, profile, before, after, context, scene), `introduced as the ${label(profile)}`],
  ];
  const score =
    combine(evidence.map(([worth]) => worth)) *
    (0.6 + 0.4 * candidate.trust) *
    rivalry(candidate, profile, before, after, asked, context, scene);
  const [, reason] = evidence.reduce((best, next) => (next[0] > best[0] ? next : best));
  return { candidate, profile, value, score: Math.min(0.99, score), reason };
}

function label({ field }: FieldProfile): string {
  return field.label.toLowerCase();
}

function combine(evidence: readonly number[]): number {
  return 1 - evidence.reduce((rest, worth) => rest * (1 - Math.max(0, Math.min(0.97, worth))), 1);
}

/** Text from "X is Y" counts words before it only; a number's unit comes after it. */
function afterWeight(candidate: Candidate, profile: FieldProfile): number {
  if (profile.kind === 'count' || profile.kind === 'decimal') return 1;
  return candidate.kind === 'text' ? 0 : 0.65;
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
        ? (candidate.cue === 'title' ? 0.3 : candidate.cue === 'third' ? 0.55 : 0.9) * asked
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
  if (profile.matches !== undefined) return letters ? 0.8 : Math.min(0.6, 0.1 + text.length * 0.05);
  if (profile.shapes.forms.length > 0 && formatLike(profile.shapes, text) !== undefined)
    return letters ? 0.75 : Math.min(0.65, 0.1 + text.length * 0.055);
  if (hints === true && profile.shapes.prefixes.length > 0) return 0.75;
  return hints === true ? 0.3 : candidate.only === profile.field.name ? 0.6 : 0;
}

function cueEvidence(
  candidate: Candidate,
  profile: FieldProfile,
  before: readonly Said[],
  after: readonly Said[],
  context: number,
  scene: Scene,
): number {
  if (profile.kind === 'count' && candidate.part !== true) return unitEvidence(profile, after);
  if (candidate.kind === 'name') return nameEvidence(candidate, profile, before, after, scene);
  if (candidate.kind === 'place') return placeEvidence(candidate, profile, context);
  return 0;
}

const UNIT_WORDS = 3;

/** "28 people", "7 of my friends": what is counted stands right after the number. */
function unitEvidence(profile: FieldProfile, after: readonly Said[]): number {
  const terms = profile.phrases.flatMap((phrase) => phrase.filter(({ weight }) => weight === 1));
  let best = 0;
  after.slice(0, UNIT_WORDS).forEach(({ stem }, at) => {
    for (const term of terms) best = Math.max(best, wordMatch(stem, term.stem) * (1 - at * 0.1));
  });
  return best < 0.4 ? 0 : Math.min(0.85, best * 1.25);
}

/** The speaker's own name goes to the field most likely the speaker's; a third person's to the one whose words are near. */
function nameEvidence(
  candidate: Candidate,
  profile: FieldProfile,
  before: readonly Said[],
  after: readonly Said[],
  scene: Scene,
): number {
  const names = scene.set.profiles.filter(({ kind }) => kind === 'name' || kind === 'username');
  const best = Math.max(...names.map(({ speaker }) => speaker));
  const own = best === 0 ? 0 : (profile.speaker / best) ** 2;
  const role = roleCoverage(profile, [...before, ...after], scene.set);
  if (candidate.cue === 'self') return Math.max(0.88 * own, 0.2);
  if (candidate.cue === 'answer' || scene.asked.has(profile))
    return asksOwnName(scene.question) && role < 0.5 ? 0.4 * own : 0.2;
  if (names.length === 1) return candidate.cue === 'mention' || candidate.cue === 'title' ? 0.1 : 0;
  return profile.speaker < best
    ? Math.max(
        role >= 0.4 ? Math.min(0.85, 1.35 * role) : 0,
        candidate.cue === 'possessive' || candidate.cue === 'third' ? 0.3 : 0,
      )
    : 0;
}

/** Whether the words around a name belong to the role of its field ("party" to the host). */
function roleCoverage(profile: FieldProfile, said: readonly Said[], set: FieldSet): number {
  const roles = profile.phrases
    .map((phrase) => phrase.filter(({ weight }) => weight === 1))
    .filter((phrase) => phrase.length > 0);
  return roles.length === 0 ? 0 : coverage(said, { ...profile, phrases: roles }, set);
}

/** A preposition tells the direction, unless the field itself was just named ("change the departure location to ..."). */
function placeEvidence(candidate: Candidate, profile: FieldProfile, context: number): number {
  const own = directionOf(profile);
  if (context > 0.6) return 0.3;
  if (own === undefined || candidate.preposition === 'at' || candidate.preposition === undefined)
    return own === undefined ? 0.3 : 0.2;
  return own === candidate.preposition ? 0.82 : 0;
}

/** "I ordered 3 lamps": one or two digits with a word behind them count something. */
function countsThings({ value }: Candidate, after: readonly Said[]): boolean {
  return /^\d{1,2}$/.test(String(value)) && after.length > 0 && !STOP_STEMS.has(after[0]?.stem ?? '');
}

const NUMBERED = new Set(
  'order invoice bill account serial tracking parcel shipment reference ticket case customer contract policy article item product model code id pin bestellung bestellnummer rechnung rechnungsnummer kundennummer auftrag auftragsnummer konto kontonummer seriennummer vertrag vertragsnummer sendung sendungsnummer paket artikel artikelnummer vorgang vorgangsnummer referenz'
    .split(' ')
    .map(stem),
);
const NUMBERED_REACH = 4;

/** "My order number is 6505811305" gives no phone number, whether or not an order number is wanted. */
function numbersSomethingElse(before: readonly Said[], context: number): boolean {
  return context < 0.5 && before.slice(0, NUMBERED_REACH).some((said) => NUMBERED.has(said.stem));
}

/** Words that name another wanted field better take the value away from this one. */
function rivalry(
  candidate: Candidate,
  profile: FieldProfile,
  before: readonly Said[],
  after: readonly Said[],
  asked: number,
  context: number,
  scene: Scene,
): number {
  let rival = 0;
  for (const other of scene.set.profiles) {
    if (other === profile || TAKES[other.kind]?.[candidate.kind] === undefined) continue;
    rival = Math.max(rival, coverage(before.slice(0, 6), other, scene.set));
  }
  if (profile.kind === 'identifier' && asked === 0 && countsThings(candidate, after)) return 0.3;
  if (profile.kind === 'identifier' && rival > 0.8 && context < 0.3) return 0.45;
  if (candidate.kind === 'phone' && numbersSomethingElse(before, context)) return 0.2;
  const lead = rival - Math.max(context, asked * 0.9);
  return lead > 0.25 ? 1 - 0.6 * lead : 1;
}

/** The value as the field holds it, or undefined where the candidate cannot be one. */
function valueFor(candidate: Candidate, profile: FieldProfile): string | number | boolean | undefined {
  const { field, kind } = profile;
  if (candidate.only !== undefined && candidate.only !== field.name) return undefined;
  const raw = candidate.value;
  if (kind === 'count') return typeof raw === 'number' && Number.isInteger(raw) ? raw : undefined;
  if (kind === 'currency' && candidate.kind === 'number') return undefined;
  if (kind === 'decimal' && candidate.kind === 'money') return Number.parseFloat(String(raw));
  if (kind === 'identifier') return identifierFor(String(raw), candidate, profile);
  if (kind === 'dateText' && candidate.part !== true) return undefined;
  if (
    kind === 'dateText' ||
    kind === 'shortText' ||
    kind === 'username' ||
    kind === 'place' ||
    kind === 'longText'
  ) {
    return candidate.kind === 'phone'
      ? undefined
      : typeof raw === 'number' || candidate.kind === 'date'
        ? undefined
        : checked(String(raw), profile);
  }
  return typeof raw === 'string' ? checked(raw, profile) : raw;
}

function checked(text: string, profile: FieldProfile): string | undefined {
  return profile.matches === undefined || profile.matches(text) ? text : undefined;
}

/** Spoken and spaced forms are brought into the form that the pattern or the examples show. */
function identifierFor(
  raw: string,
  candidate: Candidate,
  profile: FieldProfile,
): string | number | undefined {
  if (candidate.kind === 'phone') return undefined;
  if (profile.field.type === 'integer') {
    const digits = compactOf(raw);
    return /^\d{1,15}$/.test(digits) ? Number(digits) : undefined;
  }
  const compact = compactOf(raw);
  const formatted = formatLike(profile.shapes, raw);
  if (profile.matches !== undefined)
    return [formatted, raw, raw.toUpperCase(), compact, raw.toLowerCase(), compact.toLowerCase()].find(
      (form): form is string => form !== undefined && profile.matches?.(form) === true,
    );
  if (formatted !== undefined) return formatted;
  if (candidate.kind === 'text' && !/\d/.test(raw)) return undefined;
  const spaced = /\s/.test(raw);
  if (spaced && !/^[\d\s.-]+$/.test(raw)) return undefined;
  if (profile.shapes.prefixes.length > 0 && fitsHints(profile.shapes, raw) === false) return undefined;
  return spaced ? compact : raw;
}
