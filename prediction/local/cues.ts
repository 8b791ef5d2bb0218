/** How a candidate was brought in: the unit behind a number, whose name it is, which way a place lies. */
import { directionOf } from './direction';
import type { FieldProfile } from './fieldProfile';
import { roleCoverage, wordMatch, type Said } from './matching';
import { asksOwnName } from './questions';
import type { Candidate } from './recognisers/types';
import type { Scene } from './scene';
import { stem } from './tokens';
import { STOP_STEMS } from './words/small';

export function cueEvidence(
  candidate: Candidate,
  profile: FieldProfile,
  before: readonly Said[],
  after: readonly Said[],
  context: number,
  scene: Scene,
): number {
  if (profile.kind === 'count' && candidate.part !== true)
    return Math.max(
      unitEvidence(profile, after),
      peopleEvidence(candidate, profile, scene.text),
      quantityEvidence(candidate, profile, scene.text),
    );
  if (candidate.kind === 'phone') return reachEvidence(candidate, profile, scene);
  if (profile.kind === 'identifier') return numberedThing(candidate, profile, before, scene);
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

const PEOPLE = ['guest', 'people', 'person', 'gast', 'teilnehm'].map(stem);
const PEOPLE_AFTER =
  /^ ?(?:adults?|grown-?ups|erwachsene|personen|gäste|of (?:us|my|them)|(?:will|should|to|are|were) (?:be |probably |all )?(?:there|show|com(?:e|ing)|attend(?:ing)?|make it|invited)|(?:will )?(?:show|attend|come)|coming|attending|von uns|kommen|leute|mann)\b/i;
const PEOPLE_BEFORE =
  /\b(?:party of|table for|group of|booking for|reservation for|expect(?:ing|ed)?|invit(?:e|ed|ing)|wir sind(?: zu)?|sind wir(?: zu)?|tisch für|gruppe von|erwarten|mit)(?: about| around| approximately| roughly| maybe| ca\.?| etwa| ungefähr)? ?$/i;
const FOR_BEFORE = /\b(?:for|für|zu) ?$/i;
const FOR_AFTER =
  /^(?:\s*$|[.,!?]| (?:at|on|this|tonight|tomorrow|today|please|um|am|heute|morgen|bitte)\b)/i;

/** "For 9 at 10 am", "3 of us", "I expect about 80": people, though no word for them is said. */
function peopleEvidence({ start, end }: Candidate, profile: FieldProfile, text: string): number {
  const counted = profile.phrases.flatMap((phrase) => phrase.filter(({ weight }) => weight === 1));
  if (!counted.some((term) => PEOPLE.some((word) => wordMatch(word, term.stem) > 0.5))) return 0;
  const before = text.slice(Math.max(0, start - 40), start);
  const after = text.slice(end, end + 30);
  if (PEOPLE_AFTER.test(after)) return 0.7;
  if (PEOPLE_BEFORE.test(before)) return 0.6;
  return FOR_BEFORE.test(before) && FOR_AFTER.test(after) ? 0.55 : 0;
}

const QUANTITY = new Set([
  'quantity',
  'quantiti',
  'amount',
  'piec',
  'unit',
  'meng',
  'anzahl',
  'stuck',
  'stuckzahl',
]);
const OF_THEM = /^ ?(?:of (?:them|these|those)|more\b|pieces|pcs|units|stück|davon|mehr\b)/i;

/** "3 of them", "2 more": a number of things, where the form has a field for one. */
function quantityEvidence({ end }: Candidate, { stems }: FieldProfile, text: string): number {
  return [...stems].some((word) => QUANTITY.has(word)) && OF_THEM.test(text.slice(end, end + 20)) ? 0.65 : 0;
}

const REACH_ME =
  /\b(?:call|reach|ring|phone|text|contact|get|rufen sie|erreichen|erreichbar|anrufen)\b[^.!?\d]{0,30}$/i;

/** "Call me on ...": where the customer is reached, not the line that is out of order. */
function reachEvidence({ start }: Candidate, profile: FieldProfile, { set, text }: Scene): number {
  const phones = set.profiles.filter(({ kind }) => kind === 'phone');
  const best = Math.max(...phones.map(({ speaker }) => speaker));
  return profile.speaker === best && REACH_ME.test(text.slice(Math.max(0, start - 50), start)) ? 0.8 : 0;
}

/** What has a number of another kind: "room 12", "page 3", "version 2". */
const PLACED = new Set(
  'room floor gate street avenue level page step row seat platform track terminal line version size chapter question number no nr bus tram route highway windows year age top only about around least most day days week weeks month months hour hours zimmer etage stock gleis seite linie stufe hausnummer jahr tag tage'
    .split(' ')
    .map(stem),
);

/** "Flight 561" gives the one identifier of a form that says no more of it than "id". */
function numberedThing(
  candidate: Candidate,
  profile: FieldProfile,
  before: readonly Said[],
  { set, text }: Scene,
): number {
  const [thing] = before;
  if (candidate.kind !== 'identifier' || thing === undefined || !/\d{2}/.test(String(candidate.value)))
    return 0;
  if (!/[\p{L}] (?:#|no\.? |nr\.? )?$/iu.test(text.slice(Math.max(0, candidate.start - 6), candidate.start)))
    return 0;
  if (STOP_STEMS.has(thing.stem) || PLACED.has(thing.stem) || /\d/.test(thing.stem)) return 0;
  const plain = profile.phrases.every((phrase) => phrase.every(({ weight }) => weight < 1));
  return plain && set.profiles.filter(({ kind }) => kind === 'identifier').length === 1 ? NUMBERED_THING : 0;
}

const NUMBERED_THING = 0.62;

const LOOKED_AFTER = 0.92;

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
  if (candidate.cue === 'kin' && profile.lookedAfter) return LOOKED_AFTER;
  if (candidate.cue === 'self') return Math.max(0.88 * own, 0.2);
  if (candidate.cue === 'answer' || scene.asked.has(profile))
    return asksOwnName(scene.question) && role < 0.5 ? 0.4 * own : 0.2;
  if (names.length === 1) return candidate.cue === 'mention' || candidate.cue === 'title' ? 0.1 : 0;
  return profile.speaker < best
    ? Math.max(
        role >= 0.4 ? Math.min(0.85, 1.35 * role) : 0,
        ['possessive', 'third', 'kin'].includes(candidate.cue ?? '') ? 0.3 : 0,
      )
    : 0;
}

/** A preposition tells the direction, unless the field itself was just named ("change the departure location to ..."). */
function placeEvidence(candidate: Candidate, profile: FieldProfile, context: number): number {
  const own = directionOf(profile);
  if (context > 0.6) return 0.3;
  if (own === undefined || candidate.preposition === 'at' || candidate.preposition === undefined)
    return own === undefined ? 0.3 : 0.2;
  return own === candidate.preposition ? 0.82 : 0;
}
