/** The words that a classified value rests on: the passage of a customer's turn that weighed most. */
import type { Quote } from '../../cases/values';
import { fitsQuote, QUOTE_WORDS_MAX } from '../local/passages';
import { classify, explain, type Classifier } from './classifier';
import type { TellingWord } from './explain';
import { textOf, type Piece } from './said';

export interface Evidence {
  readonly quote: Quote;
  /** The quoted words. */
  readonly text: string;
}

const TRIED_MAX = 3; // passages of as many turns are read again

interface Passage extends Evidence {
  readonly worth: number;
}

/** Nothing where no word of the customer's spoke for the value. Of nearly equal passages, one that gives the value when read alone. */
export function evidenceFor(
  classifier: Classifier,
  pieces: readonly Piece[],
  value: string,
): Evidence | undefined {
  const words = explain(classifier, textOf(pieces), value);
  const passages: Passage[] = [];
  let from = 0;
  for (const piece of pieces) {
    const to = from + piece.text.length;
    const found = bestPassage(
      piece,
      words.filter(({ start, end }) => start >= from && end <= to),
      from,
    );
    if (found) passages.push(found);
    from = to + 1;
  }
  const best = passages.sort((a, b) => b.worth - a.worth).slice(0, TRIED_MAX);
  return best.find(({ text }) => classify(classifier, text)[0]?.value === value) ?? best[0];
}

/** The heaviest stretch of at most twelve words, from a word that counts to a word that counts. */
function bestPassage(piece: Piece, words: readonly TellingWord[], from: number): Passage | undefined {
  let best: { readonly first: TellingWord; readonly last: TellingWord; readonly worth: number } | undefined;
  words.forEach((first, i) => {
    if (first.weight <= 0) return;
    let worth = 0;
    for (const last of words.slice(i, i + QUOTE_WORDS_MAX)) {
      if (!fitsQuote(piece.text.slice(first.start - from, last.end - from))) break;
      worth += last.weight;
      if (last.weight > 0 && worth > (best?.worth ?? 0)) best = { first, last, worth };
    }
  });
  if (!best) return undefined;
  const [start, end] = [best.first.start - from, best.last.end - from];
  return {
    quote: { turn: piece.turn, start: piece.start + start, end: piece.start + end },
    text: piece.text.slice(start, end),
    worth: best.worth,
  };
}
