/** Reads one customer's turn for the wanted fields. */
import type { FieldValue } from '../../cases/fields';
import { assign } from './assignment';
import type { Drafts } from './drafts';
import type { FieldProfile } from './fieldProfile';
import { gather } from './gather';
import type { FieldSet, Said } from './matching';
import { scoreOptions, scoreYesNo } from './optionCandidates';
import { askedFields, type Question } from './questions';
import { openingAnswer } from './recognisers/booleans';
import { scoreOf, type Scene, type Scored } from './scoring';
import { splitSentences, type Sentence } from './sentences';
import { readFreeText } from './readFreeText';
import { fold } from './tokens';
import { CORRECTIONS } from './words/small';

export interface ReadingSetting {
  readonly timeZone: string | undefined;
  readonly region: string | undefined;
  readonly language: string | undefined;
}

export interface TurnToRead {
  readonly id: string;
  readonly at: string;
  readonly text: string;
  readonly question?: Question | undefined;
}

export const READ_CHARS_MAX = 8000;
/** Somebody changes what was said before. */
const CHANGE =
  /\b(?:change|switch|instead|actually|rather|different|closer|ändern|geändert|stattdessen|lieber)\b/i;

const CONFIRMED = 0.9;
const CONFIRMED_OPTION = 0.75; // a proposal names many things on the way
const OUTDATED = 0.6; // said before "sorry, I meant"
const REUSED = 0.6; // the value of another field already
const ASKED_FOR = 0.5;
const COMPLETED = 0.85;

/** Puts what a turn says into the drafts; `only` restricts which fields may be filled, not which compete. */
export function readTurn(
  turn: TurnToRead,
  profiles: readonly FieldProfile[],
  set: FieldSet,
  drafts: Drafts,
  setting: ReadingSetting,
  only?: ReadonlySet<FieldProfile>,
): void {
  const text = turn.text.slice(0, READ_CHARS_MAX);
  const sentences = splitSentences(text);
  const asked = inTurn(askedFields(turn.question, set), drafts);
  const scene: Scene = { text, question: turn.question, asked, set, confirmed: false };
  const scored = scoreAll(turn.at, sentences, profiles, scene, setting);
  const corrected = correctionAt(text);
  const changing = CHANGE.test(text);
  const weighed = scored.map((one) => reweigh(one, scored, corrected, drafts, asked));
  for (const one of assign(weighed)) {
    if (only?.has(one.profile) !== false)
      put(
        one,
        turn.id,
        0,
        drafts,
        (asked.get(one.profile) ?? 0) >= ASKED_FOR ||
          changing ||
          completesName(one, drafts) ||
          (corrected !== undefined && one.candidate.start >= corrected),
      );
  }
  readConfirmation(turn, sentences, profiles, set, drafts, setting, only);
  readFreeText(
    turn.id,
    text,
    sentences,
    scene,
    profiles.filter((profile) => only?.has(profile) !== false),
    drafts,
  );
}

/** "Security answer 2" is not meant while 1 is missing: of numbered twins the first without a value answers. */
function inTurn(asked: Map<FieldProfile, number>, drafts: Drafts): ReadonlyMap<FieldProfile, number> {
  const plain = ({ field }: FieldProfile): string => field.label.replace(/\d+/g, '');
  const best = Math.max(0, ...asked.values());
  const numbered = [...asked].filter(([profile, score]) => profile.ordinal !== undefined && score < 1);
  for (const [profile, score] of numbered) {
    const twins = numbered
      .filter(([other]) => plain(other) === plain(profile))
      .sort(([a], [b]) => (a.ordinal ?? 0) - (b.ordinal ?? 0));
    const next = twins.find(([other]) => !drafts.has(other.field.name)) ?? twins.at(-1);
    if (twins.length > 1 && next?.[0] !== profile) asked.delete(profile);
    else if (twins.length > 1 && score >= best * 0.9) asked.set(profile, Math.max(score, 0.5 + score / 2));
  }
  return asked;
}

function scoreAll(
  at: string,
  sentences: readonly Sentence[],
  profiles: readonly FieldProfile[],
  scene: Scene,
  setting: ReadingSetting,
): Scored[] {
  const scored: Scored[] = scoreYesNo(sentences, profiles, scene);
  let earlier: Said[] | undefined;
  for (const { sentence, candidates } of gather(scene, sentences, at, setting)) {
    for (const candidate of candidates) {
      for (const profile of profiles) {
        const one = scoreOf(candidate, profile, sentence, scene, earlier);
        if (one !== undefined) scored.push(one);
      }
    }
    scored.push(...scoreOptions(sentence, profiles, scene));
    earlier = sentence.tokens.map(({ stem }) => ({ stem, weight: 1 }));
  }
  return scored;
}

/** Where the last correction begins, or undefined. */
function correctionAt(text: string): number | undefined {
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

function reweigh(
  one: Scored,
  all: readonly Scored[],
  corrected: number | undefined,
  drafts: Drafts,
  asked: ReadonlyMap<FieldProfile, number>,
): Scored {
  let { score } = one;
  const outdated =
    corrected !== undefined &&
    one.candidate.end <= corrected &&
    all.some(
      (other) =>
        other.profile === one.profile &&
        other.candidate.start >= corrected &&
        other.candidate.kind === one.candidate.kind &&
        other.score > 0.15,
    );
  if (outdated) score *= OUTDATED;
  if (completesName(one, drafts)) score = Math.max(score, COMPLETED);
  if (
    one.candidate.kind === 'name' &&
    (asked.get(one.profile) ?? 0) < ASKED_FOR &&
    drafts.usedElsewhere(one.profile.field.name, one.value)
  )
    score *= REUSED;
  return score === one.score ? one : { ...one, score };
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

function put(
  { candidate, profile, value, score, reason }: Scored,
  turn: string,
  offset: number,
  drafts: Drafts,
  insistent: boolean,
): void {
  drafts.put({
    profile,
    value,
    label: candidate.label ?? labelOf(value),
    confidence: score,
    quote: { turn, start: candidate.start + offset, end: candidate.end + offset },
    reason,
    insistent,
  });
}

function labelOf(value: FieldValue): string {
  return typeof value === 'boolean' ? (value ? 'Yes' : 'No') : String(value);
}

const CONFIRMABLE = new Set(['email', 'phone', 'identifier', 'date', 'money', 'option', 'name']);

/** "Is that jane@example.com?" - "Yes": the value stands in the other side's words, the customer's yes makes it evidence. */
function readConfirmation(
  turn: TurnToRead,
  sentences: readonly Sentence[],
  profiles: readonly FieldProfile[],
  set: FieldSet,
  drafts: Drafts,
  setting: ReadingSetting,
  only?: ReadonlySet<FieldProfile>,
): void {
  const { question } = turn;
  const [first] = sentences;
  if (
    question === undefined ||
    question.turn === '' ||
    first === undefined ||
    openingAnswer(first.tokens)?.value !== true
  )
    return;
  if (!/\?/.test(question.text) || first.tokens.length > 8) return;
  const scene: Scene = { text: question.text, question: undefined, asked: new Map(), set, confirmed: true };
  const asking = splitSentences(question.text).filter(({ asks }) => asks);
  const scored = scoreAll(
    turn.at,
    asking,
    profiles.filter(({ kind }) => kind !== 'boolean'),
    scene,
    setting,
  ).filter(({ candidate }) => CONFIRMABLE.has(candidate.kind));
  for (const one of assign(scored)) {
    if (only?.has(one.profile) === false || drafts.has(one.profile.field.name)) continue;
    put(
      {
        ...one,
        score: one.score * (one.candidate.kind === 'option' ? CONFIRMED_OPTION : CONFIRMED),
        reason: 'asked by the other side, confirmed by the customer',
      },
      question.turn,
      question.offset,
      drafts,
      false,
    );
  }
}
