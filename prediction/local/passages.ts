/** The evidence for what a conversation is about: the customer's own words that speak most for an option. */
import type { KeptTurn } from './memory';
import type { OptionIndex } from './optionIndex';
import { splitSentences } from './sentences';
import type { Token } from './tokens';
import { speaksFor } from './topics';
import { STOP_STEMS } from './words/small';

/** The evidence for a choice is a glance, not a letter. */
export const QUOTE_WORDS_MAX = 12;

/** Whether a slice is short enough to be quoted: words are what stands between blanks. */
export function fitsQuote(text: string): boolean {
  return text.split(/\s+/u, QUOTE_WORDS_MAX + 1).length <= QUOTE_WORDS_MAX;
}

export interface Passage {
  readonly turn: string;
  readonly start: number;
  readonly end: number;
  readonly worth: number;
  readonly text: string;
}

/** The passage that weighs most, from a word that counts to a word that counts; nothing where none does. */
export function bestPassage(
  index: OptionIndex,
  option: number,
  turns: readonly KeptTurn[],
): Passage | undefined {
  let best: Passage | undefined;
  for (const turn of turns) {
    for (const { tokens } of splitSentences(turn.text)) {
      const found = bestWindow(
        turn.text,
        tokens,
        tokens.map(({ stem }) => (STOP_STEMS.has(stem) ? 0 : speaksFor(index, stem, option).worth)),
      );
      if (found === undefined || found.worth <= (best?.worth ?? 0)) continue;
      const { start, end, worth } = found;
      best = { turn: turn.id, start, end, worth, text: turn.text.slice(start, end) };
    }
  }
  return best;
}

function bestWindow(
  text: string,
  tokens: readonly Token[],
  worths: readonly number[],
): { start: number; end: number; worth: number } | undefined {
  let best = { from: -1, to: -1, worth: 0 };
  for (let from = 0; from < tokens.length; from++) {
    if ((worths[from] ?? 0) === 0) continue;
    let worth = 0;
    let to = from;
    for (let i = from; i < Math.min(tokens.length, from + QUOTE_WORDS_MAX); i++) {
      if ((worths[i] ?? 0) === 0) continue;
      if (!fitsQuote(text.slice(tokens[from]?.start, tokens[i]?.end))) break;
      worth += worths[i] ?? 0;
      to = i;
    }
    if (worth > best.worth) best = { from, to, worth };
  }
  const [a, b] = [tokens[best.from], tokens[best.to]];
  return a === undefined || b === undefined ? undefined : { start: a.start, end: b.end, worth: best.worth };
}
