/** Options named in a customer's words, with mistakes and in part ("North Heights" for "North Heights Venue"). */
import type { OptionIndex } from './optionIndex';
import { listed } from './optionIndex';
import { isNegated } from './recognisers/booleans';
import type { Sentence } from './sentences';
import { STOP_STEMS } from './words/small';

export interface Mention {
  readonly option: number;
  readonly start: number;
  readonly end: number;
  /** The part of the option's name that was said, 0 to 1, by how telling its words are. */
  readonly covered: number;
  /** How telling the words are together. */
  readonly worth: number;
  readonly words: number;
  /** "Not the router". */
  readonly denied: boolean;
}

const COVERED_MIN = 0.55;
const SLACK = 3; // words that may stand between those of a name
const FORMS_MAX = 400; // a word that half the list shares narrows nothing
const WORDS_MAX = 12;

/** Every mention that no better one overlaps; denied ones left out. */
export function findMentions(text: string, sentence: Sentence, index: OptionIndex): Mention[] {
  return allMentions(text, sentence, index).filter(({ denied }) => !denied);
}

/** Denied ones as well. */
export function allMentions(text: string, sentence: Sentence, index: OptionIndex): Mention[] {
  const hits = sentence.tokens.map(({ stem }) => listed(index, stem));
  const touched = touchedForms(hits, sentence, index);
  const mentions: Mention[] = [];
  for (const id of touched) {
    const mention = mentionOf(id, hits, sentence, index);
    if (mention === undefined || mention.covered < COVERED_MIN) continue;
    mentions.push({ ...mention, denied: isDenied(text, sentence, mention) });
  }
  return withoutOverlaps(mentions);
}

const IN_PLACE_OF =
  /\b(?:rather than|instead of|except(?: for)?|anything but|statt|anstatt|anstelle von|außer)(?: \p{L}+){0,2} $/iu;
const IN_PLACE_CHARS = 40;

const FORMER =
  /\b(?:my|our|the|mein|meine|der|die|das) (?:old|former|previous|last|ex|alte[rns]?|frühere[rns]?|ehemalige[rns]?|vorige[rns]?) $/iu;
const PAST = /^ (?:was|used to be|has been|war) (?:my|our|the|mein|meine|der|die|das)\b/iu;

/** "Not the router", "rather than the router", "the router was my old one". */
function isDenied(text: string, sentence: Sentence, { start, end }: { start: number; end: number }): boolean {
  const before = text.slice(Math.max(sentence.start, start - IN_PLACE_CHARS), start);
  const after = text.slice(end, Math.min(sentence.end, end + IN_PLACE_CHARS));
  return (
    IN_PLACE_OF.test(before) || FORMER.test(before) || PAST.test(after) || isNegated(text, sentence, start)
  );
}

function touchedForms(
  hits: readonly ({ stem: string } | undefined)[],
  sentence: Sentence,
  index: OptionIndex,
): Set<number> {
  const touched = new Set<number>();
  hits.forEach((hit, at) => {
    if (hit === undefined) return;
    const forms = index.formsOf.get(hit.stem) ?? [];
    if (forms.length > FORMS_MAX) return;
    const small = STOP_STEMS.has(hit.stem);
    if (small && !standsOut(sentence, at)) return;
    for (const form of forms)
      if (!small || index.forms[form]?.stems.every((stem) => STOP_STEMS.has(stem)) === true)
        touched.add(form);
  });
  return touched;
}

const BARE_WORDS_MAX = 3;

/** "In May" and "May, please" name something; "I may come" does not. */
function standsOut({ tokens }: Sentence, at: number): boolean {
  return tokens.length <= BARE_WORDS_MAX || (at > 0 && /^\p{Lu}/u.test(tokens[at]?.raw ?? ''));
}

function mentionOf(
  id: number,
  hits: readonly ({ stem: string; exact: boolean } | undefined)[],
  sentence: Sentence,
  index: OptionIndex,
): Mention | undefined {
  const form = index.forms[id];
  if (form === undefined) return undefined;
  const wanted = new Set(form.stems);
  let best: Mention | undefined;
  for (let from = 0; from < hits.length; from++) {
    if (!wanted.has(hits[from]?.stem ?? '')) continue;
    const mention = window(form, from, hits, sentence, index);
    if (
      mention !== undefined &&
      (best === undefined ||
        mention.covered > best.covered ||
        (mention.covered === best.covered && mention.start > best.start))
    )
      best = mention;
  }
  return best;
}

/** The words of a form from one place on: each once, little between them. */
function window(
  form: { option: number; stems: readonly string[]; worth: number },
  from: number,
  hits: readonly ({ stem: string; exact: boolean } | undefined)[],
  sentence: Sentence,
  index: OptionIndex,
): Mention | undefined {
  const left = [...form.stems];
  let worth = 0;
  let last = from;
  let words = 0;
  for (let i = from; i < hits.length && i - from < WORDS_MAX && i - last <= SLACK && left.length > 0; i++) {
    const hit = hits[i];
    const at = hit === undefined ? -1 : left.indexOf(hit.stem);
    if (hit === undefined || at === -1) continue;
    left.splice(at, 1);
    worth += (index.rarity.get(hit.stem) ?? 0) * (hit.exact ? 1 : 0.9);
    last = i;
    words++;
  }
  const [a, b] = [sentence.tokens[from], sentence.tokens[last]];
  const number =
    left.some((stem) => /^\d+$/.test(stem)) ||
    (left.length > 0 && form.stems.every((stem) => left.includes(stem) || /^\d+$/.test(stem)));
  if (a === undefined || b === undefined || number) return undefined; // half of "4 pm" or of "Plan 12" names neither
  return {
    option: form.option,
    start: a.start,
    end: b.end,
    covered: form.worth === 0 ? 0 : worth / form.worth,
    worth,
    words,
    denied: false,
  };
}

/** The fuller and more telling mention wins its words; equals of different options cancel each other. */
function withoutOverlaps(mentions: Mention[]): Mention[] {
  mentions.sort((a, b) => rank(b) - rank(a));
  const kept: Mention[] = [];
  const ambiguous = new Set<Mention>();
  for (const mention of mentions) {
    const over = kept.filter((other) => other.start < mention.end && mention.start < other.end);
    if (over.length === 0) kept.push(mention);
    else if (
      over.some((other) => other.option !== mention.option && Math.abs(rank(other) - rank(mention)) < 1e-6)
    ) {
      for (const other of over) if (Math.abs(rank(other) - rank(mention)) < 1e-6) ambiguous.add(other);
    }
  }
  return kept.filter((mention) => !ambiguous.has(mention));
}

function rank(mention: Mention): number {
  return mention.worth * (0.3 + 0.7 * mention.covered) * (mention.covered > 0.99 ? 1.15 : 1);
}
