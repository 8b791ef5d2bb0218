/** Options named in a sentence, weighed for each field that lists them. */
import type { FieldOption } from '../../cases/fields';
import { directionBefore, directionInSpan, directionWorth } from './direction';
import type { FieldProfile } from './fieldProfile';
import { coverage, surroundings } from './matching';
import { allMentions, type Mention } from './mentions';
import { optionIndexOf } from './optionIndex';
import { fitsQuote } from './passages';
import { saysUnknown } from './recognisers/answers';
import { openingAnswer } from './recognisers/booleans';
import type { Scene } from './scene';
import type { Scored } from './scoring';
import type { Sentence } from './sentences';
import { fold } from './tokens';

const YES_LABELS = new Set(['yes', 'ja', 'true', 'wahr', 'y']);
const NO_LABELS = new Set(['no', 'nein', 'false', 'falsch', 'n']);

/** Whether a list is a yes and a no, and which option is which. */
export function yesNo(options: readonly FieldOption[]): { yes: FieldOption; no: FieldOption } | undefined {
  if (options.length > 3) return undefined;
  const yes = options.find(({ label, value }) => YES_LABELS.has(fold(label)) || YES_LABELS.has(fold(value)));
  const no = options.find(({ label, value }) => NO_LABELS.has(fold(label)) || NO_LABELS.has(fold(value)));
  return yes === undefined || no === undefined ? undefined : { yes, no };
}

/** Mentions of a sentence for every choice on the form. */
export function scoreOptions(sentence: Sentence, profiles: readonly FieldProfile[], scene: Scene): Scored[] {
  const choices = profiles.filter(({ kind, field }) => kind === 'choice' && (field.options?.length ?? 0) > 0);
  return choices.flatMap((profile) => {
    const options = profile.field.options ?? [];
    if (yesNo(options) !== undefined) return [];
    const index = optionIndexOf(options);
    const rivals = choices.filter(
      ({ field }) =>
        field.options?.length === options.length && field.options[0]?.value === options[0]?.value,
    ).length;
    return allMentions(scene.text, sentence, index).flatMap((mention) =>
      weigh(mention, options, profile, sentence, scene, rivals),
    );
  });
}

const ASKED_MIN = 0.3;
const CONTEXT_MIN = 0.3;
/** Names of options that are said all the time without being meant: "a new problem", "first, I want ...", "far too high". */
const EVERYDAY = new Set(
  'low high normal medium new old first second third last next other others none any all good bad general open closed active full half single double top hoch niedrig normal mittel neu alt erste erster zweite zweiter letzte andere anderes sonstiges keine alle gut schlecht allgemein offen aktiv voll'.split(
    ' ',
  ),
);

/** One such word, or one letter: it takes a question for the field, or the field's own words beside it. */
function isEveryday({ start, end }: Mention, { tokens }: Sentence): boolean {
  const said = tokens.filter((token) => token.start >= start && token.end <= end);
  const [word] = said;
  return word !== undefined && said.length === 1 && (word.raw.length === 1 || EVERYDAY.has(word.word));
}

const WHOLE_NAME = 0.85; // a name of two words with a letter wrong in one of them

/** "Aroma One", "barrista 500". */
function isWholeName({ covered, words }: Mention): boolean {
  return words > 1 && covered >= WHOLE_NAME;
}

function weigh(
  mention: Mention,
  options: readonly FieldOption[],
  profile: FieldProfile,
  sentence: Sentence,
  scene: Scene,
  rivals: number,
): Scored[] {
  const option = options[mention.option];
  if (option === undefined || !fitsQuote(scene.text.slice(mention.start, mention.end))) return [];
  const { before, after } = surroundings(sentence.tokens, mention.start, mention.end);
  const context = Math.max(coverage(before, profile, scene.set), 0.5 * coverage(after, profile, scene.set));
  const asked = scene.asked.get(profile) ?? 0;
  if (isEveryday(mention, sentence) && asked < ASKED_MIN && context < CONTEXT_MIN) return [];
  const said =
    directionInSpan(scene.text, mention.start, mention.end) ??
    directionBefore(sentence.tokens, mention.start);
  const direction = rivals > 1 ? directionWorth(profile, said) : 0;
  if (direction < 0 && asked < 0.7) return [];
  // Words in passing: the whole conversation decides. The whole name of a record is no word in passing.
  const inPassing = profile.field.type !== 'lookup' || !isWholeName(mention);
  if (asked < 0.5 && option.description !== undefined && inPassing) return [];
  const named = (mention.words > 1 ? 0.8 : 0.62) * mention.covered ** 2 * (rivals > 1 ? 0.55 : 1);
  const bare = scene.asked.size === 0 || asked > 0 ? 1 : 0.85;
  const score =
    (1 -
      (1 - named) *
        (1 - 0.75 * asked * mention.covered) *
        (1 - Math.max(context > 0.3 ? 0.6 * context : 0, 0.6 * direction))) *
    bare;
  const words = scene.text.slice(mention.start, mention.end).toLowerCase();
  const candidate = {
    kind: 'option' as const,
    start: mention.start,
    end: mention.end,
    value: option.value,
    label: option.label,
    trust: 1,
    denied: mention.denied,
  };
  return [
    {
      candidate,
      profile,
      value: option.value,
      score: mention.denied ? 0 : Math.min(0.97, score),
      reason: `named in the customer's words: ${words}`,
    },
  ];
}

/** Yes and no for booleans and for lists of a yes and a no: an answer, or what is said of the thing. */
export function scoreYesNo(
  sentences: readonly Sentence[],
  profiles: readonly FieldProfile[],
  scene: Scene,
): Scored[] {
  const first = sentences[0];
  const found: Scored[] = [];
  for (const profile of profiles) {
    const list = profile.kind === 'choice' ? yesNo(profile.field.options ?? []) : undefined;
    if (profile.kind !== 'boolean' && list === undefined) continue;
    const asked = scene.asked.get(profile) ?? 0;
    const answer =
      first === undefined || asked === 0 || saysUnknown(first.text) ? undefined : openingAnswer(first.tokens);
    const said =
      answer !== undefined
        ? {
            ...answer,
            score: 0.9 * asked,
            reason: `answers the question for the ${profile.field.label.toLowerCase()}`,
          }
        : statement(sentences, profile, scene);
    if (said === undefined) continue;
    const option = said.value ? list?.yes : list?.no;
    const value = option?.value ?? said.value;
    found.push({
      candidate: { kind: 'boolean', start: said.start, end: said.end, value, label: option?.label, trust: 1 },
      profile,
      value,
      score: said.score,
      reason: said.reason,
    });
  }
  return found;
}

/** "I need parking", "no balcony": the thing named, wanted or denied. */
function statement(
  sentences: readonly Sentence[],
  profile: FieldProfile,
  scene: Scene,
): { value: boolean; start: number; end: number; score: number; reason: string } | undefined {
  for (const { tokens, asks } of sentences) {
    if (asks || saysUnknown(tokens.map(({ word }) => word).join(' '))) continue;
    const said = tokens.map(({ stem }) => ({ stem, weight: 1 }));
    const covered = coverage(said, profile, scene.set);
    if (covered < 0.6 || tokens.length > 20) continue;
    const at = tokens.findIndex(({ stem }) => profile.stems.has(stem));
    if (at === -1) continue;
    const start = tokens[Math.max(0, at - 4)]?.start;
    const end = tokens[Math.min(tokens.length - 1, at + 2)]?.end;
    if (start === undefined || end === undefined) continue;
    const denied = tokens
      .slice(Math.max(0, at - 5), at + 4)
      .some(({ word }) => /^(?:no|not|without|nicht|kein\w*|ohne|never)$|n't$|^dont$/.test(word));
    return {
      value: !denied,
      start,
      end,
      score: 0.35 + 0.25 * covered,
      reason: `said of the ${profile.field.label.toLowerCase()}`,
    };
  }
  return undefined;
}
