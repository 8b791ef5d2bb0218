/**
 * How people answer "did this solve it?", in English and German. What they say of the thing counts more than a bare
 * yes or no: "no, it works now" accepts, "yes, it still leaks" declines. Whatever says something else is `other`.
 */
import type { Answer } from '../channel';
import { isFarewell } from '../followUp/farewell';

const CHARS_MAX = 240; // a longer answer tells something, whatever else it says

const YES =
  /^(?:yes|yep|yeah|yup|ya|sure|correct|right|exactly|absolutely|definitely|of course|ja|jep|jap|jo|jawohl|genau|klar|natürlich|stimmt|richtig)(?: (?:please|indeed|it is|it did|it does|that did|bitte|gern|gerne|hat es|tut es|ist es))*$/;
const NO =
  /^(?:no|nope|nah|not really|not at all|unfortunately not|i'm afraid not|nein|nee|nö|leider nein|leider nicht|nicht wirklich|noch nicht)(?: (?:sorry|please|not yet|it didn't|it did not|it doesn't|it does not|that didn't|leider|danke))*$/;
/** Says nothing by itself. */
const FILLER =
  /^(?:(?:oh|ah|ok|okay|alright|all right|great|good|perfect|super|wonderful|fantastic|excellent|awesome|nice|cool|wow|hello|hi|hey|well|so|and|hooray|thanks?|thank you|thx|cheers|many thanks|danke|dankeschön|vielen dank|besten dank|prima|toll|klasse|wunderbar|gut|hallo|na|also|und|sehr|schön|bye|tschüss|liebe grüße|viele grüße|mit freundlichen grüßen|(?:best |kind )?regards)(?: (?:a lot|so much|very much|you|again|for (?:your|the) (?:help|time)|schön|sehr|für (?:ihre|die) hilfe))?\s*)+$/;

const SUBJECT = "(?:[\\p{L}\\d'-]+ ){0,5}?";
const AFTER =
  '(?: (?:now|again|fine|perfectly|great|well|all|everything|for me|like a charm|like new|as it should|properly|correctly|already|finally|it|that|this|myself|the (?:problem|issue)|thanks?|thank you|very much|so much|since then|today))*';
const DANACH =
  '(?: (?:jetzt|nun|wieder|alles|prima|super|gut|einwandfrei|perfekt|bestens|endlich|inzwischen|schon|danke|ja|seitdem|wie neu|hier|mir|uns))*';
const WORKS: readonly RegExp[] = [
  `${SUBJECT}(?:works?|working|worked|fixed|solved|resolved|helped|sorted|did it|did the trick|gone away|good now|fine now|okay now|ok now|all good|done)${AFTER}`,
  `${SUBJECT}(?:problem|issue) (?:is|was|has been) (?:gone|away|over|history)${AFTER}`,
  `${SUBJECT}(?:funktioniert|geht|geht's|läuft|klappt|klappt's|tut|geholfen|geklappt|gelöst|behoben|erledigt|weg|in ordnung|alles gut|alles bestens|alles okay|alles klar|passt|passt's)(?: (?:es|sie|er|das))?${DANACH}(?: hat es)?`,
].map((whole) => new RegExp(`^${whole}$`, 'u'));

const NEGATED =
  /\b(?:not|never|no longer|nothing|hardly|barely|without|if|unless|until|when|how|why|what|where|which|should|could|would|can|will|does|did it|nicht|nie|niemals|nichts|kein\p{L}*|kaum|ohne|wenn|falls|ob|wann|wie|warum|wieso|was|wo|soll|kann|könnte)\b|n't\b/u;

const FAILS: readonly RegExp[] = [
  `${SUBJECT}(?:not|never|n't|(?:does|did|is|has|was|do|wo|ca|could)n't|cannot) (?:\\S+ ){0,2}?(?:works?|working|worked|help|helped|helping|fix|fixed|solve|solved|resolve|resolved|better|any better|changed?|make a difference|gone)(?: \\S+){0,4}`,
  '(?:it|this|that|same|the \\S+|my \\S+|(?:the )?(?:problem|issue)) (?:\\S+ ){0,3}?still \\S+(?: \\S+){0,5}',
  'still (?:the same|not|no|nothing|broken|leaking|leaks|there|does\\S*|is\\S*|has\\S*)(?: \\S+){0,5}',
  `(?:there (?:is|was) )?no (?:change|difference|luck|improvement|effect|success)(?: \\S+){0,4}`,
  `${SUBJECT}(?:same (?:problem|issue|thing|error)|same as before|even worse|got worse|gotten worse|nothing (?:has )?changed|nothing happens|nothing happened)(?: \\S+){0,3}`,
  `${SUBJECT}(?:funktioniert|geht|läuft|klappt|hilft|tut|half|ging|hat|ist|wurde|bringt)(?: \\S+){0,3}? (?:nicht|nichts|leider nicht|keine?)(?: \\S+){0,4}`,
  `${SUBJECT}(?:immer noch|nach wie vor|noch immer|weiterhin)(?: \\S+){0,5}`,
  `${SUBJECT}(?:keine (?:besserung|änderung|verbesserung|wirkung)|kein (?:erfolg|unterschied)|(?:das )?(?:gleiche|selbe|dasselbe) problem|(?:wird|wurde|ist) (?:\\S+ )?schlimmer)(?: \\S+){0,3}`,
  `${SUBJECT}nicht (?:geholfen|funktioniert|geklappt|gelöst|behoben|besser)(?: \\S+){0,3}`,
].map((whole) => new RegExp(`^${whole}$`, 'u'));

const LATER: readonly RegExp[] = [
  "(?:(?:i|we)(?:'ll| will|'m going to| am going to)|let me|gonna|going to) (?:\\S+ ){0,2}?(?:try|check|test|wait|look|see|do|have a look|give it a (?:try|go))(?: .*)?",
  '(?:will (?:do|try|check)|trying|one moment|just a moment|a moment|give me a (?:minute|moment|second)|hold on|not yet)(?: \\S+){0,5}',
  '(?:dann |ich |wir )*(?:probier|versuch|teste?|prüf|warte|schau|mach|werd|seh)\\p{L}*(?: .*)?',
  '(?:moment|einen moment|augenblick|sekunde|noch nicht (?:probiert|versucht|getestet|dazu gekommen))(?: \\S+){0,4}',
].map((whole) => new RegExp(`^${whole}$`, 'u'));

const CLAUSES = /[.;:!,()\n]+|\s[-–—]+\s|\s+(?:but|and|aber|jedoch|und)\s+/u;
const LEAD =
  /^(?:(?:yes|yeah|yep|no|nope|nah|well|so|and|oh|ok|okay|great|perfect|super|hi|hey|hello|sorry|unfortunately|sadly|actually|thanks|ja|nein|nee|also|und|leider|danke|hallo|tja|doch|prima|gut)\s+)+/;

/** What takes something back, or begins something new. */
const CONTRAST = /\b(?:but|however|except|although|though|only|aber|jedoch|allerdings|obwohl|außer|nur)\b/u;

/** doubt: something else, which denies or asks. */
type Said = 'yes' | 'no' | 'works' | 'fails' | 'filler' | 'else' | 'doubt';

export function hearAnswer(text: string): Answer {
  const said = normalised(text);
  if (said === '' || said.length > CHARS_MAX) return 'other';
  const heard = new Set(clausesOf(said).map(hear));
  if (said.includes('?')) return heard.has('fails') && !heard.has('works') ? 'decline' : 'other';
  if (heard.has('works') && heard.has('fails')) return 'other';
  if (heard.has('fails')) return 'decline';
  if (heard.has('works')) return heard.has('doubt') || CONTRAST.test(said) ? 'other' : 'accept';
  if (heard.has('no')) return heard.has('yes') ? 'other' : 'decline';
  const more = heard.has('else') || heard.has('doubt');
  return heard.has('yes') && !more ? 'accept' : 'other';
}

/** "I'll try that tonight", "ok, thanks": neither an answer nor anything new. */
export function isPostponed(text: string): boolean {
  if (isFarewell(text)) return true;
  const said = normalised(text);
  if (said === '' || said.length > CHARS_MAX || said.includes('?')) return false;
  const clauses = clausesOf(said);
  const later = (clause: string): boolean =>
    LATER.some((one) => one.test(clause) || one.test(clause.replace(LEAD, '')));
  const says = clauses.filter((clause) => hear(clause) !== 'filler');
  return says.length === 0 || (says.some(later) && says.every((one) => later(one) || hear(one) === 'yes'));
}

function hear(clause: string): Said {
  if (FILLER.test(clause)) return 'filler';
  if (YES.test(clause)) return 'yes';
  if (NO.test(clause)) return 'no';
  const bare = clause.replace(LEAD, '');
  const matches = (patterns: readonly RegExp[]): boolean =>
    patterns.some((one) => one.test(clause) || one.test(bare));
  if (matches(FAILS)) return 'fails';
  if (NEGATED.test(bare)) return 'doubt';
  return matches(WORKS) ? 'works' : 'else';
}

function clausesOf(said: string): string[] {
  return said
    .split(CLAUSES)
    .flatMap((clause) => clause.split('?'))
    .map((clause) => clause.trim())
    .filter((clause) => /[\p{L}\d]/u.test(clause));
}

function normalised(text: string): string {
  return text
    .normalize('NFC')
    .trim()
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[ \t]+/g, ' ');
}
