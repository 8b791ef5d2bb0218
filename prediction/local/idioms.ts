/** Words that don't mean themselves: "out of order" is about no order. English and German. */
const IDIOMS =
  /\bout of order\b|\bin order (?:to|that|for)\b|\b(?:call|phone|ring|text|write|mail|email)(?: (?:to )?(?:me|us|you))? back\b(?! (?:my|the|our|a|any|some|money)\b)|\b(?:come|came|comes|coming|be|been|go|went|gone) back\b|\bback to (?:me|us|you)\b|\b(?:mit|damit|wann|womit) (?:[\p{L}]+ ){0,6}?rechnen\b|\brechnen (?:kann|können|darf|muss)\b|\bruf\p{L}* (?:[\p{L}]+ ){0,3}?zurück\b/giu;

/** The text with such words taken out, letter for letter, so that what is left keeps its place. */
export function withoutIdioms(text: string): string {
  return text.replace(IDIOMS, (words) => ' '.repeat(words.length));
}
