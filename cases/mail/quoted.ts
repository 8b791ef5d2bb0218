/**
 * Lines that begin with ">" are somebody else's words: in a mail with answers between the quotes they stand in the
 * turn for people to read, and prove nothing. Blanked, not cut, so that offsets into the turn stay.
 */
export function withoutQuotedLines(text: string): string {
  return text.replace(/^[ \t]*>.*$/gm, (line) => ' '.repeat(line.length));
}
