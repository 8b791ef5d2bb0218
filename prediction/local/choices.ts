/** Category-like choices over the whole conversation, and families of choices that must agree. */
import type { FieldDefinition, FieldOption, FieldValue } from '../../cases/fields';
import type { Prediction } from '../../cases/deciding/prediction';
import { choiceShares } from './choiceConfidence';
import { THRESHOLD_DEFAULT, type Drafts } from './drafts';
import type { FieldProfile } from './fieldProfile';
import type { Memory } from './memory';
import { optionIndexOf, type OptionIndex } from './optionIndex';
import { yesNo } from './optionCandidates';
import { isOtherDealing } from './dealings';
import { bestPassage, type Passage } from './passages';
import { fold } from './tokens';
import { sharesOf, TOPIC_CONFIDENCE_MAX } from './topicConfidence';
import { scoreTopics, speaksFor } from './topics';

const TOPICAL =
  /\b(?:categor\w*|topic|subject|type|kind|reason|issue|problem|intent|task|area|department|theme|inquiry|enquiry|cause|product|family|kategorie|thema|anliegen|grund|art|bereich|abteilung|produkt|problemtyp|unterkategorie|subcategory)\b/;
const OPTION_COUNT_MIN = 2;

/** Whether a choice says what the conversation is about, so that all of it is evidence. */
export function isTopical(profile: FieldProfile): boolean {
  const options = profile.field.options ?? [];
  if (profile.kind !== 'choice' || options.length < OPTION_COUNT_MIN || yesNo(options) !== undefined)
    return false;
  if (options.some(({ description }) => description !== undefined)) return true;
  return (
    TOPICAL.test(fold(`${profile.field.label} ${profile.field.name}`)) &&
    options.some(({ label }) => /\p{L}{3}/u.test(label))
  );
}

/** Topic predictions for the fields that no plain mention settled, children first, parents made to agree. */
export function predictChoices(
  profiles: readonly FieldProfile[],
  known: Readonly<Record<string, FieldValue>>,
  memory: Memory,
  drafts: Drafts,
): Prediction[] {
  const byName = new Map(profiles.map((profile) => [profile.field.name, profile]));
  const found = new Map<string, Prediction>();
  const choices = profiles.filter(({ kind }) => kind === 'choice');
  for (const profile of childrenFirst(choices)) {
    const { field } = profile;
    const drafted = drafts.get(field.name);
    if (drafted === undefined && !found.has(field.name)) {
      const parent = byName.get(field.parentField ?? '');
      const prediction =
        predictHeard(profile, known, memory) ??
        (isTopical(profile) && !isNamedSoFar(profile, memory)
          ? predictTopic(profile, parent, known, memory, drafts)
          : undefined);
      if (prediction !== undefined) found.set(field.name, prediction);
    }
    settleParent(profile, byName.get(field.parentField ?? ''), known, memory, found);
  }
  return [...found.values()];
}

function childrenFirst(choices: readonly FieldProfile[]): FieldProfile[] {
  const depth = (profile: FieldProfile, left = 5): number => {
    const parent = choices.find(({ field }) => field.name === profile.field.parentField);
    return parent === undefined || left === 0 ? 0 : 1 + depth(parent, left - 1);
  };
  return [...choices].sort((a, b) => depth(b) - depth(a));
}

const NAMED_SHARE = 0.4;

/** Options that have names only are meant by them, once one was named. */
function isNamedSoFar({ field }: FieldProfile, { hearings }: Memory): boolean {
  if ((field.options ?? []).some(({ description }) => description !== undefined)) return false;
  return [...choiceShares(hearings.of(field.name)).values()].some((share) => share >= NAMED_SHARE);
}

/** The likeliest of the options that were brought up, where it was brought up just now. */
function predictHeard(
  { field }: FieldProfile,
  known: Readonly<Record<string, FieldValue>>,
  { hearings }: Memory,
): Prediction | undefined {
  const shares = choiceShares(hearings.of(field.name));
  let best: string | undefined;
  for (const [value, share] of shares) if (share > (shares.get(best ?? '') ?? 0)) best = value;
  const evidence = best === undefined ? undefined : hearings.evidenceFor(field.name, best);
  const confidence = shares.get(best ?? '') ?? 0;
  const option = field.options?.find(({ value }) => value === best);
  if (option === undefined || evidence === undefined || confidence < (field.threshold ?? THRESHOLD_DEFAULT))
    return undefined;
  const standing = standingShare(shares, knownValue(field.name, known));
  return {
    field: field.name,
    value: option.value,
    label: option.label,
    confidence: thousandths(confidence),
    ...(standing === undefined ? {} : { standing }),
    quotes: [evidence.quote],
    reason: evidence.reason,
  };
}

/** A value that stands without having been brought up was meant by all that was said: its confidence is its own. */
function standingShare(
  shares: ReadonlyMap<string, number>,
  known: FieldValue | undefined,
): number | undefined {
  const share = known === undefined ? undefined : shares.get(String(known));
  return share === undefined ? undefined : thousandths(share);
}

function predictTopic(
  profile: FieldProfile,
  parent: FieldProfile | undefined,
  known: Readonly<Record<string, FieldValue>>,
  memory: Memory,
  drafts: Drafts,
): Prediction | undefined {
  const { field } = profile;
  const options = field.options ?? [];
  const index = optionIndexOf(options, parent?.field.options);
  const settled =
    parent === undefined
      ? knownValue(field.parentField, known)
      : (drafts.get(parent.field.name)?.value ?? knownValue(parent.field.name, known));
  const { scores, own } = scoreTopics(index, memory.words);
  const shares = sharesOf(
    scores,
    (id) => settled === undefined || (options[id]?.parent ?? settled) === settled,
  );
  const option = shares && options[shares.best];
  if (shares === undefined || option === undefined || (own[shares.best] ?? 0) <= 0) return undefined;
  const byName = field.type !== 'lookup' || isNamed(index, shares.best, memory);
  const share = Math.min(TOPIC_CONFIDENCE_MAX, shares.of(shares.best)) * (byName ? 1 : DESCRIBED_ONLY);
  if (share < (field.threshold ?? THRESHOLD_DEFAULT)) return undefined;
  const passage = bestPassage(index, shares.best, memory.turns);
  if (passage === undefined) return undefined;
  const confidence = share * (field.partial ? ofPartialList(passage, index, shares.best, memory) : 1);
  if (confidence < (field.threshold ?? THRESHOLD_DEFAULT)) return undefined;
  const stands = knownValue(field.name, known);
  const standing = index.byValue.get(String(stands));
  const heard = choiceShares(memory.hearings.of(field.name)).get(String(stands)) ?? 0;
  return {
    field: field.name,
    value: option.value,
    label: option.label,
    confidence: thousandths(confidence),
    ...(standing === undefined ? {} : { standing: thousandths(Math.max(heard, shares.of(standing))) }),
    quotes: [{ turn: passage.turn, start: passage.start, end: passage.end }],
    reason: `the conversation is about it: ${passage.text.toLowerCase()}`,
  };
}

const OTHER_DEALING = 0.5;

/** Of a list that is not all there is, a word in a wish for something else says little. */
function ofPartialList(passage: Passage, index: OptionIndex, option: number, { turns }: Memory): number {
  const turn = turns.find(({ id }) => id === passage.turn);
  return turn && isOtherDealing(passage, turn.text, index, option) ? OTHER_DEALING : 1;
}

/** A lookup's records are meant by their names, not by what else is said of them. */
const DESCRIBED_ONLY = 0.5;

function isNamed(index: OptionIndex, option: number, { words }: Memory): boolean {
  return [...words.keys()].some((said) => speaksFor(index, said, option).named);
}

function thousandths(share: number): number {
  return Math.round(share * 1000) / 1000;
}

function knownValue(
  name: string | undefined,
  known: Readonly<Record<string, FieldValue>>,
): FieldValue | undefined {
  return name !== undefined && Object.hasOwn(known, name) ? known[name] : undefined;
}

/** A child settles its parent, unless another parent was named more surely. */
function settleParent(
  { field }: FieldProfile,
  parent: FieldProfile | undefined,
  known: Readonly<Record<string, FieldValue>>,
  memory: Memory,
  found: Map<string, Prediction>,
): void {
  const child = found.get(field.name);
  const above = child && parent && optionOf(parent.field, optionOf(field, child.value)?.parent);
  if (child === undefined || parent === undefined || above === undefined) return;
  const own = predictHeard(parent, known, memory);
  if (own !== undefined && own.value !== above.value && own.confidence > child.confidence) {
    found.delete(field.name);
    found.set(parent.field.name, own);
    return;
  }
  found.set(parent.field.name, {
    ...child,
    field: parent.field.name,
    value: above.value,
    label: above.label,
    confidence: Math.max(child.confidence, own?.value === above.value ? own.confidence : 0),
    reason: `settled by ${child.label}`,
  });
}

function optionOf({ options = [] }: FieldDefinition, value: FieldValue | undefined): FieldOption | undefined {
  const at = value === undefined ? undefined : optionIndexOf(options).byValue.get(String(value));
  return at === undefined ? undefined : options[at];
}
