/** Reads one customer's turn for the wanted fields. */
import type { FieldValue } from '../../cases/fields';
import { assign } from './assignment';
import { evidenceOf } from './certainty';
import type { Drafts } from './drafts';
import type { FieldProfile } from './fieldProfile';
import { gather } from './gather';
import type { Hearings } from './hearings';
import { coverage, type FieldSet, type Said } from './matching';
import { hearNamings } from './namings';
import { scoreOptions, scoreYesNo } from './optionCandidates';
import { askedFields, type Question } from './questions';
import { unknownEnd } from './recognisers/answers';
import { openingAnswer } from './recognisers/booleans';
import type { ReadingSetting, Scene } from './scene';
import { aroundOf, scoreOf, type Scored } from './scoring';
import { splitSentences, type Sentence } from './sentences';
import { readFreeText } from './readFreeText';
import { correctionAt, isChange, isCorrection, reweigh, type Correcting } from './corrections';

export interface TurnToRead {
  readonly id: string;
  readonly seq: number;
  readonly at: string;
  readonly text: string;
  readonly question?: Question | undefined;
  /** The question stood for an earlier turn already: what that one answered is not asked again. */
  readonly standing?: boolean | undefined;
}

export const READ_CHARS_MAX = 8000;
const CONFIRMED = 0.9;
const ASKED_FOR = 0.5;

/** Puts what a turn says into the drafts; `only` restricts which fields may be filled, not which compete. */
export function readTurn(
  turn: TurnToRead,
  profiles: readonly FieldProfile[],
  set: FieldSet,
  drafts: Drafts,
  hearings: Hearings,
  setting: ReadingSetting,
  only?: ReadonlySet<FieldProfile>,
): void {
  const text = turn.text.slice(0, READ_CHARS_MAX);
  const sentences = splitSentences(text);
  const asked = inTurn(stillAsked(turn, set, drafts), drafts);
  const held = (name: string): FieldValue | undefined => drafts.get(name)?.value ?? drafts.knownValue(name);
  const scene: Scene = { text, question: turn.question, asked, set, confirmed: false, held };
  const scored = scoreAll(turn.at, sentences, profiles, scene, setting);
  const corrected = correctionAt(text);
  const changing = isChange(text);
  const correcting: Correcting = { text, corrected, changing, asked, drafts };
  const weighed = scored
    .map((one) => reweigh(one, scored, correcting))
    .filter((one): one is Scored => one !== undefined);
  const named = weighed.filter(({ profile }) => only?.has(profile) !== false);
  const assigned = assign(weighed).filter(({ profile }) => only?.has(profile) !== false);
  const { id, seq } = turn;
  hearNamings(
    { id, seq, sentences, asked, changing: changing || corrected !== undefined },
    named,
    assigned,
    hearings,
  );
  for (const one of assigned) {
    if (one.candidate.kind === 'option') continue;
    const wanted = (asked.get(one.profile) ?? 0) >= ASKED_FOR;
    put(
      one,
      weighed,
      turn.id,
      0,
      drafts,
      isCorrection(one, correcting) ? 'corrects' : wanted ? 'asked' : 'said',
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

function stillAsked(
  { question, standing }: TurnToRead,
  set: FieldSet,
  drafts: Drafts,
): Map<FieldProfile, number> {
  const asked = askedFields(question, set);
  if (standing !== true || (question?.asks?.length ?? 0) > 0) return asked;
  for (const profile of asked.keys()) if (drafts.has(profile.field.name)) asked.delete(profile);
  return asked;
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
  const disclaimed = new Set<FieldProfile>();
  let earlier: Said[] | undefined;
  for (const { sentence, candidates } of gather(scene, sentences, at, setting)) {
    for (const profile of disclaimedIn(sentence, scene.set)) disclaimed.add(profile);
    for (const candidate of candidates) {
      const around = aroundOf(candidate, sentence, scene.set);
      for (const profile of profiles) {
        const one = scoreOf(candidate, profile, around, scene, earlier, disclaimed);
        if (one !== undefined) scored.push(one);
      }
    }
    scored.push(...scoreOptions(sentence, profiles, scene));
    earlier = sentence.tokens.map(({ stem }) => ({ stem, weight: 1 }));
  }
  return scored;
}

const DISCLAIMED_WORDS = 6;
const DISCLAIMED_MIN = 0.6;

/** The fields that a sentence says are not known: "I forgot my PIN, but my account number is ...". */
function disclaimedIn({ text, start, tokens }: Sentence, set: FieldSet): Set<FieldProfile> {
  const at = unknownEnd(text);
  if (at === undefined) return new Set();
  const first = tokens.findIndex((token) => token.start >= start + at);
  const said: Said[] = [];
  for (const { stem, word } of first === -1 ? [] : tokens.slice(first, first + DISCLAIMED_WORDS)) {
    if (['but', 'aber', 'however'].includes(word)) break;
    said.push({ stem, weight: 1 });
  }
  return new Set(set.profiles.filter((profile) => coverage(said, profile, set) >= DISCLAIMED_MIN));
}

function put(
  one: Scored,
  all: readonly Scored[],
  turn: string,
  offset: number,
  drafts: Drafts,
  why: 'said' | 'asked' | 'corrects',
): void {
  const { candidate, profile, value, score, reason } = one;
  const held = drafts.get(profile.field.name)?.value ?? drafts.knownValue(profile.field.name);
  const told = candidate.kind === 'option' || candidate.kind === 'boolean';
  drafts.put({
    profile,
    evidence: told ? undefined : evidenceOf(one, all, held),
    value,
    label: candidate.label ?? labelOf(value),
    confidence: score,
    quote: { turn, start: candidate.start + offset, end: candidate.end + offset },
    reason,
    insistent: why !== 'said',
    corrects: why === 'corrects',
  });
}

function labelOf(value: FieldValue): string {
  return typeof value === 'boolean' ? (value ? 'Yes' : 'No') : String(value);
}

const CONFIRMABLE = new Set(['email', 'phone', 'identifier', 'date', 'money', 'name']);

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
  const held = (name: string): FieldValue | undefined => drafts.get(name)?.value ?? drafts.knownValue(name);
  const scene: Scene = {
    text: question.text,
    question: undefined,
    asked: new Map(),
    set,
    confirmed: true,
    held,
  };
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
        score: one.score * CONFIRMED,
        reason: 'asked by the other side, confirmed by the customer',
      },
      scored,
      question.turn,
      question.offset,
      drafts,
      'said',
    );
  }
}
