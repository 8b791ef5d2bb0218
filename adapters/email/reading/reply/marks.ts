/**
 * What HTML says of a mail's structure and plain text cannot: lines of one private-use character, set when HTML
 * becomes text and taken out before anybody reads it.
 */

/** All below is an earlier mail, whatever its head looks like. */
export const QUOTE_BELOW = '\uE0F0';
/** On both sides of "On Monday Ann wrote:", in any language. */
export const ATTRIBUTION = '\uE0F1';
/** All below, up to a quote, is the signature. */
export const SIGNATURE_BELOW = '\uE0F2';

const MARKS = /[\uE0F0-\uE0F2]/g;
const MARK_LINES = /^[> \t]*[\uE0F0\uE0F2][ \t]*(?:\n|$)/gm;

/** For text that comes from a sender, and for text that goes to people. */
export function withoutMarks(text: string): string {
  return text.replace(MARK_LINES, '').replace(MARKS, '');
}
