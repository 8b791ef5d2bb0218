/** Whether words ask for something: a question mark that ends something, or a request. English and German. */
const REQUESTS = [
  /\?(?=$|[\s"'”»)])/u,
  /\b(?:(?:can|could|would|will) you|please (?:let me know|tell me|send|call|confirm|explain|check|advise|help|answer|reply)|(?:i|we) (?:would like|want|need) to know|when (?:will|can|do|is)|let me know)\b/u,
  /\b(?:(?:können|könnten|würden) sie|kannst du|bitte (?:\S+ ){0,3}?(?:senden|schicken|mitteilen|melden|anrufen|prüfen|antworten|erklären|sagen|bestätigen|helfen)|(?:teilen|sagen|geben|rufen|schicken|senden|melden) sie (?:mir|uns|mich|sich)|wann (?:kommt|wird|bekomme|kann|erhalte))\b/u,
];
const LINKS = /https?:\/\/\S+/gu;
const CHARS_MAX = 4_000; // a question stands in the first pages

/** Whoever wrote this waits for an answer. */
export function asksSomething(text: string): boolean {
  const said = text.normalize('NFC').slice(0, CHARS_MAX).toLowerCase().replace(LINKS, ' ');
  return REQUESTS.some((pattern) => pattern.test(said));
}
