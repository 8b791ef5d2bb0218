/**
 * What customers say to us beside their matter, and wait for a word on: whether this is a machine, what their data is
 * for, how long it takes, whether there is news, that it works again. Whole clauses of short messages, English and
 * German; whatever tells more is an ordinary turn.
 */
import { hearAnswer } from '../resolution/answerWords';
import { asksSomething } from './asking';

/** question: some other question, which only a colleague can answer. */
export type Aside = 'machine' | 'purpose' | 'wait' | 'news' | 'settled' | 'question';

const CHARS_MAX = 160; // a longer message tells something, whatever else it asks
const ALONE_CHARS_MAX = 100;

const MACHINE = [
  '(?:am i|is this|are you|are we|who am i|who is this|who are you|who reads this|who is reading this|do i|is it)\\b.*\\b(?:bot|robot|machine|human|person|people|computer|ai|a\\.i\\.|chatbot|automated|real|talking to|writing to|chatting with|reading)',
  'who (?:are you|is this|reads this|is this i am talking to)',
  '(?:sind sie|bist du|ist das|schreibe ich|spreche ich|rede ich|chatte ich|ist hier|antwortet hier)\\b.*(?:\\bbot\\b|roboter|maschine\\b|mensch|person\\b|computer|\\bki\\b|chatbot|automat|programm\\b)',
  'wer (?:sind sie|bist du|ist da|liest das|schreibt hier|antwortet hier)',
];
const DATA =
  '(?:names?|mails?|e-?mails?|address|addresses|phone|number|numbers|data|details|information|serial|model|it|that|this|them|contact)';
const DATEN =
  '(?:name[n]?|mail|e-?mail\\S*|adresse|telefon\\S*|nummer|\\S*nummer|daten|angaben|modell|das|die|den|sie|kontakt\\S*)';
const PURPOSE = [
  `(?:but )?(?:why|what for|for what|how come)\\b.*\\b(?:need|want|ask(?:ing)?|require|have to|must|should i|give|tell)\\b(?:.*\\b${DATA}\\b)?`,
  `what (?:do|will|would) you (?:need|want|do|use)\\b.*\\b${DATA}\\b.*`,
  `what is (?:that|this|it|my \\S+) (?:needed |used )?for`,
  `(?:aber )?(?:warum|wieso|weshalb|wozu|wofür|für was)\\b.*\\b(?:brauch|braucht|brauchen|wollen|wollt|fragen|fragt|benötigen|benötigt|muss|soll|möchten)\\b(?:.*\\b${DATEN}\\b.*)?`,
  `was (?:machen|macht|wollen|wollt) (?:sie|ihr) (?:mit|damit)\\b.*`,
];
const WAIT = [
  '(?:and |so )?how (?:long|soon|fast|quickly|many (?:days|hours))\\b.*\\b(?:take|takes|until|till|before|wait|be|answer|reply|get|hear)\\b.*',
  '(?:and |so )?(?:how long|how soon|when)',
  '(?:and |so )?when (?:will|can|do|does|is|would|are|should)\\b.*\\b(?:answer|reply|hear|respond|contact|call|write|someone|somebody|anyone|you|expect|get back|colleague|help)\\b.*',
  '(?:und )?wie (?:lange|schnell|viele (?:tage|stunden))\\b.*',
  '(?:und )?(?:bis )?wann\\b.*\\b(?:meld\\S*|antwort\\S*|hör\\S*|ruf\\S*|schreib\\S*|jemand|rechnen|kolleg\\S*|hilf\\S*|bescheid)\\b.*',
  '(?:und )?wann',
];
const NEWS = [
  '(?:did|have) you (?:get|got|receive|received|see|seen) (?:that|it|this|my \\S+)(?: \\S+)?',
  '(?:haben sie|hast du|ist) (?:das|es|meine \\S+)(?: \\S+)? (?:bekommen|erhalten|gesehen|gelesen|angekommen)',
  '(?:is |are )?(?:there )?any(?:thing)? (?:news|update|updates|new|progress)\\b.*',
  "(?:what's|what is|whats|how is|how's) (?:the |my )?(?:status|state|latest|progress|news|it going)\\b.*",
  '(?:do you have |can i have |can i get )?(?:an |a |any )?(?:update|status)(?: please)?',
  '(?:is|was) (?:anyone|anybody|someone|somebody) (?:there|here|reading|still there)(?:.{0,20})|anyone there|anybody there|are you (?:still )?there|still there|you there',
  "(?:gibt es|gibt's|habt ihr|haben sie)\\b.*\\b(?:neues|neuigkeiten|update|news)\\b.*",
  "(?:was|wie) (?:ist|gibt es|steht)\\b.*\\b(?:stand|status|neues)\\b.*|wie sieht(?: es|'s) aus",
  '(?:ist|ist hier|ist da|ist noch) (?:(?:hier|da|noch) )*jemand(?: (?:hier|da|noch))*|(?:sind sie|bist du|seid ihr) (?:noch )?da|noch da|jemand da',
];
/** A greeting is one; with a question mark behind it somebody waits. */
const CALLING = /^(?:hello|hallo|hey|hi|so|na|und|and|well|\s)*\?+[\s?!]*$/u;
const WITHDRAWN = [
  "(?:actually |ok |oh |please |just )*(?:never ?mind|nvm|forget (?:it|about it|that)|i (?:have )?(?:changed my mind|don't need (?:it|help|that) any ?more)|no longer needed|it has resolved itself|it was my (?:own )?(?:fault|mistake))(?: .{0,20})?",
  '(?:ach |ok |doch |das |es )*(?:hat sich (?:schon |inzwischen |gerade )?(?:erledigt|geklärt)|vergessen sie (?:es|das)|vergiss es|ist nicht mehr nötig|brauche ich (?:doch )?nicht mehr)(?: .{0,20})?',
];

const wholes = (sources: readonly string[]): RegExp[] =>
  sources.map((source) => new RegExp(`^(?:${source})$`, 'u'));

const ASIDES: readonly (readonly [Aside, readonly RegExp[]])[] = [
  ['purpose', wholes(PURPOSE)],
  ['machine', wholes(MACHINE)],
  ['wait', wholes(WAIT)],
  ['news', wholes(NEWS)],
];
const withdrawn = wholes(WITHDRAWN);

const LEADS =
  /^(?:(?:hi|hello|hey|hallo|guten tag|ok|okay|well|so|sorry|please|and|but|und|aber|also|bitte|entschuldigung)[\s,]+)+/u;

/** Small talk and what leads to a matter ask for no answer of a colleague's. */
const NO_QUESTION =
  /\b(?:how are (?:you|things)|how's it going|what's up|how do you do|weather|joke|(?:can|could|will|would|may) (?:you|i|we) (?:please )?(?:help|ask|talk)|help me|wie geht(?:'?s| es)|können sie (?:mir |uns )?(?:bitte )?(?:helfen|weiterhelfen)|kannst du (?:mir )?(?:helfen|weiterhelfen)|(?:darf|kann) ich (?:sie |dich )?(?:\S+ )?(?:etwas |was )?fragen|wetter|witz)\b|^(?:what|was|wie|huh|hä|h+m+|eh|and|und|so|ok(?:ay)?|really|wirklich|ja|yes|no|nein)?\W*$/u;

/** What is said beside the matter; nothing where the words are about the matter itself. */
export function asideOf(text: string): Aside | undefined {
  const said = text.normalize('NFC').trim().toLowerCase().replaceAll('’', "'").replace(/\s+/g, ' ');
  if (said === '' || said.length > CHARS_MAX) return undefined;
  if (CALLING.test(said)) return 'news';
  const clauses = said
    .split(/[.;!?\n,]+/u)
    .map((clause) => clause.trim().replace(LEADS, '').trim())
    .filter((clause) => clause !== '');
  for (const [aside, patterns] of ASIDES)
    if (clauses.some((clause) => patterns.some((pattern) => pattern.test(clause)))) return aside;
  if (isSettled(said)) return 'settled';
  return said.length <= ALONE_CHARS_MAX && asksSomething(said) && !NO_QUESTION.test(said)
    ? 'question'
    : undefined;
}

/** It works again, or is not wanted any more. A bare "yes" says neither, and what fails again is not settled. */
function isSettled(said: string): boolean {
  if (said.length > ALONE_CHARS_MAX || said.includes('?') || /^(?:yes|ja|no|nein)\b/u.test(said))
    return false;
  const clauses = said.split(/[.,;!\n]+/u).map((clause) => clause.trim().replace(LEADS, ''));
  if (clauses.some((clause) => withdrawn.some((pattern) => pattern.test(clause)))) return true;
  const heard = new Set(clauses.map(hearAnswer));
  return heard.has('accept') && !heard.has('decline');
}
