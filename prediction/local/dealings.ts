/**
 * What a customer wants made otherwise: "can I change my delivery address" is a wish about a delivery, and not the
 * trouble with one that a list of a few matters happens to know. English and German.
 */
import type { OptionIndex } from './optionIndex';
import type { Passage } from './passages';
import { splitSentences } from './sentences';
import { stem, tokenize, type Token } from './tokens';
import { speaksFor } from './topics';

/** A wish, and not a request that we act: "can you trace my parcel" is about the parcel. */
const WISH =
  /(?:^|[\s,;])(?:(?:can|could|may|how (?:do|can|could)|where (?:do|can)) (?:i|we)|(?:i|we)(?:['’]d| would) (?:like|love) to|(?:i|we) (?:want|need|wish|have) to|(?:kann|könnte|darf|wie (?:kann|muss)|wo kann) (?:ich|man)|(?:ich|wir) (?:möchten?|will|wollen|würden?|muss|müssen))(?=\s)/iu;

/** What is done to an order, an account, a booking: nothing of it has gone wrong. */
const DEALINGS = stems(
  'change cancel update modify edit alter order buy purchase pause suspend delete remove close redirect reroute postpone reschedule move transfer upgrade subscribe unsubscribe add swap ' +
    'ändern aendern stornieren abbestellen bestellen kaufen nachkaufen pausieren löschen loeschen kündigen kuendigen umleiten verschieben aktualisieren hinzufügen umbestellen umziehen',
);

/** Behind it stands why, or what else: "cancel my order, it never arrived". */
const CLAUSE_END = /[,;:–]|\s(?:because|since|as|but|weil|da|denn|aber)\s/iu;

/** Something has gone wrong all the same. */
const DENIALS = /^(?:not|never|nothing|nicht|nie|nichts|kein\p{L}*|\p{L}+n't)$/u;

function stems(words: string): ReadonlySet<string> {
  return new Set(words.split(' ').flatMap((word) => tokenize(word).map((token) => stem(token.word))));
}

/** Whether the words that speak for an option stand in a wish to deal with something in a way that its name has not. */
export function isOtherDealing(
  { start }: Pick<Passage, 'start'>,
  text: string,
  index: OptionIndex,
  option: number,
): boolean {
  const sentence = splitSentences(text).find((one) => one.start <= start && start < one.end);
  const wish = sentence && WISH.exec(sentence.text);
  if (!sentence || !wish) return false;
  const from = sentence.start + wish.index + wish[0].length;
  const rest = CLAUSE_END.exec(sentence.text.slice(from - sentence.start));
  const to = rest ? from + rest.index : sentence.end;
  const dealt = sentence.tokens.filter(
    (token) => token.start >= from && token.start < to && DEALINGS.has(token.stem),
  );
  const outside = (token: Token): boolean => token.start >= to || token.end <= sentence.start + wish.index;
  const reasons = sentence.tokens.filter(outside);
  const names = (token: Token): boolean => speaksFor(index, token.stem, option).named;
  return (
    dealt.length > 0 &&
    !dealt.some(names) &&
    !reasons.some((token) => names(token) || DENIALS.test(token.word))
  );
}
