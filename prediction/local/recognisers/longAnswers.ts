/** Answers of a sentence: what was wanted or is the matter, without the words that bring it in. English and German. */
import type { Sentence } from '../sentences';

/** Words that open an answer; "no" only where it stands alone ("No, a cot", but "No nuts"). */
const OPENERS =
  /^(?:(?:yes+|yeah|yep|yup|ya|sure|ok(?:ay)?|well|so|oh|ah|um+|uh+|hm+|please|also|and|but|actually|hi|hello|hey|thanks|thank you|just|ja|bitte|gerne?|und|aber|hallo|(?:no|nope|nein)(?=[,.!;]))[\s,.!:;-]+)+/i;

/** "I would really love to have", "we need", "ich hätte gern". */
const WISHES =
  /^(?:(?:i|we)(?:['’]?(?:d|ll)| would| will| can| do| could)?(?: (?:really|definitely|just|also|only|actually|still|be))*(?: (?:love|like|want|need|needing|prefer|appreciate|request|order|get|eat))(?: to (?:have|get|order|request|ask for|add))?(?: to(?= [a-z]))?|(?:can|could|may) (?:i|we)(?: also| please)? (?:have|get|request|order)|(?:it['’]?s|it is) for|(?:ich|wir) (?:möchten?|hätten? gerne?|bräuchten?|brauchen?|wollen|will|würden? gerne?|esse|essen)(?: (?:auch|noch|nur|bitte))*|(?:put|have|mark|note|list) (?:it|that) (?:down )?as)\s+/i;

/** "I've had", "ich habe": what follows is a thing, not what was done ("I have lost it"). */
const HAVING =
  /^(?:(?:i|we)(?:['’]?ve| have|['’]?m having| am having)(?: (?:also|just|been|had|got|having))*|ich habe|wir haben|(?:it['’]?s|it is|es ist))\s+(?!\p{L}+(?:ed|wn)\b|lost|been|seen|found|forgotten|made|done|not\b|nicht\b|never|\p{L}+ing\b)/iu;

/** "I'm vegan": only where little more is said. */
const BEING = /^(?:i['’]?m|i am|we are|ich bin|wir sind)\s+(?=\S+(?:\s+\S+){0,2}$)/i;

const ARTICLE = /^(?:an?|some|eine?n?|etwas)\s+/i;
const CLOSERS =
  /(?:[\s,]+(?:please|thanks|thank you|now|too|as well|though|if (?:that['’]?s |it['’]?s )?possible|bitte|danke|auch|wenn möglich|falls möglich))+$/i;

/** "Not at the moment", "nothing specific": an answer without a value. */
const NOTHING =
  /^(?:(?:no|nope|nein)\b[,.! ]*)?(?:(?:not|nicht)\b.{0,12}\b(?:moment|now|yet|really|today|sure|time|jetzt|noch|momentan|wirklich)\b|nothing\b|none\b|nichts\b|keine?s?$|(?:i )?(?:do ?n['’]?t|do not) (?:think so|have any|need any)|ich (?:denke|glaube) nicht|(?:i think )?that(?:['’]?s| is) (?:all|it|everything)|das (?:ist|wäre|war) alles|(?:u+m+|h+m+|uh+)\W*$)/i;

/** Whether an answer says that there is nothing to say. */
export function saysNothingMore(text: string): boolean {
  return NOTHING.test(text.trim());
}

/** The slice of a sentence that is the answer. `whole`: a report keeps its sentence, only "yes" and a greeting go. */
export function answerSlice(
  text: string,
  sentence: Sentence,
  whole: boolean,
): { start: number; end: number } | undefined {
  let { start } = sentence;
  let end = sentence.end;
  while (end > start && /[\s.!?,;"'”“]/.test(text[end - 1] ?? '')) end--;
  const skip = (pattern: RegExp): boolean => {
    const found = pattern.exec(text.slice(start, end));
    if (found === null || found.index !== 0 || found[0].length >= end - start) return false;
    start += found[0].length;
    return true;
  };
  skip(OPENERS);
  if (!whole) {
    const brought = skip(WISHES) || skip(HAVING) || skip(BEING);
    if (brought || end - start < SHORT_CHARS) skip(ARTICLE);
    const closing = CLOSERS.exec(text.slice(start, end));
    if (closing !== null && closing.index > 0) end -= closing[0].length;
  }
  while (start < end && /["'“”\s]/.test(text[start] ?? '')) start++;
  return end > start && /\p{L}|\d/u.test(text.slice(start, end)) ? { start, end } : undefined;
}

const SHORT_CHARS = 60;
