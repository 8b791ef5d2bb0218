/** Other people's words, made fit to stand in a card exactly as they were said. */

export const VALUE_CHARS_MAX = 400; // about six lines in a narrow card
export const QUOTE_CHARS_MAX = 200; // enough to know the place; the conversation has the rest
export const LINE_CHARS_MAX = 160; // names, titles, labels

const CONTROLS = /[\p{Cc}\u2028\u2029]/gu;
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g; // invisible; an override would turn the rest of the line
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const LONG_WORD = /\S{37,}/gu; // what does not fit a line at 320 px; a GUID does, and stays fit for copying
const PIECE_CHARS = 12;
const TIME_MACRO = /\{\{(?=\s*(?:DATE|TIME)\s*\()/gi;

/**
 * One line of literal words: cut to length, without control characters; right-to-left words cannot turn what
 * stands around them, `{{DATE(..)}}` is not read as a time by the client, and very long words may break.
 */
export function literal(words: string, charsMax: number = VALUE_CHARS_MAX): string {
  const line = clip(oneLine(words), charsMax).replace(TIME_MACRO, '{\u2060{').replace(LONG_WORD, breakable);
  return RIGHT_TO_LEFT.test(line) ? `\u2068${line}\u2069` : line;
}

/** The same for messages without a card, where nothing reads macros. */
export function oneLine(words: string): string {
  return words.replace(CONTROLS, ' ').replace(BIDI_CONTROLS, '').replace(/\s+/g, ' ').trim();
}

/** Some clients never break a word: invisible places to break it at. */
function breakable(word: string): string {
  let piece = 0;
  let broken = '';
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    if (piece >= PIECE_CHARS) {
      broken += '\u200b';
      piece = 0;
    }
    broken += segment;
    piece += segment.length;
  }
  return broken;
}

/** Cut between whole characters, never inside an emoji. */
export function clip(words: string, charsMax: number): string {
  if (words.length <= charsMax) return words;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(words.slice(0, charsMax))) {
    if (kept.length + segment.length >= charsMax) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/**
 * For the one place that cannot do without Markdown: the title of a toggle. Only what would take effect is
 * escaped, since some phones show the backslash.
 */
export function withoutMarkdown(words: string): string {
  return literal(words, LINE_CHARS_MAX)
    .replace(/[\\`*[\]<>]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/^(\d+)([.)])(?=\s)/, '$1\\$2')
    .replace(/^([-+#])(?=[\s#])/, '\\$1');
}
