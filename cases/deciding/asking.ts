/** Whether words ask for something: a question mark that ends something, or a request. English and German. */
const REQUESTS = [
  /\?(?=$|[\s"'”»)])/u,
  /\b(?:(?:can|could|would|will) you|please (?:let me know|tell me|send|call|confirm|explain|check|advise|help|answer|reply)|(?:i|we) (?:would like|want|need) to know|when (?:will|can|do|is)|let me know)\b/u,
  /\b(?:(?:können|könnten|würden) sie|kannst du|bitte (?:\S+ ){0,3}?(?:senden|schicken|mitteilen|melden|anrufen|prüfen|antworten|erklären|sagen|bestätigen|helfen)|(?:teilen|sagen|geben|rufen|schicken|senden|melden) sie (?:mir|uns|mich|sich)|wann (?:kommt|wird|bekomme|kann|erhalte))\b/u,
];
/** What opens a wish: "can I ...", "I'd like to ...", "how do I ...", "bitte ...". */
const WISH =
  /^(?:(?:hi|hello|hey|hallo|guten tag|please|bitte|so|well|also|und|and)[\s,.!:-]+)*(?:(?:can|could|may|might) (?:i|we|you)\b|(?:how|where) (?:do|can|could|to)\b|(?:i|we)(?:'d| would) (?:like|love|prefer)\b|(?:i|we)(?:'m| am| are)? (?:want|wanna|need|wish|looking|interested)\b|(?:please )?(?:change|cancel|send|delete|remove|update|pause|stop|call|book|order|add|close|give|tell)\b|(?:kann|könnte|dürfte|darf) ich\b|(?:können|könnten|würden) sie\b|wie (?:kann|muss|soll|mache|bekomme|ändere|\p{L}+e) ich\b|(?:ich|wir) (?:möchten?|will|wollen|wollte|würden?|hätten?|brauchen?|bräuchten?|suchen?)\b|(?:ändern|schicken|senden|löschen|stornieren|kündigen|rufen) sie\b)/u;
/** What goes wrong, whatever is wanted of it. */
const GONE_WRONG =
  /n't\b|\b(?:not|never|no longer|nothing|broken?|defect\p{L}*|faulty|damaged|wrong|leak\p{L}*|stuck|dead|lost|missing|late|twice|fail\p{L}*|error|problem|trouble|complain\p{L}*|refund|money back|nicht|nie|kein\p{L}*|kaputt|beschädigt|falsch\p{L}*|undicht|tropft|klemmt|verloren|fehlt|doppelt|fehler\p{L}*|störung|beschwer\p{L}*|erstatt\p{L}*|geld zurück)\b/u;

/** Whether something is wanted, and nothing has gone wrong: there is nothing to be sorry about. */
export function isWish(text: string): boolean {
  const said = text.normalize('NFC').trim().slice(0, CHARS_MAX).toLowerCase().replaceAll('’', "'");
  return WISH.test(said) && !GONE_WRONG.test(said);
}

const LINKS = /https?:\/\/\S+/gu;
const CHARS_MAX = 4_000; // a question stands in the first pages

/** Whoever wrote this waits for an answer. */
export function asksSomething(text: string): boolean {
  const said = text.normalize('NFC').slice(0, CHARS_MAX).toLowerCase().replace(LINKS, ' ');
  return REQUESTS.some((pattern) => pattern.test(said));
}
