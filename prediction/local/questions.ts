/** What the other side asked last, and which wanted fields it asked for. */
import type { FieldKind } from './fieldKinds';
import type { FieldProfile } from './fieldProfile';
import { coverage, roleCoverage, type FieldSet, type Said } from './matching';
import { splitSentences } from './sentences';
import { STOP_STEMS } from './words/small';

export interface Question {
  /** The turn that asked and where in it the text begins; empty where it is only known by its words. */
  readonly turn: string;
  readonly offset: number;
  readonly text: string;
  readonly asks?: readonly string[];
}

export const QUESTION_CHARS_MAX = 240; // it goes into the memory with the turn that answers it

/** A sentence without a question mark that asks all the same: "Please enter the code", "I need your order number". */
const REQUEST =
  /\b(?:please|kindly|just|to|you|can|could|must|bitte)\s+(?:\w+\s+)?(?:provide|enter|tell|specify|give|describe|confirm|share|state|type|send|name|supply|spell|verify|include|nennen|angeben|eingeben|mitteilen|sagen|schicken|beschreiben|bestätigen)\b|^(?:(?:ok|okay|right|great|and|sure|thanks|alles klar|gut|und)\b[,.! ]*)*(?:what|which|where|when|who|whose|how|may i|can i|could i|could you|can you|provide|enter|specify|give me|tell me|let me know|welche[rsnm]?|wie|wann|wo|wer|wohin|woher|was|darf ich|könnte ich|geben sie|nennen sie|teilen sie)\b|\b(?:i|we)(?:'ll| will| would| just| also| still| only| do)* (?:need|require|have to know)\b(?: \w+){0,3} (?:your|the|to know|either|his|her)\b|\b(?:as well|too),? please\b|\bplease let (?:me|us) know\b|\bi meant (?:the|your)\b|\b(?:name|number|amount|iban|order|account|model|serial|birth|address|e?mail|phone|pin|id|code|date|details|location)s?,? please\b|\b(?:brauche|benötige|bräuchte|benötigen|brauchen)\b[^.!?]{0,30}\b(?:ihre?n?|deine?n?|die|den|das|eine?n?)\b|:\s*$/i;

/** The asking sentences of a turn, or its last sentence where none asks. */
export function questionOf(turn: { id: string; text: string; asks?: readonly string[] }): Question {
  const head = turn.text.length > 4000 ? turn.text.slice(-4000) : turn.text;
  const moved = turn.text.length - head.length;
  const sentences = splitSentences(head);
  const asking = sentences.filter(({ asks, text }) => asks || REQUEST.test(text));
  const last = sentences.at(-1);
  const [from, to] = asking.length > 0 ? [asking[0], asking.at(-1)] : [last, last];
  if (from === undefined || to === undefined) return { turn: turn.id, offset: 0, text: '', asks: turn.asks };
  const start = Math.max(from.start, to.end - QUESTION_CHARS_MAX);
  return { turn: turn.id, offset: start + moved, text: head.slice(start, to.end), asks: turn.asks };
}

/** Whether a turn asks for anything: "Okay." leaves the question before it standing. */
export function isAsking(turn: { text: string; asks?: readonly string[] }): boolean {
  return (
    (turn.asks?.length ?? 0) > 0 ||
    splitSentences(turn.text.slice(-1000)).some(({ asks, text }) => asks || REQUEST.test(text))
  );
}

/** What words typically ask for a field of a kind, whatever its label. */
const CUES: Partial<Record<FieldKind, RegExp>> = {
  name: /\b(?:names?|who (?:am i|are you|is (?:this|calling|speaking|hosting|the))|speaking (?:with|to)|namen?|heißen|mit wem)\b/i,
  username: /\b(?:user ?names?|names?|login|account name|benutzername)\b/i,
  email: /\be-?mail/i,
  phone:
    /\b(?:phone|telephone|mobile|cell|call you|call back|reach you|telefon\w*|rufnummer|handy\w*|erreichen|zurückrufen)\b/i,
  date: /\b(?:when|date|day|what time|wann|datum|tag|uhrzeit)\b/i,
  dateText: /\b(?:date|birth|dob|born|when|datum|geburts\w*|geboren|wann)\b/i,
  count: /\b(?:how many|number of|how much|how long|wie viele|wieviele|anzahl|wie lange)\b/i,
  decimal: /\b(?:how many|how much|number of|wie viel|wieviel)\b/i,
  currency: /\b(?:how much|price|amount|cost|budget|wie viel|wieviel|betrag|kosten|preis)\b/i,
  place: /\b(?:where|location|address|place|wo|wohin|woher|adresse|ort)\b/i,
  identifier: /\b(?:number|id|code|pin|reference|serial|nummer|kennung|nr)\b/i,
  issue:
    /\b(?:how (?:can|may) (?:i|we) help|what happened|what is the (?:issue|problem|matter)|what's (?:the (?:issue|problem)|wrong)|describe|problem|issue|wie kann ich|worum geht|was ist passiert|anliegen|beschreiben|help you)\b/i,
  title: /\b(?:title|subject|titel|betreff)\b/i,
};

/** Words of their label alone do not ask for these: "your guests" asks for no guest's name. */
const NEEDS_CUE: ReadonlySet<FieldKind> = new Set(['name', 'username', 'email', 'phone']);

/** "Should I book it?", "Do you know how to reach your destination?": a yes or a no is wanted, no text. */
const POLAR =
  /(?:^|[.!?]\s+)(?:(?:ok|okay|great|alright|and|so)\b,? )*(?:do you know|should i|shall i|can i (?:proceed|book|confirm|help)|would you like me|would you like to (?:continue|proceed|confirm|book|reserve)|do you (?:need|want) (?:me|more|further)|is (?:that|this|there|it)|did you|was|were|will (?:that|this)|soll ich|darf ich ihnen|ist das)\b[^?]*\?\s*$/i;
const FREE: ReadonlySet<FieldKind> = new Set(['place', 'shortText', 'longText', 'dateText']);

const ASKED = 1;
const CUE_ONLY = 0.45;
const NO_MATCH = 0.3; // below this a question asks for something else

/** For each wanted field, 0 to 1: how surely the question asks for it. */
export function askedFields(question: Question | undefined, set: FieldSet): Map<FieldProfile, number> {
  const scores = new Map<FieldProfile, number>();
  if (question === undefined) return scores;
  const asks = new Set(question.asks ?? []);
  const said = wordsOf(question.text);
  for (const profile of set.profiles) {
    if (asks.has(profile.field.name)) scores.set(profile, ASKED);
    else if (asks.size === 0)
      scores.set(
        profile,
        Math.max(byWords(question.text, said, profile, set), byOwnQuestion(question.text, profile)),
      );
  }
  return compete(withRoles(scores, said, set));
}

const OWN_ROLE = 0.9;
const NO_ROLE = 0.5;

/** "The patient's name" asks for nobody else's, however a name may be called in general. */
function withRoles(
  scores: Map<FieldProfile, number>,
  said: readonly Said[],
  set: FieldSet,
): Map<FieldProfile, number> {
  const names = [...scores.keys()].filter(({ kind }) => kind === 'name');
  if (names.length < 2) return scores;
  const roles = new Map(names.map((profile) => [profile, roleCoverage(profile, said, set)]));
  if (Math.max(...roles.values()) < OWN_ROLE) return scores;
  for (const [profile, role] of roles)
    if (role < NO_ROLE) scores.set(profile, (scores.get(profile) ?? 0) * NO_ROLE);
  return scores;
}

function byOwnQuestion(text: string, profile: FieldProfile): number {
  const own = Object.values(profile.field.question ?? {});
  return own.some((words) => text.includes(words)) ? ASKED : 0;
}

function byWords(text: string, said: readonly Said[], profile: FieldProfile, set: FieldSet): number {
  const covered = coverage(said, profile, set);
  const cue = CUES[profile.kind];
  if (FREE.has(profile.kind) && POLAR.test(text)) return covered * 0.4;
  const cued = cue?.test(text) === true && !misled(text, profile);
  if (!cued) return NEEDS_CUE.has(profile.kind) ? 0 : covered * 0.9;
  return Math.min(1, Math.max(CUE_ONLY, covered) + covered * 0.35 + 0.1);
}

/** "Name of the lock manufacturer" asks for no person; "your phone number" for no identifier. */
function misled(text: string, profile: FieldProfile): boolean {
  if (profile.kind === 'name')
    return /\bname of (?:the|your) (?!host|guest|patient|person|driver|doctor|renter|customer)|\b(?:user|product|company|street|maiden|pet|brand|venue|hotel|file)[ ']*s? ?name|maiden/i.test(
      text,
    );
  if (profile.kind === 'identifier')
    return /\b(?:phone|telephone|mobile|telefon|how many|number of)/i.test(text);
  if (profile.kind === 'username') return /maiden|pet|name of the/i.test(text);
  return false;
}

function wordsOf(text: string): Said[] {
  return splitSentences(text).flatMap(({ tokens }) =>
    tokens.map(({ stem }) => ({ stem, weight: STOP_STEMS.has(stem) ? 0.5 : 1 })),
  );
}

const NUMBERS: ReadonlySet<FieldKind> = new Set(['identifier', 'count']);
const NAMED = 0.95;
const NAMED_BEHIND = 0.7; // "your tracking number" asks for no other number
const BEHIND = 0.55;

/** A field far behind the best asked one was not asked for; ties between names are settled by whose name is asked. */
function compete(scores: Map<FieldProfile, number>): Map<FieldProfile, number> {
  const best = Math.max(0, ...scores.values());
  const numbers = Math.max(0, ...[...scores].map(([{ kind }, score]) => (NUMBERS.has(kind) ? score : 0)));
  for (const [profile, score] of scores) {
    const behind =
      (NUMBERS.has(profile.kind) && numbers >= NAMED && score < numbers * NAMED_BEHIND) ||
      (profile.kind === 'longText' && best >= NAMED && score < best * NAMED_BEHIND);
    if (score < NO_MATCH || score < best * BEHIND || behind) scores.delete(profile);
  }
  const [only] = scores.keys();
  if (only !== undefined && scores.size === 1) scores.set(only, Math.max(best, 0.45 + best * 0.55)); // nothing else can be meant
  return scores;
}

/** Whether a question asks for the listener's own name ("your name"), without saying whose else. */
export function asksOwnName(question: Question | undefined): boolean {
  return (
    question !== undefined &&
    /\b(?:your|ihr|ihren|deinen|dein)\b[^?.]{0,25}\bname|\bwho am i speaking|\bmit wem\b|\bwie heißen sie/i.test(
      question.text,
    )
  );
}
