/** Word sequences that bring in a name, English and German. */

export interface Introduction {
  readonly words: readonly string[];
  /** What follows may be anything, so it must look like a name. */
  readonly bare: boolean;
}

const SURE =
  "my name is|my name's|name's|my full name is|my names|my full names is|my first name is|my last name is|full name is|last name is|name is|names is|name|i am called|call me|mein name ist|mein name lautet|ich heisse|name ist|under the name of|under the name|auf den namen|unter dem namen";
const BARE =
  "it's me|its me|it is me|this is|i'm|i am|im|it is|it's|its|here is|hier ist|hier spricht|ich bin|es ist|yours|regards|sincerely|gruss|grusse|grussen|lg|vg|mfg";

const sequences = (lines: string, bare: boolean): Introduction[] =>
  lines.split('|').map((line) => ({ words: line.split(' '), bare }));

/** The longer ones first, so that "my full name is" is not read as "name is". */
export const INTRODUCTIONS: readonly Introduction[] = [...sequences(SURE, false), ...sequences(BARE, true)];
