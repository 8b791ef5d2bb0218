/** What the other side offered or told, and what the customer made of it. */
import { assign } from './assignment';
import type { FieldProfile } from './fieldProfile';
import { TOLD, type Hearings } from './hearings';
import type { FieldSet } from './matching';
import { scoreOptions } from './optionCandidates';
import { openingAnswer } from './recognisers/booleans';
import type { Scene } from './scene';
import type { Scored } from './scoring';
import { splitSentences, type Sentence } from './sentences';

/** "Riverside has none left", "leider ausgebucht": what it names is no offer. */
const REFUSAL =
  /\b(?:sorry|unfortunately|regret|afraid|unavailable|not (?:available|possible|open|free)|no longer|no (?:\w+ ){0,3}(?:available|left|in stock)|(?:has|have) none|(?:booked|sold) out|fully booked|out of stock|is full|are full|closed|failed|cannot|can't|leider|bedaure|nicht (?:verfügbar|möglich|lieferbar|frei|da)|ausgebucht|ausverkauft|belegt|geschlossen|vergriffen)\b/i;
const WELCOME =
  /^\W*(?:(?:oh|ok|okay|well|ah|wow|ja)\b\W*)*(?:(?:that|this|it|das)(?:'s| is| would be| will be| sounds?| looks?| works?| ist| klingt| passt)?\W+)?(?:sounds?|works?|looks?|perfect|great|excellent|wonderful|awesome|amazing|good|fine|lovely|cool|deal|super|prima|perfekt|passt|einverstanden|gerne?|in ordnung|thanks?|thank you|danke)\b/i;
const TAKES =
  /\b(?:go ahead|book (?:it|that|them)|let'?s (?:do|take|go with)|i'?ll take|do that|do it|please do|that one|das nehme ich|nehme ich|die nehme ich|machen wir)\b/i;
const DECLINES =
  /\b(?:too (?:far|late|early|expensive|small|big)|(?:does ?n[o']t|do(?:es)? not|won'?t|can'?t|will not|cannot) (?:work|do|make)|rather not|(?:don'?t|do not) (?:want|like)|no good|not (?:good|that)|passt (?:mir )?nicht|geht nicht|lieber nicht|zu (?:weit|spät|früh|teuer|klein|groß))\b/i;

const OFFER_CHARS_MAX = 600;
const REACTION_CHARS_MAX = 400;

/** Words of the other side's, and where in their turn they begin. */
export interface Offer {
  readonly id: string;
  readonly text: string;
  readonly offset: number;
}

/** `said`: what the other side has said since the customer spoke last; `reaction`: a turn that has been read already. */
export function hearOffers(
  said: readonly Offer[],
  reaction: { readonly seq: number; readonly text: string },
  profiles: readonly FieldProfile[],
  set: FieldSet,
  hearings: Hearings,
): void {
  const mood = moodOf(reaction.text.slice(0, REACTION_CHARS_MAX));
  for (const turn of said) {
    const offered = offeredIn(turn, profiles, set);
    for (const one of offered) {
      const { profile, value } = one.scored;
      if (hearings.of(profile.field.name).some(({ at }) => at > reaction.seq)) continue; // the customer's own words count
      if (mood === 'no') hearings.deny(profile.field.name, String(value));
      const alone =
        one.alone &&
        isAlone(
          one.scored,
          offered.map(({ scored }) => scored),
        );
      if (mood !== 'no' && alone) take(one, turn, mood, reaction.seq, hearings);
    }
  }
}

interface Offered {
  readonly scored: Scored;
  /** A yes answers it. */
  readonly asks: boolean;
  /** No other option of the field is in its sentence. */
  readonly alone: boolean;
}

function offeredIn(turn: Offer, profiles: readonly FieldProfile[], set: FieldSet): Offered[] {
  const text = turn.text.slice(-OFFER_CHARS_MAX);
  const scene: Scene = {
    text,
    question: undefined,
    asked: new Map(),
    set,
    confirmed: true,
    held: () => undefined,
  };
  const sentences = splitSentences(text);
  return sentences
    .filter((sentence) => !REFUSAL.test(sentence.text))
    .flatMap((sentence) => {
      const scored = scoreOptions(sentence, profiles, scene);
      const asks = asksFor(sentence, sentences);
      return assign(scored).map((one) => ({ scored: one, asks, alone: isAlone(one, scored) }));
    });
}

/** "Monday or Friday?" - "yes" says neither. */
function isAlone({ profile, value }: Scored, all: readonly Scored[]): boolean {
  return all.every((other) => other.profile !== profile || other.value === value);
}

/** What nobody confirmed is no evidence; what the customer had named before is borne out where nobody objects. */
function take(
  { scored, asks }: Offered,
  turn: Offer,
  mood: 'yes' | 'neither',
  seq: number,
  hearings: Hearings,
): void {
  const { profile, candidate, value, score } = scored;
  const { name } = profile.field;
  if (mood !== 'yes') {
    if (!asks) hearings.bearOut(name, String(value));
    return;
  }
  const moved = turn.offset + Math.max(0, turn.text.length - OFFER_CHARS_MAX);
  const quote = { turn: turn.id, start: candidate.start + moved, end: candidate.end + moved };
  const reason = 'said by the other side, accepted by the customer';
  hearings.accept(name, String(value), { at: seq, fit: score, share: asks ? 1 : TOLD }, { quote, reason });
}

/** An offer ends in a question, be it in the next sentence: "We have Sunday. Shall I book it?" */
function asksFor(sentence: Sentence, all: readonly Sentence[]): boolean {
  const at = all.indexOf(sentence);
  return sentence.asks || all[at + 1]?.asks === true;
}

function moodOf(text: string): 'yes' | 'no' | 'neither' {
  const [first] = splitSentences(text);
  const answer = first && openingAnswer(first.tokens)?.value;
  if (answer === false || DECLINES.test(text)) return 'no';
  return answer === true || WELCOME.test(text) || TAKES.test(text) ? 'yes' : 'neither';
}
